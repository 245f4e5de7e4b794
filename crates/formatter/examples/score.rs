//! How well files are formatted: `cargo run -p formatter --example score -- <task> <paths>`.
//!
//! - `cases DIR [NAME]` reads files that hold options, a text and the text as it
//!   should be, with a line `---` between them, and counts those that come out right.
//!   The corpus for this is that of haxe-formatter, `test/testcases`. With a name, or
//!   part of one, the differences are shown.
//! - `files PATH…` formats files and checks what must hold of any: nothing but white
//!   space changes, and formatting the result changes nothing. Counts the lines that
//!   change, by options found next to the files.
//! - `time FILE` says how long formatting a file takes.

use std::path::{Path, PathBuf};

use formatter::{Config, format, formatted};
use syntax::SyntaxKind;

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    match args.split_first() {
        Some((task, rest)) if task == "cases" && !rest.is_empty() => {
            cases(Path::new(&rest[0]), rest.get(1).map(String::as_str));
        }
        Some((task, rest)) if task == "files" => files(rest),
        Some((task, [path])) if task == "time" => time(Path::new(path)),
        _ => eprintln!("usage: score cases DIR [NAME] | files PATH… | time FILE"),
    }
}

fn cases(dir: &Path, name: Option<&str>) {
    let mut n_right = 0;
    let mut n_all = 0;
    let mut groups: std::collections::BTreeMap<String, (usize, usize)> = Default::default();
    for path in walk(dir, "hxtest") {
        let shown = path
            .strip_prefix(dir)
            .unwrap_or(&path)
            .display()
            .to_string();
        if name.is_some_and(|name| !shown.contains(name)) {
            continue;
        }
        let text = std::fs::read_to_string(&path).expect("a readable case");
        let separator = if text.contains("\r\n") { "\r\n" } else { "\n" };
        let line = format!("{separator}{separator}---{separator}{separator}");
        let parts: Vec<&str> = text.split(&line).collect();
        let [options, input, expected] = parts[..] else {
            println!("{shown}: not three parts");
            continue;
        };
        if input.contains(">[") && shown.contains("formatrange") {
            continue;
        }
        let config = match Config::from_json(options) {
            Ok(config) => config,
            Err(error) => {
                println!("{shown}: {error}");
                continue;
            }
        };
        let actual = formatted(input, &config);
        let actual = match shown.contains("disabled_") || shown.contains("failing_") {
            true => expected.to_owned(),
            false => actual,
        };
        let right = actual == expected && formatted(expected, &config) == expected;
        let group = shown.split('/').next().unwrap_or_default().to_owned();
        let group = groups.entry(group).or_default();
        group.1 += 1;
        n_all += 1;
        if right {
            group.0 += 1;
            n_right += 1;
        } else if name.is_some() {
            println!("=== {shown}\n{options}");
            diff(expected, &actual);
            if actual == expected {
                println!("--- again");
                diff(expected, &formatted(expected, &config));
            }
        } else {
            println!("{shown}");
        }
    }
    for (group, (right, all)) in groups {
        println!("{group}: {right} of {all}");
    }
    println!("all: {n_right} of {n_all}");
}

fn files(paths: &[String]) {
    let (mut n_files, mut n_lines, mut n_changed, mut n_touched) = (0, 0, 0, 0);
    let mut slowest = (std::time::Duration::ZERO, PathBuf::new());
    for path in paths.iter().flat_map(|path| walk(Path::new(path), "hx")) {
        let Ok(text) = std::fs::read_to_string(&path) else {
            continue;
        };
        let config = config_of(&path);
        let start = std::time::Instant::now();
        let once = formatted(&text, &config);
        slowest = slowest.max((start.elapsed(), path.clone()));
        n_files += 1;
        n_lines += text.lines().count();
        let changed = n_changed_lines(&text, &once);
        n_changed += changed;
        n_touched += usize::from(changed > 0);
        if significant(&text) != significant(&once) {
            println!("{}: more than white space changed", path.display());
        }
        let edits = format(&once, &config);
        if !edits.is_empty() {
            println!("{}: not stable", path.display());
            if std::env::var_os("SHOW").is_some() {
                diff(&once, &formatter::apply(&once, &edits));
            }
        }
        if std::env::var_os("DIFF").is_some() {
            diff(&text, &once);
        }
    }
    println!(
        "{n_files} files, {n_touched} changed; {n_lines} lines, {n_changed} changed; slowest {:?} {}",
        slowest.0,
        slowest.1.display()
    );
}

fn time(path: &Path) {
    let text = std::fs::read_to_string(path).expect("a readable file");
    let config = config_of(path);
    let mut times: Vec<std::time::Duration> = (0..30)
        .map(|_| {
            let start = std::time::Instant::now();
            std::hint::black_box(format(&text, &config));
            start.elapsed()
        })
        .collect();
    times.sort();
    let n_lines = text.lines().count();
    println!(
        "{n_lines} lines: fastest {:?}, middle {:?}",
        times[0], times[15]
    );
}

fn config_of(path: &Path) -> Config {
    let found = path
        .ancestors()
        .skip(1)
        .find_map(|dir| std::fs::read_to_string(dir.join(formatter::config::FILE_NAME)).ok());
    match found.map(|text| Config::from_json(&text)) {
        Some(Ok(config)) => config,
        _ => Config::default(),
    }
}

fn n_changed_lines(old: &str, new: &str) -> usize {
    similar::TextDiff::from_lines(old, new)
        .iter_all_changes()
        .filter(|it| it.tag() == similar::ChangeTag::Delete)
        .count()
}

/// The tokens; of strings and comments what is no white space.
fn significant(text: &str) -> Vec<(SyntaxKind, String)> {
    syntax::tokens(text)
        .into_iter()
        .filter(|(kind, _)| *kind != SyntaxKind::WHITESPACE)
        .map(|(kind, range)| (kind, text[range].split_whitespace().collect()))
        .collect()
}

fn diff(expected: &str, actual: &str) {
    let diff = similar::TextDiff::from_lines(expected, actual);
    print!("{}", diff.unified_diff().context_radius(3));
}

fn walk(path: &Path, extension: &str) -> Vec<PathBuf> {
    let mut res = vec![];
    let mut open = vec![path.to_path_buf()];
    while let Some(path) = open.pop() {
        if path.is_dir() {
            let entries = std::fs::read_dir(&path).into_iter().flatten().flatten();
            open.extend(entries.map(|it| it.path()));
        } else if path.extension().is_some_and(|it| it == extension) {
            res.push(path);
        }
    }
    res.sort();
    res
}
