//! One module becomes two: the first half has the functions it is told to keep, the rest has the others and is instantiated into the same memory.
//!
//! Where the first half needs a function of the rest, it calls through a table of its own. Before that it makes sure that the rest is there: if not, it calls
//! the import `rest.load`, which must come back only when the rest has been instantiated. Where many need the same one, or where it is exported, a *stand-in*
//! of the same type does that. In the module's table of indirect calls the functions of the rest are missing, and whoever calls through it looks first. The rest
//! fills both tables when it starts. What it needs of the first half it finds in the first half's own table, behind its own functions: the script hands it on, under
//! its place as a name. (A table says in two bytes what an export says in six.)
//!
//! So nothing can go wrong by a wrong choice of functions; it can only make the first half load the rest earlier than hoped.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use wasm_encoder::reencode::Reencode;
use wasm_encoder::{
    CodeSection, ConstExpr, DataSection, ElementSection, Elements, EntityType, ExportKind, ExportSection, Function, FunctionSection,
    GlobalType, HeapType, ImportSection, Instruction, RefType, TableType, ValType,
};
use wasmparser::{ElementItems, ElementKind, ExternalKind, Operator};

use super::data::Pieces;
use super::module::{Module, constant, failure};
use super::write::{self, Renumber};
use crate::Outcome;

/// Where the first half imports its loader from, and the rest the first half.
const REST: &str = "rest";
const FIRST: &str = "first";

/// The name of the table that holds what each half needs of the other.
const SHARED: &str = "shared";

/// A function of the rest that is called from more places than this is called by a stand-in: it costs about as much as two calls through the table.
const DIRECT_CALLS_MAX: u32 = 2;

/// Two modules that together are one.
#[derive(Debug)]
pub struct Halves {
    pub first: Vec<u8>,
    pub rest: Vec<u8>,
    /// What the functions of the first half are called, a line a function in the order of their numbers: neither half says so itself.
    pub names: String,
}

/// Who needs whom across the cut.
struct Cut<'m, 'a> {
    module: &'m Module<'a>,
    /// By function: whether it is in the first half. True for imported ones.
    kept: Vec<bool>,
    /// Moved functions that the first half names, in order: their places in the table.
    slots: Vec<u32>,
    /// Those of them that have a stand-in.
    stand_ins: Vec<u32>,
    /// Imported functions that the first half names.
    imports_of_first: BTreeSet<u32>,
    /// Imported functions that the rest names.
    imports_of_rest: BTreeSet<u32>,
    /// Kept functions that the rest names, in the order in which they stand in the table behind the slots.
    lent: Vec<u32>,
    /// Kept functions in the order in which they are written.
    first: Vec<u32>,
    /// Moved functions.
    moved: Vec<u32>,
    /// The module's table of indirect calls: which function has which place.
    entries: BTreeMap<u32, u32>,
}

/// Divides `module`: the functions in `keep` and what must stay with them in one half, all others in the other.
///
/// Err: the module uses something that this program does not know.
pub fn divide(module: &Module<'_>, keep: &BTreeSet<u32>, data: &Pieces) -> Outcome<Halves> {
    let cut = Cut::new(module, keep)?;
    let mut exports = HashMap::new();
    let first = cut.first(data, &mut exports)?;
    let rest = cut.rest(data, &exports)?;
    Ok(Halves { first, rest, names: cut.names() })
}

/// What stands where in the module's table of indirect calls.
///
/// Err: it is filled in a way that this program does not know.
fn entries(module: &Module<'_>) -> Outcome<BTreeMap<u32, u32>> {
    let mut entries = BTreeMap::new();
    for element in &module.elements {
        let (ElementKind::Active { table_index: None | Some(0), offset_expr }, ElementItems::Functions(functions)) =
            (&element.kind, &element.items)
        else {
            return Err("the module cannot be divided: it fills a table otherwise than with functions at a fixed place".to_owned());
        };
        for (place, function) in (constant(offset_expr)?..).zip(functions.clone()) {
            entries.insert(place, function.map_err(failure)?);
        }
    }
    Ok(entries)
}

impl<'m, 'a> Cut<'m, 'a> {
    fn new(module: &'m Module<'a>, keep: &BTreeSet<u32>) -> Outcome<Self> {
        let imported = module.imported();
        let kept: Vec<bool> = (0..module.function_count()).map(|function| function < imported || keep.contains(&function)).collect();
        let entries = entries(module)?;
        let mut outside: BTreeSet<u32> = module.start.into_iter().collect();
        outside.extend(module.exports.iter().filter(|export| export.kind == ExternalKind::Func).map(|export| export.index));
        let (mut by_first, mut by_rest) = (outside.clone(), BTreeSet::new());
        by_first.extend(entries.values().filter(|function| kept[**function as usize]));
        let mut calls = BTreeMap::new();
        for function in imported..module.function_count() {
            let named = module.named_by(function)?;
            if kept[function as usize] {
                for function in &named {
                    *calls.entry(*function).or_insert(0) += 1;
                }
                by_first.extend(named);
            } else {
                by_rest.extend(named);
            }
        }
        let is_import = |function: &u32| *function < imported;
        let slots: Vec<u32> = by_first.iter().copied().filter(|function| !kept[*function as usize]).collect();
        let needed = |function: &u32| outside.contains(function) || calls.get(function).is_some_and(|calls| *calls > DIRECT_CALLS_MAX);
        // Functions that look alike stand beside each other, where a compressor finds that out: that makes the half one part in a hundred smaller.
        let alike = |function: &u32| (module.function_types[*function as usize], module.size(*function));
        let mut first: Vec<u32> = (imported..module.function_count()).filter(|function| kept[*function as usize]).collect();
        first.sort_by_key(alike);
        Ok(Self {
            module,
            stand_ins: slots.iter().copied().filter(needed).collect(),
            slots,
            imports_of_first: by_first.iter().copied().filter(is_import).collect(),
            imports_of_rest: by_rest.iter().copied().filter(is_import).collect(),
            lent: by_rest.iter().copied().filter(|function| *function >= imported && kept[*function as usize]).collect(),
            first,
            moved: (imported..module.function_count()).filter(|function| !kept[*function as usize]).collect(),
            entries,
            kept,
        })
    }

    /// Numbers for the functions of a half, in the order in which they stand in it.
    fn numbers(&self, order: impl Iterator<Item = Option<u32>>) -> Renumber {
        let mut functions = vec![None; self.kept.len()];
        for (number, function) in (0..).zip(order) {
            if let Some(function) = function {
                functions[function as usize] = Some(number);
            }
        }
        Renumber { functions }
    }

    fn names(&self) -> String {
        let imports = self.imports_of_first.iter().map(|function| self.module.name(*function).to_owned()).chain([format!("{REST}.load")]);
        let kept = self.first.iter().map(|function| self.module.name(*function).to_owned());
        let stand_ins = self.stand_ins.iter().map(|function| format!("to {}", self.module.name(*function)));
        let helpers = ["assure", "look"].map(str::to_owned);
        imports.chain(kept).chain(stand_ins).chain(helpers).map(|name| name + "\n").collect()
    }

    /// The first half. `exports` comes to name everything that the rest may import.
    fn first(&self, data: &Pieces, exports: &mut HashMap<Thing, String>) -> Outcome<Vec<u8>> {
        let module = self.module;
        let loader = self.imports_of_first.len();
        let order = self.imports_of_first.iter().copied().map(Some).chain([None]).chain(self.first.iter().copied().map(Some));
        let mut renumber = self.numbers(order.chain(self.stand_ins.iter().copied().map(Some)));
        let assurance = count(self.imports_of_first.len() + 1 + self.first.len() + self.stand_ins.len());

        let mut types = write::types(module, &mut renumber)?;
        let (load_type, assure_type) = (types.len(), types.len() + 1);
        types.ty().function([], []);
        types.ty().function([ValType::I32], [ValType::I32]);

        let mut imports = ImportSection::new();
        for &function in &self.imports_of_first {
            let import = &module.imports[function as usize];
            imports.import(import.module, import.name, EntityType::Function(module.function_types[function as usize]));
        }
        imports.import(REST, "load", EntityType::Function(load_type));

        let mut functions = FunctionSection::new();
        for function in self.first.iter().copied().chain(self.stand_ins.iter().copied()) {
            functions.function(module.function_types[function as usize]);
        }
        functions.function(assure_type);
        functions.function(assure_type);

        let mut tables = write::tables(module, &mut renumber)?;
        let slot_table = tables.len();
        tables.table(self.slot_table());
        let memories = write::memories(module, &mut renumber)?;
        let mut globals = write::globals(module, &mut renumber)?;
        let loaded = globals.len();
        globals.global(LOADED, &ConstExpr::i32_const(0));

        let mut section = ExportSection::new();
        for export in &module.exports {
            let kind = renumber.export_kind(export.kind).map_err(failure)?;
            let index = renumber.external_index(export.kind, export.index).map_err(failure)?;
            section.export(export.name, kind, index);
            exports.entry(Thing(kind, index)).or_insert_with(|| export.name.to_owned());
        }
        // What the rest needs besides, under names nobody else uses.
        let all_of = |kind, length: u32| (0..length).map(move |index| Thing(kind, index));
        let needed = all_of(ExportKind::Memory, memories.len())
            .chain(all_of(ExportKind::Global, globals.len()))
            .chain(all_of(ExportKind::Table, slot_table));
        let taken: BTreeSet<&str> = module.exports.iter().map(|export| export.name).collect();
        let mut names = (0..).map(short_name).filter(|name| !taken.contains(name.as_str()));
        for thing in needed.collect::<Vec<_>>() {
            exports.entry(thing).or_insert_with(|| {
                let name = names.next().expect("there are names without end");
                section.export(&name, thing.0, thing.1);
                name
            });
        }
        section.export(SHARED, ExportKind::Table, slot_table);

        let mut elements = ElementSection::new();
        if let (Some((&start, _)), Some((&end, _))) = (self.entries.first_key_value(), self.entries.last_key_value()) {
            let entry = |place| {
                self.entries
                    .get(&place)
                    .and_then(|function| renumber.functions[*function as usize].filter(|_| self.kept[*function as usize]))
            };
            let values = (start..=end).map(|place| entry(place).map_or(ConstExpr::ref_null(HeapType::FUNC), ConstExpr::ref_func));
            let values = values.collect::<Vec<_>>();
            elements.active(None, &ConstExpr::i32_const(start.cast_signed()), Elements::Expressions(RefType::FUNCREF, values.into()));
        }
        let lent: Vec<u32> = self.lent.iter().map(|function| renumber.functions[*function as usize].expect("it is kept")).collect();
        let behind = ConstExpr::i32_const(count(self.slots.len()).cast_signed());
        elements.active(Some(slot_table), &behind, Elements::Functions(lent.into()));

        let mut code = CodeSection::new();
        let through = Through {
            slots: (0..).zip(&self.slots).map(|(slot, function)| (*function, slot)).collect(),
            assurance,
            look: assurance + 1,
            table: slot_table,
        };
        for function in self.first.iter().copied() {
            code.function(&self.body_of_first(function, &through, &mut renumber)?);
        }
        for &function in &self.stand_ins {
            code.function(&self.stand_in(function, &through));
        }
        // Returns the place it is given, once the rest is there.
        let mut assure = Function::new([]);
        assure.instructions().global_get(loaded).i32_eqz().if_(wasm_encoder::BlockType::Empty);
        assure.instruction(&Instruction::Call(count(loader))).instruction(&Instruction::End);
        assure.instruction(&Instruction::LocalGet(0)).instruction(&Instruction::End);
        code.function(&assure);
        // Returns the place in the table of indirect calls that it is given, once somebody stands there.
        let mut look = Function::new([]);
        look.instructions().global_get(loaded).i32_eqz().if_(wasm_encoder::BlockType::Empty);
        look.instructions().local_get(0).table_get(0).ref_is_null().if_(wasm_encoder::BlockType::Empty);
        look.instructions().call(count(loader)).end().end().local_get(0).end();
        code.function(&look);

        let mut out = wasm_encoder::Module::new();
        out.section(&types).section(&imports).section(&functions).section(&tables).section(&memories).section(&globals).section(&section);
        if let Some(start) = module.start {
            let function_index = renumber.function_index(start).map_err(failure)?;
            out.section(&wasm_encoder::StartSection { function_index });
        }
        out.section(&elements).section(&code).section(&pieces(&data.first));
        Ok(out.finish())
    }

    fn rest(&self, data: &Pieces, exports: &HashMap<Thing, String>) -> Outcome<Vec<u8>> {
        let module = self.module;
        let order = self.imports_of_rest.iter().chain(&self.lent).copied().chain(self.moved.iter().copied()).map(Some);
        let mut renumber = self.numbers(order);
        let mut types = write::types(module, &mut renumber)?;
        let start_type = types.len();
        types.ty().function([], []);

        let mut imports = ImportSection::new();
        for &function in &self.imports_of_rest {
            let import = &module.imports[function as usize];
            imports.import(import.module, import.name, EntityType::Function(module.function_types[function as usize]));
        }
        let name_of = |thing: Thing| exports.get(&thing).map(String::as_str).expect("the first half exports what the rest needs");
        for (place, function) in (self.slots.len()..).zip(&self.lent) {
            imports.import(FIRST, &place.to_string(), EntityType::Function(module.function_types[*function as usize]));
        }
        let mut tables = 0;
        for table in module.tables.clone().into_iter().flatten() {
            let kind = renumber.table_type(table.map_err(failure)?.ty).map_err(failure)?;
            imports.import(FIRST, name_of(Thing(ExportKind::Table, tables)), kind);
            tables += 1;
        }
        imports.import(FIRST, SHARED, self.slot_table());
        for (index, memory) in (0..).zip(module.memories.clone().into_iter().flatten()) {
            let kind = renumber.memory_type(memory.map_err(failure)?).map_err(failure)?;
            imports.import(FIRST, name_of(Thing(ExportKind::Memory, index)), kind);
        }
        let mut loaded = 0;
        for global in module.globals.clone().into_iter().flatten() {
            let kind = renumber.global_type(global.map_err(failure)?.ty).map_err(failure)?;
            imports.import(FIRST, name_of(Thing(ExportKind::Global, loaded)), kind);
            loaded += 1;
        }
        imports.import(FIRST, name_of(Thing(ExportKind::Global, loaded)), LOADED);

        let mut functions = FunctionSection::new();
        let mut code = CodeSection::new();
        for function in self.moved.iter().copied() {
            functions.function(module.function_types[function as usize]);
            renumber.parse_function_body(&mut code, module.body(function).clone()).map_err(failure)?;
        }
        functions.function(start_type);
        let mut start = Function::new([]);
        start.instructions().i32_const(1).global_set(loaded).end();
        code.function(&start);

        let slots: Vec<u32> = self.slots.iter().map(|function| renumber.functions[*function as usize].expect("it has moved")).collect();
        let mut elements = ElementSection::new();
        elements.active(Some(tables), &ConstExpr::i32_const(0), Elements::Functions(slots.into()));
        for (start, functions) in self.missing_runs() {
            let functions: Vec<u32> =
                functions.iter().map(|function| renumber.functions[*function as usize].expect("it has moved")).collect();
            elements.active(None, &ConstExpr::i32_const(start.cast_signed()), Elements::Functions(functions.into()));
        }

        let start = wasm_encoder::StartSection { function_index: count(self.imports_of_rest.len() + self.lent.len() + self.moved.len()) };
        let mut out = wasm_encoder::Module::new();
        out.section(&types)
            .section(&imports)
            .section(&functions)
            .section(&start)
            .section(&elements)
            .section(&code)
            .section(&pieces(&data.rest));
        Ok(out.finish())
    }

    /// Where the first half leaves the table of indirect calls empty, and for whom.
    fn missing_runs(&self) -> Vec<(u32, Vec<u32>)> {
        let mut runs: Vec<(u32, Vec<u32>)> = Vec::new();
        for (&place, &function) in self.entries.iter().filter(|(_, function)| !self.kept[**function as usize]) {
            match runs.last_mut() {
                Some((start, functions)) if *start as usize + functions.len() == place as usize => functions.push(function),
                _ => runs.push((place, vec![function])),
            }
        }
        runs
    }

    fn slot_table(&self) -> TableType {
        let slots = (self.slots.len() + self.lent.len()) as u64;
        TableType { element_type: RefType::FUNCREF, table64: false, minimum: slots, maximum: Some(slots), shared: false }
    }

    /// A kept function, in which calls of moved functions that have no stand-in go through the table.
    fn body_of_first(&self, function: u32, through: &Through, renumber: &mut Renumber) -> Outcome<Function> {
        let body = self.module.body(function);
        let mut out = renumber.new_function_with_parsed_locals(body).map_err(failure)?;
        let mut reader = body.get_operators_reader().map_err(failure)?;
        while !reader.eof() {
            match reader.read().map_err(failure)? {
                Operator::Call { function_index } if renumber.functions[function_index as usize].is_none() => {
                    self.call_through(function_index, through, &mut out);
                }
                operator => {
                    if matches!(operator, Operator::CallIndirect { .. }) {
                        out.instruction(&Instruction::Call(through.look));
                    }
                    out.instruction(&renumber.instruction(operator).map_err(failure)?);
                }
            }
        }
        Ok(out)
    }

    /// Hands its arguments on.
    fn stand_in(&self, function: u32, through: &Through) -> Function {
        let mut out = Function::new([]);
        for parameter in 0..self.module.kind(function).params().len() {
            out.instruction(&Instruction::LocalGet(count(parameter)));
        }
        self.call_through(function, through, &mut out);
        out.instruction(&Instruction::End);
        out
    }

    /// Calls a moved function, once the rest is there, with the arguments that lie on the stack.
    fn call_through(&self, function: u32, through: &Through, out: &mut Function) {
        let type_index = self.module.function_types[function as usize];
        out.instructions().i32_const(through.slots[&function]).call(through.assurance).call_indirect(through.table, type_index);
    }
}

/// How the first half calls the rest.
struct Through {
    slots: BTreeMap<u32, i32>,
    /// The function that makes sure that the rest is there.
    assurance: u32,
    /// The function that makes sure that somebody stands at a place of the table of indirect calls.
    look: u32,
    table: u32,
}

/// Whether the rest is there: 0 or 1.
const LOADED: GlobalType = GlobalType { val_type: ValType::I32, mutable: true, shared: false };

/// Something that a module can export: its kind and its number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct Thing(ExportKind, u32);

/// One, two or three letters, another name for each number.
pub fn short_name(number: usize) -> String {
    const LETTERS: &[u8; 52] = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    let mut name = String::new();
    let mut rest = number;
    loop {
        name.push(char::from(LETTERS[rest % LETTERS.len()]));
        rest /= LETTERS.len();
        if rest == 0 {
            return name;
        }
    }
}

fn pieces(pieces: &[(u32, Vec<u8>)]) -> DataSection {
    let mut section = DataSection::new();
    for (address, bytes) in pieces {
        section.active(0, &ConstExpr::i32_const(address.cast_signed()), bytes.iter().copied());
    }
    section
}

fn count(number: usize) -> u32 {
    u32::try_from(number).expect("a module has fewer than four billion of anything")
}
