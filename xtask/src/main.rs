//! Automation for this repository: `cargo xtask <task>`.
//!
//! `codegen` writes the files made from one source (the typed syntax tree);
//! `codegen --check` fails when a committed file is out of date.
//! `tidy` checks the layering and the look of files.
//! `random-programs` compares random programs with the reference compiler.
//! `speed` times the programs of `tests/speed` beside node.
//! `mistakes`, `types`, `messages` and `accepted` compare us with the reference compiler (docs/how-to/compare-with-the-reference.md).
//! `format-score` says how well files are formatted (docs/how-to/format-code.md).
//! `ready` is what continuous integration runs: fmt, clippy, tidy, `codegen --check`, tests.
//! `latency` measures a server's answers on one file.

mod latency;
mod random_programs;
mod speed;
mod syntax_codegen;
mod tidy;

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

fn main() -> Result<()> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let check = args.iter().any(|arg| arg == "--check");
    match args.first().map(String::as_str) {
        Some("codegen") => codegen(check),
        Some("tidy") => tidy::tidy(&project_root()),
        Some("format-score") => format_score(&args[1..]),
        Some("ready") => ready(),
        Some("random-programs") => random_programs::run(&project_root(), &args[1..]),
        Some("speed") => speed::run(&project_root(), &args[1..]),
        Some("mistakes" | "types" | "messages" | "accepted") => agreement(&args),
        Some("latency") => latency::latency(&args[1..]),
        _ => bail!(
            "usage: cargo xtask codegen [--check] | tidy | mistakes … | types … | messages … | accepted … | ready | speed … | latency … | format-score …"
        ),
    }
}

fn codegen(check: bool) -> Result<()> {
    for (path, text) in syntax_codegen::generate()? {
        write_generated(&path, &text, check)?;
    }
    Ok(())
}

fn ready() -> Result<()> {
    cargo(&["fmt", "--all", "--check"])?;
    cargo(&[
        "clippy",
        "--workspace",
        "--all-targets",
        "--",
        "-D",
        "warnings",
    ])?;
    tidy::tidy(&project_root())?;
    codegen(true)?;
    cargo(&["test", "--workspace"])
}

/// The comparison lives in a package of its own, so that the other tasks need not build the compiler.
fn agreement(arguments: &[String]) -> Result<()> {
    let mut all = vec![
        "run",
        "--quiet",
        "--release",
        "--package",
        "agreement",
        "--",
    ];
    all.extend(arguments.iter().map(String::as_str));
    // Paths are meant from where the command was given.
    let status = std::process::Command::new(env!("CARGO"))
        .args(&all)
        .status()?;
    if !status.success() {
        bail!("the comparison failed");
    }
    Ok(())
}

fn format_score(arguments: &[String]) -> Result<()> {
    let mut command = vec![
        "run",
        "--release",
        "-p",
        "formatter",
        "--example",
        "score",
        "--",
    ];
    command.extend(arguments.iter().map(String::as_str));
    cargo(&command)
}

fn cargo(arguments: &[&str]) -> Result<()> {
    eprintln!("cargo {}", arguments.join(" "));
    let status = std::process::Command::new(env!("CARGO"))
        .args(arguments)
        .current_dir(project_root())
        .status()?;
    if !status.success() {
        bail!("cargo {} failed", arguments.join(" "));
    }
    Ok(())
}

/// The root of the repository.
pub fn project_root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("xtask has a parent")
        .to_path_buf()
}

/// Writes a generated file when it changed, or complains in check mode.
fn write_generated(path: &Path, text: &str, check: bool) -> Result<()> {
    let text = rustfmt(text)?;
    if std::fs::read_to_string(path).is_ok_and(|old| old == text) {
        return Ok(());
    }
    if check {
        bail!(
            "{} is out of date: run `cargo xtask codegen`",
            path.display()
        );
    }
    std::fs::write(path, text).with_context(|| path.display().to_string())
}

fn rustfmt(text: &str) -> Result<String> {
    use std::io::Write as _;
    use std::process::{Command, Stdio};
    let mut child = Command::new("rustfmt")
        .args(["--edition", "2024"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .context("rustfmt is needed to write generated code")?;
    child
        .stdin
        .take()
        .context("stdin")?
        .write_all(text.as_bytes())?;
    let output = child.wait_with_output()?;
    if !output.status.success() {
        bail!("rustfmt failed on generated code");
    }
    Ok(String::from_utf8(output.stdout)?)
}
