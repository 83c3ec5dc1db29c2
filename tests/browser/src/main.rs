//! The list of browser tests, and the program that runs those whose name contains the first argument.

mod access;
mod anything;
mod beside;
mod course;
mod delivery;
mod exercise;
mod first_visit;
mod forms;
mod lab;
mod learner;
mod narrow;
mod screens;
mod share;
mod state;
mod steps;
mod time;
mod work;

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
    test!(delivery::a_tampered_rest_of_the_module_is_refused_in_words),
    test!(delivery::a_tampered_script_is_refused_and_words_remain),
    test!(delivery::the_manifest_is_sound),
    test!(delivery::a_page_at_rest_asks_for_no_frame_and_no_timer),
    test!(delivery::a_hidden_page_asks_for_no_frame_and_no_timer),
    test!(delivery::the_first_screen_has_no_serious_accessibility_fault),
    test!(first_visit::a_first_visit_needs_nothing_of_the_rest_of_the_module),
    test!(first_visit::a_first_screen_needs_none_of_the_later_styles),
    test!(exercise::the_crash_exercise_is_solved_by_keyboard_under_a_sub_path),
    test!(exercise::the_crash_exercise_is_solved_by_keyboard_from_disk),
    test!(exercise::the_crash_exercise_is_solved_by_mouse),
    test!(exercise::the_crash_exercise_is_solved_by_finger_on_a_phone),
    test!(exercise::a_crash_without_a_prediction_does_not_solve_it),
    test!(exercise::a_crash_at_fifteen_seconds_does_not_solve_it),
    test!(exercise::no_crash_at_all_does_not_solve_it),
    test!(course::exercise_01_is_solved_by_keyboard),
    test!(course::exercise_01_is_solved_by_mouse),
    test!(course::exercise_02_is_solved_by_keyboard),
    test!(course::exercise_02_is_solved_by_mouse),
    test!(course::exercise_03_is_solved_by_keyboard),
    test!(course::exercise_03_is_solved_by_mouse),
    test!(course::exercise_04_is_solved_by_keyboard),
    test!(course::exercise_04_is_solved_by_mouse),
    test!(course::exercise_05_is_solved_by_keyboard),
    test!(course::exercise_05_is_solved_by_mouse),
    test!(course::exercise_07_is_solved_by_keyboard),
    test!(course::exercise_07_is_solved_by_mouse),
    test!(course::exercise_08_is_solved_by_keyboard),
    test!(course::exercise_08_is_solved_by_mouse),
    test!(course::exercise_09_is_solved_by_keyboard),
    test!(course::exercise_09_is_solved_by_mouse),
    test!(course::exercise_10_is_solved_by_keyboard),
    test!(course::exercise_10_is_solved_by_mouse),
    test!(course::exercise_11_is_solved_by_keyboard),
    test!(course::exercise_11_is_solved_by_mouse),
    test!(work::a_first_visit_finds_a_world_at_work_and_one_button),
    test!(work::the_last_act_is_taken_back_with_one_button),
    test!(work::the_keyboard_goes_on_where_it_was_after_a_replay),
    test!(work::an_exercise_can_be_left_for_the_sandbox_with_its_world),
    test!(work::work_is_handed_in_as_a_file_and_checked_by_somebody_else),
    test!(work::an_author_sees_findings_and_traces_and_tries_a_file),
    test!(forms::wide_exercises_in_light_have_no_serious_fault),
    test!(forms::wide_exercises_in_dark_have_no_serious_fault),
    test!(forms::phone_exercises_in_light_have_no_serious_fault),
    test!(forms::phone_exercises_in_dark_have_no_serious_fault),
    test!(forms::an_order_is_predicted_by_keyboard),
    test!(forms::an_order_is_predicted_by_mouse),
    test!(time::steps_go_forward_and_back_over_the_same_moments),
    test!(time::the_moment_can_be_chosen_on_the_line_of_time),
    test!(time::skipping_stops_where_something_happens_to_a_message),
    test!(time::acting_in_the_past_leaves_a_ghost_to_go_back_to),
    test!(time::a_fork_that_is_long_past_is_left_behind),
    test!(time::acting_while_time_stands_still_does_not_set_it_going),
    test!(time::a_request_by_hand_is_answered_while_time_stands_still),
    test!(time::what_was_skipped_is_drawn_as_a_fold),
    test!(time::a_skip_to_what_never_comes_leaves_the_clock_alone),
    test!(time::the_next_moment_is_one_out_of_the_ordinary),
    test!(time::an_event_is_explained_by_the_path_that_led_to_it),
    test!(time::a_consumer_sees_only_what_it_was_told),
    test!(time::a_point_of_a_chart_leads_to_its_messages),
    test!(time::two_branches_stand_beside_each_other),
    test!(time::a_remote_steps_and_a_presenter_sees_the_stage_alone),
    test!(time::a_program_is_reshaped_while_the_world_stands_still),
    test!(time::a_paused_world_asks_for_no_frame_and_no_timer),
    test!(time::a_world_that_plays_asks_for_frames_only_while_it_is_seen),
    test!(beside::a_drawer_offers_whom_and_what_it_tells_of),
    test!(beside::a_poison_queue_is_seen_beside_the_queue_and_brought_into_focus),
    test!(beside::a_blob_without_a_message_and_a_message_without_a_blob_are_seen_and_explained),
    test!(beside::a_refusal_card_leads_to_the_reasons_and_to_who_was_part_of_them),
    test!(beside::everybody_has_a_row_on_the_timeline),
    test!(beside::every_number_of_a_program_has_a_range_that_is_shown_and_kept),
    test!(state::a_run_and_its_playhead_survive_a_reload),
    test!(state::a_playing_run_is_found_again_where_it_was_left),
    test!(state::a_solved_mark_survives_a_reload_and_a_new_beginning),
    test!(state::wishes_survive_a_reload),
    test!(state::a_damaged_slot_is_set_aside_and_the_other_one_used),
    test!(state::two_damaged_slots_are_set_aside_and_the_page_works),
    test!(state::a_page_without_storage_says_so_and_works),
    test!(state::a_full_storage_does_not_stop_the_page),
    test!(state::a_panic_shows_a_screen_that_saves_the_run),
    test!(state::a_panic_on_a_first_visit_shows_the_screen_too),
    test!(state::an_address_that_leads_nowhere_is_said_so),
    test!(share::a_link_made_in_the_page_gives_the_same_history_elsewhere),
    test!(share::a_link_can_be_copied),
    test!(share::a_link_that_cannot_be_opened_says_why_and_changes_nothing),
    test!(share::script_in_every_text_of_a_run_stays_text),
    test!(share::a_file_brings_a_run_back_and_a_broken_one_changes_nothing),
    test!(share::acts_are_taken_back_and_done_again),
    test!(access::a_serious_fault_would_be_found),
    test!(access::wide_screens_in_light_have_no_serious_fault),
    test!(access::wide_screens_in_dark_have_no_serious_fault),
    test!(access::phone_screens_in_light_have_no_serious_fault),
    test!(access::phone_screens_in_dark_have_no_serious_fault),
    test!(access::a_refusal_is_shown_with_its_rule_and_dismissed_by_key),
    test!(access::what_is_not_a_number_is_said_at_the_form),
    test!(access::messages_do_not_travel_when_motion_is_unwanted),
    test!(access::forced_colours_leave_every_state_to_be_seen),
    test!(access::one_polite_region_tells_of_the_crash_and_of_the_return),
    test!(access::the_stage_is_told_as_a_table),
    test!(lab::a_refused_sas_is_repaired_by_mouse),
    test!(lab::a_refused_sas_is_repaired_by_key),
    test!(lab::a_refused_sas_is_heard_and_repaired),
    test!(lab::three_doors_open_and_each_notices_what_was_done),
    test!(lab::a_sas_is_built_sent_and_ended_by_key_alone),
    test!(lab::what_is_pasted_is_read_and_never_kept),
    test!(lab::a_byte_changes_its_line_and_the_signature),
    test!(lab::both_keys_are_rotated_without_a_failure),
    test!(lab::a_cell_of_the_matrix_replays_its_request),
    test!(lab::the_questions_end_in_a_recommendation),
    test!(lab::a_role_arrives_and_leaves_on_the_virtual_clock),
    test!(lab::every_incident_is_told_and_replayed),
    test!(lab::wide_lab_screens_in_light_have_no_serious_fault),
    test!(lab::wide_lab_screens_in_dark_have_no_serious_fault),
    test!(lab::phone_lab_screens_in_light_have_no_serious_fault),
    test!(lab::phone_lab_screens_in_dark_have_no_serious_fault),
    test!(anything::whoever_tries_everything_breaks_no_stage),
    test!(anything::whoever_tries_everything_breaks_no_exercise),
    test!(anything::whoever_tries_everything_breaks_no_lab),
    test!(anything::whoever_tries_everything_on_a_phone_breaks_nothing),
    test!(narrow::a_phone_offers_targets_for_fingers),
    test!(narrow::a_page_enlarged_four_times_scrolls_in_one_direction_only),
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
