//! Base64 (RFC 4648), padded with the standard alphabet, and bare with the alphabet for URLs.
//!
//! Written here because a general encoder costs the page more than all signatures together: it carries every base from 2 to 64. Reading is
//! strict: padding must be right and unused bits zero, so that a text has one spelling.

/// Which characters stand for 62 and 63, and whether the end is padded with `=`.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    Standard,
    Url,
}

/// The text of `bytes`, padded.
pub fn encode(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    push(&mut text, bytes);
    text
}

/// Appends the text of `bytes`, padded.
pub fn push(text: &mut String, bytes: &[u8]) {
    write(text, bytes, Form::Standard);
}

/// The text of `bytes` for URLs and tokens: `-` and `_`, no padding.
pub fn encode_url(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    write(&mut text, bytes, Form::Url);
    text
}

/// The bytes of a padded text. `None` if it is not well formed.
pub fn decode(text: &str) -> Option<Vec<u8>> {
    collect(text, Form::Standard)
}

/// The bytes of a text for URLs and tokens. `None` if it is not well formed.
pub fn decode_url(text: &str) -> Option<Vec<u8>> {
    collect(text, Form::Url)
}

/// Puts the bytes of a padded text into `buffer` and counts them. `None` if the text is not well formed or the buffer too small.
pub fn decode_into(text: &str, buffer: &mut [u8]) -> Option<usize> {
    read(text.as_bytes(), buffer, Form::Standard)
}

fn write(text: &mut String, bytes: &[u8], form: Form) {
    for three in bytes.chunks(3) {
        let group = three.iter().fold(0_u32, |group, byte| group << 8 | u32::from(*byte)) << (8 * (3 - three.len()));
        let mut four = *b"====";
        for (place, byte) in four.iter_mut().enumerate().take(three.len() + 1) {
            *byte = letter(group >> (18 - 6 * place) & 63, form);
        }
        let four = std::str::from_utf8(&four).expect("letters are ASCII");
        // Four at a time: every request writes two texts of these.
        text.push_str(if form == Form::Standard { four } else { four.trim_end_matches('=') });
    }
}

fn collect(text: &str, form: Form) -> Option<Vec<u8>> {
    let mut bytes = vec![0; text.len() / 4 * 3 + 2];
    let length = read(text.as_bytes(), &mut bytes, form)?;
    bytes.truncate(length);
    Some(bytes)
}

fn read(text: &[u8], buffer: &mut [u8], form: Form) -> Option<usize> {
    let body = match form {
        Form::Url => text,
        Form::Standard if text.len().is_multiple_of(4) => text.strip_suffix(b"==").or_else(|| text.strip_suffix(b"=")).unwrap_or(text),
        Form::Standard => return None,
    };
    let (mut bits, mut held, mut length) = (0_u32, 0_u32, 0);
    for byte in body {
        bits = (bits << 6 | value(*byte, form)?) & 0xFFFF;
        held += 6;
        if held >= 8 {
            held -= 8;
            *buffer.get_mut(length)? = u8::try_from(bits >> held & 0xFF).expect("eight bits");
            length += 1;
        }
    }
    // Six bits left over are a letter too many; fewer belong to no byte and must be zero.
    (held < 6 && bits & ((1 << held) - 1) == 0).then_some(length)
}

fn letter(value: u32, form: Form) -> u8 {
    let value = u8::try_from(value).expect("six bits");
    match (value, form) {
        (0..=25, _) => b'A' + value,
        (26..=51, _) => b'a' + value - 26,
        (52..=61, _) => b'0' + value - 52,
        (62, Form::Standard) => b'+',
        (62, Form::Url) => b'-',
        (_, Form::Standard) => b'/',
        (_, Form::Url) => b'_',
    }
}

fn value(letter: u8, form: Form) -> Option<u32> {
    let value = match (letter, form) {
        (b'A'..=b'Z', _) => letter - b'A',
        (b'a'..=b'z', _) => letter - b'a' + 26,
        (b'0'..=b'9', _) => letter - b'0' + 52,
        (b'+', Form::Standard) | (b'-', Form::Url) => 62,
        (b'/', Form::Standard) | (b'_', Form::Url) => 63,
        _ => return None,
    };
    Some(u32::from(value))
}
