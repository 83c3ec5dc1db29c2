//! The list of browser tests, and the program that runs those whose name contains the first argument.

mod delivery;

use std::env;
use std::process::ExitCode;

use browser_tests::suite::{self, Test};
use browser_tests::test;

const TESTS: &[Test] = &[
    test!(delivery::the_site_starts_on_a_host_that_sends_no_headers),
    test!(delivery::the_site_starts_on_a_host_that_sends_all_headers),
    test!(delivery::the_site_loads_every_file_once_and_misses_none),
    test!(delivery::the_single_file_starts_from_disk_and_asks_for_nothing),
    test!(delivery::the_policy_stops_requests_to_other_hosts),
    test!(delivery::the_site_works_without_a_network_after_one_visit),
    test!(delivery::a_new_version_waits_until_it_is_wanted),
    test!(delivery::half_a_new_version_is_not_taken),
    test!(delivery::the_switch_off_worker_hands_the_page_back_to_the_host),
    test!(delivery::a_tampered_module_is_refused_in_words),
    test!(delivery::a_tampered_script_is_refused_and_words_remain),
    test!(delivery::the_manifest_is_sound),
    test!(delivery::a_page_at_rest_asks_for_no_frame_and_no_timer),
    test!(delivery::a_hidden_page_asks_for_no_frame_and_no_timer),
    test!(delivery::the_first_screen_has_no_serious_accessibility_fault),
];

#[tokio::main]
async fn main() -> ExitCode {
    let filter = env::args().nth(1).unwrap_or_default();
    let run = tokio::select! {
        run = suite::run(TESTS, &filter) => run,
        _ = tokio::signal::ctrl_c() => Err("interrupted".into()),
    };
    match run {
        Ok(0) => ExitCode::SUCCESS,
        Ok(_) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}
