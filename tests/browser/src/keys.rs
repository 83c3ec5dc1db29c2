//! Key presses by the names that browsers give them: `Enter`, `ArrowRight`, `Shift+ArrowLeft`, `n`, `Space`.

use crate::Failure;

/// Returns the code points `WebDriver` presses for `combination`: the modifiers in order, then the key itself.
///
/// # Errors
/// When a part of the combination is neither a single character nor a key this table knows.
pub(crate) fn code_points(combination: &str) -> Result<Vec<char>, Failure> {
    // A lone plus sign is a key, not a separator.
    let parts: Vec<&str> = if combination == "+" { vec!["+"] } else { combination.split('+').collect() };
    parts.into_iter().map(code_point).collect()
}

fn code_point(name: &str) -> Result<char, Failure> {
    let mut characters = name.chars();
    if let (Some(only), None) = (characters.next(), characters.next()) {
        return Ok(only);
    }
    Ok(match name {
        "Backspace" => '\u{E003}',
        "Tab" => '\u{E004}',
        "Enter" => '\u{E007}',
        "Shift" => '\u{E008}',
        "Control" => '\u{E009}',
        "Alt" => '\u{E00A}',
        "Escape" => '\u{E00C}',
        "Space" => ' ',
        "PageUp" => '\u{E00E}',
        "PageDown" => '\u{E00F}',
        "End" => '\u{E010}',
        "Home" => '\u{E011}',
        "ArrowLeft" => '\u{E012}',
        "ArrowUp" => '\u{E013}',
        "ArrowRight" => '\u{E014}',
        "ArrowDown" => '\u{E015}',
        "Insert" => '\u{E016}',
        "Delete" => '\u{E017}',
        "F5" => '\u{E035}',
        "Meta" => '\u{E03D}',
        _ => return Err(format!("no key is called {name:?}").into()),
    })
}

#[cfg(test)]
mod tests {
    use super::code_points;

    #[test]
    fn a_combination_is_its_modifiers_and_its_key() {
        assert_eq!(code_points("Shift+ArrowLeft").unwrap(), ['\u{E008}', '\u{E012}']);
        assert_eq!(code_points("n").unwrap(), ['n']);
        assert_eq!(code_points("+").unwrap(), ['+']);
        assert!(code_points("Shift+Anything").is_err());
    }
}
