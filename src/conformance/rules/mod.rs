//! The rules, chapter by chapter.

use super::{Chapter, Kind, Mark, Proof, Rule};

mod access;
mod life;
mod messages;
mod protocol;
mod queues;
mod service;

/// All rules in reading order.
pub static CHAPTERS: [Chapter; 17] = [
    Chapter { title: "Requests and answers", rules: protocol::ALL },
    Chapter { title: "Names and metadata", rules: queues::NAMES },
    Chapter { title: "List Queues", rules: service::LIST },
    Chapter { title: "Service properties", rules: service::PROPERTIES },
    Chapter { title: "Statistics and the secondary endpoint", rules: service::SECONDARY },
    Chapter { title: "CORS and preflight", rules: service::CORS },
    Chapter { title: "Create, delete, metadata", rules: queues::LIFE },
    Chapter { title: "Stored access policies", rules: queues::POLICIES },
    Chapter { title: "Put Message", rules: messages::PUT },
    Chapter { title: "Get Messages", rules: messages::GET },
    Chapter { title: "Peek Messages", rules: messages::PEEK },
    Chapter { title: "Update Message", rules: messages::UPDATE },
    Chapter { title: "Delete and Clear", rules: messages::DELETE },
    Chapter { title: "Life of a message", rules: life::ALL },
    Chapter { title: "Throughput", rules: life::THROUGHPUT },
    Chapter { title: "API versions", rules: protocol::VERSIONS },
    Chapter { title: "Who may do what", rules: access::ALL },
];

const D: Mark = Mark::Documented;
const T: Mark = Mark::Traffic;
const R: Mark = Mark::Reported;
const A: Mark = Mark::Emulator;
const I: Mark = Mark::Inferred;

/// A rule that the emulator keeps as well.
const fn rule(text: &'static str, source: &'static str, marks: &'static [Mark], proofs: &'static [Proof]) -> Rule {
    Rule { text, source, marks, proofs, differs: &[] }
}

impl Rule {
    const fn differs(self, differs: &'static [Kind]) -> Self {
        Self { differs, ..self }
    }
}
