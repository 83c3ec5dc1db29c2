//! A WebAssembly module taken apart, as far as dividing it needs: which functions there are, who refers to whom, and the bytes of everything else.

use std::collections::BTreeMap;

use wasmparser::{
    BinaryReader, Data, Element, Export, FuncType, FunctionBody, GlobalSectionReader, Import, KnownCustom, MemorySectionReader, Name,
    Operator, Parser, Payload, TableSectionReader, TypeRef,
};

use crate::{Failure, Outcome};

/// What a module consists of. Functions are numbered as in the module: first the imported ones, then its own.
#[derive(Default)]
pub struct Module<'a> {
    pub types: Vec<FuncType>,
    pub imports: Vec<Import<'a>>,
    /// The type of every function, imported ones included.
    pub function_types: Vec<u32>,
    pub tables: Option<TableSectionReader<'a>>,
    pub memories: Option<MemorySectionReader<'a>>,
    pub globals: Option<GlobalSectionReader<'a>>,
    pub exports: Vec<Export<'a>>,
    pub start: Option<u32>,
    pub elements: Vec<Element<'a>>,
    pub bodies: Vec<FunctionBody<'a>>,
    pub data: Vec<Data<'a>>,
    /// The names of functions, as far as the module has them.
    pub names: BTreeMap<u32, &'a str>,
}

impl<'a> Module<'a> {
    /// Takes `bytes` apart.
    ///
    /// Err: it is no module, or it uses something that dividing does not know (imported memories or tables, exceptions, types that are not functions).
    pub fn read(bytes: &'a [u8]) -> Outcome<Self> {
        let mut module = Self::default();
        for payload in Parser::new(0).parse_all(bytes) {
            module.take(payload.map_err(failure)?)?;
        }
        Ok(module)
    }

    fn take(&mut self, payload: Payload<'a>) -> Outcome {
        match payload {
            Payload::TypeSection(section) => {
                for kind in section.into_iter_err_on_gc_types() {
                    self.types.push(kind.map_err(failure)?);
                }
            }
            Payload::ImportSection(section) => {
                for import in section.into_imports() {
                    let import = import.map_err(failure)?;
                    let TypeRef::Func(kind) = import.ty else {
                        return Err(format!("the module imports {}, which is not a function", import.name));
                    };
                    self.function_types.push(kind);
                    self.imports.push(import);
                }
            }
            Payload::FunctionSection(section) => self.function_types.extend(all(section)?),
            Payload::TableSection(section) => self.tables = Some(section),
            Payload::MemorySection(section) => self.memories = Some(section),
            Payload::GlobalSection(section) => self.globals = Some(section),
            Payload::ExportSection(section) => self.exports = all(section)?,
            Payload::StartSection { func, .. } => self.start = Some(func),
            Payload::ElementSection(section) => self.elements = all(section)?,
            Payload::CodeSectionEntry(body) => self.bodies.push(body),
            Payload::DataSection(section) => self.data = all(section)?,
            Payload::CustomSection(section) => {
                if let KnownCustom::Name(names) = section.as_known() {
                    for part in names {
                        if let Name::Function(map) = part.map_err(failure)? {
                            for naming in map {
                                let naming = naming.map_err(failure)?;
                                self.names.insert(naming.index, naming.name);
                            }
                        }
                    }
                }
            }
            Payload::Version { .. } | Payload::CodeSectionStart { .. } | Payload::DataCountSection { .. } | Payload::End(_) => {}
            other => return Err(format!("the module has a part that this program does not know: {other:?}")),
        }
        Ok(())
    }

    /// The number of imported functions, which is the index of the first of its own.
    pub fn imported(&self) -> u32 {
        u32::try_from(self.imports.len()).expect("a module has fewer than four billion functions")
    }

    /// The number of functions in all.
    pub fn function_count(&self) -> u32 {
        u32::try_from(self.function_types.len()).expect("a module has fewer than four billion functions")
    }

    pub fn body(&self, function: u32) -> &FunctionBody<'a> {
        &self.bodies[(function - self.imported()) as usize]
    }

    /// The length of a function of its own in bytes.
    pub fn size(&self, function: u32) -> u64 {
        let range = self.body(function).range();
        range.end - range.start
    }

    pub fn kind(&self, function: u32) -> &FuncType {
        &self.types[self.function_types[function as usize] as usize]
    }

    /// Its name, or nothing if the module has lost it.
    pub fn name(&self, function: u32) -> &'a str {
        self.names.get(&function).copied().unwrap_or_default()
    }

    /// Calls `see` with every instruction of a function of its own.
    pub fn each_instruction(&self, function: u32, mut see: impl FnMut(&Operator<'a>)) -> Outcome {
        let mut reader = self.body(function).get_operators_reader().map_err(failure)?;
        while !reader.eof() {
            see(&reader.read().map_err(failure)?);
        }
        Ok(())
    }

    /// The functions that a function of its own names: calls, and references to functions.
    pub fn named_by(&self, function: u32) -> Outcome<Vec<u32>> {
        let mut named = Vec::new();
        self.each_instruction(function, |operator| {
            if let Operator::Call { function_index } | Operator::RefFunc { function_index } | Operator::ReturnCall { function_index } =
                operator
            {
                named.push(*function_index);
            }
        })?;
        Ok(named)
    }
}

fn all<'a, T: wasmparser::FromReader<'a>>(section: wasmparser::SectionLimited<'a, T>) -> Outcome<Vec<T>> {
    section.into_iter().collect::<Result<_, _>>().map_err(failure)
}

/// Turns what the reader of modules says into a sentence of ours.
pub fn failure(error: impl std::fmt::Display) -> Failure {
    format!("the module cannot be divided: {error}")
}

/// Reads the constant of an offset such as that of an active segment.
pub fn constant(expression: &wasmparser::ConstExpr<'_>) -> Outcome<u32> {
    let bytes: BinaryReader<'_> = expression.get_binary_reader();
    let mut reader = wasmparser::OperatorsReader::new(bytes);
    match reader.read().map_err(failure)? {
        Operator::I32Const { value } => Ok(value.cast_unsigned()),
        other => Err(format!("the module cannot be divided: an offset is {other:?} instead of a number")),
    }
}
