//! Writing the parts of a module again with other numbers for its functions.

use std::convert::Infallible;

use wasm_encoder::reencode::{Error, Reencode};
use wasm_encoder::{GlobalSection, MemorySection, TableSection, TypeSection};

use super::module::{Module, failure};
use crate::Outcome;

/// Gives functions their new numbers; everything else keeps its own.
#[derive(Debug)]
pub struct Renumber {
    /// By old number; `None`: nothing that is written may name it.
    pub functions: Vec<Option<u32>>,
}

impl Renumber {
    /// Keeps all numbers.
    pub fn same(module: &Module<'_>) -> Self {
        Self { functions: (0..module.function_count()).map(Some).collect() }
    }
}

impl Reencode for Renumber {
    type Error = Infallible;

    fn function_index(&mut self, function: u32) -> Result<u32, Error<Infallible>> {
        Ok(self.functions[function as usize].expect("a half names only functions that it has, imports or stands in for"))
    }
}

/// The types of `module`, in the same order, for a half to add its own to.
pub fn types(module: &Module<'_>, renumber: &mut Renumber) -> Outcome<TypeSection> {
    let mut section = TypeSection::new();
    for kind in &module.types {
        section.ty().func_type(&renumber.func_type(kind.clone()).map_err(failure)?);
    }
    Ok(section)
}

pub fn tables(module: &Module<'_>, renumber: &mut Renumber) -> Outcome<TableSection> {
    let mut section = TableSection::new();
    if let Some(tables) = &module.tables {
        renumber.parse_table_section(&mut section, tables.clone()).map_err(failure)?;
    }
    Ok(section)
}

pub fn memories(module: &Module<'_>, renumber: &mut Renumber) -> Outcome<MemorySection> {
    let mut section = MemorySection::new();
    if let Some(memories) = &module.memories {
        renumber.parse_memory_section(&mut section, memories.clone()).map_err(failure)?;
    }
    Ok(section)
}

pub fn globals(module: &Module<'_>, renumber: &mut Renumber) -> Outcome<GlobalSection> {
    let mut section = GlobalSection::new();
    if let Some(globals) = &module.globals {
        renumber.parse_global_section(&mut section, globals.clone()).map_err(failure)?;
    }
    Ok(section)
}
