//! How fast a corpus goes from text to tree, on one thread, held in memory.
//!
//! `cargo run --release -p syntax --example bench -- [-D name[=value]]… PATH…`
//!
//! Prints megabytes a second of the lexer alone and of the whole parser, the
//! memory of all trees (from the resident size, where the system tells), and
//! the time of the largest file.

use std::path::{Path, PathBuf};
use std::time::Duration;

use syntax::{Defines, parse};

fn main() {
    let mut defines: Vec<(String, String)> = vec![];
    let mut files = vec![];
    let mut args = std::env::args().skip(1);
    while let Some(arg) = args.next() {
        if arg == "-D" {
            let define = args.next().unwrap_or_default();
            let (name, value) = define.split_once('=').unwrap_or((&define, "1"));
            defines.push((name.to_owned(), value.to_owned()));
        } else {
            collect(Path::new(&arg), &mut files);
        }
    }
    let defines = Defines::new(defines);
    let texts: Vec<String> = files
        .iter()
        .filter_map(|path| Some(String::from_utf8_lossy(&std::fs::read(path).ok()?).into_owned()))
        .collect();
    let bytes: usize = texts.iter().map(String::len).sum();
    let megabytes = bytes as f64 / 1e6;
    println!("{} files, {megabytes:.2} MB", texts.len());
    for round in 0..4 {
        let start = now();
        let n_tokens: usize = texts.iter().map(|text| syntax::tokens(text).len()).sum();
        let lexing = (now() - start).as_secs_f64();

        let before = resident();
        let start = now();
        let trees: Vec<_> = texts.iter().map(|text| parse(text, &defines)).collect();
        let parsing = (now() - start).as_secs_f64();
        let memory = resident().saturating_sub(before);
        println!(
            "round {round}: lexer {:.1} MB/s ({n_tokens} tokens), text to tree {:.1} MB/s ({parsing:.3} s)",
            megabytes / lexing,
            megabytes / parsing,
        );
        if round == 0 {
            println!(
                "  trees: {:.2} bytes per byte of source",
                memory as f64 / bytes as f64
            );
            let n_errors: usize = trees.iter().map(|tree| tree.errors().len()).sum();
            println!("  errors: {n_errors}");
        }
    }
    if let Some(largest) = texts.iter().max_by_key(|text| text.len()) {
        // The system counts in steps that are longer than one run.
        let n_runs = 200;
        let start = now();
        for _ in 0..n_runs {
            drop(parse(largest, &defines));
        }
        let time = (now() - start).as_secs_f64() * 1e3 / f64::from(n_runs);
        println!(
            "largest file, {} bytes: {time:.2} ms on average",
            largest.len()
        );
    }
}

/// The processor time of this thread where the system tells it, which a busy
/// machine does not falsify; otherwise the time of the clock.
fn now() -> Duration {
    let stat = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    match stat.split(' ').next().and_then(|it| it.parse().ok()) {
        Some(nanos) => Duration::from_nanos(nanos),
        None => std::time::UNIX_EPOCH.elapsed().unwrap_or_default(),
    }
}

/// The resident size of this process in bytes, 0 where the system does not tell.
fn resident() -> usize {
    let Ok(statm) = std::fs::read_to_string("/proc/self/statm") else {
        return 0;
    };
    let pages: usize = statm
        .split(' ')
        .nth(1)
        .and_then(|it| it.parse().ok())
        .unwrap_or(0);
    pages * 4096
}

fn collect(path: &Path, files: &mut Vec<PathBuf>) {
    if path.is_dir() {
        let Ok(entries) = std::fs::read_dir(path) else {
            return;
        };
        for entry in entries.flatten() {
            collect(&entry.path(), files);
        }
    } else if path.extension().is_some_and(|ext| ext == "hx") {
        files.push(path.to_owned());
    }
}
