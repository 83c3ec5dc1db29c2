//! What a person hands in: every solved exercise, replayed on the spot, to print or to save; and the same for a file that somebody gives them.

use super::super::panels::lesson::prediction_words;
use super::super::parts::file;
use super::super::parts::file::download_url;
use super::super::progress::Progress;
use super::super::store;
use super::super::text::summary::summary_text;
use super::super::text::{clock, t};
use crate::app::parts::lean::prelude::*;
use playground::lessons::{
    self, Comparison, Proof, RECORD_BYTES_MAX, Record, Verdict, catalogue, merge, read_record, verify, write_record,
};
use playground::saved::Solved;

/// A line of the summary, decided before anything is drawn.
#[derive(Clone, Debug, PartialEq)]
struct Line {
    number: u8,
    title: String,
    holds: bool,
    /// What came of replaying it.
    proof: String,
    predicted: String,
    happened: String,
    quiz: &'static str,
    run: String,
}

/// A file that was opened.
#[derive(Clone, Debug, PartialEq)]
enum Opened {
    Nothing,
    Unreadable(String),
    Record { name: String, lines: Vec<Line>, proven: Record },
    TakenOver(usize),
}

pub fn page() -> View {
    let progress = expect_context::<Progress>();
    let lines = memo(move || {
        progress.count();
        store::read(|saved| lines(&saved.solved))
    });
    let opened = RwSignal::new(Opened::Nothing);
    // Followed in there, not here: a page that reads it itself is drawn anew with every change, and forgets what was opened.
    let solved = move || {
        let (solved, all) = progress.count();
        (t().course.solved_of)(solved, all)
    };
    let link = memo(move || download_url(&store::read(|saved| write_record(&saved.solved, &notes(&lines.get())))));
    draw! {
        <div class="prose-page summary">
            <h1>{summary_text().title}</h1>
            <p class="screen-only">{summary_text().lead}</p>
            <label class="field summary-name">{summary_text().name}<input autocomplete="name" /></label>
            <p><b>{solved}</b></p>
            {move || lines.with(|lines| if lines.is_empty() { draw! { <p>{summary_text().nothing}</p> } } else { table(lines) })}
            <div class="form-actions screen-only">
                <button class="button" data-kind="primary" on:click=on(|_| { let _ = window().print(); })>{summary_text().print}</button>
                {move || link.get().map(|href| draw! { <a class="button" href=href download=FILE>{summary_text().save}</a> })}
                {file::chooser(summary_text().open, RECORD_BYTES_MAX, move |name, text| opened.set(judge(name, text)))}
            </div>
            <p class="screen-only summary-help">{summary_text().open_help}</p>
            <div class="screen-only" aria-live="polite">{move || opened_file(opened, progress)}</div>
        </div>
    }
}

const FILE: &str = "queue-storage-playground-progress.txt";

/// What is in a file; `text` is `None` if the browser could not read it, or would not because of its size.
fn judge(name: String, text: Option<String>) -> Opened {
    let Some(text) = text else { return Opened::Unreadable(summary_text().not_read.to_owned()) };
    match read_record(&text) {
        Err(why) => Opened::Unreadable((summary_text().unreadable)(why)),
        Ok(record) => {
            let lines = lines(&record);
            let proven = record.into_iter().filter(|(number, _)| lines.iter().any(|line| line.number == *number && line.holds)).collect();
            Opened::Record { name, lines, proven }
        }
    }
}

fn opened_file(opened: RwSignal<Opened>, progress: Progress) -> View {
    match opened.get() {
        Opened::Nothing => View::Nothing,
        Opened::Unreadable(why) => draw! { <p class="feedback" data-kind="wrong">{why}</p> },
        Opened::TakenOver(count) => draw! { <p class="feedback" data-kind="right">{(summary_text().taken_over)(count)}</p> },
        Opened::Record { name, lines, proven } => {
            let fresh = proven.keys().filter(|number| !progress.is_solved(**number)).count();
            let hold = lines.iter().filter(|line| line.holds).count();
            let take_over = move |_| {
                let mut added = 0;
                progress.keep(|own| added = merge(own, proven.clone()));
                opened.set(Opened::TakenOver(added));
            };
            draw! {
                <section class="summary-file">
                    <h2>{(summary_text().found)(&name)}</h2>
                    <p>{(summary_text().found_count)(hold, lines.len())}</p>
                    {table(&lines)}
                    <div class="form-actions">
                        {(fresh > 0).then(|| draw! { <button class="button" data-kind="primary" on:click=on(take_over)>{(summary_text().take_over)(fresh)}</button> })}
                        <button class="button" on:click=on(move |_| opened.set(Opened::Nothing))>{summary_text().put_away}</button>
                    </div>
                </section>
            }
        }
    }
}

fn table(lines: &[Line]) -> View {
    let head = [
        summary_text().exercise,
        summary_text().replayed,
        summary_text().predicted,
        summary_text().happened,
        summary_text().question,
        summary_text().run,
    ];
    let row = |line: &Line| {
        draw! {
            <tr data-holds=if line.holds { "true" } else { "false" }>
                <th scope="row">{format!("{:02} {}", line.number, line.title)}</th>
                <td>{line.proof.clone()}</td>
                <td>{line.predicted.clone()}</td>
                <td>{line.happened.clone()}</td>
                <td>{line.quiz}</td>
                <td>{line.run.clone()}</td>
            </tr>
        }
    };
    draw! {
        <div class="summary-table" tabindex="0" role="region" aria-label=summary_text().title>
            <table>
                <thead><tr>{head.into_iter().map(|name| draw! { <th scope="col">{name}</th> }).collect_view()}</tr></thead>
                <tbody>{lines.iter().map(row).collect_view()}</tbody>
            </table>
        </div>
    }
}

/// Replays every run of a record.
fn lines(record: &Record) -> Vec<Line> {
    record.iter().map(|(number, solved)| line(*number, solved)).collect()
}

fn line(number: u8, solved: &Solved) -> Line {
    let run = (summary_text().run_words)(solved.run.scenario.seed, solved.run.inputs.len());
    let title = catalogue().iter().find(|info| info.number == number).map(lessons::ExerciseInfo::title).unwrap_or_default();
    let mut line =
        Line { number, title, holds: false, proof: String::new(), predicted: String::new(), happened: String::new(), quiz: "", run };
    let (Some(exercise), Some(prose)) = (lessons::exercise(number), lessons::prose(number)) else {
        line.proof = String::from(summary_text().not_here);
        return line;
    };
    line.quiz = match solved.quiz.map(|answer| exercise.quiz.options.get(usize::from(answer)).map(|option| &option.verdict)) {
        None => summary_text().quiz_open,
        Some(Some(Verdict::Right)) => summary_text().quiz_right,
        Some(_) => summary_text().quiz_wrong,
    };
    let starts_at = exercise.start.starts_at;
    match verify(&exercise, &solved.run) {
        Proof::Holds(comparison) => {
            line.holds = true;
            line.proof = (summary_text().holds)(&clock(solved.run.at.since(starts_at), false));
            if let Some(Comparison { predicted, actual, .. }) = comparison {
                line.predicted = prediction_words(&prose, starts_at, &predicted);
                line.happened = actual.map(|actual| prediction_words(&prose, starts_at, &actual)).unwrap_or_default();
            }
        }
        Proof::Short(item) => {
            let label = prose.text(&format!("checks.{item}")).unwrap_or_default();
            line.proof = (summary_text().short)(&label);
        }
        Proof::OtherStart => line.proof = String::from(summary_text().other_start),
        Proof::TooLong => line.proof = String::from(summary_text().too_long),
    }
    line
}

/// The lines of the file that are for people.
fn notes(lines: &[Line]) -> Vec<String> {
    let solved = lines.iter().filter(|line| line.holds).count();
    let head = (summary_text().note_head)(solved, catalogue().iter().filter(|info| info.ready).count());
    let note = |line: &Line| (summary_text().note)(line.number, &line.title, &line.proof);
    std::iter::once(head).chain(lines.iter().map(note)).collect()
}
