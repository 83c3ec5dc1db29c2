//! Bytes as text, seven bits a letter: an eighth less than base64 takes, in a page that is UTF-8 anyway.
//!
//! Three of the 128 letters cannot stand in a data block of a page as they are (nothing, the carriage return, and the less-than sign); the first three letters
//! of two bytes stand for them. `xtask/page/boot-single.js` reads it back.

/// Letters that a page does not give back as they were written, or that could end the block.
const UNFIT: [u8; 3] = [0, b'\r', b'<'];

/// Returns `bytes` as text; the last letter is filled up with zeros.
pub fn text(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len() * 6 / 5);
    let (mut waiting, mut count) = (0_u32, 0_u32);
    for byte in bytes {
        waiting = waiting << 8 | u32::from(*byte);
        count += 8;
        while count >= 7 {
            count -= 7;
            out.push(letter(waiting >> count & 0x7f));
        }
        waiting &= 0x7f;
    }
    if count > 0 {
        out.push(letter(waiting << (7 - count) & 0x7f));
    }
    out
}

fn letter(value: u32) -> char {
    let plain = u8::try_from(value).expect("seven bits");
    match (0x80_u8..).zip(UNFIT).find(|(_, unfit)| *unfit == plain) {
        Some((instead, _)) => char::from(instead),
        None => char::from(plain),
    }
}

#[cfg(test)]
mod tests {
    use super::{UNFIT, text};

    /// As the page reads it.
    fn bytes(text: &str) -> Vec<u8> {
        let mut out = Vec::new();
        let (mut waiting, mut count) = (0_u32, 0_u32);
        for letter in text.chars().map(u32::from) {
            let value = if letter < 128 { letter } else { u32::from(UNFIT[(letter - 128) as usize]) };
            waiting = (waiting << 7 | value) & 0x7fff;
            count += 7;
            if count >= 8 {
                count -= 8;
                out.push((waiting >> count & 0xff) as u8);
            }
        }
        out
    }

    #[test]
    fn what_was_written_is_read_back() {
        let all: Vec<u8> = (0..=255).chain((0..=255).rev()).collect();
        for length in 0..all.len() {
            let written = text(&all[..length]);
            assert_eq!(bytes(&written), all[..length], "{length} bytes");
            assert!(!written.contains(['\0', '\r', '<']));
        }
    }
}
