//! Takes every code action offered at random places and looks whether the code is as right afterwards as it was.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Instant;

use base_db::{File, FileEdit, FileRange, Severity, TextRange};
use rustc_hash::FxHashMap;
use salsa::Database as _;
use syntax::ast::{self, AstNode};
use syntax::{SyntaxKind, SyntaxNode};
use vfs::VfsPath;

use crate::ask::Random;
use crate::live::Project;

#[derive(Default)]
struct Count {
    offered: usize,
    wrong: usize,
}

/// `n_places` in each of `files`; how many actions brought errors.
pub(crate) fn actions(
    project: &mut Project,
    files: &[VfsPath],
    n_places: usize,
    random: &mut Random,
) -> usize {
    let mut counts: BTreeMap<String, Count> = BTreeMap::new();
    let mut slowest = (std::time::Duration::ZERO, String::new());
    for path in files {
        for _ in 0..n_places {
            let Some(range) = place(project, path, random) else {
                continue;
            };
            let at = FileRange {
                file: project.file(path),
                range,
            };
            let line = line_of(&project.text(path), range);
            let start = Instant::now();
            let offered = catch_unwind(AssertUnwindSafe(|| {
                project
                    .db
                    .attach(|db| ide::code_actions(db, project.config, at))
            }));
            if start.elapsed() > slowest.0 {
                slowest = (start.elapsed(), format!("{path}:{line} {range:?}"));
            }
            let Ok(offered) = offered else {
                println!("PANIC {path}:{line} {range:?}");
                counts.entry("panics".to_owned()).or_default().wrong += 1;
                continue;
            };
            for action in offered {
                let title = action.title.split('`').next().unwrap_or_default().trim();
                let count = counts.entry(title.to_owned()).or_default();
                count.offered += 1;
                let new = new_errors(project, &action.edits);
                if !new.is_empty() {
                    count.wrong += 1;
                    println!("{path}:{line} {range:?} {}", action.title);
                    for message in new {
                        println!("    {}", message.replace('\n', " "));
                    }
                    for edit in &action.edits {
                        let old = base_db::file_text(&project.db, edit.place.file);
                        let old = &old[std::ops::Range::<usize>::from(edit.place.range)];
                        println!("    - {old:?}\n    + {:?}", edit.text);
                    }
                }
            }
        }
    }
    for (title, count) in &counts {
        println!("{:6} {:4} wrong  {title}", count.offered, count.wrong);
    }
    println!("slowest answer {:.1?} at {}", slowest.0, slowest.1);
    counts.values().map(|it| it.wrong).sum()
}

/// A caret, an expression, or statements in a row.
fn place(project: &Project, path: &VfsPath, random: &mut Random) -> Option<TextRange> {
    let file = project.file(path);
    let root = base_db::parse(&project.db, file, project.config).syntax_node();
    let pick = |nodes: &[SyntaxNode], random: &mut Random| {
        (!nodes.is_empty()).then(|| nodes[random.below(nodes.len())].clone())
    };
    match random.below(3) {
        0 => {
            let exprs: Vec<SyntaxNode> = root
                .descendants()
                .filter(|it| ast::Expr::can_cast(it.kind()))
                .collect();
            Some(pick(&exprs, random)?.text_range())
        }
        1 => {
            let blocks: Vec<SyntaxNode> = root
                .descendants()
                .filter(|it| it.kind() == SyntaxKind::BLOCK_EXPR && it.first_child().is_some())
                .collect();
            let statements: Vec<SyntaxNode> = pick(&blocks, random)?.children().collect();
            let first = random.below(statements.len());
            let last = first + random.below((statements.len() - first).min(4));
            let range = statements[first].text_range();
            Some(range.cover(statements[last].text_range()))
        }
        _ => {
            let tokens: Vec<TextRange> = root
                .descendants_with_tokens()
                .filter_map(|it| it.into_token())
                .filter(|it| !it.kind().is_trivia())
                .map(|it| it.text_range())
                .collect();
            let range = tokens.get(random.below(tokens.len().max(1)))?;
            Some(TextRange::empty(range.start()))
        }
    }
}

fn line_of(text: &str, range: TextRange) -> usize {
    text[..usize::from(range.start())].matches('\n').count() + 1
}

/// The messages of the edited files that were not there before; the texts are as before afterwards.
fn new_errors(project: &mut Project, edits: &[FileEdit]) -> Vec<String> {
    let mut by_file: FxHashMap<File, Vec<&FileEdit>> = FxHashMap::default();
    for edit in edits {
        by_file.entry(edit.place.file).or_default().push(edit);
    }
    let mut files: Vec<(VfsPath, String, String)> = Vec::new();
    for (file, mut edits) in by_file {
        let old = base_db::file_text(&project.db, file).to_string();
        edits.reverse();
        edits.sort_by_key(|it| std::cmp::Reverse((it.place.range.start(), it.place.range.end())));
        let overlaps = edits
            .windows(2)
            .any(|it| it[1].place.range.end() > it[0].place.range.start());
        if overlaps {
            return vec!["edits overlap".to_owned()];
        }
        let mut new = old.clone();
        for edit in edits {
            new.replace_range(std::ops::Range::<usize>::from(edit.place.range), &edit.text);
        }
        files.push((file.path(&project.db).clone(), old, new));
    }
    let mut before: Vec<String> = Vec::new();
    for (path, ..) in &files {
        before.extend(errors(project, path));
    }
    let mut after: Vec<String> = Vec::new();
    for (path, _, new) in &files {
        project.set_text(path, new);
    }
    for (path, ..) in &files {
        after.extend(errors(project, path));
    }
    for (path, old, _) in &files {
        project.set_text(path, old);
    }
    for message in before {
        if let Some(at) = after.iter().position(|it| *it == message) {
            after.swap_remove(at);
        }
    }
    after
}

fn errors(project: &Project, path: &VfsPath) -> Vec<String> {
    let file = project.file(path);
    project
        .db
        .attach(|db| ide::diagnostics(db, project.config, file))
        .into_iter()
        .filter(|it| it.severity == Severity::Error)
        .map(|it| it.message)
        .collect()
}
