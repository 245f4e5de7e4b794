//! How fast Haxe goes from text to tree, on one thread, held in memory.
//!
//! `cargo run --release -- [-D name[=value]]… HAXE_DIR RUST_DIR`
//!
//! Prints megabytes a second of the lexer alone and of the whole parser with its errors, the memory of all trees (from the
//! resident size, where the system tells it), and the time of the largest file. Then the same for another parser that
//! builds rowan trees, rust-analyzer's, on as many bytes of its own language: that ratio can be compared from one machine
//! to another. Both are measured in turn and by the processor's time where the system tells it, so that a busy machine
//! does not decide. Dropping the trees is not part of it.

use std::path::{Path, PathBuf};
use std::time::Duration;

use ra_ap_syntax::{Edition, SourceFile};
use syntax::Defines;

fn main() {
    let mut defines: Vec<(String, String)> = vec![];
    let mut dirs = vec![];
    let mut args = std::env::args().skip(1);
    while let Some(arg) = args.next() {
        if arg == "-D" {
            let define = args.next().unwrap_or_default();
            let (name, value) = define.split_once('=').unwrap_or((&define, "1"));
            defines.push((name.to_owned(), value.to_owned()));
        } else {
            dirs.push(PathBuf::from(arg));
        }
    }
    let [haxe_dir, rust_dir] = &*dirs else {
        eprintln!("usage: rayzor-bench [-D name[=value]]… HAXE_DIR RUST_DIR");
        std::process::exit(2);
    };
    let defines = Defines::new(defines);
    let haxe = load(haxe_dir, "hx", usize::MAX);
    let rust = load(rust_dir, "rs", bytes(&haxe));
    println!(
        "haxe {} files {:.2} MB, rust {} files {:.2} MB",
        haxe.len(),
        bytes(&haxe) as f64 / 1e6,
        rust.len(),
        bytes(&rust) as f64 / 1e6,
    );
    alone(&haxe, &defines);
    let mut ratios = vec![];
    for _ in 0..9 {
        let ours = speed(&haxe, |text| syntax::parse(text, &defines));
        let theirs = speed(&rust, |text| SourceFile::parse(text, Edition::Edition2024));
        println!(
            "haxe {ours:.1} MB/s, rust {theirs:.1} MB/s, ratio {:.2}",
            ours / theirs
        );
        ratios.push(ours / theirs);
    }
    ratios.sort_by(f64::total_cmp);
    println!("median ratio {:.2}", ratios[ratios.len() / 2]);
}

/// What can be said without comparing.
fn alone(texts: &[String], defines: &Defines) {
    let before = resident();
    let trees: Vec<_> = texts
        .iter()
        .map(|text| syntax::parse(text, defines))
        .collect();
    let memory = resident().saturating_sub(before);
    let n_errors: usize = trees.iter().map(|tree| tree.errors().len()).sum();
    drop(trees);
    println!(
        "trees: {:.2} bytes per byte of source; {n_errors} errors",
        memory as f64 / bytes(texts) as f64
    );
    let mut lexing: Vec<f64> = (0..5)
        .map(|_| speed(texts, |text| syntax::tokens(text).len()))
        .collect();
    lexing.sort_by(f64::total_cmp);
    println!("lexer alone: {:.0} MB/s", lexing[2]);
    if let Some(largest) = texts.iter().max_by_key(|text| text.len()) {
        // The system counts in steps that are longer than one run.
        let n_runs = 500;
        let start = now();
        for _ in 0..n_runs {
            drop(syntax::parse(largest, defines));
        }
        let time = (now() - start).as_secs_f64() * 1e3 / f64::from(n_runs);
        println!(
            "largest file, {} bytes: {time:.2} ms on average",
            largest.len()
        );
    }
}

/// The resident size of this process in bytes, 0 where the system does not tell.
fn resident() -> usize {
    let statm = std::fs::read_to_string("/proc/self/statm").unwrap_or_default();
    let pages: Option<usize> = statm.split(' ').nth(1).and_then(|it| it.parse().ok());
    pages.unwrap_or(0) * 4096
}

/// Megabytes a second.
fn speed<T>(texts: &[String], parse: impl Fn(&str) -> T) -> f64 {
    let start = now();
    let trees: Vec<T> = texts.iter().map(|text| parse(text)).collect();
    let time = now() - start;
    drop(trees);
    bytes(texts) as f64 / 1e6 / time.as_secs_f64()
}

fn bytes(texts: &[String]) -> usize {
    texts.iter().map(String::len).sum()
}

/// The processor time of this thread where the system tells it, otherwise the time of the clock.
fn now() -> Duration {
    let stat = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    match stat.split(' ').next().and_then(|it| it.parse().ok()) {
        Some(nanos) => Duration::from_nanos(nanos),
        None => std::time::UNIX_EPOCH.elapsed().unwrap_or_default(),
    }
}

/// The files below a directory, in the order of their paths, up to so many bytes.
fn load(dir: &Path, extension: &str, max_bytes: usize) -> Vec<String> {
    let mut paths = vec![];
    collect(dir, extension, &mut paths);
    paths.sort();
    let mut n_bytes = 0;
    paths
        .iter()
        .filter_map(|path| std::fs::read_to_string(path).ok())
        .take_while(|text| {
            n_bytes += text.len();
            n_bytes <= max_bytes
        })
        .collect()
}

fn collect(path: &Path, extension: &str, paths: &mut Vec<PathBuf>) {
    if path.is_dir() {
        for entry in std::fs::read_dir(path).into_iter().flatten().flatten() {
            collect(&entry.path(), extension, paths);
        }
    } else if path.extension().is_some_and(|it| it == extension) {
        paths.push(path.to_owned());
    }
}
