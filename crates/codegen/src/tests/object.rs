//! The same files as stand-alone executables: every value that a `; run:` line wants is printed.
//!
//! Needs the system's linker.

use std::path::Path;
use std::process::Command;

use mir::{FunctionBuilder, Program, Repr, Signature, Type};

use super::{Call, add_call, parse_calls};
use crate::{OptLevel, compile_object};

/// An entry that makes the calls and prints what they give.
fn add_main(program: &mut Program, calls: &[Call]) {
    let mut b = FunctionBuilder::new("$main", Signature::new([], Repr::Void));
    for i in 0..calls.len() {
        let (closure, words) = (b.null(Type::Ref), b.null(Type::Ptr));
        let n = b.const_int(Type::I64, 0);
        let word = b.call(format!("$run{i}"), vec![closure, words, n], Type::Word);
        let text = b.call_rt("rayzor_std_string", vec![word.expect("a word")], Type::Ref);
        b.call_rt(
            "rayzor_sys_println",
            vec![text.expect("a string")],
            Type::Void,
        );
    }
    b.ret(None);
    program.add_function(b.finish().function);
    program.entry = Some("$main".into());
}

fn link_and_run(object: &[u8], lib: &Path, name: &str) -> String {
    let dir = std::env::temp_dir().join(format!("rayzor-object-{}-{name}", std::process::id()));
    std::fs::create_dir_all(&dir).expect("a directory to link in");
    let (object_path, program) = (dir.join("program.o"), dir.join("program"));
    std::fs::write(&object_path, object).expect("the object file");
    let linked = Command::new("cc")
        .arg(&object_path)
        .arg(lib)
        .args(["-lpthread", "-ldl", "-lm", "-o"])
        .arg(&program)
        .output()
        .expect("a linker");
    assert!(
        linked.status.success(),
        "{}",
        String::from_utf8_lossy(&linked.stderr)
    );
    let output = Command::new(&program).output().expect("the program runs");
    std::fs::remove_dir_all(&dir).expect("the directory goes");
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(
        output.status.success(),
        "{name}: {} {stderr}",
        output.status
    );
    String::from_utf8_lossy(&output.stdout).into_owned()
}

#[test]
fn executables_give_what_the_jit_gives() {
    let lib = test_utils::runtime_library();
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("filetests");
    for entry in std::fs::read_dir(dir).expect("filetests") {
        let path = entry.expect("entry").path();
        let name = path
            .file_stem()
            .expect("a name")
            .to_string_lossy()
            .into_owned();
        let text = std::fs::read_to_string(&path).expect("filetest");
        let mut program = mir::parse::parse_program(&text).expect("parses");
        let calls: Vec<Call> = parse_calls(&text)
            .into_iter()
            .filter(|call| !call.throws)
            .collect();
        for (i, call) in calls.iter().enumerate() {
            add_call(&mut program, i, call);
        }
        add_main(&mut program, &calls);
        let object = compile_object(&program, OptLevel::Speed).expect("compiles");
        let expected: String = calls
            .iter()
            .map(|call| format!("{}\n", call.expected))
            .collect();
        assert_eq!(link_and_run(&object, lib, &name), expected, "{name}");
    }
}
