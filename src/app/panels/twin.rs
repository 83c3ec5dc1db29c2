//! The stage in words: what is here, what can be done, what is going on now, and the messages as a table.

use super::super::frame::now_ms;
use super::super::session::Session;
use super::super::text::t;
use super::stage::missing_words;
use super::token::state_words;
use crate::app::parts::lean::prelude::*;
use playground::stage::{Scene, TokenState};

/// Rows of the table; the counts above it are of all messages.
const ROWS_MAX: usize = 40;

pub fn twin(session: Session, scene: Memo<Scene>) -> View {
    // While time runs, words change once a second at most: a leased message counts down with every frame, and nobody can listen as fast.
    let beat = memo(move || {
        scene.with(|_| ());
        (now_ms() / 1_000.0) as u32
    });
    let follow = move || if session.playing.get() { beat.with(|_| ()) } else { scene.with(|_| ()) };
    let rows = memo(move || {
        follow();
        scene.with_untracked(|scene| {
            session.peek(|timeline| {
                let row =
                    |token: &playground::stage::Token| (token.message.0, state_words(timeline.world(), token.state), token.dequeue_count);
                scene.tokens.iter().take(ROWS_MAX).map(row).collect::<Vec<_>>()
            })
        })
    });
    let now = memo(move || {
        follow();
        scene.with_untracked(|scene| {
            let held = scene.tokens.iter().filter(|token| matches!(token.state, TokenState::Leased { .. })).map(|token| {
                let words = session.peek(|timeline| state_words(timeline.world(), token.state));
                format!("{}: {words}.", (t().stage.message_name)(token.message.0))
            });
            let counts = match scene.missing {
                Some(missing) => missing_words(session, missing),
                None => (t().stage.truth_sentence)(scene.lane.visible, scene.lane.hidden),
            };
            std::iter::once(counts).chain(held.take(5)).collect::<Vec<_>>().join(" ")
        })
    });
    let empty = memo(move || rows.with(Vec::is_empty));
    draw! {
        <div class="visually-hidden">
            <h2>{t().stage.title}</h2>
            <p>{t().stage.can}</p>
            <p id="stage-now">{now}</p>
            <table>
                <caption>{t().inspector.twin_title}</caption>
                <thead><tr><th scope="col">{t().inspector.twin_message}</th><th scope="col">{t().inspector.twin_state}</th><th scope="col">{t().inspector.twin_count}</th></tr></thead>
                <tbody>
                    {move || empty.get().then(|| draw! { <tr><td colspan="3">{t().inspector.twin_empty}</td></tr> })}
                    <For each=move || rows.with(|rows| rows.iter().map(|(message, ..)| *message).collect()) key=|message| *message let(message)>{
                        row(rows, message)
                    }</For>
                </tbody>
            </table>
        </div>
    }
}

/// Number, state in words, dequeue count.
type Told = (u32, String, u32);

/// A row stays when another message's changes: whoever reads the table is not thrown out of it.
fn row(rows: Memo<Vec<Told>>, message: u32) -> View {
    let told = memo(move || {
        rows.with(|rows| {
            rows.iter().find(|(number, ..)| *number == message).map(|(_, state, count)| (state.clone(), *count)).unwrap_or_default()
        })
    });
    draw! { <tr><th scope="row">{message}</th><td>{move || told.get().0}</td><td>{move || told.get().1}</td></tr> }
}
