//! The marks of a text in a file, turned into the HTML that the build makes of an author's Markdown: emphasis, code spans, chips, places on the
//! timeline, facts, and links to Microsoft's documentation. Everything else is text, so nothing of a file ever runs.

/// The HTML; one paragraph comes without its tag. `None`: a link leads elsewhere, or a mark has no end.
pub(super) fn html(text: &str) -> Option<String> {
    let paragraphs: Vec<&str> = text.split("\n\n").map(str::trim).filter(|paragraph| !paragraph.is_empty()).collect();
    if let [only] = &*paragraphs {
        return inline(only);
    }
    let mut html = String::new();
    for paragraph in paragraphs {
        if !html.is_empty() {
            html.push('\n');
        }
        html.push_str("<p>");
        html.push_str(&inline(paragraph)?);
        html.push_str("</p>");
    }
    Some(html)
}

fn inline(text: &str) -> Option<String> {
    let mut html = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(next) = rest.chars().next() {
        let after = &rest[next.len_utf8()..];
        rest = match next {
            '`' => {
                let (code, after) = after.split_once('`')?;
                wrapped(&mut html, "<code>", &escaped(code), "</code>");
                after
            }
            '*' => {
                let (word, after) = after.split_once('*')?;
                wrapped(&mut html, "<em>", &inline(word)?, "</em>");
                after
            }
            '[' => {
                let (label, after) = after.split_once("](")?;
                let (target, after) = after.split_once(')')?;
                let (opening, closing) = link(target)?;
                wrapped(&mut html, &opening, &inline(label)?, closing);
                after
            }
            '\n' => {
                html.push(' ');
                after
            }
            _ => {
                html.push_str(&escaped(&rest[..next.len_utf8()]));
                after
            }
        };
    }
    Some(html)
}

fn wrapped(html: &mut String, opening: &str, inside: &str, closing: &str) {
    html.push_str(opening);
    html.push_str(inside);
    html.push_str(closing);
}

/// The tags of a link, by the rules of `build/markdown.rs`.
fn link(target: &str) -> Option<(String, &'static str)> {
    if target.starts_with("https://learn.microsoft.com/") {
        return Some((
            ["<a href=\"", &*escaped(target).replace('"', "&quot;"), "\" target=\"_blank\" rel=\"noreferrer\">"].concat(),
            "</a>",
        ));
    }
    let (scheme, value) = target.split_once(':')?;
    if value.is_empty() || !value.chars().all(|c| c.is_ascii_alphanumeric() || c == '-') {
        return None;
    }
    let class = match scheme {
        "actor" | "message" => "chip",
        "time" | "fact" => scheme,
        _ => return None,
    };
    Some((["<span class=\"", class, "\" data-", scheme, "=\"", value, "\">"].concat(), "</span>"))
}

/// Text between tags: a quotation mark has no meaning there.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
