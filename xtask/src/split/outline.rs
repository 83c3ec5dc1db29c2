//! Moves stretches that a first visit never came to into functions of their own, so that [`super::divide`] can put them into the rest.
//!
//! The module does the same as before. A stretch becomes a function that takes the operands and locals it wants and returns those it changes; where it
//! left its sequence by more than one way, it also returns which, and the caller goes that way.

use std::collections::BTreeMap;

use wasm_encoder::reencode::Reencode;
use wasm_encoder::{BlockType, CodeSection, Function, FunctionSection, Instruction, TypeSection};
use wasmparser::{FuncType, Operator, Parser, ValType, ValidPayload, Validator};

use super::code::Code;
use super::live::live;
use super::module::{Module, failure};
use super::region::{Exit, Region, regions};
use super::write::Renumber;
use crate::Outcome;

/// Whether each mark of a function was reached, in order; nothing if the profile does not know the function as it is.
pub type Reached<'p> = &'p dyn Fn(u32, usize) -> Option<Vec<bool>>;

/// Returns `bytes` with the stretches that were never reached in functions of their own, behind all others.
///
/// Err: the module uses something that this program does not know.
pub fn outline(bytes: &[u8], module: &Module<'_>, reached: Reached<'_>) -> Outcome<Vec<u8>> {
    let mut work = Work {
        module,
        same: Renumber::same(module),
        types: Vec::new(),
        known_types: BTreeMap::new(),
        bodies: Vec::new(),
        outlined: Vec::new(),
    };
    work.types.clone_from(&module.types);
    let mut validator = Validator::new();
    let mut function = module.imported();
    for payload in Parser::new(0).parse_all(bytes) {
        if let ValidPayload::Func(to_validate, body) = validator.payload(&payload.map_err(failure)?).map_err(failure)? {
            let mut typing = to_validate.into_validator(wasmparser::FuncValidatorAllocations::default());
            let code = Code::typed(&body, &mut typing)?;
            let marks = code.marks();
            let regions = match reached(function, marks.len()) {
                Some(reached) => {
                    let cold = |at: usize| marks.binary_search(&at).is_ok_and(|mark| !reached[mark]);
                    regions(&code, &live(&code), &module.types, module.kind(function).results(), &cold)
                }
                None => Vec::new(),
            };
            let body = work.body(&body, &code, &regions)?;
            work.bodies.push(body);
            function += 1;
        }
    }
    work.finish(bytes)
}

struct Work<'m, 'a> {
    module: &'m Module<'a>,
    same: Renumber,
    types: Vec<FuncType>,
    known_types: BTreeMap<(Vec<String>, Vec<String>), u32>,
    bodies: Vec<Function>,
    /// Types and bodies of the new functions.
    outlined: Vec<(u32, Function)>,
}

impl Work<'_, '_> {
    /// A function without its `regions`.
    fn body(&mut self, body: &wasmparser::FunctionBody<'_>, code: &Code<'_>, regions: &[Region]) -> Outcome<Function> {
        let which = u32::try_from(code.locals.len()).expect("a function has few locals");
        let mut locals = Vec::new();
        for group in body.get_locals_reader().map_err(failure)? {
            let (count, kind) = group.map_err(failure)?;
            locals.push((count, self.same.val_type(kind).map_err(failure)?));
        }
        if regions.iter().any(|region| ways(region) > 2) {
            locals.push((1, wasm_encoder::ValType::I32));
        }
        let mut out = Function::new(locals);
        let mut at = 0;
        for region in regions {
            self.copy(code, at, region.from, &mut out)?;
            let callee = self.module.function_count() + u32::try_from(self.outlined.len()).expect("few functions are added");
            let outlined = self.function_of(code, region)?;
            self.outlined.push(outlined);
            call(region, callee, which, &mut out);
            at = region.to;
        }
        self.copy(code, at, code.operators.len(), &mut out)?;
        Ok(out)
    }

    fn copy(&mut self, code: &Code<'_>, from: usize, to: usize, out: &mut Function) -> Outcome {
        for operator in &code.operators[from..to] {
            out.instruction(&self.same.instruction(operator.clone()).map_err(failure)?);
        }
        Ok(())
    }

    /// The stretch as a function, with its type.
    fn function_of(&mut self, code: &Code<'_>, region: &Region) -> Outcome<(u32, Function)> {
        let kind_of = |local: &u32| code.locals[*local as usize];
        let parameters: Vec<ValType> = region.takes.iter().copied().chain(region.wants.iter().map(kind_of)).collect();
        let mut results: Vec<ValType> = region.leaves.iter().chain(&region.carries).copied().collect();
        if ways(region) > 1 {
            results.push(ValType::I32);
        }
        results.extend(region.changes.iter().map(kind_of));

        // New numbers for the locals: what is taken, what is wanted, then all others that it names.
        let mut numbers: BTreeMap<u32, u32> = BTreeMap::new();
        let taken = count(region.takes.len());
        numbers.extend(region.wants.iter().copied().zip(taken..));
        let mut locals = Vec::new();
        let mut next = count(parameters.len());
        for operator in &code.operators[region.from..region.to] {
            if let Operator::LocalGet { local_index } | Operator::LocalSet { local_index } | Operator::LocalTee { local_index } = operator {
                numbers.entry(*local_index).or_insert_with(|| {
                    locals.push(kind_of(local_index));
                    next += 1;
                    next - 1
                });
            }
        }
        let carried_at = next;
        locals.extend(&region.carries);
        let which = carried_at + count(region.carries.len());
        locals.push(ValType::I32);
        let locals = locals.into_iter().map(|kind| Ok((1, self.same.val_type(kind).map_err(failure)?))).collect::<Outcome<Vec<_>>>()?;

        let mut out = Function::new(locals);
        let exits = count(region.exits.len());
        if exits > 0 {
            out.instruction(&Instruction::Block(BlockType::Empty));
            for _ in &region.exits {
                let kind = if region.carries.is_empty() { BlockType::Empty } else { self.block_of(&region.carries)? };
                out.instruction(&Instruction::Block(kind));
            }
        }
        for operand in 0..taken {
            out.instruction(&Instruction::LocalGet(operand));
        }
        self.inner(code, region, &numbers, &mut out)?;
        if exits > 0 {
            out.instruction(&if region.falls { Instruction::Br(exits) } else { Instruction::Unreachable });
            for exit in 0..exits {
                out.instruction(&Instruction::End);
                for carried in (0..count(region.carries.len())).rev() {
                    out.instruction(&Instruction::LocalSet(carried_at + carried));
                }
                out.instruction(&Instruction::I32Const((exit + 1).cast_signed())).instruction(&Instruction::LocalSet(which));
                out.instruction(&Instruction::Br(exits - 1 - exit));
            }
            out.instruction(&Instruction::End);
            for carried in 0..count(region.carries.len()) {
                out.instruction(&Instruction::LocalGet(carried_at + carried));
            }
        } else if !region.falls {
            out.instruction(&Instruction::Unreachable);
        }
        if ways(region) > 1 {
            out.instruction(&Instruction::LocalGet(which));
        }
        for changed in &region.changes {
            out.instruction(&Instruction::LocalGet(numbers[changed]));
        }
        out.instruction(&Instruction::End);
        Ok((self.kind(parameters, results), out))
    }

    /// The instructions of the stretch, with their new locals, and with branches out of it leading to the blocks around.
    fn inner(&mut self, code: &Code<'_>, region: &Region, numbers: &BTreeMap<u32, u32>, out: &mut Function) -> Outcome {
        let mut inside = 0_u32;
        let around = |exit: Exit| count(region.exits.iter().position(|other| *other == exit).expect("every way out was found"));
        // A branch to the outermost label is a return; which depth that is can be told from its being no label.
        let lead = |depth: u32, inside: u32| {
            if depth < inside {
                return depth;
            }
            let label = Exit::Label(depth - inside);
            inside + around(if region.exits.contains(&label) { label } else { Exit::Return })
        };
        for operator in &code.operators[region.from..region.to] {
            let instruction = match operator {
                Operator::LocalGet { local_index } => Instruction::LocalGet(numbers[local_index]),
                Operator::LocalSet { local_index } => Instruction::LocalSet(numbers[local_index]),
                Operator::LocalTee { local_index } => Instruction::LocalTee(numbers[local_index]),
                Operator::Br { relative_depth } => Instruction::Br(lead(*relative_depth, inside)),
                Operator::BrIf { relative_depth } => Instruction::BrIf(lead(*relative_depth, inside)),
                Operator::BrTable { targets } => {
                    let depths = targets.targets().map(|depth| Ok(lead(depth.map_err(failure)?, inside))).collect::<Outcome<Vec<_>>>()?;
                    Instruction::BrTable(depths.into(), lead(targets.default(), inside))
                }
                Operator::Return => Instruction::Br(inside + around(Exit::Return)),
                other => {
                    match other {
                        Operator::Block { .. } | Operator::Loop { .. } | Operator::If { .. } => inside += 1,
                        Operator::End => inside -= 1,
                        _ => {}
                    }
                    self.same.instruction(other.clone()).map_err(failure)?
                }
            };
            out.instruction(&instruction);
        }
        Ok(())
    }

    fn block_of(&mut self, results: &[ValType]) -> Outcome<BlockType> {
        match results {
            [one] => Ok(BlockType::Result(self.same.val_type(*one).map_err(failure)?)),
            more => Ok(BlockType::FunctionType(self.kind(Vec::new(), more.to_vec()))),
        }
    }

    /// The number of a type, a new one if there is none like it.
    fn kind(&mut self, parameters: Vec<ValType>, results: Vec<ValType>) -> u32 {
        let words = |kinds: &[ValType]| kinds.iter().map(|kind| format!("{kind:?}")).collect::<Vec<_>>();
        let types = &mut self.types;
        *self.known_types.entry((words(&parameters), words(&results))).or_insert_with(|| {
            let found = types.iter().position(|kind| kind.params() == parameters && kind.results() == results);
            count(found.unwrap_or_else(|| {
                types.push(FuncType::new(parameters, results));
                types.len() - 1
            }))
        })
    }

    /// The module with its new functions.
    fn finish(mut self, bytes: &[u8]) -> Outcome<Vec<u8>> {
        let mut types = TypeSection::new();
        for kind in std::mem::take(&mut self.types) {
            types.ty().func_type(&self.same.func_type(kind).map_err(failure)?);
        }
        let mut functions = FunctionSection::new();
        for kind in &self.module.function_types[self.module.imports.len()..] {
            functions.function(*kind);
        }
        let mut code = CodeSection::new();
        self.bodies.iter().for_each(|body| _ = code.function(body));
        for (kind, body) in &self.outlined {
            functions.function(*kind);
            code.function(body);
        }
        let mut out = wasm_encoder::Module::new();
        for payload in Parser::new(0).parse_all(bytes) {
            let payload = payload.map_err(failure)?;
            match payload.as_section() {
                Some((1, _)) => _ = out.section(&types),
                Some((3, _)) => _ = out.section(&functions),
                Some((10, _)) => _ = out.section(&code),
                Some((id, range)) => {
                    let at = |place: u64| usize::try_from(place).expect("it is in memory");
                    out.section(&wasm_encoder::RawSection { id, data: &bytes[at(range.start)..at(range.end)] });
                }
                None => {}
            }
        }
        Ok(out.finish())
    }
}

/// How many ways lead out of the stretch.
fn ways(region: &Region) -> usize {
    region.exits.len() + usize::from(region.falls)
}

/// Calls the function that a stretch has become, and goes on where it says. `which` is a local to keep its answer in.
fn call(region: &Region, callee: u32, which: u32, out: &mut Function) {
    for wanted in &region.wants {
        out.instruction(&Instruction::LocalGet(*wanted));
    }
    out.instruction(&Instruction::Call(callee));
    for changed in region.changes.iter().rev() {
        out.instruction(&Instruction::LocalSet(*changed));
    }
    let conditional = if region.falls { region.exits.len() } else { region.exits.len().saturating_sub(1) };
    if ways(region) > 2 {
        out.instruction(&Instruction::LocalSet(which));
    }
    for (number, exit) in (1..).zip(&region.exits[..conditional]) {
        if ways(region) > 2 {
            out.instruction(&Instruction::LocalGet(which)).instruction(&Instruction::I32Const(number)).instruction(&Instruction::I32Eq);
        } else if !region.falls {
            // Two exits: the answer is 1 or 2.
            out.instruction(&Instruction::I32Const(1)).instruction(&Instruction::I32Eq);
        }
        match exit {
            Exit::Label(depth) => _ = out.instruction(&Instruction::BrIf(*depth)),
            Exit::Return => {
                out.instruction(&Instruction::If(BlockType::Empty)).instruction(&Instruction::Return).instruction(&Instruction::End);
            }
        }
    }
    if !region.falls {
        out.instruction(&match region.exits.last() {
            Some(Exit::Label(depth)) => Instruction::Br(*depth),
            Some(Exit::Return) => Instruction::Return,
            None => Instruction::Unreachable,
        });
    }
}

fn count(number: usize) -> u32 {
    u32::try_from(number).expect("a module has fewer than four billion of anything")
}
