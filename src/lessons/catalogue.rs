//! The course: twenty exercises in five parts, and which of them are ready.

use super::exercise::Exercise;
use super::prose::{Prose, Rendered};
use super::{COURSE_EN, e06_crash};

/// A part of the course.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    A,
    B,
    C,
    D,
    E,
}

/// One line of the course map.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ExerciseInfo {
    /// 1 to 20, in course order.
    pub number: u8,
    pub part: Part,
    /// How long it takes a newcomer.
    pub minutes: u8,
    /// Whether it can be done; the others are announced.
    pub ready: bool,
}

const COURSE: Prose = Prose::rendered(COURSE_EN);

const CATALOGUE: [ExerciseInfo; 20] = [
    announced(1, Part::A, 4),
    announced(2, Part::A, 4),
    announced(3, Part::A, 4),
    announced(4, Part::A, 5),
    announced(5, Part::B, 5),
    ready(6, Part::B, 6),
    announced(7, Part::B, 7),
    announced(8, Part::B, 6),
    announced(9, Part::B, 6),
    announced(10, Part::B, 7),
    announced(11, Part::B, 7),
    announced(12, Part::C, 8),
    announced(13, Part::C, 6),
    announced(14, Part::C, 6),
    announced(15, Part::C, 7),
    announced(16, Part::D, 7),
    announced(17, Part::D, 8),
    announced(18, Part::D, 7),
    announced(19, Part::E, 15),
    announced(20, Part::E, 15),
];

const fn announced(number: u8, part: Part, minutes: u8) -> ExerciseInfo {
    ExerciseInfo { number, part, minutes, ready: false }
}

const fn ready(number: u8, part: Part, minutes: u8) -> ExerciseInfo {
    ExerciseInfo { number, part, minutes, ready: true }
}

impl Part {
    pub const ALL: [Self; 5] = [Self::A, Self::B, Self::C, Self::D, Self::E];

    pub fn letter(self) -> char {
        match self {
            Self::A => 'A',
            Self::B => 'B',
            Self::C => 'C',
            Self::D => 'D',
            Self::E => 'E',
        }
    }

    /// "The life of a message"
    pub fn title(self) -> String {
        let key = match self {
            Self::A => "parts.a",
            Self::B => "parts.b",
            Self::C => "parts.c",
            Self::D => "parts.d",
            Self::E => "parts.e",
        };
        COURSE.text(key).expect("every part has a title in the course's prose; a test reads them all")
    }
}

impl ExerciseInfo {
    pub fn title(&self) -> String {
        COURSE.text(&format!("titles.{}", self.number)).expect("every exercise has a title in the course's prose; a test reads them all")
    }
}

/// The twenty exercises in course order.
pub fn catalogue() -> &'static [ExerciseInfo] {
    &CATALOGUE
}

/// The exercise with this number, if it is ready.
pub fn exercise(number: u8) -> Option<Exercise> {
    match number {
        6 => Some(e06_crash::exercise()),
        _ => None,
    }
}

/// The words of the exercise with this number in English, if it is ready.
pub fn prose(number: u8) -> Option<Prose> {
    let fragments: &'static Rendered = match number {
        6 => e06_crash::EN,
        _ => return None,
    };
    Some(Prose::rendered(fragments))
}
