//! MIR text files that run: `filetests/*.mir`.
//!
//! `; run: @f(1, 2.5, true, "s", null) == 3` calls a function and compares what its value prints as;
//! `; throws: @f(1) == message` expects an exception. Arguments become constants of the parameters'
//! types.

mod cache;
mod intrinsics;
mod object;
mod random;

use std::path::Path;

use mir::{Const, FunctionBuilder, Op, Program, Repr, Signature, Type};
use runtime::exception::Thrown;
use runtime::instance::{Config, Runtime};
use runtime::word::Word;

use crate::{JitOptions, OptLevel, compile_jit};

/// A call written in a test, ready to be made.
struct Call {
    function: String,
    args: Vec<String>,
    expected: String,
    throws: bool,
}

fn parse_calls(text: &str) -> Vec<Call> {
    let mut res = Vec::new();
    for line in text.lines() {
        let (rest, throws) = match (
            line.strip_prefix("; run: "),
            line.strip_prefix("; throws: "),
        ) {
            (Some(rest), _) => (rest, false),
            (None, Some(rest)) => (rest, true),
            (None, None) => continue,
        };
        let (call, expected) = rest.split_once(" == ").expect("call == value");
        let (function, args) = call.split_once('(').expect("@function(arguments)");
        let args = args.strip_suffix(')').expect("closing parenthesis");
        let args = args
            .split(", ")
            .filter(|arg| !arg.is_empty())
            .map(str::to_owned)
            .collect();
        let function = function.trim_start_matches('@').to_owned();
        res.push(Call {
            function,
            args,
            expected: expected.to_owned(),
            throws,
        });
    }
    res
}

fn constant(b: &mut FunctionBuilder, text: &str, repr: Repr) -> mir::Value {
    let ty = match repr {
        Repr::Word => {
            // A word is what the text looks like.
            let repr = match text {
                "null" => return b.null(Type::Word),
                "true" | "false" => Repr::Bool,
                text if text.starts_with('"') => Repr::Ref,
                text if text.contains(['.', 'N']) => Repr::F64,
                _ => Repr::I32,
            };
            let value = constant(b, text, repr);
            return b.box_(repr, value);
        }
        repr => repr.ty(),
    };
    let value = match ty {
        Type::Bool => Const::Bool(text == "true"),
        Type::F64 => Const::f64(text.parse().expect("a float")),
        Type::F32 => Const::f32(text.parse().expect("a float")),
        Type::Ref if text != "null" => Const::Str(text.trim_matches('"').into()),
        Type::Ref | Type::Ptr => Const::Null,
        _ => Const::Int(text.parse().expect("an integer")),
    };
    b.ins(Op::Const(value), ty)
}

/// Adds a uniform entry that makes the call.
fn add_call(program: &mut Program, index: usize, call: &Call) {
    let sig = Signature::new([Repr::Ref, Repr::Ptr, Repr::I64], Repr::Word);
    let mut b = FunctionBuilder::new(format!("$run{index}"), sig);
    let callee = program
        .functions
        .get(call.function.as_str())
        .expect("the called function")
        .sig
        .clone();
    assert_eq!(
        callee.params.len(),
        call.args.len(),
        "arguments of {}",
        call.function
    );
    let args = callee
        .params
        .iter()
        .zip(&call.args)
        .map(|(repr, arg)| constant(&mut b, arg, *repr));
    let args = args.collect();
    let result = b.call(call.function.as_str(), args, callee.ret.ty());
    let word = match (result, callee.ret) {
        (None, _) => b.null(Type::Word),
        (Some(value), repr) => b.box_(repr, value),
    };
    b.ret(Some(word));
    program.add_function(b.finish().function);
}

fn show(result: Result<Word, Thrown>) -> (String, bool) {
    let (word, threw) = match result {
        Ok(word) => (word, false),
        Err(Thrown(word)) => (word, true),
    };
    let mut text = String::new();
    if runtime::text::append(&mut text, word).is_err() {
        text.push_str("(does not print)");
    }
    (text, threw)
}

fn check(text: &str, opt: OptLevel) -> Result<(), String> {
    let mut program = mir::parse::parse_program(text).map_err(|error| error.to_string())?;
    let calls = parse_calls(text);
    for (i, call) in calls.iter().enumerate() {
        add_call(&mut program, i, call);
    }
    mir::verify::verify_program(&program).map_err(|errors| format!("{errors:#?}"))?;
    if opt == OptLevel::Speed {
        mir::passes::optimize(&mut program);
        mir::verify::verify_program(&program).map_err(|errors| format!("{errors:#?}"))?;
    }
    let config = Config::new(Vec::new(), "test".to_owned());
    let _runtime = Runtime::start(config);
    let jit = compile_jit(&program, JitOptions { opt, cache: None })
        .map_err(|error| error.to_string())?;
    let mut failed = String::new();
    for (i, call) in calls.iter().enumerate() {
        let (found, threw) = show(jit.call(&format!("$run{i}")).expect("the entry just made"));
        if found != call.expected || threw != call.throws {
            let threw = if threw { "throws" } else { "gives" };
            let (function, args) = (&call.function, call.args.join(", "));
            failed.push_str(&format!(
                "@{function}({args}) {threw} {found}, not {}\n",
                call.expected
            ));
        }
    }
    if failed.is_empty() {
        Ok(())
    } else {
        Err(failed)
    }
}

#[test]
fn filetests() {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("filetests");
    let entries = std::fs::read_dir(dir).expect("filetests");
    let mut paths: Vec<_> = entries.map(|entry| entry.expect("entry").path()).collect();
    paths.sort();
    let mut failed = String::new();
    for path in paths {
        let text = std::fs::read_to_string(&path).expect("filetest");
        for opt in [OptLevel::None, OptLevel::Speed] {
            if let Err(message) = check(&text, opt) {
                failed.push_str(&format!("{} ({opt:?}): {message}\n", path.display()));
            }
        }
    }
    assert!(failed.is_empty(), "{failed}");
}
