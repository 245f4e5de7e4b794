//! `cargo xtask speed`: the programs of `tests/speed` against the reference's JavaScript under node.
//!
//! Each program is small, of one shape (maps, closures, dispatch, parsing …) and prints one line. What is pathologically
//! slow shows as a ratio far above the others'. Times are seconds of the whole process, the best of a few.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use anyhow::{Context, Result, bail};

const USAGE: &str =
    "usage: cargo xtask speed --haxe COMPILER [--rayzor BINARY] [--runs N] [PROGRAM…]";

struct Options {
    haxe: PathBuf,
    rayzor: PathBuf,
    runs: u32,
    only: Vec<String>,
}

fn options(root: &Path, args: &[String]) -> Result<Options> {
    let mut res = Options {
        haxe: PathBuf::new(),
        rayzor: root.join("target/release/rayzor"),
        runs: 3,
        only: Vec::new(),
    };
    let mut args = args.iter();
    while let Some(arg) = args.next() {
        let mut value = || args.next().context(USAGE);
        match &**arg {
            "--haxe" => res.haxe = value()?.into(),
            "--rayzor" => res.rayzor = value()?.into(),
            "--runs" => res.runs = value()?.parse()?,
            name if !name.starts_with('-') => res.only.push(name.to_owned()),
            _ => bail!(USAGE),
        }
    }
    if res.haxe.as_os_str().is_empty() {
        bail!(USAGE);
    }
    Ok(res)
}

pub fn run(root: &Path, args: &[String]) -> Result<()> {
    let options = options(root, args)?;
    let dir = root.join("tests/speed");
    let out = std::env::temp_dir().join(format!("rayzor-speed-{}", std::process::id()));
    std::fs::create_dir_all(&out)?;
    let mut names: Vec<String> = Vec::new();
    for entry in std::fs::read_dir(&dir)? {
        let path = entry?.path();
        let stem = path.file_stem().unwrap_or_default();
        names.push(stem.to_string_lossy().into_owned());
    }
    names.sort();
    names.retain(|name| options.only.is_empty() || options.only.contains(name));
    println!(
        "{:14} {:>8} {:>8} {:>6}",
        "program", "rayzor", "node", "ratio"
    );
    let mut product = 0.0;
    for name in &names {
        let js = out.join(name).with_extension("js");
        let mut compile = Command::new(&options.haxe);
        // Elsewhere than where a folder is called `std`, like ours.
        compile
            .current_dir(&out)
            .arg("-cp")
            .arg(&dir)
            .args(["-main", name, "-js"])
            .arg(&js);
        output(&mut compile)?;
        let (theirs, node) = best(options.runs, || {
            let mut command = Command::new("node");
            command.arg(&js);
            command
        })?;
        let (ours, rayzor) = best(options.runs, || {
            let mut command = Command::new(&options.rayzor);
            command.arg("run").arg(dir.join(name).with_extension("hx"));
            command
        })?;
        let ratio = rayzor / node;
        product += ratio.ln();
        let note = if ours == theirs { "" } else { "  other output" };
        println!("{name:14} {rayzor:8.2} {node:8.2} {ratio:6.2}{note}");
    }
    println!("geometric mean {:.2}", (product / names.len() as f64).exp());
    std::fs::remove_dir_all(&out)?;
    Ok(())
}

fn best(runs: u32, command: impl Fn() -> Command) -> Result<(String, f64)> {
    let mut res = (String::new(), f64::INFINITY);
    for _ in 0..runs.max(1) {
        let start = Instant::now();
        let text = output(&mut command())?;
        res = (text, res.1.min(start.elapsed().as_secs_f64()));
    }
    Ok(res)
}

/// What the command prints, without the position before a trace.
fn output(command: &mut Command) -> Result<String> {
    let output = command.output().with_context(|| format!("{command:?}"))?;
    if !output.status.success() {
        bail!("{command:?}: {}", String::from_utf8_lossy(&output.stderr));
    }
    let text = String::from_utf8_lossy(&output.stdout);
    Ok(match text.split_once(": ") {
        Some((_, rest)) => rest.to_owned(),
        None => text.into_owned(),
    })
}
