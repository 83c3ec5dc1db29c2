//! Stretches of a function that a first visit never came to, and what they have to do with the rest of it.

use std::collections::BTreeSet;

use wasmparser::{BlockType, FuncType, Operator, ValType};

use super::code::Code;
use super::live::Live;

/// Where a branch out of a stretch leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Exit {
    /// A label around the stretch, counted from the inside.
    Label(u32),
    Return,
}

/// A stretch of instructions in one sequence, from a place that was never reached to where the sequence ends.
#[derive(Debug, Clone)]
pub struct Region {
    pub from: usize,
    pub to: usize,
    /// Operands that it takes from before.
    pub takes: Vec<ValType>,
    /// Operands that it leaves, if its end is reached.
    pub leaves: Vec<ValType>,
    /// Whether its end is reached.
    pub falls: bool,
    /// Locals whose values it wants.
    pub wants: Vec<u32>,
    /// Locals that it changes and that are wanted afterwards.
    pub changes: Vec<u32>,
    pub exits: Vec<Exit>,
    /// What the only exit carries, if there is one exit and the end is not reached.
    pub carries: Vec<ValType>,
}

/// Bytes that a call of a stretch costs where it was: the place in the table, the assurance, the indirect call.
const CALL_COST: u64 = 10;

/// A stretch must save at least so much.
const GAIN_MIN: u64 = 8;

/// Finds the stretches of `code` that can be moved out and are worth it. `cold` says whether a marked place was never reached.
pub fn regions(code: &Code<'_>, live: &Live, types: &[FuncType], returns: &[ValType], cold: &dyn Fn(usize) -> bool) -> Vec<Region> {
    let mut search = Search { code, live, types, returns, cold, around: Vec::new(), found: Vec::new() };
    search.sequence(0, code.operators.len() - 1);
    search.found
}

struct Search<'s, 'a> {
    code: &'s Code<'a>,
    live: &'s Live,
    types: &'s [FuncType],
    returns: &'s [ValType],
    cold: &'s dyn Fn(usize) -> bool,
    /// The places of the blocks around the present sequence, outermost first.
    around: Vec<usize>,
    found: Vec<Region>,
}

impl Search<'_, '_> {
    fn sequence(&mut self, from: usize, to: usize) {
        let mut at = from;
        while at < to {
            if (self.cold)(at)
                && let Some(region) = self.region(at, to)
            {
                self.found.push(region);
                return;
            }
            let Some(&end) = self.code.ends.get(&at) else {
                at += 1;
                continue;
            };
            self.around.push(at);
            match self.code.elses.get(&at) {
                Some(&other) => {
                    self.sequence(at + 1, other);
                    self.sequence(other + 1, end);
                }
                None => self.sequence(at + 1, end),
            }
            self.around.pop();
            at = end + 1;
        }
    }

    /// The stretch from `from` to the end of its sequence at `to`, unless something about it cannot be expressed as a call or it is too short.
    fn region(&self, from: usize, to: usize) -> Option<Region> {
        // A jump at the end may stay where it is.
        let to = if matches!(self.code.operators[to - 1], Operator::Br { .. } | Operator::Return) { to - 1 } else { to };
        if to <= from {
            return None;
        }
        let states = &self.code.states;
        let before = states[from].stack.as_ref()?;
        let mut low = before.len();
        let mut at = from;
        while at < to {
            low = low.min(states[at].stack.as_ref()?.len() - states[at].takes as usize);
            at = match self.code.ends.get(&at) {
                Some(&end) => {
                    self.has_no_parameters(at)?;
                    end + 1
                }
                None => at + 1,
            };
        }
        let takes = before[low..].to_vec();
        let after = states[to].stack.as_ref();
        let leaves = after.map(|stack| stack[low..].to_vec()).unwrap_or_default();
        let exits = self.exits(from, to)?;
        let mut region =
            Region { from, to, takes, leaves, falls: after.is_some(), wants: Vec::new(), changes: Vec::new(), exits, carries: Vec::new() };
        let carried = region.exits.iter().map(|exit| self.carried(*exit)).collect::<Option<Vec<_>>>()?;
        match (&*carried, region.falls) {
            ([one], false) => region.carries.clone_from(one),
            (all, _) if all.iter().any(|carried| !carried.is_empty()) => return None,
            ([], _) | (_, false) => {}
            // Both an end that leaves operands and a way out: a call could not tell them apart cheaply.
            _ if !region.leaves.is_empty() => return None,
            _ => {}
        }
        self.locals(&mut region);
        let passed = (region.takes.len() + 2 * region.wants.len() + 2 * region.changes.len() + 5 * region.exits.len()) as u64;
        (self.code.size(from, to) >= CALL_COST + passed + GAIN_MIN).then_some(region)
    }

    fn has_no_parameters(&self, at: usize) -> Option<()> {
        let (Operator::Block { blockty } | Operator::Loop { blockty } | Operator::If { blockty }) = &self.code.operators[at] else {
            return Some(());
        };
        match blockty {
            BlockType::FuncType(index) if !self.types[*index as usize].params().is_empty() => None,
            _ => Some(()),
        }
    }

    /// The ways out of a stretch other than its end.
    fn exits(&self, from: usize, to: usize) -> Option<Vec<Exit>> {
        let mut exits = BTreeSet::new();
        let mut inside = 0_u32;
        let outermost = u32::try_from(self.around.len()).expect("blocks are not nested a billion deep");
        let mut note = |depth: u32, inside: u32| {
            if depth >= inside {
                let label = depth - inside;
                exits.insert(if label == outermost { Exit::Return } else { Exit::Label(label) });
            }
        };
        for operator in &self.code.operators[from..to] {
            match operator {
                Operator::Block { .. } | Operator::Loop { .. } | Operator::If { .. } => inside += 1,
                Operator::End => inside -= 1,
                Operator::Br { relative_depth } | Operator::BrIf { relative_depth } => note(*relative_depth, inside),
                Operator::BrTable { targets } => {
                    note(targets.default(), inside);
                    for depth in targets.targets() {
                        note(depth.ok()?, inside);
                    }
                }
                Operator::Return => note(outermost + inside, inside),
                _ => {}
            }
        }
        Some(exits.into_iter().collect())
    }

    /// The operands that a branch to `exit` takes along.
    fn carried(&self, exit: Exit) -> Option<Vec<ValType>> {
        let Exit::Label(depth) = exit else { return Some(self.returns.to_vec()) };
        match &self.code.operators[self.place(depth)] {
            // Parameters of loops were never seen; whoever has them is left alone.
            Operator::Loop { blockty: BlockType::FuncType(_) } => None,
            Operator::Loop { .. } => Some(Vec::new()),
            Operator::Block { blockty } | Operator::If { blockty } => Some(match blockty {
                BlockType::Empty => Vec::new(),
                BlockType::Type(kind) => vec![*kind],
                BlockType::FuncType(index) => self.types[*index as usize].results().to_vec(),
            }),
            _ => None,
        }
    }

    fn place(&self, depth: u32) -> usize {
        self.around[self.around.len() - 1 - depth as usize]
    }

    /// Which locals go in and come out.
    fn locals(&self, region: &mut Region) {
        let mut named = BTreeSet::new();
        let mut changed = BTreeSet::new();
        for operator in &self.code.operators[region.from..region.to] {
            match operator {
                Operator::LocalGet { local_index } => {
                    named.insert(*local_index);
                }
                Operator::LocalSet { local_index } | Operator::LocalTee { local_index } => {
                    named.insert(*local_index);
                    changed.insert(*local_index);
                }
                _ => {}
            }
        }
        let wanted_after = |local: &u32| {
            let at_end = region.falls && self.live.before[region.to].contains(*local);
            let at_exits = region.exits.iter().any(|exit| match exit {
                Exit::Label(depth) => self.live.at_label[self.place(*depth)].contains(*local),
                Exit::Return => false,
            });
            at_end || at_exits
        };
        region.changes = changed.into_iter().filter(wanted_after).collect();
        region.wants = named.into_iter().filter(|local| self.live.before[region.from].contains(*local)).collect();
    }
}
