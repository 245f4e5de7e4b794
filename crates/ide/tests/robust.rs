//! Every feature on every kind of half-typed file: real files cut off at random places, each
//! feature asked at the cut and a little before it. Nothing may panic or take long.
//!
//! `RAYZOR_CORPUS=dir:…:std RAYZOR_CUTS=20 cargo test -p ide --test robust -- --nocapture`; the last
//! directory is the standard library. Nothing is done without the variable.

use std::{sync::Arc, time::Instant};

use base_db::{
    ClassPath, ClassPathKind, Config, ConfigData, Db, File, FilePosition, FileRange, RootDatabase,
    Target, TextRange, apply_changes,
};
use hir_def::module::modules_of_class_paths;
use ide::{InlayHintsConfig, *};
use vfs::{FileChange, OsSystem, VfsPath};

#[test]
fn cut_files() {
    let Ok(paths) = std::env::var("RAYZOR_CORPUS") else {
        return;
    };
    let n_cuts = env_number("RAYZOR_CUTS", 20);
    let n_files = env_number("RAYZOR_FILES", 10);
    let mut db = RootDatabase::new(Arc::new(OsSystem));
    let paths: Vec<VfsPath> = paths.split(':').map(VfsPath::new).collect();
    let last = paths.len() - 1;
    let class_paths = paths
        .iter()
        .enumerate()
        .map(|(i, path)| ClassPath {
            path: path.clone(),
            kind: match i == last {
                true => ClassPathKind::Std,
                false => ClassPathKind::Project,
            },
        })
        .collect();
    db.files().set_libraries(vec![paths[last].clone()]);
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
        name: "robust".to_owned(),
        class_paths,
        defines,
        target: Target::Eval,
    };
    let config = Config::from_data(&db, data);
    let mut files: Vec<(usize, File)> = modules_of_class_paths(&db, config, ClassPathKind::Project)
        .iter()
        .map(|it| it.file(&db))
        .map(|it| (base_db::file_text(&db, it).len(), it))
        .collect();
    files.sort_by_key(|it| std::cmp::Reverse(it.0));
    let mut random = 0x2545_f491_u64;
    let mut slowest = (std::time::Duration::ZERO, String::new());
    for (_, file) in files.into_iter().take(n_files) {
        let text = base_db::file_text(&db, file).to_string();
        let path = file.path(&db).clone();
        println!("{} ({} bytes)", path.as_str(), text.len());
        for _ in 0..n_cuts {
            random = random
                .wrapping_mul(6364136223846793005)
                .wrapping_add(1442695040888963407);
            let mut cut = (random >> 33) as usize % text.len().max(1);
            while !text.is_char_boundary(cut) {
                cut -= 1;
            }
            // Half of the time the rest of the file stays.
            let edited = match random & 1 {
                0 => text[..cut].to_owned(),
                _ => format!("{}.{}", &text[..cut], &text[cut..]),
            };
            let change = FileChange::Overlay(path.clone(), edited.as_str().into());
            apply_changes(&mut db, [change]);
            for back in [0, 1, 7] {
                let mut offset = cut.saturating_sub(back);
                while !edited.is_char_boundary(offset) {
                    offset -= 1;
                }
                let position = FilePosition {
                    file,
                    offset: (offset as u32).into(),
                };
                ask_everything(&db, config, position, edited.len() as u32, &mut slowest);
            }
        }
        apply_changes(&mut db, [FileChange::CloseOverlay(path)]);
    }
    println!("slowest: {} in {:?}", slowest.1, slowest.0);
}

fn env_number(name: &str, default: usize) -> usize {
    std::env::var(name)
        .ok()
        .and_then(|it| it.parse().ok())
        .unwrap_or(default)
}

fn ask_everything(
    db: &RootDatabase,
    config: Config,
    position: FilePosition,
    len: u32,
    slowest: &mut (std::time::Duration, String),
) {
    let file = position.file;
    let whole = TextRange::up_to(len.into());
    let at = FileRange {
        file,
        range: TextRange::empty(position.offset),
    };
    let hints = InlayHintsConfig {
        variable_types: true,
        parameter_names: true,
        parameter_types: true,
        return_types: true,
    };
    let mut time = |name: &str, f: &mut dyn FnMut()| {
        let start = Instant::now();
        f();
        let took = start.elapsed();
        if took > slowest.0 {
            let path = file.path(db).as_str().to_owned();
            *slowest = (took, format!("{name} at {path}:{:?}", position.offset));
        }
    };
    time("diagnostics", &mut || drop(diagnostics(db, config, file)));
    time("completion", &mut || drop(completion(db, config, position)));
    time("hover", &mut || drop(hover(db, config, position)));
    time("definition", &mut || {
        drop(goto_definition(db, config, position))
    });
    time("type definition", &mut || {
        drop(goto_type_definition(db, config, position));
    });
    time("signature help", &mut || {
        drop(signature_help(db, config, position))
    });
    time("highlights", &mut || drop(highlights(db, config, position)));
    time("inlay hints", &mut || {
        drop(inlay_hints(db, config, file, whole, hints))
    });
    time("code actions", &mut || drop(code_actions(db, config, at)));
    time("prepare rename", &mut || {
        let _ = prepare_rename(db, config, position);
    });
    time("outgoing calls", &mut || {
        drop(outgoing_calls(db, config, position))
    });
    time("supertypes", &mut || drop(supertypes(db, config, position)));
}
