//! What the build makes of an author's Markdown, and what it refuses.

#[path = "../../build/markdown.rs"]
mod build;

use build::fragments;

/// The HTML of one fragment.
fn rendered(text: &str) -> String {
    let mut found = fragments(&format!("## story\n\n{text}\n")).expect("this is allowed");
    found.pop().expect("one fragment").1
}

#[track_caller]
fn refused(markdown: &str, because: &str) {
    let error = fragments(markdown).expect_err("this must not get through");
    assert!(error.contains(because), "{error}");
}

#[test]
fn one_paragraph_comes_without_its_tag_and_two_with_theirs() {
    assert_eq!(rendered("A *got* it."), "A <em>got</em> it.");
    assert_eq!(rendered("One.\n\nTwo."), "<p>One.</p>\n<p>Two.</p>");
    assert_eq!(rendered("broken\nline"), "broken line");
}

#[test]
fn characters_with_a_meaning_become_entities() {
    assert_eq!(rendered("a < b & c > `<d>`"), "a &lt; b &amp; c &gt; <code>&lt;d&gt;</code>");
    assert_eq!(fragments("# A & B").expect("a title"), [("title".to_owned(), "A &amp; B".to_owned())]);
}

#[test]
fn marks_become_chips_times_and_facts() {
    assert_eq!(rendered("[A](actor:A)"), r#"<span class="chip" data-actor="A">A</span>"#);
    assert_eq!(rendered("[story 1](message:1)"), r#"<span class="chip" data-message="1">story 1</span>"#);
    assert_eq!(rendered("[00:30](time:30)"), r#"<span class="time" data-time="30">00:30</span>"#);
    assert_eq!(rendered("[7 days](fact:time-to-live)"), r#"<span class="fact" data-fact="time-to-live">7 days</span>"#);
}

#[test]
fn a_numbered_list_becomes_one_fragment_an_item() {
    let found = fragments("## hints\n\n1. Look.\n2. Look *again*.\n").expect("a list");
    let expected = [("hints.1", "Look."), ("hints.2", "Look <em>again</em>.")];
    assert_eq!(found, expected.map(|(key, html)| (key.to_owned(), html.to_owned())));
    refused("## hints\n\n1. Look.\n\nAnd more.", "alone");
}

#[test]
fn keys_are_section_and_name() {
    let found = fragments("## feedback\n\n### crashed.late\n\nToo late.").expect("a fragment");
    assert_eq!(found[0].0, "feedback.crashed.late");
    refused("## Feed back\n\nx", "no key");
    refused("## a\n\nx\n\n## a\n\ny", "two fragments");
    refused("#### deep\n\nx", "three levels");
    refused("lost words", "before the first section");
}

#[test]
fn what_could_harm_the_page_stops_the_build() {
    refused("## story\n\n<script>alert(1)</script>", "raw HTML");
    refused("## story\n\nA <b onclick=x>bold</b> word", "raw HTML");
    refused("## story\n\n<!-- a note -->", "raw HTML");
    refused("## story\n\n1. <img src=x>", "raw HTML");
    refused("## story\n\n![x](https://example.org/x.png)", "images");
    refused("## story\n\n[x](https://example.org/)", "no name");
    refused("## story\n\n[x](javascript:alert(1))", "no name");
    refused("## story\n\n[x](actor:A%22)", "no name");
    refused("## story\n\n[x](elsewhere)", "unknown link");
    refused("## story\n\n<https://example.org/>", "no name");
    refused("# <b>title</b>", "more than text");
}

#[test]
fn the_documentation_may_be_linked_to() {
    assert_eq!(
        rendered("[Get](https://learn.microsoft.com/a?b=\"c)"),
        r#"<a href="https://learn.microsoft.com/a?b=&quot;c" target="_blank" rel="noreferrer">Get</a>"#
    );
}
