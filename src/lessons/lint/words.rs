//! The prose of an exercise: complete, short, in the voice of the newsroom, and true where it names actors, times and numbers.

use super::{Demand, Findings};
use crate::lessons::check::Why;
use crate::lessons::exercise::{Exercise, Verdict};
use crate::lessons::facts::{fact, said};
use crate::lessons::field::Field;
use crate::lessons::hints::HINTS;
use crate::lessons::prose::{Prose, plain};

/// Words that tell people that they should have known.
const BELITTLING: [&str; 10] = ["just", "simply", "obviously", "easy", "easily", "trivial", "wrong", "failed", "clearly", "merely"];

/// Words in hints that give the usual answers away.
const TELLING: [&str; 4] = ["thirty", "twenty", "default", "second"];

/// Units in which only the service counts.
const UNITS: [&str; 5] = ["days", "KiB", "KB", "MiB", "characters"];

pub(super) fn check_words(exercise: &Exercise, prose: &Prose, findings: &mut Findings) {
    let wanted = wanted(exercise);
    for (key, most) in &wanted {
        let Some(text) = prose.text(key) else {
            findings.add(Demand::TextsThere, key, "");
            continue;
        };
        let words = text.split_whitespace().count();
        findings.add_unless(words > 0, Demand::TextsThere, key, "");
        findings.add_unless(words <= *most, Demand::TextsShort, key, &format!("{words} > {most}"));
    }
    for key in prose.keys().filter(|key| !may_stand(exercise, key) && !wanted.iter().any(|(name, _)| name == key)) {
        findings.add(Demand::TextsUsed, key, "");
    }
    reasons(exercise, prose, findings);
    for key in prose.keys() {
        voice(key, &prose.text(key).unwrap_or_default(), findings);
        marks(exercise, key, prose.html(key).unwrap_or_default(), findings);
    }
    for (n, hint) in (1..).zip(prose.list("hints")) {
        let hint = plain(hint).to_lowercase();
        let telling = hint.chars().any(|c| c.is_ascii_digit()) || TELLING.iter().any(|word| hint.contains(word));
        findings.add_unless(!telling, Demand::HintsHint, &format!("hints.{n}"), &hint);
    }
    let rule = prose.text("debrief.rule").unwrap_or_default();
    let ends = rule.matches(['.', '!', '?']).count();
    findings.add_unless(ends == 1 && rule.ends_with('.'), Demand::RuleIsOneSentence, "debrief.rule", &ends.to_string());
}

/// Every key an exercise asks its prose for, and the most words each may have.
fn wanted(exercise: &Exercise) -> Vec<(String, usize)> {
    let mut keys: Vec<(String, usize)> = Vec::new();
    let mut want = |key: &str, most: usize| keys.push((key.to_owned(), most));
    for (key, most) in [
        ("title", 8),
        ("story", 40),
        ("predict.question", 30),
        ("observe", 30),
        ("reflect", 15),
        ("debrief.rule", 40),
        ("debrief.happened", 130),
        ("debrief.price", 60),
        ("debrief.docs", 15),
        ("quiz.question", 35),
    ] {
        want(key, most);
    }
    for n in 1..=HINTS {
        want(&format!("hints.{n}"), 30);
        want(&format!("tasks.{n}"), 25);
    }
    for sentence in ["sentence", "waiting", "exact", "close", "other"].iter().chain(exercise.ask.form.gaps()) {
        want(&format!("world.{sentence}"), 35);
    }
    for option in 1..=exercise.ask.form.options() {
        want(&format!("options.{option}"), 12);
    }
    for reading in exercise.ask.readings.iter() {
        want(&format!("world.{}", reading.id), 35);
    }
    for item in exercise.goal.item_ids() {
        want(&format!("checks.{item}"), 8);
        want(&format!("feedback.{item}"), 30);
    }
    for option in &exercise.quiz.options {
        want(&format!("quiz.{}", option.id), 12);
        match option.verdict {
            Verdict::Right => want(&format!("quiz.{}.why", option.id), 30),
            Verdict::Wrong { .. } => want(&format!("quiz.{}.watch", option.id), 35),
        }
    }
    keys
}

/// What is up to the author: help with the question, more tasks, and the more particular sentences of an item.
fn may_stand(exercise: &Exercise, key: &str) -> bool {
    let particular = |id: &str| {
        let why = key.strip_prefix("feedback.").and_then(|rest| rest.strip_prefix(id)).and_then(|rest| rest.strip_prefix('.'));
        why.is_some_and(|why| Why::PLAIN.iter().any(|plain| plain.name() == why) || Field::ALL.iter().any(|field| field.name() == why))
    };
    key == "predict.help"
        || key.strip_prefix("tasks.").is_some_and(|n| n.parse::<u8>().is_ok())
        || exercise.goal.item_ids().into_iter().any(particular)
}

fn reasons(exercise: &Exercise, prose: &Prose, findings: &mut Findings) {
    for anti in &exercise.anti_solutions {
        let own = prose.html(&format!("feedback.{}.{}", anti.fails, anti.because)).is_some();
        let shared = exercise.anti_solutions.iter().any(|other| other.fails == anti.fails && other.because != anti.because);
        // The general sentence of an item is about what is missing.
        let kept = own || &*anti.because == "missing" || !shared;
        findings.add_unless(kept, Demand::ReasonsSaid, &anti.id, &[&*anti.fails, " ", &*anti.because].concat());
    }
}

fn voice(key: &str, text: &str, findings: &mut Findings) {
    let lower = text.to_lowercase();
    let word = lower.split(|c: char| !c.is_alphanumeric()).find(|word| BELITTLING.contains(word));
    findings.add_unless(word.is_none(), Demand::Voice, key, word.unwrap_or_default());
    findings.add_unless(!text.contains('!'), Demand::Voice, key, "!");
}

fn marks(exercise: &Exercise, key: &str, html: &str, findings: &mut Findings) {
    let ends = exercise.ends_at.since(exercise.start.starts_at).as_secs();
    for (kind, value, text) in marked(html) {
        let kept = match kind {
            "actor" => exercise.start.actors.iter().any(|actor| *actor.name == *value),
            "message" => value.parse::<u32>().is_ok_and(|number| number > 0),
            "time" => value.parse::<u64>().is_ok_and(|secs| secs <= ends && text == format!("{:02}:{:02}", secs / 60, secs % 60)),
            _ => true,
        };
        findings.add_unless(kept, Demand::MarksTrue, key, &[kind, ":", value].concat());
        if kind == "fact" {
            let truth = fact(value);
            let kept = truth.is_some() && truth == said(text);
            findings.add_unless(kept, Demand::FactsTrue, key, &[value, ": ", text].concat());
        }
    }
    // What is left once the marked numbers are cut out must not speak of the service's numbers.
    let mut rest = html.to_owned();
    for (kind, value, text) in marked(html) {
        if kind == "fact" {
            rest = rest.replace(&["data-fact=\"", value, "\">", text].concat(), ">");
        }
    }
    let rest = plain(&rest);
    let words: Vec<&str> = rest.split_whitespace().collect();
    for (index, word) in words.iter().enumerate() {
        let digits = word.trim_matches(|c: char| !c.is_ascii_alphanumeric());
        let Ok(number) = digits.parse::<u32>() else { continue };
        let next = words.get(index + 1).copied().unwrap_or_default();
        let unit = UNITS.contains(&next.trim_matches(|c: char| !c.is_alphanumeric()));
        let status = digits.len() == 3 && (200..600).contains(&number);
        findings.add_unless(!unit && !status, Demand::FactsMarked, key, &[digits, " ", next].concat());
    }
}

/// Every mark of a fragment: its kind, its value and its text. The build, or the reader of files, wrote the HTML.
fn marked(html: &str) -> impl Iterator<Item = (&str, &str, &str)> {
    html.split(" data-").skip(1).filter_map(|mark| {
        let (kind, rest) = mark.split_once("=\"")?;
        let (value, rest) = rest.split_once("\">")?;
        Some((kind, value, rest.split('<').next().unwrap_or_default()))
    })
}
