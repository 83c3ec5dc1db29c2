//! Exercises from a file: what a teacher wrote is read like what serde would read, and what is in the way has a place and a name.

use super::lint::{ready, words_of};
use playground::lessons::{Control, Exercise, FILE_BYTES_MAX, Field, Problem, Prose, Syntax, What, from_json, lint};
use proptest::prelude::*;
use serde_json::{Map, Value, json};
use std::fs;
use std::path::Path;

fn root(path: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// The example for teachers, as it is delivered.
fn example() -> Value {
    let text = fs::read_to_string(root("docs/exercise.json")).expect("the example is there");
    serde_json::from_str(&text).expect("it is JSON")
}

/// The sections of a Markdown file as the `prose` of a file: an object a section with names, a list for numbered items, else a text.
fn prose_of(markdown: &str) -> Value {
    let mut sections = Map::new();
    for section in format!("\n{markdown}").split("\n## ") {
        let Some((name, body)) = section.split_once('\n') else { continue };
        if name.is_empty() {
            sections.insert("title".to_owned(), json!(body.trim().trim_start_matches("# ")));
            continue;
        }
        let mut parts = body.split("\n### ");
        let text = parts.next().unwrap_or_default().trim();
        let value = if text.starts_with("1. ") {
            json!(text.lines().map(|line| line.split_once(". ").expect("an item").1).collect::<Vec<_>>())
        } else if text.is_empty() {
            let named = parts.map(|part| part.split_once('\n').expect("a name and a text"));
            Value::Object(named.map(|(name, text)| (name.to_owned(), json!(text.trim()))).collect())
        } else {
            json!(text)
        };
        sections.insert(name.to_owned(), value);
    }
    Value::Object(sections)
}

fn folder(number: u8) -> String {
    let start = format!("e{number:02}_");
    let mut folders = fs::read_dir(root("src/lessons")).expect("the lessons are there").map(|entry| entry.expect("readable").file_name());
    let name = folders.find(|name| name.to_string_lossy().starts_with(&start)).expect("each exercise has its folder");
    fs::read_to_string(root("src/lessons").join(name).join("en.md")).expect("and its words")
}

#[test]
fn every_exercise_of_the_course_survives_the_way_through_a_file() {
    for exercise in ready() {
        let file = json!({ "exercise": exercise, "prose": prose_of(&folder(exercise.number)) });
        let (back, prose) = from_json(&file.to_string()).unwrap_or_else(|problems| panic!("{}: {problems:?}", exercise.id));
        assert_eq!(back, exercise);
        let by_serde: Exercise = serde_json::from_value(file["exercise"].clone()).expect("serde reads it, too");
        assert_eq!(back, by_serde);
        let rendered = words_of(&exercise);
        assert_eq!(prose.keys().count(), rendered.keys().count(), "{}", exercise.id);
        for key in rendered.keys() {
            assert_eq!(prose.html(key), rendered.html(key), "{}: {key} as the build renders it", exercise.id);
        }
    }
}

#[test]
fn the_example_for_teachers_is_complete() {
    let (exercise, prose) = from_json(&example().to_string()).expect("it can be read");
    assert_eq!(lint(&exercise, &prose), []);
    assert_eq!(exercise.start.starts_at, ready()[0].start.starts_at, "a world without a date begins on the Monday of the course");
}

/// The example with one thing changed, and what is in the way then.
fn problems(change: impl FnOnce(&mut Value)) -> Vec<Problem> {
    let mut file = example();
    change(&mut file);
    from_json(&file.to_string()).expect_err("this must not get through")
}

#[track_caller]
fn expect(change: impl FnOnce(&mut Value), path: &str, what: What) {
    assert_eq!(problems(change), [Problem { path: path.to_owned(), what }]);
}

#[test]
fn a_problem_is_named_with_its_path() {
    expect(|file| drop(file.as_object_mut().expect("an object").remove("prose")), "", What::Missing("prose"));
    expect(|file| file["extra"] = json!(1), "extra", What::Stray);
    expect(|file| file["exercise"]["ask"]["readings"][0]["idd"] = json!(1), "exercise.ask.readings[0].idd", What::Stray);
    expect(
        |file| drop(file["exercise"]["goal"]["clauses"][1].as_object_mut().expect("an object").remove("id")),
        "exercise.goal.clauses[1]",
        What::Missing("id"),
    );
    expect(|file| file["exercise"]["minutes"] = json!("long"), "exercise.minutes", What::Type("u8".to_owned()));
    expect(|file| file["exercise"]["minutes"] = json!(300), "exercise.minutes", What::Type("u8".to_owned()));
    expect(|file| file["exercise"]["start"]["account"] = json!("The News"), "exercise.start.account", What::Name);
    expect(|file| file["exercise"]["id"] = json!("../x"), "exercise.id", What::Name);
    expect(|file| file["exercise"]["solution"]["until"] = json!("99:99"), "exercise.solution.until", What::Type("u64".to_owned()));
    expect(|file| file["prose"]["story"] = json!("*endless"), "prose.story", What::Mark);
    expect(|file| file["prose"]["hints"][1] = json!("[x](javascript:alert(1))"), "prose.hints[1]", What::Mark);
    expect(|file| file["prose"]["title"] = json!(7), "prose.title", What::Type("a string, a list or an object".to_owned()));
}

#[test]
fn an_unknown_rule_is_answered_with_the_known_ones() {
    let found = problems(|file| file["exercise"]["goal"]["clauses"][0]["rule"] = json!({ "predict": {} }));
    let [Problem { path, what: What::Unknown(known) }] = &*found else { panic!("{found:?}") };
    assert_eq!(path, "exercise.goal.clauses[0].rule");
    assert!(known.contains(&"predicted") && known.contains(&"seq"));
}

#[test]
fn both_halves_are_looked_at() {
    let found = problems(|file| {
        file["exercise"]["ends_at"] = json!("00:00");
        file["prose"]["story"] = json!("`");
    });
    let paths: Vec<&str> = found.iter().map(|problem| &*problem.path).collect();
    assert_eq!(paths, ["exercise.ends_at", "prose.story"]);
}

#[test]
fn acts_out_of_order_are_in_the_way() {
    let found = problems(|file| file["exercise"]["anti_solutions"][1]["script"]["inputs"][0]["at"] = json!("00:09"));
    assert_eq!(found, [Problem { path: "exercise.anti_solutions[1].script.inputs[1].at".to_owned(), what: What::Time }]);
}

#[test]
fn nothing_of_a_file_becomes_markup() {
    let mut file = example();
    file["prose"]["story"] = json!("<script>alert(1)</script> & [A](actor:A) <img src=x onerror=y>");
    let (_, prose) = from_json(&file.to_string()).expect("text is text");
    let expected = "&lt;script&gt;alert(1)&lt;/script&gt; &amp; <span class=\"chip\" data-actor=\"A\">A</span> &lt;img src=x onerror=y&gt;";
    assert_eq!(prose.html("story"), Some(expected));
}

fn syntax(text: &str) -> (Syntax, u32, u32) {
    match from_json(text) {
        Err(problems) => match &*problems {
            [Problem { what: What::NotJson(syntax, place), .. }] => (*syntax, place.line, place.column),
            other => panic!("{other:?}"),
        },
        Ok(_) => panic!("no exercise"),
    }
}

#[test]
fn what_is_no_json_is_told_with_line_and_column() {
    assert_eq!(syntax(""), (Syntax::Cut, 1, 1));
    assert_eq!(syntax("{\n  \"exercise\": {\n"), (Syntax::Cut, 3, 1));
    assert_eq!(syntax("{\n  \"a\": 1,,\n}"), (Syntax::Unexpected, 2, 10));
    assert_eq!(syntax("{\"a\": 1, \"a\": 2}"), (Syntax::Twice, 1, 13));
    assert_eq!(syntax("{\"a\": 1.5}"), (Syntax::NotWhole, 1, 8));
    assert_eq!(syntax("{\"a\": \"\\q\"}").0, Syntax::Escape);
    assert_eq!(syntax("{\"a\": \"\\ud800\"}").0, Syntax::Escape);
    assert_eq!(syntax("{\"a\": \"\n\"}").0, Syntax::Control);
    assert_eq!(syntax("{} {}"), (Syntax::Unexpected, 1, 4));
}

#[test]
fn hostile_files_of_any_size_get_an_answer() {
    assert_eq!(syntax(&"[".repeat(FILE_BYTES_MAX)).0, Syntax::Deep);
    assert_eq!(syntax(&"{\"a\":".repeat(FILE_BYTES_MAX / 5)).0, Syntax::Deep);
    let long = " ".repeat(FILE_BYTES_MAX + 1);
    assert_eq!(from_json(&long).err(), Some(vec![Problem { path: String::new(), what: What::TooLong(FILE_BYTES_MAX + 1) }]));
    let digits = format!("{{\"a\": {}}}", "9".repeat(10_000));
    assert_eq!(syntax(&digits).0, Syntax::NotWhole);
    assert!(from_json("{\"exercise\": {}, \"prose\": {}}").is_err());
}

/// Small JSON texts, and texts that are nearly JSON.
fn texts() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "{", "}", "[", "]", ":", ",", "\"", "\"a\"", "\"b\"", "\\", "\\u00e4", "1", "-", "0", "23", "true", "null", " ", "\n", "é",
    ]);
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

fn is_syntax(problems: &[Problem]) -> bool {
    matches!(problems, [Problem { what: What::NotJson(..), .. }])
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_reader_takes_what_serde_json_takes(text in texts()) {
        let problems = from_json(&text).err().unwrap_or_default();
        let mine = !is_syntax(&problems);
        let theirs = serde_json::from_str::<Value>(&text).is_ok();
        let twice = matches!(&*problems, [Problem { what: What::NotJson(Syntax::Twice, _), .. }]);
        prop_assert!(mine == theirs || twice, "{text:?}: {problems:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_damaged_example_is_read_or_refused(at in 0.0..1.0_f64, with in texts(), cut in 0_usize..40) {
        let text = example().to_string();
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss, reason = "a place in a short text")]
        let mut at = (text.len() as f64 * at) as usize;
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        let mut until = (at + cut).min(text.len());
        while !text.is_char_boundary(until) {
            until += 1;
        }
        let damaged = [&text[..at], &*with, &text[until..]].concat();
        match from_json(&damaged) {
            Ok((exercise, _)) => prop_assert!(!exercise.id.is_empty()),
            Err(problems) => prop_assert!(!problems.is_empty()),
        }
    }
}

/// A file whose words are fine but few is read; what is missing is the lint's business.
#[test]
fn missing_words_are_findings_and_no_problems() {
    let mut file = example();
    file["prose"] = json!({ "title": "Empty" });
    let (exercise, prose): (Exercise, Prose) = from_json(&file.to_string()).expect("it can be read");
    assert!(lint(&exercise, &prose).len() > 30);
}

/// Every name that a teacher may write, as the types spell it.
#[test]
fn the_guide_for_teachers_names_everything_there_is() {
    let guide = fs::read_to_string(root("docs/exercises.md")).expect("the guide is there");
    let named = |name: &str| guide.contains(&format!("`{name}`"));
    for field in Field::ALL {
        let name = serde_json::to_value(field).expect("a name");
        assert!(named(name.as_str().expect("text")), "{name}");
    }
    for control in Control::ALL {
        let name = serde_json::to_value(control).expect("a name");
        assert!(named(name.as_str().expect("text")), "{name}");
    }
    // The other lists are what serde offers for a name that is none of them.
    let unknown = |change: fn(&mut Value)| match problems(change).remove(0).what {
        What::Unknown(known) => known,
        other => panic!("{other:?}"),
    };
    let lists = [
        unknown(|file| file["exercise"]["ask"]["before"]["kinds"] = json!(["Nothing"])),
        unknown(|file| file["exercise"]["tools"] = json!(["nothing"])),
        unknown(|file| file["exercise"]["ask"]["form"] = json!({ "nothing": 1 })),
        unknown(|file| file["exercise"]["goal"]["clauses"][0]["rule"] = json!({ "nothing": 1 })),
        unknown(|file| file["exercise"]["goal"]["clauses"][2]["rule"]["seq"][0]["event"]["where"][0]["is"] = json!({ "nothing": 1 })),
    ];
    for name in lists.iter().copied().flatten() {
        assert!(named(name), "{name}");
    }
}
