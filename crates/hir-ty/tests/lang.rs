//! The pages under `tests/lang`: each `haxe` block is a program, each of its lines says what is
//! found there:
//!
//! ```haxe
//! $type(1 + 0.5); // type: Float
//! var s:String = 1; // error: [type-mismatch]
//! ```
//!
//! A block without declarations is the body of `main`. The standard library is our own.
//! `LANG_TEST=10-enums` runs the pages whose name has that text.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::LazyLock,
};

use base_db::{Severity, testing::TestDb};
use hir_def::ids::ModuleId;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Our standard library, as `/std/…`.
static STD: LazyLock<Vec<(String, String)>> = LazyLock::new(|| {
    let mut out = Vec::new();
    collect(&root().join("std"), "/std", &mut out);
    out
});

#[expect(
    clippy::disallowed_methods,
    reason = "the standard library is read from the repository"
)]
fn collect(dir: &Path, at: &str, out: &mut Vec<(String, String)>) {
    let mut entries: Vec<_> = fs::read_dir(dir)
        .expect("std/ is there")
        .filter_map(Result::ok)
        .collect();
    entries.sort_by_key(|entry| entry.file_name());
    for entry in entries {
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = format!("{at}/{name}");
        if entry.path().is_dir() {
            collect(&entry.path(), &path, out);
        } else if name.ends_with(".hx") {
            let text = fs::read_to_string(entry.path()).expect("readable");
            out.push((path, text));
        }
    }
}

/// One fenced block with the line it starts on.
struct Block {
    line: usize,
    lines: Vec<String>,
}

fn blocks(page: &str) -> Vec<Block> {
    let mut res = Vec::new();
    let mut current: Option<Block> = None;
    for (i, line) in page.lines().enumerate() {
        match &mut current {
            None if line == "```haxe" => {
                current = Some(Block {
                    line: i + 2,
                    lines: Vec::new(),
                });
            }
            Some(_) if line == "```" => res.extend(current.take()),
            Some(block) => block.lines.push(line.to_owned()),
            None => {}
        }
    }
    res
}

/// What a line's comment promises: `type: Int; error: [code]`.
fn promised(line: &str) -> (&str, Vec<String>) {
    for marker in ["// type: ", "// error: ", "// warning: "] {
        if let Some(at) = line.find(marker) {
            let found = line[at + 3..].split("; ").map(str::to_owned).collect();
            return (&line[..at], found);
        }
    }
    (line, Vec::new())
}

fn is_module(block: &Block) -> bool {
    const STARTS: [&str; 9] = [
        "class ",
        "enum ",
        "interface ",
        "typedef ",
        "abstract ",
        "using ",
        "import ",
        "private ",
        "@:",
    ];
    block
        .lines
        .iter()
        .any(|line| STARTS.iter().any(|start| line.starts_with(start)))
}

/// The lines of a block that are not as promised.
fn check(block: &Block) -> Vec<String> {
    let code: Vec<&str> = block.lines.iter().map(|line| promised(line).0).collect();
    let (text, offset) = if is_module(block) {
        (code.join("\n"), 0)
    } else {
        let body = code.join("\n");
        let text = format!("class Main {{\n\tstatic function main() {{\n{body}\n\t}}\n}}\n");
        (text, 2)
    };
    let main = [("/Main.hx", text.as_str())];
    let std = STD
        .iter()
        .map(|(path, text)| (path.as_str(), text.as_str()));
    let test = TestDb::new(main.into_iter().chain(std));
    let db = &test.db;
    let module = ModuleId::new(db, test.config, test.file("/Main.hx"));
    let mut found = hir_ty::diagnostics::module_diagnostics(db, module);
    found.sort_by_key(|d| (d.place.range.start(), d.place.range.end()));
    let mut by_line = vec![Vec::new(); block.lines.len()];
    let mut failures = Vec::new();
    for diagnostic in found {
        let start = usize::from(diagnostic.place.range.start());
        let line = text[..start].matches('\n').count();
        let entry = match (diagnostic.severity, diagnostic.code) {
            (_, "type") => format!("type: {}", diagnostic.message),
            (Severity::Error, code) => format!("error: [{code}]"),
            (Severity::Warning, code) => format!("warning: [{code}]"),
            (Severity::Info | Severity::Hint, _) => continue,
        };
        match line.checked_sub(offset).and_then(|i| by_line.get_mut(i)) {
            Some(entries) => entries.push(entry),
            None => failures.push(entry),
        }
    }
    for (i, (line, mut entries)) in block.lines.iter().zip(by_line).enumerate() {
        let (_, mut wanted) = promised(line);
        wanted.sort();
        entries.sort();
        if wanted != entries {
            let line_number = block.line + i;
            failures.push(format!(
                "line {line_number}: {}\n    wanted {wanted:?}\n    found  {entries:?}",
                line.trim()
            ));
        }
    }
    failures
}

#[test]
#[expect(
    clippy::disallowed_methods,
    reason = "the pages are read from the repository"
)]
fn pages() {
    let only = std::env::var("LANG_TEST").unwrap_or_default();
    let mut pages: Vec<PathBuf> = fs::read_dir(root().join("tests/lang"))
        .expect("tests/lang is there")
        .filter_map(Result::ok)
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|ext| ext == "md"))
        .filter(|path| path.to_string_lossy().contains(&only))
        .collect();
    pages.sort();
    let mut failures = Vec::new();
    let mut n_blocks = 0;
    for path in pages {
        let page = fs::read_to_string(&path).expect("readable");
        for block in blocks(&page) {
            n_blocks += 1;
            for failure in check(&block) {
                failures.push(format!("{}: {failure}", path.display()));
            }
        }
    }
    assert!(n_blocks > 0, "no page has {only:?} in its name");
    assert!(
        failures.is_empty(),
        "{} failures\n{}",
        failures.len(),
        failures.join("\n")
    );
}
