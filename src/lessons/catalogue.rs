//! The course: twenty exercises in five parts, and which of them are ready.

use super::exercise::Exercise;
use super::prose::{Prose, Rendered};
use super::{
    COURSE_EN, e01_account, e02_address, e03_first_story, e04_look, e05_two_steps, e06_crash, e07_stale_ticket, e08_renew, e09_stale_news,
    e10_poison, e11_twice,
};

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
    ready(1, Part::A, 4),
    ready(2, Part::A, 4),
    ready(3, Part::A, 4),
    ready(4, Part::A, 5),
    ready(5, Part::B, 5),
    ready(6, Part::B, 6),
    ready(7, Part::B, 7),
    ready(8, Part::B, 6),
    ready(9, Part::B, 6),
    ready(10, Part::B, 7),
    ready(11, Part::B, 7),
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
        1 => Some(e01_account::exercise()),
        2 => Some(e02_address::exercise()),
        3 => Some(e03_first_story::exercise()),
        4 => Some(e04_look::exercise()),
        5 => Some(e05_two_steps::exercise()),
        6 => Some(e06_crash::exercise()),
        7 => Some(e07_stale_ticket::exercise()),
        8 => Some(e08_renew::exercise()),
        9 => Some(e09_stale_news::exercise()),
        10 => Some(e10_poison::exercise()),
        11 => Some(e11_twice::exercise()),
        _ => None,
    }
}

/// The words of the exercise with this number in English, if it is ready.
pub fn prose(number: u8) -> Option<Prose> {
    let fragments: &'static Rendered = match number {
        1 => e01_account::en(),
        2 => e02_address::en(),
        3 => e03_first_story::en(),
        4 => e04_look::en(),
        5 => e05_two_steps::en(),
        6 => e06_crash::en(),
        7 => e07_stale_ticket::en(),
        8 => e08_renew::en(),
        9 => e09_stale_news::en(),
        10 => e10_poison::en(),
        11 => e11_twice::en(),
        _ => return None,
    };
    Some(Prose::rendered(fragments))
}
