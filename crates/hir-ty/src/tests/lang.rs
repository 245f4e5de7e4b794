//! The language's rules as pages (`tests/lang/**/*.md`): prose, and `haxe` blocks that say what
//! they expect.
//!
//! `$type(x); // type: Int` is the printed type, `// error: [code]` an error of that line, one
//! bracket for each; a line without a mark must be free of errors. A block without a declaration
//! is the body of `main`. `//- /pack/Foo.hx` starts another file. The recorded types and error lines are those of the reference (4.3.6).

use std::{fmt::Write, path::Path, sync::OnceLock};

use base_db::testing::TestDb;

use hir_def::ids::ModuleId;

struct Block {
    /// Line of the page on which the block's first line stands, from one.
    line: usize,
    text: String,
}

fn blocks(page: &str) -> Vec<Block> {
    let mut out = Vec::new();
    let mut open: Option<Block> = None;
    for (i, line) in page.lines().enumerate() {
        match &mut open {
            None if line.trim_end() == "```haxe" => {
                open = Some(Block {
                    line: i + 2,
                    text: String::new(),
                });
            }
            Some(_) if line.trim_end() == "```" => out.extend(open.take()),
            Some(block) => {
                block.text.push_str(line);
                block.text.push('\n');
            }
            None => {}
        }
    }
    out
}

const DECLARATIONS: [&str; 9] = [
    "class ",
    "final class ",
    "abstract ",
    "typedef ",
    "enum ",
    "interface ",
    "@:",
    "import ",
    "using ",
];

/// The module, and how many lines were put before the block.
fn module_text(block: &str) -> (String, usize) {
    let declares = block
        .lines()
        .any(|line| DECLARATIONS.iter().any(|word| line.starts_with(word)));
    if declares {
        (block.to_owned(), 0)
    } else {
        (
            format!("class Main {{\nstatic function main() {{\n{block}}}\n}}\n"),
            2,
        )
    }
}

/// What a line's comment expects.
#[derive(Default, PartialEq, Debug)]
struct Marks {
    errors: Vec<String>,
    ty: Option<String>,
}

fn marks(line: &str) -> Marks {
    let mut out = Marks::default();
    let Some((_, mut rest)) = line.split_once("// ") else {
        return out;
    };
    loop {
        if let Some(list) = rest.strip_prefix("error: ") {
            for code in list.split('[').skip(1) {
                if let Some((code, _)) = code.split_once(']') {
                    out.errors.push(code.to_owned());
                }
            }
        } else if let Some(ty) = rest.strip_prefix("type: ") {
            let ty = ty.split_once(" // ").map_or(ty, |(ty, _)| ty);
            out.ty = Some(ty.trim_end().to_owned());
        }
        match rest.split_once(" // ") {
            Some((_, next)) => rest = next,
            None => return out,
        }
    }
}

/// Our own standard library, as files of the database.
fn standard_library() -> &'static [(String, String)] {
    static FILES: OnceLock<Vec<(String, String)>> = OnceLock::new();
    FILES.get_or_init(|| {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../std");
        let mut out = Vec::new();
        collect(&root, "/std", "hx", &mut out);
        out
    })
}

fn collect(dir: &Path, prefix: &str, extension: &str, out: &mut Vec<(String, String)>) {
    let mut entries: Vec<_> = std::fs::read_dir(dir)
        .map(|entries| entries.flatten().collect())
        .unwrap_or_default();
    entries.sort_by_key(|entry| entry.file_name());
    for entry in entries {
        let path = entry.path();
        let name = format!("{prefix}/{}", entry.file_name().to_string_lossy());
        if path.is_dir() {
            collect(&path, &name, extension, out);
        } else if path.extension().is_some_and(|it| it == extension)
            && let Ok(text) = std::fs::read_to_string(&path)
        {
            out.push((name, text));
        }
    }
}

/// The files of a block: path, first line in the block, text. `//- /path` starts one behind the first.
fn files(block: &str) -> Vec<(String, usize, String)> {
    let mut res = vec![("/Main.hx".to_owned(), 0, String::new())];
    for (n, line) in block.lines().enumerate() {
        if let Some(path) = line.strip_prefix("//- ") {
            res.push((path.trim().to_owned(), n + 1, String::new()));
        } else if let Some((_, _, text)) = res.last_mut() {
            text.push_str(line);
            text.push('\n');
        }
    }
    res
}

fn check_block(db: &mut TestDb, block: &Block, out: &mut String) {
    let files = files(&block.text);
    for (path, _, text) in &files {
        db.edit(path, &module_text(text).0);
    }
    let mut found: Vec<Marks> = Vec::new();
    let mut messages: Vec<String> = Vec::new();
    for (path, first, text) in &files {
        let (text, offset) = module_text(text);
        check_file(db, path, &text, *first, offset, &mut found, &mut messages);
    }
    for (i, line) in block.text.lines().enumerate() {
        let mut wanted = marks(line);
        let mut given = found.get_mut(i).map(std::mem::take).unwrap_or_default();
        wanted.errors.sort();
        given.errors.sort();
        given.errors.dedup();
        wanted.errors.dedup();
        if wanted != given {
            let message = messages.get(i).map_or("", String::as_str);
            let _ = writeln!(
                out,
                "  line {}: wanted {wanted:?}, found {given:?} {message}",
                block.line + i
            );
        }
    }
}

fn check_file(
    db: &TestDb,
    path: &str,
    source: &str,
    first: usize,
    offset: usize,
    found: &mut Vec<Marks>,
    messages: &mut Vec<String>,
) {
    let module = ModuleId::new(&db.db, db.config, db.file(path));
    let mut diagnostics = hir_def::diagnostics::module_diagnostics(&db.db, module);
    diagnostics.extend(crate::diagnostics::module_diagnostics(&db.db, module));
    for diagnostic in diagnostics {
        let start = usize::from(diagnostic.place.range.start());
        let line = first + (source[..start].matches('\n').count()).saturating_sub(offset);
        if found.len() <= line {
            found.resize_with(line + 1, Marks::default);
            messages.resize(line + 1, String::new());
        }
        if diagnostic.code == "type" {
            found[line].ty = Some(diagnostic.message.clone());
        } else if diagnostic.severity == base_db::Severity::Error {
            found[line].errors.push(diagnostic.code.to_owned());
            messages[line].push_str(&diagnostic.message.replace('\n', " / "));
        }
    }
}

fn new_db(files: &[(String, usize, String)]) -> TestDb {
    let std = standard_library().iter();
    let std = std.map(|(path, text)| (path.as_str(), text.as_str()));
    let own = files.iter();
    TestDb::new(std.chain(own.map(|(path, _, text)| (path.as_str(), text.as_str()))))
}

#[test]
fn pages() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/lang");
    let mut pages = Vec::new();
    collect(&root, "tests/lang", "md", &mut pages);
    assert!(!pages.is_empty(), "no pages in {}", root.display());
    let mut failures = String::new();
    for (name, page) in &pages {
        let mut db = new_db(&files(""));
        let mut out = String::new();
        for block in blocks(page) {
            if block.text.contains("\n//- ") {
                // Its files are for it alone.
                check_block(&mut new_db(&files(&block.text)), &block, &mut out);
            } else {
                check_block(&mut db, &block, &mut out);
            }
        }
        if !out.is_empty() {
            let _ = write!(failures, "{name}\n{out}");
        }
    }
    assert!(failures.is_empty(), "\n{failures}");
}

/// Every rule of the checklist is named by a heading with a block behind it.
#[test]
fn every_rule_has_a_block() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/lang");
    let mut pages = Vec::new();
    collect(&root, "tests/lang", "md", &mut pages);
    let mut shown = std::collections::BTreeSet::new();
    for (_, page) in &pages {
        let mut named = Vec::new();
        for line in page.lines() {
            if line.starts_with('#') {
                named = line
                    .split(|c: char| !(c.is_alphanumeric() || c == '.'))
                    .map(|it| it.trim_matches('.').to_owned())
                    .collect();
            } else if line.trim_end() == "```haxe" {
                shown.extend(named.iter().cloned());
            }
        }
    }
    let checklist = std::fs::read_to_string(root.join("checklist.txt")).expect("the checklist");
    let missing: Vec<&str> = checklist
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter(|line| !shown.contains(line.split(' ').next().unwrap_or_default()))
        .collect();
    assert!(
        missing.is_empty(),
        "no block shows:\n{}",
        missing.join("\n")
    );
}
