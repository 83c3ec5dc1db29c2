//! Which locals are still wanted at which place of a function.

use wasmparser::Operator;

use super::code::Code;

/// A set of locals.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Locals(Vec<u64>);

impl Locals {
    fn none(count: usize) -> Self {
        Self(vec![0; count.div_ceil(64)])
    }

    pub fn contains(&self, local: u32) -> bool {
        self.0[local as usize / 64] >> (local % 64) & 1 == 1
    }

    fn insert(&mut self, local: u32) {
        self.0[local as usize / 64] |= 1 << (local % 64);
    }

    fn remove(&mut self, local: u32) {
        self.0[local as usize / 64] &= !(1 << (local % 64));
    }

    fn add(&mut self, other: &Self) {
        for (mine, theirs) in self.0.iter_mut().zip(&other.0) {
            *mine |= theirs;
        }
    }
}

/// The wanted locals of a whole function.
pub struct Live {
    /// Before each instruction.
    pub before: Vec<Locals>,
    /// By the place of a `block`, `loop` or `if`: where a branch to it leads.
    pub at_label: Vec<Locals>,
}

/// Works out which locals are wanted where.
pub fn live(code: &Code<'_>) -> Live {
    let none = Locals::none(code.locals.len());
    let count = code.operators.len();
    let mut live = Live { before: vec![none.clone(); count], at_label: vec![none.clone(); count] };
    let mut labels = vec![none.clone()];
    walk(code, &mut live, 0, count - 1, none, &mut labels);
    live
}

/// Goes backwards through the instructions `from..to` of one sequence, after which `after` is wanted. Returns what is wanted before.
fn walk(code: &Code<'_>, live: &mut Live, from: usize, to: usize, after: Locals, labels: &mut Vec<Locals>) -> Locals {
    // Blocks are entered by their `end` when going backwards; their starts must be known.
    let starts: Vec<(usize, usize)> = {
        let mut starts = Vec::new();
        let mut at = from;
        while at < to {
            match code.ends.get(&at) {
                Some(&end) => {
                    starts.push((at, end));
                    at = end + 1;
                }
                None => at += 1,
            }
        }
        starts
    };
    let mut wanted = after;
    let mut at = to;
    let mut blocks = starts.into_iter().rev().peekable();
    while at > from {
        at -= 1;
        if let Some((start, end)) = blocks.next_if(|(_, end)| *end == at) {
            live.before[end] = wanted.clone();
            wanted = walk_block(code, live, start, end, wanted, labels);
            at = start;
        } else {
            step(&code.operators[at], &mut wanted, labels);
        }
        live.before[at] = wanted.clone();
    }
    wanted
}

fn walk_block(code: &Code<'_>, live: &mut Live, start: usize, end: usize, after: Locals, labels: &mut Vec<Locals>) -> Locals {
    match code.operators[start] {
        Operator::Loop { .. } => {
            let mut at_start = Locals::none(code.locals.len());
            loop {
                labels.push(at_start.clone());
                let mut found = walk(code, live, start + 1, end, after.clone(), labels);
                labels.pop();
                found.add(&at_start);
                if found == at_start {
                    break;
                }
                at_start = found;
            }
            live.at_label[start] = at_start.clone();
            at_start
        }
        Operator::If { .. } => {
            labels.push(after.clone());
            live.at_label[start] = after.clone();
            let wanted = if let Some(&other) = code.elses.get(&start) {
                let mut wanted = walk(code, live, other + 1, end, after.clone(), labels);
                live.before[other] = after.clone();
                wanted.add(&walk(code, live, start + 1, other, after, labels));
                wanted
            } else {
                let mut wanted = walk(code, live, start + 1, end, after.clone(), labels);
                wanted.add(&after);
                wanted
            };
            labels.pop();
            wanted
        }
        _ => {
            labels.push(after.clone());
            live.at_label[start] = after.clone();
            let wanted = walk(code, live, start + 1, end, after, labels);
            labels.pop();
            wanted
        }
    }
}

fn step(operator: &Operator<'_>, wanted: &mut Locals, labels: &[Locals]) {
    let label = |depth: u32| &labels[labels.len() - 1 - depth as usize];
    match operator {
        Operator::LocalGet { local_index } => wanted.insert(*local_index),
        Operator::LocalSet { local_index } | Operator::LocalTee { local_index } => wanted.remove(*local_index),
        Operator::Br { relative_depth } => *wanted = label(*relative_depth).clone(),
        Operator::BrIf { relative_depth } => wanted.add(label(*relative_depth)),
        Operator::BrTable { targets } => {
            let mut all = label(targets.default()).clone();
            for depth in targets.targets().map_while(Result::ok) {
                all.add(label(depth));
            }
            *wanted = all;
        }
        Operator::Return | Operator::Unreachable => wanted.0.fill(0),
        _ => {}
    }
}
