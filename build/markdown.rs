//! From an exercise's Markdown to fragments of HTML under keys. Runs on the host only: `build.rs` uses it, and the tests try to get past it.
//!
//! A file is a title (`#`), sections (`##`) and named fragments (`###`). The key of a fragment is `section` or `section.name`; the items of a
//! numbered list that opens a section become `section.1`, `section.2`, ... A fragment that is one paragraph loses its `<p>`.
//!
//! Links carry what the page can do with a word: `[A](actor:A)` and `[story 1](message:1)` become the chips the stage uses, `[00:30](time:30)` a
//! place on the timeline, `[30 seconds](fact:...)` a number that a test compares with the engine's limits. Everything else must be plain
//! Markdown: raw HTML, images and links to elsewhere than Microsoft's documentation are refused.

use pulldown_cmark::{Event, HeadingLevel, Parser, Tag, TagEnd, html};

/// Keys and HTML in the order of the file.
pub fn fragments(markdown: &str) -> Result<Vec<(String, String)>, String> {
    let mut done: Vec<(String, String)> = Vec::new();
    let mut section = String::new();
    let mut key = String::new();
    let mut body: Vec<Event<'_>> = Vec::new();
    let mut heading: Option<(HeadingLevel, String)> = None;
    for event in Parser::new(markdown) {
        match (event, &mut heading) {
            (Event::Start(Tag::Heading { level, .. }), _) => {
                close(&mut done, &key, std::mem::take(&mut body))?;
                heading = Some((level, String::new()));
            }
            (Event::End(TagEnd::Heading(_)), open) => {
                let (level, text) = open.take().expect("a heading ends only after it began");
                match level {
                    HeadingLevel::H1 => done.push(("title".to_owned(), escaped(&text))),
                    HeadingLevel::H2 => {
                        section = name(&text)?;
                        key.clone_from(&section);
                    }
                    HeadingLevel::H3 => key = format!("{section}.{}", name(&text)?),
                    _ => return Err(format!("heading '{text}' is deeper than three levels")),
                }
            }
            (Event::Text(part) | Event::Code(part), Some((_, text))) => text.push_str(&part),
            (event, Some((_, text))) => return Err(format!("the heading '{text}' holds more than text: {event:?}")),
            (event, None) => body.push(event),
        }
    }
    close(&mut done, &key, body)?;
    let mut keys: Vec<&str> = done.iter().map(|(key, _)| key.as_str()).collect();
    keys.sort_unstable();
    match keys.windows(2).find(|pair| pair[0] == pair[1]) {
        Some(twice) => Err(format!("two fragments have the key '{}'", twice[0])),
        None => Ok(done),
    }
}

/// Adds the fragments of one body: one, or one for each item of a list.
fn close(done: &mut Vec<(String, String)>, key: &str, body: Vec<Event<'_>>) -> Result<(), String> {
    if body.is_empty() {
        return Ok(());
    }
    if key.is_empty() {
        return Err("text before the first section".to_owned());
    }
    let body = linked(body).map_err(|error| format!("{key}: {error}"))?;
    if !matches!(body.first(), Some(Event::Start(Tag::List(Some(1))))) {
        done.push((key.to_owned(), rendered(&body)));
        return Ok(());
    }
    let mut items: Vec<Vec<Event<'_>>> = Vec::new();
    let mut depth = 0;
    for event in body {
        match event {
            Event::Start(Tag::List(_)) => depth += 1,
            Event::End(TagEnd::List(_)) => depth -= 1,
            Event::Start(Tag::Item) if depth == 1 => items.push(Vec::new()),
            Event::End(TagEnd::Item) if depth == 1 => {}
            _ if depth == 0 => return Err(format!("{key}: a numbered list must be alone in its section")),
            event => items.last_mut().ok_or("text between list items")?.push(event),
        }
    }
    for (n, item) in (1..).zip(items) {
        done.push((format!("{key}.{n}"), rendered(&item)));
    }
    Ok(())
}

fn rendered(body: &[Event<'_>]) -> String {
    let inner = match body {
        [Event::Start(Tag::Paragraph), inner @ .., Event::End(TagEnd::Paragraph)]
            if !inner.iter().any(|event| matches!(event, Event::End(TagEnd::Paragraph))) =>
        {
            inner
        }
        _ => body,
    };
    let mut text = String::new();
    html::push_html(&mut text, inner.iter().cloned());
    text.trim_end().to_owned()
}

/// The same events with our links turned into what they mean. What an author may not write is an error.
fn linked(body: Vec<Event<'_>>) -> Result<Vec<Event<'_>>, String> {
    let mut closing = "";
    body.into_iter()
        .map(|event| match event {
            Event::Html(raw) | Event::InlineHtml(raw) => Err(format!("raw HTML is not allowed: {raw}")),
            Event::Start(Tag::Image { dest_url, .. }) => Err(format!("images are not allowed: {dest_url}")),
            Event::Start(Tag::Link { dest_url, .. }) => {
                let (opening, end) = link(&dest_url)?;
                closing = end;
                Ok(Event::InlineHtml(opening.into()))
            }
            Event::End(TagEnd::Link) => Ok(Event::InlineHtml(closing.into())),
            Event::SoftBreak => Ok(Event::Text(" ".into())),
            event => Ok(event),
        })
        .collect()
}

fn link(target: &str) -> Result<(String, &'static str), String> {
    if target.starts_with("https://learn.microsoft.com/") {
        return Ok((format!(r#"<a href="{}" target="_blank" rel="noreferrer">"#, escaped(target)), "</a>"));
    }
    let (scheme, value) = target.split_once(':').ok_or_else(|| format!("unknown link '{target}'"))?;
    if value.is_empty() || !value.chars().all(|c| c.is_ascii_alphanumeric() || c == '-') {
        return Err(format!("'{value}' is no name for a link"));
    }
    match scheme {
        "actor" | "message" => Ok((format!(r#"<span class="chip" data-{scheme}="{value}">"#), "</span>")),
        "time" | "fact" => Ok((format!(r#"<span class="{scheme}" data-{scheme}="{value}">"#), "</span>")),
        _ => Err(format!("unknown link '{target}'")),
    }
}

/// The text of a heading that is a key.
fn name(text: &str) -> Result<String, String> {
    let allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' || c == '.';
    if text.is_empty() || !text.chars().all(allowed) {
        return Err(format!("'{text}' is no key: lower-case letters, digits, hyphens and dots only"));
    }
    Ok(text.to_owned())
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
