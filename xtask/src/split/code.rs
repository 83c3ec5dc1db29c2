//! One function's body as a list of instructions with its structure: where blocks close, what lies on the stack, and which places a profile marks.

use std::collections::BTreeMap;

use wasmparser::{FuncValidator, FunctionBody, Operator, ValType, ValidatorResources};

use super::module::failure;
use crate::Outcome;

/// A body, instruction by instruction. The last instruction is the `end` of the function.
pub struct Code<'a> {
    pub operators: Vec<Operator<'a>>,
    /// Where each instruction begins, in bytes; one more for the end of the body.
    pub offsets: Vec<u64>,
    /// By the place of a `block`, `loop` or `if`: the place of its `end`.
    pub ends: BTreeMap<usize, usize>,
    /// By the place of an `if` that has one: the place of its `else`.
    pub elses: BTreeMap<usize, usize>,
    /// Before each instruction; empty unless asked for.
    pub states: Vec<State>,
    /// The types of parameters and locals.
    pub locals: Vec<ValType>,
}

/// What holds before an instruction.
#[derive(Debug, Clone)]
pub struct State {
    /// The types on the stack of operands, the whole function's; `None` where nothing can get to.
    pub stack: Option<Vec<ValType>>,
    /// How many operands the instruction takes.
    pub takes: u32,
}

impl<'a> Code<'a> {
    /// Reads a body without looking at types.
    pub fn read(body: &FunctionBody<'a>) -> Outcome<Self> {
        let mut code = Self {
            operators: Vec::new(),
            offsets: Vec::new(),
            ends: BTreeMap::new(),
            elses: BTreeMap::new(),
            states: Vec::new(),
            locals: Vec::new(),
        };
        let mut open = Vec::new();
        let mut reader = body.get_operators_reader().map_err(failure)?;
        while !reader.eof() {
            let at = code.operators.len();
            code.offsets.push(reader.original_position());
            let operator = reader.read().map_err(failure)?;
            match &operator {
                Operator::Block { .. } | Operator::Loop { .. } | Operator::If { .. } => open.push(at),
                Operator::Else => {
                    code.elses.insert(*open.last().ok_or("an else without an if")?, at);
                }
                Operator::End => {
                    // The last one closes the function itself.
                    if let Some(start) = open.pop() {
                        code.ends.insert(start, at);
                    }
                }
                _ => {}
            }
            code.operators.push(operator);
        }
        code.offsets.push(reader.original_position());
        Ok(code)
    }

    /// Reads a body with the types on its stack, by letting `validator` go along.
    pub fn typed(body: &FunctionBody<'a>, validator: &mut FuncValidator<ValidatorResources>) -> Outcome<Self> {
        let mut code = Self::read(body)?;
        let mut reader = body.get_binary_reader();
        validator.read_locals(&mut reader).map_err(failure)?;
        code.locals = (0..validator.len_locals()).map_while(|local| validator.get_local_type(local)).collect();
        for (operator, offset) in code.operators.iter().zip(&code.offsets) {
            code.states.push(state(validator, operator));
            validator.op(*offset, operator).map_err(failure)?;
        }
        Ok(code)
    }

    /// The places before which a profile puts a mark: where a straight stretch of instructions begins that may be passed over.
    pub fn marks(&self) -> Vec<usize> {
        let begins = |at: &usize| match self.operators.get(at.wrapping_sub(1)) {
            None | Some(Operator::If { .. } | Operator::Else | Operator::End | Operator::BrIf { .. }) => true,
            Some(_) => false,
        };
        (0..self.operators.len()).filter(begins).collect()
    }

    /// Length of a stretch of instructions in bytes.
    pub fn size(&self, from: usize, to: usize) -> u64 {
        self.offsets[to] - self.offsets[from]
    }
}

fn state(validator: &FuncValidator<ValidatorResources>, operator: &Operator<'_>) -> State {
    let reachable = validator.get_control_frame(0).is_some_and(|frame| !frame.unreachable);
    let height = validator.operand_stack_height() as usize;
    let stack = (0..height).rev().map(|depth| validator.get_operand_type(depth).flatten()).collect::<Option<Vec<_>>>();
    // An end takes what the block leaves, which stays on the stack: for us it takes nothing.
    let takes = match operator {
        Operator::End | Operator::Else => 0,
        _ => operator.operator_arity(validator).map_or(0, |(takes, _)| takes),
    };
    State { stack: stack.filter(|_| reachable), takes }
}
