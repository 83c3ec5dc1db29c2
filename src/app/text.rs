//! Every word of the page's own interface, in one table. (Prose of the exercises is Markdown beside them.)
//!
//! A second language is a second constant of the same type: it does not compile until it is complete. Where a sentence has parts, the table holds
//! the function that puts them together, so that another language may order them differently.

use playground::sim::{Event, EventKind, World};
use playground::time::{Span, Timestamp};

mod english;

/// The table in use.
pub fn t() -> &'static Text {
    &english::EN
}

pub struct Text {
    pub product: &'static str,
    pub skip_to_content: &'static str,
    pub nav_label: &'static str,
    pub nav_learn: &'static str,
    pub nav_stage: &'static str,
    pub seed: fn(&str) -> String,
    pub theme_light: &'static str,
    pub theme_dark: &'static str,
    pub theme_system: &'static str,
    pub motion_on: &'static str,
    pub help: &'static str,
    pub keys_title: &'static str,
    pub keys: &'static [(&'static str, &'static str)],
    pub close: &'static str,
    pub dismiss: &'static str,

    pub stage_title: &'static str,
    pub stage_can: &'static str,
    pub producers: &'static str,
    pub consumers: &'static str,
    pub queue: &'static str,
    pub invisible: &'static str,
    pub invisible_rest: &'static str,
    pub shelf_empty: &'static str,
    pub shelf_more: fn(u64) -> String,
    pub lane_front: &'static str,
    pub lane_back: &'static str,
    pub lane_count: fn(u64) -> String,
    pub returns_in: fn(u64) -> String,
    pub ticket_and_count: fn(u32, u32) -> String,
    pub published: &'static str,
    pub published_count: fn(u64, u64) -> String,
    pub deleted: &'static str,
    pub deleted_count: fn(u64) -> String,
    pub expired: &'static str,
    pub expired_count: fn(u64) -> String,
    pub truth: &'static str,
    pub truth_sentence: fn(u64, u64) -> String,
    pub start_again: &'static str,
    pub add_consumer: &'static str,
    pub add_producer: &'static str,

    pub message_name: fn(u32) -> String,
    pub state_visible: &'static str,
    pub state_scheduled: fn(u64) -> String,
    pub state_leased: fn(&str, u64) -> String,
    pub nobody: &'static str,

    pub producer_sent: fn(u32) -> String,
    pub producer_next: fn(&str) -> String,
    pub producer_done: &'static str,
    pub producer_crashed: fn(&str) -> String,
    pub waiting: &'static str,
    pub asks_again: fn(&str) -> String,
    pub starts_at: fn(&str) -> String,
    pub asking: &'static str,
    pub working: &'static str,
    pub working_on: fn(u32) -> String,
    pub deleting: &'static str,
    pub crashed_at: fn(&str) -> String,
    pub holding: fn(&str) -> String,
    pub holding_nothing: &'static str,
    pub worked: fn(u64, u64) -> String,
    pub empty_answers: fn(u32) -> String,
    pub finished: fn(u32) -> String,
    pub crash: &'static str,
    pub restart: &'static str,
    pub crash_label: fn(&str) -> String,
    pub restart_label: fn(&str) -> String,

    pub metrics_label: &'static str,
    pub metric_visible: &'static str,
    pub metric_leased: &'static str,
    pub metric_oldest: &'static str,
    pub metric_published: &'static str,
    pub metric_empty: &'static str,
    pub metric_transactions: &'static str,

    pub timeline_label: &'static str,
    pub to_start: &'static str,
    pub step_back: &'static str,
    pub step_back_label: &'static str,
    pub play: &'static str,
    pub pause: &'static str,
    pub step: &'static str,
    pub step_label: &'static str,
    pub skip: &'static str,
    pub fork: &'static str,
    pub ghost_back: &'static str,
    pub speed: &'static str,
    pub speed_value: fn(u32) -> String,
    pub falling_behind: &'static str,
    pub scrubber: &'static str,
    pub scrubber_value: fn(&str, &str) -> String,
    pub nothing_yet: &'static str,
    pub your_flag: &'static str,
    pub flag_slider: &'static str,
    pub actual_flag: &'static str,
    pub lease_runs_on: &'static str,
    pub crashed_word: &'static str,
    pub gap: fn(&str) -> String,
    pub row_message: fn(u32) -> String,

    pub footer_label: &'static str,
    pub tab_message: &'static str,
    pub tab_wire: &'static str,
    pub tab_log: &'static str,
    pub inspect_hint: &'static str,
    pub field_id: &'static str,
    pub field_words: &'static str,
    pub field_state: &'static str,
    pub field_inserted: &'static str,
    pub field_expires: &'static str,
    pub field_visible_at: &'static str,
    pub field_dequeue_count: &'static str,
    pub field_receipt: &'static str,
    pub field_never: &'static str,
    pub message_gone: fn(u32) -> String,
    pub receipt_number: fn(u32) -> String,
    pub wire_request: &'static str,
    pub wire_response: &'static str,
    pub wire_none: &'static str,
    pub log_time: &'static str,
    pub log_who: &'static str,
    pub log_what: &'static str,
    pub log_because: &'static str,
    pub log_empty: &'static str,
    pub log_more: fn(usize) -> String,
    pub the_service: &'static str,
    pub twin_title: &'static str,
    pub twin_message: &'static str,
    pub twin_state: &'static str,
    pub twin_count: &'static str,
    pub twin_empty: &'static str,

    pub exercise_eyebrow: fn(u8, u8) -> String,
    pub your_prediction: &'static str,
    pub not_committed: &'static str,
    pub committed: &'static str,
    pub earlier: &'static str,
    pub later: &'static str,
    pub test_it: &'static str,
    pub tasks: &'static str,
    pub observed: &'static str,
    pub observed_from: &'static str,
    pub state_done: &'static str,
    pub state_now: &'static str,
    pub state_todo: &'static str,
    pub state_broken: &'static str,
    pub hint: &'static str,
    pub hint_wait: &'static str,
    pub show_me: &'static str,
    pub back_to_mine: &'static str,
    pub showing: &'static str,
    pub solved: &'static str,
    pub you_said: &'static str,
    pub it_was: &'static str,
    pub apart: &'static str,
    pub spot_on: &'static str,
    pub question: &'static str,
    pub check_answer: &'static str,
    pub right: &'static str,
    pub watch_it: &'static str,
    pub next_exercise: &'static str,
    pub to_sandbox: &'static str,
    pub sheet_open: &'static str,
    pub sheet_close: &'static str,

    pub course_title: &'static str,
    pub course_lead: &'static str,
    pub course_state: fn(bool, bool) -> &'static str,
    pub minutes: fn(u8) -> String,

    pub sandbox_eyebrow: &'static str,
    pub sandbox_title: &'static str,
    pub sandbox_story: &'static str,
    pub by_hand: &'static str,
    pub operation: &'static str,
    pub op_put: &'static str,
    pub op_get: &'static str,
    pub op_peek: &'static str,
    pub op_update: &'static str,
    pub op_delete: &'static str,
    pub op_clear: &'static str,
    pub form_words: &'static str,
    pub form_ttl: &'static str,
    pub form_count: &'static str,
    pub form_timeout: &'static str,
    pub form_message: &'static str,
    pub form_message_none: &'static str,
    pub form_default: &'static str,
    pub form_number: fn(&str) -> String,
    pub send: &'static str,
    pub last_answer: &'static str,
    pub answer_ok: fn(&str) -> String,
    pub answer_got: fn(usize) -> String,
    pub answer_received: fn(&str, u32) -> String,
    pub add_someone: &'static str,
    pub form_every: &'static str,
    pub form_works: &'static str,
    pub desk_name: fn(usize) -> String,
    pub desk_story: fn(usize) -> String,

    pub refused: fn(u16, &str) -> String,
    pub refused_who: fn(&str, &str) -> String,
    pub rule: fn(&str) -> Option<&'static str>,
    pub unknown_route: &'static str,
    pub damaged: &'static str,
    pub damaged_save: &'static str,
    pub no_storage: &'static str,
    pub update_ready: &'static str,
    pub update_apply: &'static str,
    pub full: &'static str,

    pub broke_title: &'static str,
    pub broke_body: &'static str,
    pub broke_save: &'static str,
    pub broke_reload: &'static str,
    pub broke_clean: &'static str,

    pub event: fn(&EventKind, &str) -> String,
}

/// Virtual time since the start of the world: `00:05`, `00:05.2` with tenths, `1:00:05` beyond the hour.
pub fn clock(span: Span, tenths: bool) -> String {
    let secs = span.as_secs();
    let (hours, minutes, seconds) = (secs / 3600, secs / 60 % 60, secs % 60);
    let mut text = if hours > 0 { format!("{hours}:{minutes:02}:{seconds:02}") } else { format!("{minutes:02}:{seconds:02}") };
    if tenths {
        text.extend([".", &(span.as_millis() / 100 % 10).to_string()]);
    }
    text
}

/// The instant `at` on the clock of `world`.
pub fn clock_at(world: &World, at: Timestamp, tenths: bool) -> String {
    clock(at.since(world.starts_at()), tenths)
}

/// Who acted, in words.
pub fn actor_name(world: &World, event: &Event) -> String {
    match event.actor.and_then(|id| world.actor(id)) {
        Some(actor) => actor.name.to_string(),
        None => t().the_service.to_owned(),
    }
}

/// What happened, as one sentence.
pub fn event_sentence(world: &World, event: &Event) -> String {
    (t().event)(&event.kind, &actor_name(world, event))
}
