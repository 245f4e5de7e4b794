//! How many names of real code mean something: each identifier of each file is classified as for
//! "go to definition"; the rest is counted by what surrounds it.
//!
//! `RAYZOR_CORPUS=dir:…:std cargo test -p ide --test classified -- --nocapture`; the last directory is
//! the standard library. Nothing is done without the variable.

use std::{collections::BTreeMap, sync::Arc};

use base_db::{ClassPath, ClassPathKind, Config, ConfigData, Db, RootDatabase, Target};
use hir::Semantics;
use hir_def::module::modules_of_class_paths;
use syntax::SyntaxKind;
use vfs::{OsSystem, VfsPath};

#[test]
fn names_mean_something() {
    let Ok(paths) = std::env::var("RAYZOR_CORPUS") else {
        return;
    };
    let db = RootDatabase::new(Arc::new(OsSystem));
    let paths: Vec<VfsPath> = paths.split(':').map(VfsPath::new).collect();
    let (first, rest) = paths.split_first().expect("a directory");
    let only = std::env::var("RAYZOR_ONLY").unwrap_or_default();
    let class_paths = std::iter::once((first, ClassPathKind::Project))
        .chain(rest.iter().map(|it| (it, ClassPathKind::Std)))
        .map(|(path, kind)| ClassPath {
            path: path.clone(),
            kind,
        })
        .collect();
    db.files().set_libraries(rest.to_vec());
    let defines = syntax::Defines::new([
        ("eval", "1"),
        ("sys", "1"),
        ("target.name", "eval"),
        ("target.sys", "1"),
        ("haxe_ver", "4.306"),
        ("haxe4", "1"),
        ("haxe3", "1"),
        ("haxe", "4.3.6"),
    ]);
    let data = ConfigData {
        name: "classified".to_owned(),
        class_paths,
        defines,
        target: Target::Eval,
        macros: Vec::new(),
    };
    let config = Config::from_data(&db, data);
    let (mut n_names, mut n_unknown) = (0, 0);
    let mut unknown: BTreeMap<String, (usize, String)> = BTreeMap::new();
    for module in modules_of_class_paths(&db, config, ClassPathKind::Project) {
        let file = module.file(&db);
        let path = file.path(&db).as_str();
        let platforms = [
            "cpp", "cs", "flash", "hl", "java", "js", "jvm", "lua", "neko", "php", "python",
        ];
        let is_foreign = platforms
            .iter()
            .any(|it| path.contains(&format!("/std/{it}/")));
        if !path.contains(&only) || is_foreign {
            continue;
        }
        let sema = Semantics::new(&db, config, file);
        let tokens = sema.root().descendants_with_tokens();
        for token in tokens.filter_map(|it| it.into_token()) {
            let parent = token.parent().map(|it| it.kind());
            let is_name = token.kind() == SyntaxKind::IDENT
                && matches!(
                    parent,
                    Some(SyntaxKind::NAME | SyntaxKind::NAME_REF | SyntaxKind::NAME_EXPR)
                );
            let in_metadata = token
                .parent_ancestors()
                .any(|it| matches!(it.kind(), SyntaxKind::METADATA | SyntaxKind::MACRO_EXPR));
            if !is_name || in_metadata || token.text() == "_" {
                continue;
            }
            n_names += 1;
            if sema.classify(&token).is_some() {
                continue;
            }
            n_unknown += 1;
            let outer = token.parent_ancestors().nth(1).map(|it| it.kind());
            let text = base_db::file_text(&db, file);
            let line = text[..usize::from(token.text_range().start())]
                .matches('\n')
                .count()
                + 1;
            let entry = unknown
                .entry(format!("{parent:?} in {outer:?}"))
                .or_default();
            entry.0 += 1;
            if entry.0 <= 12 {
                entry
                    .1
                    .push_str(&format!("\n    {} {path}:{line}", token.text()));
            }
        }
    }
    println!("{n_names} names, {n_unknown} mean nothing");
    for (what, (count, examples)) in unknown {
        println!("{count} {what}{examples}");
    }
}
