//! The author's lint of the words: complete, short, safe, in the voice of the newsroom, and true.

use playground::lessons::{Exercise, Part, Prose, catalogue, exercise, fill, plain, prose};
use playground::sim::EventKind;
use playground::timeline::{Run, Timeline};

fn ready() -> Vec<(Exercise, Prose)> {
    let ready = catalogue().iter().filter(|info| info.ready);
    ready.map(|info| (exercise(info.number).expect("ready"), prose(info.number).expect("ready"))).collect()
}

fn words(text: &str) -> usize {
    text.split_whitespace().count()
}

#[test]
fn the_html_is_what_a_strict_policy_allows() {
    for (exercise, prose) in ready() {
        for key in prose.keys() {
            let html = prose.html(key).expect("a key of its own");
            for tag in html.split('<').skip(1) {
                let tag = tag.split('>').next().unwrap_or_default();
                let name: String = tag.trim_start_matches('/').chars().take_while(char::is_ascii_alphanumeric).collect();
                assert!(["p", "em", "strong", "code", "span", "a", "ul", "ol", "li"].contains(&name.as_str()), "{}: <{tag}>", exercise.id);
                // What is left without the quoted values: the name, and `attribute=` for each attribute.
                let bare: String = tag.split('"').step_by(2).collect();
                for attribute in bare.split_whitespace().skip(1) {
                    let name = attribute.strip_suffix('=').unwrap_or("an attribute without a quoted value");
                    let allowed = ["class", "href", "target", "rel", "data-actor", "data-message", "data-time", "data-fact"];
                    assert!(allowed.contains(&name), "{}: {name} in <{tag}>", exercise.id);
                }
            }
        }
    }
}

#[test]
fn the_story_wears_the_glyphs_of_the_stage() {
    for (exercise, prose) in ready() {
        let marks = |kind: &str| prose.keys().filter_map(|key| prose.html(key)).any(|html| html.contains(&format!("data-{kind}=")));
        assert_eq!(marks("actor"), !exercise.start.actors.is_empty(), "{}: chips for those on the stage", exercise.id);
        let end = Timeline::replay(Run { at: exercise.ends_at, ..exercise.run(&exercise.solution) });
        let puts = end.events().iter().any(|event| matches!(event.kind, EventKind::Put { .. }));
        assert_eq!(marks("message"), puts, "{}: chips for its messages", exercise.id);
        assert!(marks("fact"), "{}: the rule rests on a number", exercise.id);
    }
}

#[test]
fn the_course_has_twenty_titles_in_five_parts() {
    let numbers: Vec<u8> = catalogue().iter().map(|info| info.number).collect();
    assert_eq!(numbers, (1..=20).collect::<Vec<u8>>());
    assert!(catalogue().is_sorted_by_key(|info| info.part));
    for info in catalogue() {
        assert!(words(&info.title()) >= 2, "{}", info.number);
        assert_eq!(info.ready, exercise(info.number).is_some(), "{}", info.number);
        assert_eq!(info.ready, prose(info.number).is_some(), "{}", info.number);
    }
    for part in Part::ALL {
        assert!(!part.title().is_empty());
        assert!(catalogue().iter().any(|info| info.part == part));
    }
}

#[test]
fn an_exercise_agrees_with_its_line_in_the_catalogue() {
    for (exercise, prose) in ready() {
        let info = catalogue().iter().find(|info| info.number == exercise.number).expect("it came from there");
        assert_eq!(info.minutes, exercise.minutes);
        assert_eq!(Some(info.title()), prose.text("title"));
    }
}

#[test]
fn values_are_filled_in_as_text() {
    assert_eq!(fill("at {predicted}, not {actual}", &[("predicted", "00:05"), ("actual", "a<b")]), "at 00:05, not a&lt;b");
    assert_eq!(plain("<span class=\"chip\">A</span> &amp; <em>B</em> &lt;3"), "A & B <3");
    assert_eq!(plain("a &amp;lt; b"), "a &lt; b", "an entity is turned back once");
}
