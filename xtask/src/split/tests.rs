//! A divided module does what the whole one does, and calls for the rest where the profile says that nothing was.

use std::collections::BTreeSet;

use wasmi::{Engine, Extern, Linker, Module, Store};

use super::Profile;

/// Every shape a stretch can have: one that ends by itself, changes locals, leaves an operand, jumps out to two labels, returns, or stops.
const PAGE: &str = r#"
(module
  (import "glue" "told" (func $told (param i32)))
  (memory (export "memory") 1)
  (table (export "calls") 4 funcref)
  (elem (i32.const 1) func $cold_value $hot_value)
  (data (i32.const 1024) "hot text")
  (data (i32.const 1040) "cold text")
  (data (i32.const 1056) "text handed on")
  (type $value (func (param i32) (result i32)))
  (func $hot_value (type $value) (i32.add (local.get 0) (i32.const 5)))
  (func $cold_value (type $value) (call $told (i32.const 7)) (i32.mul (local.get 0) (i32.load8_u (i32.const 1040))))
  (func $only_cold (param $x i32) (result i32) (i32.sub (i32.load8_u offset=1041 (i32.const 0)) (local.get $x)))

  (func $changes (export "changes") (param $x i32) (result i32) (local $a i32) (local $b i32)
    (local.set $a (i32.const 3))
    (if (i32.gt_u (local.get $x) (i32.const 9))
      (then
        (local.set $a (i32.mul (local.get $a) (i32.add (local.get $x) (i32.const 100))))
        (local.set $b (i32.add (local.get $a) (i32.load8_u (i32.const 1040))))
        (local.set $a (i32.xor (local.get $b) (i32.const 12345)))
        (call $told (local.get $a))))
    (i32.add (local.get $a) (local.get $b)))

  (func $leaves (export "leaves") (param $x i32) (result i32)
    (i32.add (i32.const 1000)
      (if (result i32) (i32.lt_u (local.get $x) (i32.const 10))
        (then (i32.load8_u (i32.const 1024)))
        (else
          (call $told (i32.const 1)) (call $told (i32.const 2)) (call $told (i32.const 3)) (call $told (i32.const 4))
          (i32.mul (i32.add (local.get $x) (i32.const 70000)) (i32.const 3))))))

  (func $jumps (export "jumps") (param $x i32) (result i32) (local $sum i32)
    (block $out
      (block $other
        (loop $again
          (local.set $sum (i32.add (local.get $sum) (local.get $x)))
          (if (i32.gt_u (local.get $x) (i32.const 9))
            (then
              (local.set $sum (i32.add (local.get $sum) (i32.const 100000)))
              (br_if $out (i32.eq (local.get $x) (i32.const 12)))
              (br_if $other (i32.eq (local.get $x) (i32.const 11)))
              (local.set $x (i32.sub (local.get $x) (i32.const 3)))
              (br_if $again (i32.gt_u (local.get $x) (i32.const 20)))
              (call $told (local.get $sum)))))
        (local.set $sum (i32.add (local.get $sum) (i32.const 7))))
      (local.set $sum (i32.add (local.get $sum) (i32.const 50))))
    (local.get $sum))

  (func $returns (export "returns") (param $x i32) (result i32)
    (if (i32.gt_u (local.get $x) (i32.const 9))
      (then
        (call $told (i32.const 1)) (call $told (i32.const 2)) (call $told (i32.const 3)) (call $told (i32.const 4)) (call $told (i32.const 5))
        (return (i32.mul (local.get $x) (i32.const 77)))))
    (i32.const 1))

  (func $tables (export "tables") (param $x i32) (result i32) (local $y i32)
    (block $a (block $b (block $c
      (br_if $c (i32.lt_u (local.get $x) (i32.const 10)))
      (local.set $y (i32.add (local.get $x) (i32.const 200000)))
      (call $told (local.get $y))
      (call $told (i32.const 300000)) (call $told (i32.const 400000)) (call $told (i32.const 500000)) (call $told (i32.const 600000))
      (br_table $a $b $c (i32.and (local.get $x) (i32.const 3))))
      (local.set $y (i32.add (local.get $y) (i32.const 1))))
      (local.set $y (i32.add (local.get $y) (i32.const 10))))
    (local.get $y))

  (func $indirect (export "indirect") (param $x i32) (result i32)
    (call_indirect (type $value) (local.get $x) (select (i32.const 2) (i32.const 1) (i32.lt_u (local.get $x) (i32.const 10)))))

  (func $calls (export "calls_cold") (param $x i32) (result i32)
    (if (result i32) (i32.lt_u (local.get $x) (i32.const 10))
      (then (i32.const 4))
      (else (call $only_cold (local.get $x)))))

  (func $report (param $at i32) (call $told (i32.load8_u (local.get $at))))
  (func $reports (export "reports") (param $x i32) (result i32)
    (if (i32.gt_u (local.get $x) (i32.const 9)) (then (call $report (i32.const 1056))))
    (i32.const 3))

  (func $stops (export "stops") (param $x i32) (result i32)
    (if (i32.eq (local.get $x) (i32.const 13))
      (then
        (call $told (i32.const 100000)) (call $told (i32.const 200000)) (call $told (i32.const 300000)) (call $told (i32.const 400000))
        (unreachable)))
    (i32.const 2))
)"#;

const EXPORTS: [&str; 9] = ["changes", "leaves", "jumps", "returns", "tables", "indirect", "calls_cold", "reports", "stops"];

/// Numbers below this are what the first visit tries.
const VISITED: i32 = 10;

const MAP: &str = "\
  400 0 8 page.o:(.rodata..Lanon.hot)
  410 0 9 page.o:(.rodata..Lanon.cold)
  420 0 e page.o:(.rodata..Lanon.handed)
";

/// What the module was told, and whether it called for the rest.
#[derive(Debug, Default, PartialEq)]
struct Heard {
    told: Vec<i32>,
    asked: bool,
}

/// What one call comes to (nothing if it stopped), what the module told meanwhile, and whether it called for the rest.
fn run(first: &[u8], rest: Option<&[u8]>, export: &str, x: i32) -> (Option<i32>, Heard) {
    let engine = Engine::default();
    let mut store = Store::new(&engine, Heard::default());
    let mut linker = Linker::new(&engine);
    linker.func_wrap("glue", "told", |mut caller: wasmi::Caller<'_, Heard>, number: i32| caller.data_mut().told.push(number)).unwrap();
    let rest = rest.map(|rest| Module::new(&engine, rest).unwrap());
    let glue = linker.clone();
    let load = move |mut caller: wasmi::Caller<'_, Heard>| {
        caller.data_mut().asked = true;
        let rest = rest.as_ref().expect("only a divided module calls for the rest");
        let mut linker = glue.clone();
        for import in rest.imports().filter(|import| import.module() == "first") {
            // As `boot-site.js` does it.
            let lent: Extern = match import.name().parse() {
                Ok(place) => {
                    let table = caller.get_export("shared").and_then(Extern::into_table).unwrap();
                    match table.get(&caller, place) {
                        Some(wasmi::Ref::Func(wasmi::Nullable::Val(function))) => function.into(),
                        other => unreachable!("it is lent: {other:?}"),
                    }
                }
                Err(_) => caller.get_export(import.name()).unwrap(),
            };
            linker.define("first", import.name(), lent).unwrap();
        }
        linker.instantiate_and_start(&mut caller, rest).unwrap();
    };
    linker.func_wrap("rest", "load", load).unwrap();
    let instance = linker.instantiate_and_start(&mut store, &Module::new(&engine, first).unwrap()).unwrap();
    let function = instance.get_typed_func::<i32, i32>(&store, export).unwrap();
    let result = function.call(&mut store, x).ok();
    (result, std::mem::take(store.data_mut()))
}

/// The profile of a visit that calls every export with small numbers, taken from the instrumented module itself.
fn visit(page: &[u8]) -> Profile {
    let instrumented = super::instrumented(page).unwrap();
    let engine = Engine::default();
    let mut store = Store::new(&engine, ());
    let mut linker = Linker::new(&engine);
    linker.func_wrap("glue", "told", |_: i32| ()).unwrap();
    let instance = linker.instantiate_and_start(&mut store, &Module::new(&engine, &instrumented).unwrap()).unwrap();
    for export in EXPORTS {
        for x in 0..VISITED {
            instance.get_typed_func::<i32, i32>(&store, export).unwrap().call(&mut store, x).unwrap();
        }
    }
    let seen = instance.get_memory(&store, "seen").unwrap();
    let marks: Vec<bool> = seen.data(&store).iter().map(|mark| *mark == 1).collect();
    super::profile_of(page, &marks).unwrap()
}

#[test]
fn two_halves_do_what_the_whole_does() {
    let page = wat::parse_str(PAGE).unwrap();
    let profile = visit(&page);
    let halves = super::halves(&page, &profile, MAP).unwrap();
    let mut asked = BTreeSet::new();
    for export in EXPORTS {
        for x in 0..40 {
            let whole = run(&page, None, export, x);
            let divided = run(&halves.first, Some(&halves.rest), export, x);
            assert_eq!((whole.0, &whole.1.told), (divided.0, &divided.1.told), "{export}({x})");
            assert!(x >= VISITED || !divided.1.asked, "{export}({x}) was part of the visit and needs nothing of the rest");
            if divided.1.asked {
                asked.insert(export);
            }
        }
    }
    assert_eq!(asked, EXPORTS.into_iter().collect(), "each of them has something that a visit does not come to");
    let text = |half: &[u8], text: &[u8]| half.windows(text.len()).any(|window| window == text);
    assert!(text(&halves.first, b"hot text") && !text(&halves.first, b"cold text"), "data goes with those who name it");
    assert!(text(&halves.rest, b"cold text"));
    assert!(!text(&halves.first, b"handed on") && text(&halves.rest, b"handed on"), "what is only handed to the rest goes with it");
}

#[test]
fn a_profile_is_the_same_after_it_was_written_down() {
    let page = wat::parse_str(PAGE).unwrap();
    let profile = visit(&page);
    let text = profile.to_string();
    assert_eq!(text.parse::<Profile>().unwrap().to_string(), text);
    assert!(profile.ran("hot_value") && !profile.ran("only_cold"));
}

#[test]
fn what_is_no_module_is_refused() {
    assert!(super::instrumented(b"not a module").is_err());
    assert!(super::nameless(b"\0asm\x01\0\0\0\x01").is_err());
    assert!("a line without a tab".parse::<Profile>().is_err());
}
