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

const STANDARD: [u8; 64] = *b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const URL: [u8; 64] = *b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

const STANDARD_VALUES: [u8; 256] = values(&STANDARD);
const URL_VALUES: [u8; 256] = values(&URL);

/// Stands in a table of values where a byte is no letter.
const NO_LETTER: u8 = u8::MAX;

const fn values(letters: &[u8; 64]) -> [u8; 256] {
    let mut values = [NO_LETTER; 256];
    let mut value = 0;
    while value < 64 {
        values[letters[value as usize] as usize] = value;
        value += 1;
    }
    values
}

impl Form {
    const fn letters(self) -> &'static [u8; 64] {
        match self {
            Self::Standard => &STANDARD,
            Self::Url => &URL,
        }
    }

    const fn values(self) -> &'static [u8; 256] {
        match self {
            Self::Standard => &STANDARD_VALUES,
            Self::Url => &URL_VALUES,
        }
    }
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
    let letters = form.letters();
    // Longer than any signature or receipt, of which every request writes some.
    for part in bytes.chunks(48) {
        let mut room = [b'='; 64];
        for (three, four) in part.chunks(3).zip(room.chunks_exact_mut(4)) {
            let group = three.iter().fold(0, |group, byte| group << 8 | usize::from(*byte)) << (8 * (3 - three.len()));
            for (place, letter) in four.iter_mut().enumerate().take(three.len() + 1) {
                *letter = letters[group >> (18 - 6 * place) & 63];
            }
        }
        let written = if form == Form::Standard { part.len().div_ceil(3) * 4 } else { (part.len() * 4).div_ceil(3) };
        text.push_str(std::str::from_utf8(&room[..written]).expect("letters are ASCII"));
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
    let values = form.values();
    let (mut bits, mut held, mut length) = (0_u32, 0_u32, 0);
    for byte in body {
        let value = values[usize::from(*byte)];
        if value == NO_LETTER {
            return None;
        }
        bits = (bits << 6 | u32::from(value)) & 0xFFFF;
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
