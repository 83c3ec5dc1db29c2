//! Squeezing bytes whose patterns repeat, for links: what stood there before is not written again.
//!
//! A packed text is a row of pieces. A byte below 128 says how many literal bytes follow, less one. A byte from 128 says that a stretch is
//! repeated: its length less `REPEAT_MIN` in the lower seven bits, and then how far back it begins, as a number in groups of seven bits with the
//! lowest first. Written here because a general deflate costs the page twenty times as much and does little more for a thousand bytes.

/// The shortest stretch that is worth a reference.
const REPEAT_MIN: usize = 3;
const REPEAT_MAX: usize = REPEAT_MIN + 127;
const LITERALS_MAX: usize = 128;

/// How many earlier places are tried for a longer stretch; more would make long runs slow to pack and hardly shorter.
const TRIES_MAX: usize = 64;

/// The most bytes that anything unpacks to. A few packed bytes may claim to be endless.
pub const UNPACKED_MAX: usize = 8 << 20;

/// The packed form of `bytes`.
pub fn pack(bytes: &[u8]) -> Vec<u8> {
    let mut packed = Vec::new();
    let mut places = Places::new(bytes.len());
    let (mut at, mut literals_from) = (0, 0);
    while at < bytes.len() {
        let found = places.longest(bytes, at);
        // A reference costs two bytes or more; between literals it also costs the byte that begins the next of them.
        let Some((length, back)) = found.filter(|(length, back)| *length > REPEAT_MIN || *back < 128) else {
            places.enter(bytes, at);
            at += 1;
            continue;
        };
        push_literals(&mut packed, &bytes[literals_from..at]);
        packed.push(128 | u8::try_from(length - REPEAT_MIN).expect("a stretch is at most REPEAT_MAX long"));
        push_number(&mut packed, back);
        for place in at..at + length {
            places.enter(bytes, place);
        }
        at += length;
        literals_from = at;
    }
    push_literals(&mut packed, &bytes[literals_from..]);
    packed
}

/// The bytes that were packed. `None` if the text is torn, points before the beginning, or comes to more than `UNPACKED_MAX`.
pub fn unpack(packed: &[u8]) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut rest = packed;
    while let Some((first, after)) = rest.split_first() {
        rest = after;
        let length = usize::from(first & 127);
        if *first < 128 {
            let (literals, after) = rest.split_at_checked(length + 1)?;
            bytes.extend_from_slice(literals);
            rest = after;
        } else {
            let back = take_number(&mut rest)?;
            let from = bytes.len().checked_sub(back).filter(|_| back > 0)?;
            // A stretch may overlap what it makes: byte by byte.
            for index in from..from + length + REPEAT_MIN {
                bytes.push(bytes[index]);
            }
        }
        if bytes.len() > UNPACKED_MAX {
            return None;
        }
    }
    Some(bytes)
}

/// Where each beginning of three bytes stood before: the last place by its hash, and from every place the one before it.
struct Places {
    last: Vec<usize>,
    before: Vec<usize>,
}

const NOWHERE: usize = usize::MAX;
const HASHES: usize = 1 << 12;

impl Places {
    fn new(length: usize) -> Self {
        Self { last: vec![NOWHERE; HASHES], before: vec![NOWHERE; length] }
    }

    fn hash(bytes: &[u8], at: usize) -> Option<usize> {
        let three = bytes.get(at..at + REPEAT_MIN)?;
        let number = three.iter().fold(0_usize, |number, byte| number << 8 | usize::from(*byte));
        Some((number.wrapping_mul(0x9E37) >> 6) % HASHES)
    }

    fn enter(&mut self, bytes: &[u8], at: usize) {
        if let Some(hash) = Self::hash(bytes, at) {
            self.before[at] = std::mem::replace(&mut self.last[hash], at);
        }
    }

    /// Length and distance of the longest stretch before `at` that repeats there.
    fn longest(&self, bytes: &[u8], at: usize) -> Option<(usize, usize)> {
        let mut place = self.last[Self::hash(bytes, at)?];
        let mut best: Option<(usize, usize)> = None;
        for _ in 0..TRIES_MAX {
            if place == NOWHERE {
                break;
            }
            let length = bytes[at..].iter().zip(&bytes[place..]).take(REPEAT_MAX).take_while(|(a, b)| a == b).count();
            if length >= REPEAT_MIN && best.is_none_or(|(longest, _)| length > longest) {
                best = Some((length, at - place));
            }
            place = self.before[place];
        }
        best
    }
}

fn push_literals(packed: &mut Vec<u8>, literals: &[u8]) {
    for some in literals.chunks(LITERALS_MAX) {
        packed.push(u8::try_from(some.len() - 1).expect("a chunk is at most LITERALS_MAX long"));
        packed.extend_from_slice(some);
    }
}

fn push_number(packed: &mut Vec<u8>, mut number: usize) {
    loop {
        let group = u8::try_from(number & 127).expect("seven bits");
        number >>= 7;
        packed.push(if number > 0 { group | 128 } else { group });
        if number == 0 {
            return;
        }
    }
}

fn take_number(rest: &mut &[u8]) -> Option<usize> {
    let mut number = 0;
    for group in 0..4 {
        let (byte, after) = rest.split_first()?;
        *rest = after;
        number |= usize::from(byte & 127) << (7 * group);
        if *byte < 128 {
            return Some(number);
        }
    }
    None
}
