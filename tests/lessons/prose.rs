//! The author's lint of the words: complete, short, safe, in the voice of the newsroom, and true.

use playground::lessons::{Exercise, Part, Prose, Verdict, catalogue, exercise, fill, plain, prose};

fn ready() -> Vec<(Exercise, Prose)> {
    let ready = catalogue().iter().filter(|info| info.ready);
    ready.map(|info| (exercise(info.number).expect("ready"), prose(info.number).expect("ready"))).collect()
}

fn words(text: &str) -> usize {
    text.split_whitespace().count()
}

/// Every key an exercise can ask its prose for, and the most words each may have.
fn wanted(exercise: &Exercise) -> Vec<(String, usize)> {
    let mut keys: Vec<(String, usize)> = Vec::new();
    let mut want = |key: &str, most: usize| keys.push((key.to_owned(), most));
    want("title", 8);
    want("story", 60);
    want("predict.question", 25);
    want("observe", 30);
    want("reflect", 15);
    want("debrief.rule", 40);
    want("debrief.happened", 130);
    want("debrief.price", 60);
    want("debrief.docs", 15);
    want("quiz.question", 35);
    for n in 1..=3 {
        want(&format!("hints.{n}"), 30);
        want(&format!("tasks.{n}"), 20);
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
        want(&format!("checks.{item}"), 7);
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

#[test]
fn every_word_an_exercise_needs_is_there_and_short_enough() {
    for (exercise, prose) in ready() {
        for (key, most) in wanted(&exercise) {
            let text = prose.text(&key).unwrap_or_else(|| panic!("{}: no '{key}'", exercise.id));
            assert!((1..=most).contains(&words(&text)), "{}: '{key}' has {} words, at most {most}", exercise.id, words(&text));
        }
        assert_eq!(prose.list("hints").len(), 3);
    }
}

#[test]
fn no_word_is_there_that_nothing_can_ask_for() {
    for (exercise, prose) in ready() {
        let wanted = wanted(&exercise);
        let known = |key: &str| {
            // Help with a question, more tasks, and the more particular feedback of an item are up to the author.
            let feedback = |id: &str| key.strip_prefix(&format!("feedback.{id}.")).is_some_and(|why| WHYS.contains(&why));
            wanted.iter().any(|(name, _)| name == key)
                || key == "predict.help"
                || key.strip_prefix("tasks.").is_some_and(|n| n.parse::<u8>().is_ok())
                || exercise.goal.item_ids().iter().any(|id| feedback(id))
        };
        for key in prose.keys() {
            assert!(known(key), "{}: nothing asks for '{key}'", exercise.id);
        }
    }
}

/// The reasons a check can give, by their names in keys.
const WHYS: [&str; 21] = [
    "early",
    "late",
    "missed",
    "unwanted",
    "many",
    "actor",
    "message",
    "receipt",
    "queue",
    "dequeue-count",
    "at",
    "hidden-for",
    "lives-for",
    "bytes",
    "text-changed",
    "cleared",
    "operation",
    "status",
    "code",
    "key",
    "copy",
];

#[test]
fn every_anti_solution_has_its_own_sentence() {
    for (exercise, prose) in ready() {
        for anti in &exercise.anti_solutions {
            let particular = format!("feedback.{}.{}", anti.fails, anti.because);
            let general = format!("feedback.{}", anti.fails);
            let found = prose.html(&particular).or_else(|| prose.html(&general));
            assert!(found.is_some(), "{}: no sentence for {}", exercise.id, anti.id);
            if &*anti.because != "missing" && prose.html(&particular).is_none() {
                let others = exercise.anti_solutions.iter().filter(|other| other.fails == anti.fails && other.because != anti.because);
                assert_eq!(others.count(), 0, "{}: {} shares a sentence with another reason", exercise.id, anti.id);
            }
        }
    }
}

#[test]
fn hints_do_not_give_the_answer_away() {
    for (exercise, prose) in ready() {
        for hint in prose.list("hints") {
            let hint = plain(hint).to_lowercase();
            assert!(!hint.chars().any(|c| c.is_ascii_digit()), "a hint of {} has a number: {hint}", exercise.id);
            for word in ["thirty", "twenty", "default", "second"] {
                assert!(!hint.contains(word), "a hint of {} says '{word}': {hint}", exercise.id);
            }
        }
    }
}

#[test]
fn the_rule_is_one_sentence() {
    for (_, prose) in ready() {
        let rule = prose.text("debrief.rule").expect("checked above");
        assert_eq!(rule.matches(['.', '!', '?']).count(), 1, "{rule}");
        assert!(rule.ends_with('.'), "{rule}");
    }
}

#[test]
fn the_voice_belittles_nobody() {
    for (exercise, prose) in ready() {
        for key in prose.keys() {
            let text = prose.text(key).expect("a key of its own").to_lowercase();
            for word in text.split(|c: char| !c.is_alphanumeric()) {
                assert!(
                    !["just", "simply", "obviously", "easy", "easily", "trivial", "wrong", "failed", "clearly"].contains(&word),
                    "{}: '{key}' says '{word}'",
                    exercise.id
                );
            }
            assert!(!text.contains('!'), "{}: '{key}' shouts", exercise.id);
        }
    }
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
fn chips_name_what_is_on_the_stage() {
    for (exercise, prose) in ready() {
        let names: Vec<&str> = exercise.start.actors.iter().map(|actor| &*actor.name).collect();
        let marks = |kind: &str| -> Vec<String> {
            let opening = format!("data-{kind}=\"");
            let htmls = prose.keys().filter_map(|key| prose.html(key));
            htmls.flat_map(|html| html.split(&opening).skip(1).filter_map(|rest| rest.split('"').next()).map(str::to_owned)).collect()
        };
        for actor in marks("actor") {
            assert!(names.contains(&actor.as_str()), "{}: no actor {actor}", exercise.id);
        }
        assert!(!marks("actor").is_empty() && !marks("message").is_empty(), "{}: the story wears the stage's glyphs", exercise.id);
        let ends = exercise.ends_at.since(exercise.start.starts_at).as_secs();
        for time in marks("time") {
            assert!(time.parse::<u64>().expect("whole seconds") <= ends, "{}: 00:{time} is off the timeline", exercise.id);
        }
    }
}

#[test]
fn a_place_on_the_timeline_reads_as_what_it_points_at() {
    for (_, prose) in ready() {
        for html in prose.keys().filter_map(|key| prose.html(key)) {
            for mark in html.split("data-time=\"").skip(1) {
                let (secs, rest) = mark.split_once("\">").expect("the build wrote it");
                let secs: u64 = secs.parse().expect("whole seconds");
                let text = rest.split('<').next().unwrap_or_default();
                assert_eq!(text, format!("{:02}:{:02}", secs / 60, secs % 60));
            }
        }
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
