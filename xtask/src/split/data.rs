//! Which of the module's static data goes with which half.
//!
//! Data is divided piece by piece, as the linker's map names them. A piece moves to the rest if the rest refers to it and the first half does not, neither
//! itself nor by way of other data. References are numbers that look like addresses, so there are more of them than there really are, and a piece
//! stays when in doubt. Only strings and constants without a name can move: tables that code looks things up in may be addressed by a place outside of them.

use std::collections::BTreeSet;
use std::ops::Range;

use wasmparser::{DataKind, Operator};

use super::module::{Module, constant};
use crate::Outcome;

/// Static data as it will be written: addresses and bytes.
#[derive(Debug, Default)]
pub struct Pieces {
    pub first: Vec<(u32, Vec<u8>)>,
    pub rest: Vec<(u32, Vec<u8>)>,
}

/// A stretch of memory that the linker filled from one place, and whether it may move.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    pub at: Range<u32>,
    pub movable: bool,
    /// Many strings, each of which ends with a zero, that the linker has merged: they are pieces of their own once memory is there to look at.
    pub strings: bool,
}

/// How far before a piece an address may lie by which code reaches into it, because an index that does not begin at 0 was folded into the offset of an
/// instruction that reads. (Where code names a place as a number, it names the beginning of what can move: strings, and lists that are gone through.)
const FOLDED_INTO_OFFSET: u32 = 64;

/// A hole in the static data shorter than this is cheaper to fill with zeros than to skip.
const GAP_MAX: u32 = 8;

/// Reads the pieces of static data from the linker's map, in order of address.
pub fn pieces_in(map: &str) -> Vec<Piece> {
    let number = |word: Option<&str>| u32::from_str_radix(word?, 16).ok();
    let mut pieces: Vec<Piece> = map
        .lines()
        .filter_map(|line| {
            let (_, section) = line.split_once(":(")?;
            let section = section.trim_end().strip_suffix(')')?;
            let mut words = line.split_whitespace();
            let (start, _, length) = (number(words.next())?, words.next()?, number(words.next())?);
            let data = section.starts_with(".rodata") || section.starts_with(".data");
            let strings = line.contains("<internal>:(.rodata)");
            let movable = strings || section.starts_with(".rodata._R") || section.starts_with(".rodata..Lanon");
            data.then(|| Piece { at: start..start + length, movable, strings })
        })
        .filter(|piece| !piece.at.is_empty())
        .collect();
    pieces.sort_by_key(|piece| piece.at.start);
    pieces
}

/// Divides the data of `module`, whose functions in `keep` are in the first half.
///
/// Err: a segment has no fixed place.
pub fn divided(module: &Module<'_>, keep: &BTreeSet<u32>, pieces: &[Piece]) -> Outcome<Pieces> {
    let memory = Memory::of(module)?;
    let pieces = &memory.apart(pieces);
    let mut of_first = vec![false; pieces.len()];
    let mut of_rest = vec![false; pieces.len()];
    for function in module.imported()..module.function_count() {
        if !keep.contains(&function) {
            module.each_instruction(function, |operator| named_by(operator, pieces, &mut of_rest))?;
            continue;
        }
        let moved = |function: u32| function >= module.imported() && !keep.contains(&function);
        // Addresses that were put down and that nothing has taken yet. If a function of the rest is called next, they are its business: whatever this function
        // does with one of them later, the rest and its data are there by then.
        let mut waiting = Vec::new();
        module.each_instruction(function, |operator| match operator {
            Operator::I32Const { value } => waiting.push(value.cast_unsigned()),
            Operator::LocalGet { .. } | Operator::I64Const { .. } => {}
            Operator::Call { function_index } if moved(*function_index) => {
                waiting.drain(..).for_each(|address| refer(pieces, address, 0, &mut of_rest));
            }
            other => {
                waiting.drain(..).for_each(|address| refer(pieces, address, 0, &mut of_first));
                named_by(other, pieces, &mut of_first);
            }
        })?;
    }
    for marks in [&mut of_first, &mut of_rest] {
        follow(pieces, &memory, marks);
    }
    let moves = |index: usize| pieces[index].movable && of_rest[index] && !of_first[index];
    let moved: Vec<Range<u32>> = (0..pieces.len()).filter(|index| moves(*index)).map(|index| pieces[index].at.clone()).collect();
    Ok(memory.cut(&moved))
}

/// Marks the pieces that an instruction may lead to.
fn named_by(operator: &Operator<'_>, pieces: &[Piece], marks: &mut [bool]) {
    if let Operator::I32Const { value } = operator {
        refer(pieces, value.cast_unsigned(), 0, marks);
    } else if let Some(offset) = offset_of(operator) {
        refer(pieces, offset, FOLDED_INTO_OFFSET, marks);
    }
}

/// Marks the pieces that an address may lead to: the one it lies in, or at whose end it lies if no other begins there, and those that begin at most
/// `reach` after it. (Who names the end of one piece as the beginning of the next also names the beginning of the one.)
fn refer(pieces: &[Piece], address: u32, reach: u32, marks: &mut [bool]) {
    let inside = pieces.partition_point(|piece| piece.at.end <= address);
    let begins = pieces.get(inside).is_some_and(|piece| piece.at.start <= address);
    if !begins && inside > 0 && pieces[inside - 1].at.end == address {
        marks[inside - 1] = true;
    }
    let near = |piece: &Piece| piece.at.start <= address.saturating_add(reach);
    for (index, _) in pieces.iter().enumerate().skip(inside).take_while(|(_, piece)| near(piece)) {
        marks[index] = true;
    }
}

/// Marks what marked pieces refer to, until there is nothing new.
fn follow(pieces: &[Piece], memory: &Memory, marks: &mut [bool]) {
    let mut new: Vec<usize> = (0..pieces.len()).filter(|index| marks[*index]).collect();
    while let Some(index) = new.pop() {
        let mut found = vec![false; pieces.len()];
        for word in memory.words(&pieces[index].at) {
            refer(pieces, word, 0, &mut found);
        }
        for (other, _) in found.iter().enumerate().filter(|(_, found)| **found) {
            if !std::mem::replace(&mut marks[other], true) {
                new.push(other);
            }
        }
    }
}

/// The offset of an instruction that reads memory.
fn offset_of(operator: &Operator<'_>) -> Option<u32> {
    use Operator as Op;
    match operator {
        Op::I32Load { memarg }
        | Op::I64Load { memarg }
        | Op::F32Load { memarg }
        | Op::F64Load { memarg }
        | Op::I32Load8S { memarg }
        | Op::I32Load8U { memarg }
        | Op::I32Load16S { memarg }
        | Op::I32Load16U { memarg }
        | Op::I64Load8S { memarg }
        | Op::I64Load8U { memarg }
        | Op::I64Load16S { memarg }
        | Op::I64Load16U { memarg }
        | Op::I64Load32S { memarg }
        | Op::I64Load32U { memarg } => u32::try_from(memarg.offset).ok(),
        _ => None,
    }
}

/// All static data, as it lies in memory.
struct Memory {
    start: u32,
    bytes: Vec<u8>,
}

impl Memory {
    fn of(module: &Module<'_>) -> Outcome<Self> {
        let mut segments = Vec::new();
        for datum in &module.data {
            let DataKind::Active { offset_expr, .. } = &datum.kind else {
                return Err("the module cannot be divided: it has data without a place".to_owned());
            };
            segments.push((constant(offset_expr)?, datum.data));
        }
        let start = segments.iter().map(|(at, _)| *at).min().unwrap_or_default();
        let mut bytes = Vec::new();
        for (at, data) in segments {
            let from = (at - start) as usize;
            bytes.resize(bytes.len().max(from + data.len()), 0);
            bytes[from..from + data.len()].copy_from_slice(data);
        }
        Ok(Self { start, bytes })
    }

    fn at(&self, range: &Range<u32>) -> &[u8] {
        let place = |address: u32| (address.saturating_sub(self.start) as usize).min(self.bytes.len());
        &self.bytes[place(range.start)..place(range.end)]
    }

    /// The `pieces`, with those that are many strings taken apart.
    fn apart(&self, pieces: &[Piece]) -> Vec<Piece> {
        let mut out = Vec::new();
        for piece in pieces {
            if !piece.strings {
                out.push(piece.clone());
                continue;
            }
            let mut start = piece.at.start;
            for string in self.at(&piece.at).split_inclusive(|byte| *byte == 0) {
                let end = start + u32::try_from(string.len()).expect("it is in memory");
                out.push(Piece { at: start..end, ..piece.clone() });
                start = end;
            }
        }
        out
    }

    /// The aligned words of a stretch, which may be addresses.
    fn words(&self, range: &Range<u32>) -> impl Iterator<Item = u32> {
        let aligned = range.start.next_multiple_of(4)..range.end;
        let bytes = if aligned.is_empty() { &[] } else { self.at(&aligned) };
        bytes.as_chunks::<4>().0.iter().map(|word| u32::from_le_bytes(*word))
    }

    /// The data in two parts: what is `moved`, which is in order, and what is not. Zeros need not be written.
    fn cut(&self, moved: &[Range<u32>]) -> Pieces {
        let mut stays = self.bytes.clone();
        for range in moved {
            let place = |address: u32| ((address - self.start) as usize).min(stays.len());
            let (from, to) = (place(range.start), place(range.end));
            stays[from..to].fill(0);
        }
        Pieces { first: runs(self.start, &stays), rest: self.joined(moved) }
    }

    /// The stretches with their bytes, joined where nothing but zeros lies between two.
    fn joined(&self, moved: &[Range<u32>]) -> Vec<(u32, Vec<u8>)> {
        let mut ranges: Vec<Range<u32>> = Vec::new();
        for range in moved {
            match ranges.last_mut() {
                Some(last) if range.start - last.end <= GAP_MAX && self.at(&(last.end..range.start)).iter().all(|byte| *byte == 0) => {
                    last.end = range.end;
                }
                _ => ranges.push(range.clone()),
            }
        }
        ranges.into_iter().map(|range| (range.start, self.at(&range).to_vec())).filter(|(_, bytes)| !bytes.is_empty()).collect()
    }
}

/// The stretches of `bytes` that are not zeros, with their addresses.
fn runs(start: u32, bytes: &[u8]) -> Vec<(u32, Vec<u8>)> {
    let mut out: Vec<(u32, Vec<u8>)> = Vec::new();
    for (at, byte) in (start..).zip(bytes).filter(|(_, byte)| **byte != 0) {
        match out.last_mut() {
            Some((from, run)) if u64::from(at) - u64::from(*from) <= run.len() as u64 + u64::from(GAP_MAX) => {
                run.resize((at - *from) as usize, 0);
                run.push(*byte);
            }
            _ => out.push((at, vec![*byte])),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{Memory, pieces_in, refer};

    const MAP: &str = "\
    Addr      Off     Size Out     In      Symbol
  100000     2000       30 .rodata
  100000     2000       10         page.o:(.rodata..Lanon.1)
  100010     2010        8         page.o:(.rodata..Lswitch.table.f)
  100020     2020       10         page.o:(.rodata..Lanon.2)
       -     9000       10         page.o:(.text.f)
";

    #[test]
    fn pieces_are_read_from_the_map() {
        let pieces = pieces_in(MAP);
        let read: Vec<_> = pieces.iter().map(|piece| (piece.at.clone(), piece.movable)).collect();
        assert_eq!(read, [(0x10_0000..0x10_0010, true), (0x10_0010..0x10_0018, false), (0x10_0020..0x10_0030, true)]);
    }

    #[test]
    fn an_address_marks_what_it_may_lead_to() {
        let pieces = pieces_in(MAP);
        let marked = |address, reach| {
            let mut marks = vec![false; pieces.len()];
            refer(&pieces, address, reach, &mut marks);
            marks
        };
        assert_eq!(marked(0x10_0004, 0), [true, false, false]);
        assert_eq!(marked(0x10_0010, 0), [false, true, false], "the end of one piece is the beginning of the next");
        assert_eq!(marked(0x10_0018, 0), [false, true, false]);
        assert_eq!(marked(0x10_001c, 0), [false, false, false]);
        assert_eq!(marked(0x10_001c, 4), [false, false, true]);
        assert_eq!(marked(7, 64), [false, false, false]);
    }

    #[test]
    fn merged_strings_are_pieces_of_their_own() {
        let memory = Memory { start: 0x10_0000, bytes: b"one\0two\0\0more".to_vec() };
        let pieces = memory.apart(&pieces_in("100000 2000 9 1 <internal>:(.rodata)\n100009 2009 4 1 page.o:(.rodata..Lanon.1)"));
        let ends: Vec<u32> = pieces.iter().map(|piece| piece.at.end - 0x10_0000).collect();
        assert_eq!(ends, [4, 8, 9, 13]);
    }

    #[test]
    fn what_moves_leaves_the_rest_as_it_was() {
        let memory = Memory { start: 100, bytes: (1..=40).collect() };
        let moved = [104..108, 108..120, 130..140];
        let pieces = memory.cut(&moved);
        let mut again = vec![0; 40];
        for (at, bytes) in pieces.first.iter().chain(&pieces.rest) {
            again[(at - 100) as usize..][..bytes.len()].copy_from_slice(bytes);
        }
        assert_eq!(again, memory.bytes);
        assert_eq!(pieces.rest.len(), 2);
        assert_eq!(pieces.first, [(100, vec![1, 2, 3, 4]), (120, (21..=30).collect())]);
    }
}
