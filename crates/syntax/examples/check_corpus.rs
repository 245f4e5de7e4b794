//! Parses every `.hx` file below some directories and lists the errors.
//!
//! `cargo run --release -p syntax --example check_corpus -- [-D name[=value]]… [--tree] PATH…`
//!
//! Each path may be a file or a directory. Also checks that every tree prints
//! back as its text. Exit status 1 when some file has an error.

use std::path::{Path, PathBuf};

use syntax::{Defines, parse};

fn main() {
    let mut defines: Vec<(String, String)> = vec![];
    let mut roots = vec![];
    let mut print_tree = false;
    let mut args = std::env::args().skip(1);
    while let Some(arg) = args.next() {
        match arg.as_str() {
            "-D" => {
                let define = args.next().unwrap_or_default();
                let (name, value) = define.split_once('=').unwrap_or((&define, "1"));
                defines.push((name.to_owned(), value.to_owned()));
            }
            "--tree" => print_tree = true,
            _ => roots.push(PathBuf::from(arg)),
        }
    }
    let defines = Defines::new(defines);
    let mut files = vec![];
    for root in &roots {
        collect(root, &mut files);
    }
    files.sort();
    let (mut bytes, mut bad, mut n_errors) = (0, 0, 0);
    for path in &files {
        let Ok(content) = std::fs::read(path) else {
            continue;
        };
        let text = String::from_utf8_lossy(&content);
        bytes += text.len();
        let parse = parse(&text, &defines);
        let tree = parse.syntax_node();
        if tree.text() != text.as_ref() {
            println!("{}: the tree does not print back", path.display());
            bad += 1;
        }
        if print_tree {
            println!("{tree:#?}");
        }
        bad += usize::from(!parse.errors().is_empty());
        n_errors += parse.errors().len();
        let line_starts: Vec<usize> = std::iter::once(0)
            .chain(text.match_indices('\n').map(|(idx, _)| idx + 1))
            .collect();
        for error in parse.errors() {
            let offset = usize::from(error.range.start());
            let line = line_starts.partition_point(|&start| start <= offset);
            let column = offset - line_starts[line - 1] + 1;
            println!(
                "{}:{line}:{column}: {} [{}]",
                path.display(),
                error.message,
                error.code
            );
        }
    }
    println!(
        "{} files, {bytes} bytes, {bad} files with errors, {n_errors} errors",
        files.len()
    );
    std::process::exit(i32::from(bad > 0));
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
