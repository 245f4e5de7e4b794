//! What must change in the sources when files are moved or get another name: package lines, imports and paths, the name
//! of a module's main type, and imports where the package alone brought a name so far.
//!
//! ```haxe
//! import a.Tool;                 // a/Tool.hx -> b/Tool.hx: import b.Tool;
//! class Main { var t:a.Tool; }   //                         var t:b.Tool;
//! ```

use std::collections::BTreeSet;

use base_db::{ClassPathKind, Config, Db, File, FileEdit, FileRange, TextRange};
use hir::{Definition, Semantics, Usage};
use hir_def::{
    Name,
    ids::ModuleId,
    item_tree::{ImportKind, item_source_map, item_tree},
    module::{import_modules, modules_of_class_paths},
    module_path,
    scope::packages_around,
    type_ref::{DottedPath, is_type_name},
};
use rustc_hash::FxHashMap;
use syntax::{SyntaxKind, SyntaxToken};
use vfs::VfsPath;

use crate::{completion::import_edit, search::occurrences};

/// The edits for `moves`: files or whole directories of the project, from where they are to where they will be. The
/// edits speak of the files as they are now.
pub fn move_files(db: &dyn Db, config: Config, moves: &[(VfsPath, VfsPath)]) -> Vec<FileEdit> {
    let modules = modules_of_class_paths(db, config, ClassPathKind::Project);
    let mut mover = Mover {
        db,
        config,
        moved: FxHashMap::default(),
        packages: Vec::new(),
    };
    for &module in modules {
        let path = module.file(db).path(db);
        let target = moves
            .iter()
            .filter_map(|(from, to)| moved_path(path, from, to))
            .next();
        if let Some(moved) = target.and_then(|it| mover.place_at(&it)) {
            let before = module_path(db, module);
            if (&before.package, &before.name) != (&moved.package, &moved.name) {
                mover.moved.insert(module, moved);
            }
        }
    }
    for (from, to) in moves {
        if let (Some(from), Some(to)) = (mover.package_at(from), mover.package_at(to)) {
            mover.packages.push((from, to));
        }
    }
    if mover.moved.is_empty() {
        return Vec::new();
    }
    let mut res = Vec::new();
    for &module in modules {
        db.unwind_if_revision_cancelled();
        mover.edit_module(module, &mut res);
    }
    res
}

/// What a new, empty file begins with: the package of its directory. `None` when it has text or needs none.
pub fn package_line(db: &dyn Db, config: Config, file: File) -> Option<String> {
    let is_empty = base_db::file_text(db, file).trim().is_empty();
    let is_module = file.path(db).extension() == Some("hx");
    let module = ModuleId::new(db, config, file);
    let package = hir_def::diagnostics::expected_package(db, module)?;
    (is_empty && is_module && !package.is_empty()).then(|| format!("package {package};\n\n"))
}

/// Where `path` is after the move of itself or of a directory around it.
fn moved_path(path: &VfsPath, from: &VfsPath, to: &VfsPath) -> Option<VfsPath> {
    if path == from {
        return Some(to.clone());
    }
    Some(to.join(path.strip_prefix(from)?))
}

struct Mover<'db> {
    db: &'db dyn Db,
    config: Config,
    moved: FxHashMap<ModuleId<'db>, Place>,
    /// Packages that move as a whole, from and to.
    packages: Vec<(DottedPath, DottedPath)>,
}

struct Place {
    package: DottedPath,
    name: Name,
}

impl<'db> Mover<'db> {
    /// The package of the directory that class paths of the project give it.
    fn package_at(&self, dir: &VfsPath) -> Option<DottedPath> {
        let below = self
            .config
            .class_paths(self.db)
            .iter()
            .filter(|it| it.kind == ClassPathKind::Project)
            .filter_map(|it| match *dir == it.path {
                true => Some(""),
                false => dir.strip_prefix(&it.path),
            })
            .min_by_key(|it| it.len())?;
        let segments: Vec<Name> = below
            .split('/')
            .filter(|it| !it.is_empty())
            .map(Name::new)
            .collect();
        let is_package = segments.iter().all(|it| !is_type_name(it) && is_word(it));
        is_package.then(|| DottedPath(segments.into()))
    }

    fn place_at(&self, path: &VfsPath) -> Option<Place> {
        let name = path.file_stem();
        if path.extension() != Some("hx") || !is_word(name) {
            return None;
        }
        Some(Place {
            package: self.package_at(&path.parent()?)?,
            name: Name::new(name),
        })
    }

    /// What a module will be called.
    fn path_after(&self, module: ModuleId<'db>) -> DottedPath {
        match self.moved.get(&module) {
            Some(it) => it.package.joined(&it.name),
            None => module_path(self.db, module).dotted(),
        }
    }

    fn edit_module(&self, module: ModuleId<'db>, res: &mut Vec<FileEdit>) {
        let db = self.db;
        let file = module.file(db);
        let text = base_db::file_text(db, file);
        let is_moved = self.moved.contains_key(&module);
        let mut offsets = Vec::new();
        for &other in self.moved.keys() {
            let name = &module_path(db, other).name;
            offsets.extend(occurrences(text, name));
        }
        let has_wildcard = item_tree(db, module)
            .imports
            .iter()
            .any(|it| it.kind == ImportKind::Wildcard);
        if offsets.is_empty() && !is_moved && !has_wildcard {
            return;
        }
        let sema = Semantics::new(db, self.config, file);
        let mut file_edits = FileEdits {
            sema: &sema,
            edits: Vec::new(),
        };
        if let Some(place) = self.moved.get(&module) {
            file_edits.package_line(&place.package);
        }
        self.wildcards(&mut file_edits);
        offsets.sort();
        offsets.dedup();
        let mut wanted = BTreeSet::new();
        for offset in offsets {
            if let Some(token) = syntax::tokens_at(sema.root(), offset).right_biased() {
                self.edit_name(&mut file_edits, &token, &mut wanted);
            }
        }
        if is_moved {
            self.names_by_package(&sema, &mut wanted);
        }
        for path in wanted {
            file_edits.edits.push(import_edit(&sema, &path));
        }
        res.append(&mut file_edits.edits);
    }

    /// `import a.b.*` of a package that moves as a whole.
    fn wildcards(&self, file: &mut FileEdits<'_, 'db>) {
        let (db, module) = (self.db, file.sema.module);
        let sources = &item_source_map(db, module).imports;
        for (import, source) in item_tree(db, module).imports.iter().zip(sources) {
            let segments = import.path.segments();
            if import.kind != ImportKind::Wildcard || segments.iter().any(|it| is_type_name(it)) {
                continue;
            }
            let moved = self
                .packages
                .iter()
                .find(|(from, to)| segments.starts_with(from.segments()) && !to.is_empty());
            if let Some((from, to)) = moved
                && let [first, ..] = &*source.segments
                && let Some(last) = source.segments.get(from.segments().len().wrapping_sub(1))
            {
                file.replace(first.cover(*last), to.to_string());
            }
        }
    }

    /// The name of a moved module at `token`, with the path before it.
    fn edit_name(
        &self,
        file: &mut FileEdits<'_, 'db>,
        token: &SyntaxToken,
        wanted: &mut BTreeSet<String>,
    ) {
        let Some(class) = file.sema.classify(token) else {
            return;
        };
        let Some(module) = main_module(self.db, &class.def, token.text()) else {
            return;
        };
        let Some(place) = self.moved.get(&module) else {
            return;
        };
        if place.name != token.text() {
            file.replace(token.text_range(), place.name.to_string());
        }
        if class.usage == Usage::Declaration {
            return;
        }
        let before = module_path(self.db, module);
        let (prefix, range) = path_before(token);
        if prefix == before.package && (!prefix.is_empty() || class.usage == Usage::Import) {
            if before.package != place.package {
                let text = match place.package.is_empty() {
                    true => String::new(),
                    false => format!("{}.", place.package),
                };
                file.replace(range, text);
            }
        } else if prefix.is_empty() && self.needs_import(file.sema.module, module) {
            wanted.insert(self.path_after(module).to_string());
        }
    }

    /// Whether a bare name of `module`'s main type means nothing in `user` any more without another import.
    fn needs_import(&self, user: ModuleId<'db>, module: ModuleId<'db>) -> bool {
        if user == module || self.is_imported(user, module) {
            return false;
        }
        let package = |module| {
            let path = self.path_after(module);
            DottedPath(path.segments()[..path.segments().len() - 1].into())
        };
        let target = package(module);
        !packages_around(&package(user)).any(|it| it == target)
    }

    /// Whether `user` or an `import.hx` above it names the module, or a package that it stays in.
    fn is_imported(&self, user: ModuleId<'db>, module: ModuleId<'db>) -> bool {
        let db = self.db;
        let before = module_path(db, module);
        let path = before.dotted();
        let with_type = path.joined(&before.name);
        let package = before.package.segments();
        let keeps_package = !self.moved.contains_key(&module)
            || self
                .packages
                .iter()
                .any(|(from, _)| package.starts_with(from.segments()));
        let of_dirs = import_modules(db, user).iter().copied();
        of_dirs.chain([user]).any(|it| {
            item_tree(db, it)
                .imports
                .iter()
                .any(|import| match import.kind {
                    ImportKind::Plain | ImportKind::Using => {
                        import.path == path || import.path == with_type
                    }
                    ImportKind::Wildcard => import.path == before.package && keeps_package,
                    ImportKind::Alias(_) => false,
                })
        })
    }

    /// What a moved module uses by its bare name because the package is its own or one above.
    fn names_by_package(&self, sema: &Semantics<'db>, wanted: &mut BTreeSet<String>) {
        let db = self.db;
        let around: Vec<DottedPath> =
            packages_around(&module_path(db, sema.module).package).collect();
        let tokens = sema.root().descendants_with_tokens();
        for token in tokens.filter_map(|it| it.into_token()) {
            if token.kind() != SyntaxKind::IDENT
                || !is_type_name(token.text())
                || !path_before(&token).0.is_empty()
            {
                continue;
            }
            let Some(class) = sema.classify(&token) else {
                continue;
            };
            let has_place = matches!(class.usage, Usage::Declaration | Usage::Import);
            if let Some(module) = main_module(db, &class.def, token.text())
                && !has_place
                && around.contains(&module_path(db, module).package)
                && self.needs_import(sema.module, module)
            {
                wanted.insert(self.path_after(module).to_string());
            }
        }
    }
}

/// The module whose main type, or which itself, is called `name`.
fn main_module<'db>(db: &'db dyn Db, def: &Definition<'db>, name: &str) -> Option<ModuleId<'db>> {
    let module = match def {
        Definition::Type(_) | Definition::Module(_) => def.module(db)?,
        _ => return None,
    };
    let is_main = module_path(db, module).name == name && def.name(db) == name;
    is_main.then_some(module)
}

/// The packages written before a name, and the range from their start to the name.
fn path_before(token: &SyntaxToken) -> (DottedPath, TextRange) {
    let mut segments = Vec::new();
    let mut start = token.text_range().start();
    let mut at = before(token);
    while let Some(dot) = at.filter(|it| it.kind() == SyntaxKind::DOT) {
        let Some(name) = before(&dot) else { break };
        if name.kind() != SyntaxKind::IDENT && !name.kind().is_keyword() {
            // `f().Name` is no path.
            segments.push(Name::new("?"));
            break;
        }
        segments.push(Name::new(name.text()));
        start = name.text_range().start();
        at = before(&name);
    }
    segments.reverse();
    let range = TextRange::new(start, token.text_range().start());
    (DottedPath(segments.into()), range)
}

fn before(token: &SyntaxToken) -> Option<SyntaxToken> {
    let mut token = token.prev_token()?;
    while token.kind().is_trivia() {
        token = token.prev_token()?;
    }
    Some(token)
}

fn is_word(name: &str) -> bool {
    let starts_well = name.starts_with(|c: char| c == '_' || c.is_ascii_alphabetic());
    starts_well
        && name
            .bytes()
            .all(|it| it == b'_' || it.is_ascii_alphanumeric())
}

struct FileEdits<'a, 'db> {
    sema: &'a Semantics<'db>,
    edits: Vec<FileEdit>,
}

impl FileEdits<'_, '_> {
    fn replace(&mut self, range: TextRange, text: String) {
        let file = self.sema.file();
        self.edits.push(FileEdit {
            place: FileRange { file, range },
            text,
        });
    }

    fn package_line(&mut self, package: &DottedPath) {
        let (db, module) = (self.sema.db, self.sema.module);
        let line = match package.is_empty() {
            true => "package;".to_owned(),
            false => format!("package {package};"),
        };
        let declared = item_tree(db, module).package.clone().unwrap_or_default();
        if declared == *package {
            return;
        }
        match item_source_map(db, module).package {
            Some(range) => self.replace(range, line),
            None => self.replace(TextRange::empty(0.into()), format!("{line}\n\n")),
        }
    }
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};
    use vfs::VfsPath;

    use super::move_files;
    use crate::test_support::Case;

    #[track_caller]
    fn check(fixture: &str, moves: &[(&str, &str)], expect: Expect) {
        let case = Case::new(fixture);
        let moves: Vec<_> = moves
            .iter()
            .map(|(from, to)| (VfsPath::new(from), VfsPath::new(to)))
            .collect();
        expect.assert_eq(&case.apply(&move_files(case.db(), case.config(), &moves)));
    }

    #[test]
    fn a_file_to_another_package() {
        check(
            "
            //- /a/Tool.hx
            package a;
            class Tool { public static function f() { Near.f(); } var t:Tool; }
            class Part {}
            //- /a/Near.hx
            package a;
            class Near { public static function f() Tool.f(); }
            //- /Main.hx
            import a.Tool;
            import a.Tool.Part;
            class Main { var x:Tool; var y:a.Tool; var z:Part; function f() a.Tool.f(); }
            //- /b/Here.hx
            package b;
            using a.Tool;
            class Here { var tool:Int; }
            //- /c/Star.hx
            package c;
            import a.*;
            class Star { var tool:Tool; }
            ",
            &[("/a/Tool.hx", "/b/Tool.hx")],
            expect![[r#"
                //- /a/Tool.hx
                package b;

                import a.Near;
                class Tool { public static function f() { Near.f(); } var t:Tool; }
                class Part {}
                //- /a/Near.hx
                package a;

                import b.Tool;
                class Near { public static function f() Tool.f(); }
                //- /Main.hx
                import b.Tool;
                import b.Tool.Part;
                class Main { var x:Tool; var y:b.Tool; var z:Part; function f() b.Tool.f(); }
                //- /b/Here.hx
                package b;
                using b.Tool;
                class Here { var tool:Int; }
                //- /c/Star.hx
                package c;
                import a.*;
                import b.Tool;
                class Star { var tool:Tool; }
            "#]],
        );
    }

    #[test]
    fn a_file_gets_another_name() {
        check(
            "
            //- /a/Tool.hx
            package a;
            class Tool { public function new() {} static function f() return new Tool(); }
            class Part {}
            //- /Main.hx
            import a.Tool;
            import a.Tool.Part;
            class Main { var x:Tool; var s = 'Tool'; }
            ",
            &[("/a/Tool.hx", "/a/Kit.hx")],
            expect![[r#"
                //- /a/Tool.hx
                package a;
                class Kit { public function new() {} static function f() return new Kit(); }
                class Part {}
                //- /Main.hx
                import a.Kit;
                import a.Kit.Part;
                class Main { var x:Kit; var s = 'Tool'; }
            "#]],
        );
    }

    #[test]
    fn a_directory() {
        check(
            "
            //- /a/b/One.hx
            package a.b;
            class One { var two:Two; var up:Up; }
            //- /a/b/Two.hx
            package a.b;
            class Two {}
            //- /a/Up.hx
            package a;
            class Up { var one:a.b.One; }
            //- /Main.hx
            import a.b.*;
            class Main { var one:One; }
            ",
            &[("/a/b", "/c")],
            expect![[r#"
                //- /a/b/One.hx
                package c;

                import a.Up;
                class One { var two:Two; var up:Up; }
                //- /a/b/Two.hx
                package c;
                class Two {}
                //- /a/Up.hx
                package a;
                class Up { var one:c.One; }
                //- /Main.hx
                import c.*;
                class Main { var one:One; }
            "#]],
        );
    }

    #[test]
    fn from_and_to_the_root() {
        check(
            "
            //- /Tool.hx
            class Tool {}
            //- /a/User.hx
            package a;
            import Tool;
            class User { var t:Tool; }
            ",
            &[("/Tool.hx", "/a/b/Tool.hx")],
            expect![[r#"
                //- /Tool.hx
                package a.b;

                class Tool {}
                //- /a/User.hx
                package a;
                import a.b.Tool;
                class User { var t:Tool; }
            "#]],
        );
        check(
            "
            //- /a/b/Tool.hx
            package a.b;
            class Tool {}
            //- /a/User.hx
            package a;
            class User { var t:a.b.Tool; }
            ",
            &[("/a/b/Tool.hx", "/Tool.hx")],
            expect![[r#"
                //- /a/b/Tool.hx
                package;
                class Tool {}
                //- /a/User.hx
                package a;
                class User { var t:Tool; }
            "#]],
        );
    }
}
