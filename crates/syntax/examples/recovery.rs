//! Measures what survives in a broken file.
//!
//! `cargo run --release -p syntax --example recovery -- [--files N] [-D name=value]… STD`
//!
//! Cuts files at every 500th byte and asks whether all declarations complete
//! before the cut are still there; deletes the last `}` of methods and counts
//! the declarations that are lost besides the method.

use std::path::{Path, PathBuf};

use syntax::{AstNode, Defines, SyntaxKind::*, ast, ast::HasName, parse};

fn main() {
    let mut defines: Vec<(String, String)> = vec![];
    let (mut root, mut n_files) = (PathBuf::new(), 200);
    let mut args = std::env::args().skip(1);
    while let Some(arg) = args.next() {
        match arg.as_str() {
            "-D" => {
                let define = args.next().unwrap_or_default();
                let (name, value) = define.split_once('=').unwrap_or((&define, "1"));
                defines.push((name.to_owned(), value.to_owned()));
            }
            "--files" => n_files = args.next().and_then(|n| n.parse().ok()).expect("a number"),
            _ => root = arg.into(),
        }
    }
    let defines = Defines::new(defines);
    let mut files = vec![];
    collect(&root, &mut files);
    files.sort();
    // Spread over the whole list.
    let step = (files.len() / n_files).max(1);
    let mut counts = Counts::default();
    for path in files.iter().step_by(step).take(n_files) {
        let Ok(text) = std::fs::read_to_string(path) else {
            continue;
        };
        cut(path, &text, &defines, &mut counts);
        delete_braces(path, &text, &defines, &mut counts);
    }
    println!("{counts:#?}");
}

#[derive(Debug, Default)]
struct Counts {
    cuts: usize,
    cuts_with_losses: usize,
    braces: usize,
    braces_with_more_losses: usize,
}

/// Kind, qualified name and end of every type and field.
fn symbols(text: &str, defines: &Defines) -> Vec<(String, usize)> {
    let root = parse(text, defines).syntax_node();
    let mut res = vec![];
    for node in root.descendants() {
        let name = match node.kind() {
            CLASS_DECL | INTERFACE_DECL | ENUM_DECL | ABSTRACT_DECL | TYPEDEF_DECL => {
                ast::TypeDecl::cast(node.clone()).and_then(|it| it.name())
            }
            VAR_FIELD | FUNCTION_FIELD => ast::Field::cast(node.clone()).and_then(|it| it.name()),
            ENUM_CTOR => ast::EnumCtor::cast(node.clone()).and_then(|it| it.name()),
            _ => continue,
        };
        let owner = node.ancestors().skip(1).find_map(ast::TypeDecl::cast);
        let owner = owner
            .and_then(|it| it.name())
            .map(|it| it.text())
            .unwrap_or_default();
        let name = name.map(|it| it.text()).unwrap_or_default();
        res.push((
            format!("{owner}.{name}"),
            usize::from(node.text_range().end()),
        ));
    }
    res
}

fn cut(path: &Path, text: &str, defines: &Defines, counts: &mut Counts) {
    let whole = symbols(text, defines);
    for at in (500..text.len()).step_by(500) {
        if !text.is_char_boundary(at) {
            continue;
        }
        counts.cuts += 1;
        let rest = symbols(&text[..at], defines);
        let lost: Vec<_> = whole
            .iter()
            .filter(|(name, end)| *end <= at && !rest.iter().any(|(other, _)| other == name))
            .collect();
        if !lost.is_empty() {
            counts.cuts_with_losses += 1;
            println!("{} cut at {at}: lost {lost:?}", path.display());
        }
    }
}

fn delete_braces(path: &Path, text: &str, defines: &Defines, counts: &mut Counts) {
    let whole = symbols(text, defines);
    let root = parse(text, defines).syntax_node();
    for field in root.descendants().filter_map(ast::FunctionField::cast) {
        let Some(ast::Expr::BlockExpr(body)) = field.body() else {
            continue;
        };
        let end = usize::from(body.syntax().text_range().end());
        let mutated = format!("{}{}", &text[..end - 1], &text[end..]);
        let rest = symbols(&mutated, defines);
        counts.braces += 1;
        let own = field.name().map(|it| it.text()).unwrap_or_default();
        let lost: Vec<_> = whole
            .iter()
            .filter(|(name, _)| !rest.iter().any(|(other, _)| other == name))
            .filter(|(name, _)| !name.ends_with(&format!(".{own}")))
            .collect();
        if !lost.is_empty() {
            counts.braces_with_more_losses += 1;
            println!(
                "{} without the brace at {end} of {own}: lost {lost:?}",
                path.display()
            );
        }
    }
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
