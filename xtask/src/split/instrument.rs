//! A module that notes what it runs: a byte for each place that [`Code::marks`] finds, in a memory of its own that is exported as `seen`.
//!
//! The places are counted through the module, function by function.

use wasm_encoder::reencode::Reencode;
use wasm_encoder::{
    CodeSection, DataSection, ElementSection, ExportKind, ExportSection, FunctionSection, ImportSection, Instruction, MemArg, MemArgTarget,
    MemoryType,
};

use super::code::Code;
use super::module::{Module, failure};
use super::write::{self, Renumber};
use crate::Outcome;

/// The name of the memory in which byte N is 1 once place N was reached.
const SEEN: &str = "seen";

const PAGE: u64 = 65_536;

/// Returns `module` with that memory. It does the same as before, a little slower.
///
/// Err: the module uses something that this program does not know.
pub fn instrument(module: &Module<'_>) -> Outcome<Vec<u8>> {
    let mut same = Renumber::same(module);
    let types = write::types(module, &mut same)?;
    let mut imports = ImportSection::new();
    for import in &module.imports {
        same.parse_import(&mut imports, *import).map_err(failure)?;
    }
    let mut functions = FunctionSection::new();
    for kind in &module.function_types[module.imports.len()..] {
        functions.function(*kind);
    }
    let tables = write::tables(module, &mut same)?;
    let mut memories = write::memories(module, &mut same)?;
    let seen = memories.len();
    let codes = module.bodies.iter().map(Code::read).collect::<Outcome<Vec<_>>>()?;
    let places: usize = codes.iter().map(|code| code.marks().len()).sum();
    let minimum = (places as u64).div_ceil(PAGE);
    memories.memory(MemoryType { minimum, maximum: Some(minimum), memory64: false, shared: false, page_size_log2: None });
    let globals = write::globals(module, &mut same)?;
    let mut exports = ExportSection::new();
    for export in &module.exports {
        same.parse_export(&mut exports, *export).map_err(failure)?;
    }
    exports.export(SEEN, ExportKind::Memory, seen);
    let mut elements = ElementSection::new();
    for element in &module.elements {
        same.parse_element(&mut elements, element.clone()).map_err(failure)?;
    }
    let mut code = CodeSection::new();
    let mut place = 0;
    for (body, read) in module.bodies.iter().zip(&codes) {
        let mut out = same.new_function_with_parsed_locals(body).map_err(failure)?;
        let mut marks = read.marks().into_iter().peekable();
        for (at, operator) in read.operators.iter().enumerate() {
            if marks.next_if_eq(&at).is_some() {
                out.instruction(&Instruction::I32Const(place)).instruction(&Instruction::I32Const(1));
                out.instruction(&Instruction::I32Store8(MemArg {
                    offset: 0,
                    align: 0,
                    target: MemArgTarget::Memory(seen),
                    ordering: None,
                }));
                place += 1;
            }
            out.instruction(&same.instruction(operator.clone()).map_err(failure)?);
        }
        code.function(&out);
    }
    let mut data = DataSection::new();
    for datum in &module.data {
        same.parse_data(&mut data, datum.clone()).map_err(failure)?;
    }
    let mut out = wasm_encoder::Module::new();
    out.section(&types).section(&imports).section(&functions).section(&tables).section(&memories).section(&globals).section(&exports);
    if let Some(function_index) = module.start {
        out.section(&wasm_encoder::StartSection { function_index });
    }
    out.section(&elements).section(&code).section(&data);
    Ok(out.finish())
}
