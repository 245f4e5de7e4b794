//! Runs `filetests/**/*.mir`. The first line says what to do:
//!
//! - `; test text`: the text parses, verifies, and prints as it is (comments aside).
//! - `; test verify`: the verifier says exactly what the `; error: …` lines say.
//! - `; test parse`: the parser refuses, with the message of the `; error: …` line.
//! - `; test pass NAME…`: the passes turn the functions into those behind `; result`.
//!
//! `UPDATE_EXPECT=1` rewrites the `; error: …` lines and what is behind `; result`.

use std::path::{Path, PathBuf};

use crate::parse::parse_program;
use crate::verify::verify_program;

fn files(dir: &Path, acc: &mut Vec<PathBuf>) {
    let mut entries: Vec<PathBuf> = std::fs::read_dir(dir)
        .expect("filetests")
        .map(|entry| entry.expect("entry").path())
        .collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            files(&path, acc);
        } else if path.extension().is_some_and(|ext| ext == "mir") {
            acc.push(path);
        }
    }
}

fn without_comments(text: &str) -> String {
    let lines = text
        .lines()
        .filter(|line| !line.trim_start().starts_with(';') && !line.is_empty());
    lines.map(|line| format!("{line}\n")).collect()
}

fn run(path: &Path, text: &str) -> Result<(), String> {
    let expected: Vec<&str> = text
        .lines()
        .filter_map(|line| line.strip_prefix("; error: "))
        .collect();
    let found: Vec<String> = match text.lines().next() {
        Some("; test text") => {
            let program = parse_program(text).map_err(|error| error.to_string())?;
            if let Err(errors) = verify_program(&program) {
                return Err(format!("{errors:#?}"));
            }
            let (printed, wanted) = (program.to_string(), without_comments(text));
            if printed != wanted {
                return Err(format!("printed:\n{printed}\nwanted:\n{wanted}"));
            }
            Vec::new()
        }
        Some("; test verify") => {
            let program = parse_program(text).map_err(|error| error.to_string())?;
            let errors = verify_program(&program).err().unwrap_or_default();
            if errors.is_empty() {
                return Err("verifies".to_owned());
            }
            errors.iter().map(|error| error.to_string()).collect()
        }
        Some("; test parse") => match parse_program(text) {
            Ok(_) => return Err("parses".to_owned()),
            Err(error) => vec![error.to_string()],
        },
        Some(first) if first.starts_with("; test pass ") => {
            return run_passes(path, text, &first["; test pass ".len()..]);
        }
        first => return Err(format!("does not say what to test: {first:?}")),
    };
    if found == expected {
        Ok(())
    } else if std::env::var_os("UPDATE_EXPECT").is_some() {
        let errors: String = found
            .iter()
            .map(|line| format!("; error: {line}\n"))
            .collect();
        let (first, rest) = text.split_once('\n').unwrap_or_default();
        let kept: Vec<&str> = rest
            .lines()
            .filter(|line| !line.starts_with("; error: "))
            .collect();
        let updated = format!("{first}\n{errors}{}\n", kept.join("\n"));
        std::fs::write(path, updated).map_err(|error| error.to_string())
    } else {
        let found: String = found
            .iter()
            .map(|line| format!("; error: {line}\n"))
            .collect();
        Err(format!("found:\n{found}"))
    }
}

/// What is behind `; result` is what the passes make of the program before it.
fn run_passes(path: &Path, text: &str, passes: &str) -> Result<(), String> {
    let (before, expected) = text.split_once("; result\n").unwrap_or((text, ""));
    let mut program = parse_program(before).map_err(|error| error.to_string())?;
    verify_program(&program).map_err(|errors| format!("before: {errors:#?}"))?;
    for pass in passes.split(' ') {
        if !crate::passes::run_named(&mut program, pass) {
            return Err(format!("there is no pass {pass}"));
        }
        verify_program(&program).map_err(|errors| format!("after {pass}: {errors:#?}"))?;
    }
    let functions: Vec<String> = program
        .functions
        .values()
        .map(ToString::to_string)
        .collect();
    let found = functions.concat();
    if found == expected {
        Ok(())
    } else if std::env::var_os("UPDATE_EXPECT").is_some() {
        let updated = format!("{before}; result\n{found}");
        std::fs::write(path, updated).map_err(|error| error.to_string())
    } else {
        Err(format!("gives:\n{found}"))
    }
}

#[test]
fn filetests() {
    let mut paths = Vec::new();
    files(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("filetests"),
        &mut paths,
    );
    assert!(!paths.is_empty());
    let mut failed = String::new();
    for path in paths {
        let text = std::fs::read_to_string(&path).expect("filetest");
        if let Err(message) = run(&path, &text) {
            failed.push_str(&format!("{}: {message}\n", path.display()));
        }
    }
    assert!(failed.is_empty(), "{failed}");
}
