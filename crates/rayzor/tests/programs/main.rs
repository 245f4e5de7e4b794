//! Every program of `tests/run` prints what is recorded next to it.
//!
//! The records are the reference's output (`haxe --interp`), or the choice written at the end of the
//! program where the reference's targets differ. With `HAXE` set to a reference compiler and
//! `UPDATE_EXPECT=1`, the records of programs without such a choice are made anew; `trace` prints
//! as `haxe.Log` documents, which the interpreter alone does otherwise.

mod faults;
mod harness;
mod memory;

use std::path::Path;
use std::process::Output;
use std::{env, fs, process::Command};

fn text(output: &Output) -> String {
    let mut text = String::from_utf8_lossy(&output.stdout).into_owned();
    if !output.status.success() {
        text.push_str(&String::from_utf8_lossy(&output.stderr));
        text.push_str(&format!("{}\n", output.status));
    }
    text
}

/// Runs the program as `Main` of a class path of its own.
fn output(program: &Path) -> String {
    let dir = harness::as_main(program);
    text(&harness::run_main(dir.path(), &[]))
}

const BOOT: &str = "class Boot {
	static function main() {
		haxe.Log.trace = (v:Dynamic, ?infos:haxe.PosInfos) -> Sys.println(haxe.Log.formatOutput(v, infos));
		Main.main();
	}
}
";

fn reference_output(haxe: &str, program: &Path) -> Option<String> {
    let text = fs::read_to_string(program).ok()?;
    if text.contains("// CHOICE") {
        return None;
    }
    let dir = tempfile::tempdir().ok()?;
    let public = text.replacen(
        "\tstatic function main()",
        "\tpublic static function main()",
        1,
    );
    fs::write(dir.path().join("Main.hx"), public).ok()?;
    fs::write(dir.path().join("Boot.hx"), BOOT).ok()?;
    let mut command = Command::new(haxe);
    harness::in_place(&mut command, dir.path());
    let output = command.args(["--main", "Boot", "--interp"]).output().ok()?;
    assert!(
        output.status.success(),
        "{}: {}",
        program.display(),
        String::from_utf8_lossy(&output.stderr)
    );
    Some(String::from_utf8_lossy(&output.stdout).into_owned())
}

#[test]
fn programs_print_what_the_reference_prints() {
    let mut wrong = String::new();
    for program in harness::programs("run") {
        let record = program.with_extension("out");
        if let (Ok(haxe), Ok(_)) = (env::var("HAXE"), env::var("UPDATE_EXPECT"))
            && let Some(output) = reference_output(&haxe, &program)
        {
            fs::write(&record, output).expect("the record");
        }
        let wanted = fs::read_to_string(&record).unwrap_or_default();
        let found = output(&program);
        if found != wanted {
            let name = harness::name(&program);
            wrong.push_str(&format!("--- {name}, wanted:\n{wanted}--- found:\n{found}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// With the passes off, with a collection at every allocation, and as an executable.
#[test]
fn programs_print_the_same_in_every_way() {
    if !harness::is_slow_wanted() {
        return;
    }
    let mut wrong = String::new();
    for program in harness::programs("run") {
        let wanted = fs::read_to_string(program.with_extension("out")).unwrap_or_default();
        let dir = harness::as_main(&program);
        let run = |variables| text(&harness::run_main(dir.path(), variables));
        let ways = [
            ("without passes", run(&[("RAYZOR_NO_OPT", "1")])),
            ("under stress", run(&[("RAYZOR_GC_STRESS", "1")])),
            ("built", text(&harness::build_and_run_main(dir.path()))),
        ];
        for (how, found) in ways {
            if found != wanted {
                let name = harness::name(&program);
                wrong.push_str(&format!(
                    "--- {name} {how}, wanted:\n{wanted}--- found:\n{found}"
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}
