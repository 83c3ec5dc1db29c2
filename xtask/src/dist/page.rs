//! Reading and rewriting `index.html`, which is one of our own files: anything unexpected in it is an error, not a guess.

use crate::Outcome;

/// A linked style sheet.
#[derive(Debug, PartialEq, Eq)]
pub struct Sheet {
    /// From the top of the repository.
    pub path: String,
    /// No first screen needs it.
    pub later: bool,
}

/// Returns the style sheets that the page links, in order.
///
/// Err: a link without an address.
pub fn style_sheets(index: &str) -> Outcome<Vec<Sheet>> {
    let mut sheets = Vec::new();
    for tag in tags(index, "<link data-trunk").filter(|tag| tag.contains("rel=\"css\"")) {
        let address = tag.split_once("href=\"").and_then(|(_, rest)| rest.split_once('"')).map(|(address, _)| address);
        let path = address.ok_or_else(|| format!("index.html: no address in {tag}"))?.to_owned();
        sheets.push(Sheet { path, later: tag.contains("data-later") });
    }
    Ok(sheets)
}

/// Returns the page without what only serves development, with `policy`, `head` and `body` in place of the marks, and without indentation.
///
/// Err: a mark is missing or stands there twice, or something meant for development is left.
pub fn assemble(index: &str, policy: &str, head: &str, body: &str) -> Outcome<String> {
    let mut page = index.to_owned();
    for (mark, content) in [("<!-- dist:policy -->", policy), ("<!-- dist:head -->", head), ("<!-- dist:body -->", body)] {
        if page.matches(mark).count() != 1 {
            return Err(format!("index.html must contain {mark} exactly once"));
        }
        // Marks look like comments: give them another face before the comments go.
        page = page.replace(mark, &format!("\u{1}{content}\u{2}"));
    }
    // The inserted parts are left alone; what is around them is cleaned.
    let mut out = String::with_capacity(page.len());
    for piece in page.split('\u{1}') {
        let (inserted, ours) = piece.split_once('\u{2}').unwrap_or(("", piece));
        out.push_str(inserted);
        let ours = without(ours, "<!--", "-->")?;
        let ours = without(&ours, "<link data-trunk", ">")?;
        let ours = without(&ours, "<script data-dev>", "</script>")?;
        for line in ours.lines().map(str::trim).filter(|line| !line.is_empty()) {
            out.push_str(line);
            out.push('\n');
        }
    }
    if out.contains("data-trunk") || out.contains("data-dev") {
        return Err("index.html: something that is meant for development only was not recognised and would ship".to_owned());
    }
    Ok(out)
}

/// Returns the tags that begin with `start`.
fn tags<'a>(text: &'a str, start: &'a str) -> impl Iterator<Item = &'a str> {
    text.match_indices(start).map(|(index, _)| text[index..].split_inclusive('>').next().expect("splitting yields at least one piece"))
}

/// Returns `text` without everything from a `start` to the `end` after it. Err: a start without an end.
fn without(text: &str, start: &str, end: &str) -> Outcome<String> {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(start) {
        out.push_str(before);
        rest = after.split_once(end).ok_or_else(|| format!("index.html: {start} without {end}"))?.1;
    }
    out.push_str(rest);
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::{assemble, style_sheets};

    const INDEX: &str = r#"<head>
  <!-- dist:policy -->
  <!-- why -->
  <link data-trunk rel="css" href="style/a.css">
  <link data-trunk
        data-later rel="css" href="style/b.css">
  <script data-dev>let a = "<b>";</script>
  <!-- dist:head -->
</head>
<body>
  <p>Text</p>
  <!-- dist:body -->
</body>
"#;

    #[test]
    fn sheets_keep_their_order() {
        let sheets = style_sheets(INDEX).unwrap().into_iter().map(|sheet| (sheet.path, sheet.later)).collect::<Vec<_>>();
        assert_eq!(sheets, [("style/a.css".to_owned(), false), ("style/b.css".to_owned(), true)]);
    }

    #[test]
    fn development_goes_and_the_marks_are_filled() {
        let page = assemble(INDEX, "<meta>\n", "<link>\n  x\n", "<script>\n").unwrap();
        assert_eq!(page, "<head>\n<meta>\n<link>\n  x\n</head>\n<body>\n<p>Text</p>\n<script>\n</body>\n");
    }

    #[test]
    fn a_missing_mark_is_an_error() {
        assert!(assemble("<head></head>", "", "", "").is_err());
    }
}
