//! What goes wrong in a program goes wrong as Haxe has it: each program of `tests/faults` ends with the status, the output
//! and the trace recorded next to it, run in the compiler's process, without optimisation, and as an executable.
//!
//! `UPDATE_EXPECT=1` makes the records anew from the plain run. What the first line of a program says is the rule.

use std::fs;
use std::process::Output;

use crate::harness;

fn text(output: &Output) -> String {
    let status = match output.status.code() {
        Some(code) => code.to_string(),
        None => output.status.to_string(),
    };
    let (stdout, stderr) = (&output.stdout, &output.stderr);
    let mut res = format!("status {status}\n{}", String::from_utf8_lossy(stdout));
    if !res.ends_with('\n') {
        res.push_str("\\\n");
    }
    if !stderr.is_empty() {
        res.push_str(&format!("stderr: {}", String::from_utf8_lossy(stderr)));
    }
    res
}

#[test]
fn faults() {
    let mut wrong = String::new();
    for program in harness::programs("faults") {
        let dir = harness::as_main(&program);
        let record = program.with_extension("out");
        let found = text(&harness::run_main(dir.path(), &[]));
        if std::env::var_os("UPDATE_EXPECT").is_some() {
            fs::write(&record, &found).expect("the record");
        }
        let wanted = fs::read_to_string(&record).unwrap_or_default();
        let plain = text(&harness::run_main(dir.path(), &[("RAYZOR_NO_OPT", "1")]));
        let built = text(&harness::build_and_run_main(dir.path()));
        let name = harness::name(&program);
        for (how, found) in [
            ("run", found),
            ("run without passes", plain),
            ("built", built),
        ] {
            if found != wanted {
                wrong.push_str(&format!(
                    "--- {name}, {how}, wanted:\n{wanted}--- found:\n{found}"
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}
