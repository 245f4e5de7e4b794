//! A type that shares its file with others moves to one of its own, in the same package.
//!
//! ```haxe
//! // a/Shapes.hx: class Shapes {}  class Circle {}
//! import a.Shapes.Circle;   // import a.Circle;
//! ```

use base_db::{Db, File, FileEdit, TextRange};
use hir::{Definition, Semantics, Usage};
use hir_def::{
    Name, ctors_of, fields_of,
    ids::{ModuleId, TypeDeclId},
    item_tree::{Import, ImportKind, item_source_map, item_tree},
    module::modules_of_class_paths,
    module_at, module_fields, module_name, module_types, package_of, type_decl_data,
};
use rustc_hash::FxHashSet;
use syntax::{
    SyntaxKind, SyntaxNode, SyntaxToken, T,
    ast::{self, AstNode, HasModifiers},
};

use super::{Actions, CodeActionKind, context::AssistContext, edit};
use crate::{completion::import_edit, references::references_of, unused_imports};

/// On the name of a type that is not the one its file is named after.
pub(super) fn assist(ctx: &AssistContext<'_, '_>, acc: &mut Actions) {
    let Some(moved) = Moved::new(ctx) else { return };
    let Some(edits) = moved.edits() else { return };
    let path = moved.sema.file().path(ctx.db());
    let Some(target) = path
        .parent()
        .map(|it| it.join(&format!("{}.hx", moved.name)))
    else {
        return;
    };
    let title = format!("Move `{}` to its own file", moved.name);
    acc.refactor(title, CodeActionKind::RefactorExtract, edits);
    if let Some(action) = acc.0.last_mut() {
        action.new_files.push((target, moved.text()));
    }
}

struct Moved<'a, 'db> {
    sema: &'a Semantics<'db>,
    ty: TypeDeclId<'db>,
    name: &'db Name,
    decl: SyntaxNode,
    /// With its documentation.
    range: TextRange,
}

impl<'a, 'db> Moved<'a, 'db> {
    fn new(ctx: &AssistContext<'a, 'db>) -> Option<Self> {
        let (sema, db) = (ctx.sema, ctx.db());
        let node = ctx.token()?.parent()?;
        let decl = node
            .parent()
            .filter(|it| node.kind() == SyntaxKind::NAME && ast::TypeDecl::can_cast(it.kind()))?;
        let ty = sema.type_around(node.text_range().start())?;
        let (module, name) = (sema.module, ty.name(db));
        let is_own = modules_of_class_paths(db, sema.config(), base_db::ClassPathKind::Project)
            .contains(&module);
        let target = package_of(db, module).joined(name);
        let is_free = module_at(db, sema.config(), target).is_none();
        // What stands under a condition would lose it.
        let mut top = sema.root().children();
        let has_conditions =
            top.any(|it| matches!(it.kind(), SyntaxKind::DIRECTIVE | SyntaxKind::INACTIVE));
        if name == module_name(db, module) || !is_own || !is_free || has_conditions {
            return None;
        }
        let mut start = decl.text_range().start();
        let mut before = decl.first_token()?.prev_token();
        while let Some(token) = before.filter(|it| it.kind().is_trivia()) {
            if token.kind() == SyntaxKind::DOC_COMMENT {
                start = token.text_range().start();
            }
            before = token.prev_token();
        }
        let range = TextRange::new(start, decl.text_range().end());
        let moved = Moved {
            sema,
            ty,
            name,
            decl,
            range,
        };
        (!moved.needs_its_module() && !moved.extends_others()).then_some(moved)
    }

    /// Private types and fields of the module are seen in its file alone.
    fn needs_its_module(&self) -> bool {
        let db = self.sema.db;
        let mut words = self.words();
        words.remove(self.name.as_str());
        let private_types = module_types(db, self.sema.module)
            .iter()
            .filter(|it| type_decl_data(db, **it).is_some_and(|it| it.decl.is_private))
            .map(|it| it.name(db));
        let private_fields = module_fields(db, self.sema.module)
            .iter()
            .filter(|it| !hir_ty::signature::field_signature(db, **it).is_public)
            .map(|it| it.name(db));
        private_types
            .chain(private_fields)
            .any(|it| words.contains(it.as_str()))
    }

    /// `using` of the module brings the statics of the type too.
    fn extends_others(&self) -> bool {
        let db = self.sema.db;
        let has_statics = fields_of(db, self.ty)
            .iter()
            .any(|it| hir_ty::signature::field_signature(db, *it).is_static);
        let module = hir_def::module_path(db, self.sema.module).dotted();
        let is_used = |module_: &ModuleId<'_>| {
            let mut imports = item_tree(db, *module_).imports.iter();
            imports.any(|it| it.kind == ImportKind::Using && it.path == module)
        };
        let kind = base_db::ClassPathKind::Project;
        has_statics
            && modules_of_class_paths(db, self.sema.config(), kind)
                .iter()
                .any(is_used)
    }

    fn words(&self) -> FxHashSet<String> {
        let tokens = self.decl.descendants_with_tokens();
        tokens
            .filter_map(|it| it.into_token())
            .filter(|it| !it.kind().is_trivia())
            .flat_map(|it| {
                // Names stand in strings too.
                let text = it.text().to_owned();
                let is_word = |c: char| c == '_' || c.is_ascii_alphanumeric();
                text.split(|c| !is_word(c))
                    .map(str::to_owned)
                    .collect::<Vec<_>>()
            })
            .collect()
    }

    /// The new file.
    fn text(&self) -> String {
        let db = self.sema.db;
        let text = base_db::file_text(db, self.sema.file());
        let mut res = String::new();
        let package = package_of(db, self.sema.module).to_string();
        if !package.is_empty() {
            res.push_str(&format!("package {package};\n\n"));
        }
        let words = self.words();
        let map = item_source_map(db, self.sema.module);
        let mut has_imports = false;
        for (import, source) in item_tree(db, self.sema.module)
            .imports
            .iter()
            .zip(&map.imports)
        {
            if self.wants_import(import, &words) {
                res.push_str(&text[std::ops::Range::<usize>::from(source.range)]);
                res.push('\n');
                has_imports = true;
            }
        }
        if self.mentions_its_module(&words) {
            let path = hir_def::module_path(db, self.sema.module).dotted();
            res.push_str(&format!("import {path};\n"));
            has_imports = true;
        }
        if has_imports {
            res.push('\n');
        }
        let mut decl = text[std::ops::Range::<usize>::from(self.range)].to_owned();
        // Alone in its file it has nobody to be private from.
        if let Some(private) = self.private_word() {
            let at = usize::from(private.text_range().start() - self.range.start());
            let end = at + private.text().len();
            let blanks = decl[end..].len() - decl[end..].trim_start().len();
            decl.replace_range(at..end + blanks, "");
        }
        res.push_str(&decl);
        res.push('\n');
        res
    }

    fn private_word(&self) -> Option<SyntaxToken> {
        let decl = ast::TypeDecl::cast(self.decl.clone())?;
        decl.modifiers().find(|it| it.kind() == T![private])
    }

    /// Other types and fields of the file come by its name, the type it is named after by the package.
    fn mentions_its_module(&self, words: &FxHashSet<String>) -> bool {
        let (db, module) = (self.sema.db, self.sema.module);
        let main = module_name(db, module);
        let others = module_types(db, module)
            .iter()
            .filter(|it| **it != self.ty && it.name(db) != main)
            .flat_map(|it| names_of_type(db, *it));
        let fields = module_fields(db, module)
            .iter()
            .map(|it| it.name(db).clone());
        others.chain(fields).any(|it| words.contains(it.as_str()))
    }

    fn wants_import(&self, import: &Import, words: &FxHashSet<String>) -> bool {
        use hir_def::scope::{ImportTarget, import_target};
        let db = self.sema.db;
        let names: Vec<Name> = match (&import.kind, import_target(db, self.sema.module, import)) {
            (ImportKind::Wildcard | ImportKind::Using, _) => return true,
            (ImportKind::Alias(name), _) => vec![name.clone()],
            (ImportKind::Plain, ImportTarget::Module(module)) => module_types(db, module)
                .iter()
                .flat_map(|it| names_of_type(db, *it))
                .chain(
                    module_fields(db, module)
                        .iter()
                        .map(|it| it.name(db).clone()),
                )
                .collect(),
            (ImportKind::Plain, ImportTarget::Type(ty)) => names_of_type(db, ty),
            (ImportKind::Plain, _) => import.path.last().cloned().into_iter().collect(),
        };
        names.iter().any(|it| words.contains(it.as_str()))
    }

    /// What the file loses, and what others have to say instead.
    fn edits(&self) -> Option<Vec<FileEdit>> {
        let (sema, db) = (self.sema, self.sema.db);
        let mut removed = unused_imports::remove_line(db, sema.module, self.range);
        removed.place.range = with_blank_lines(db, sema.file(), removed.place.range);
        let mut edits = vec![removed];
        let package = package_of(db, sema.module);
        let path = package.joined(self.name).to_string();
        let mut to_import: Vec<File> = Vec::new();
        for (def, is_value) in self.names() {
            for reference in references_of(db, sema.config(), &def) {
                let file = reference.place.file;
                let is_moved =
                    file == sema.file() && self.range.contains_range(reference.place.range);
                if is_moved || reference.usage == Usage::Declaration {
                    continue;
                }
                let there = Semantics::new(db, sema.config(), file);
                let token = there
                    .root()
                    .token_at_offset(reference.place.range.start())
                    .right_biased()?;
                match self.module_segment(&token) {
                    Some(range) => edits.push(edit(&there, range, "")),
                    None if is_behind_dot(&token) || token.text() != def.name(db).as_str() => {}
                    None => {
                        let is_near = package_of(db, there.module) == package && !is_value;
                        if !is_near && !to_import.contains(&file) {
                            to_import.push(file);
                        }
                    }
                }
            }
        }
        for file in to_import {
            let there = Semantics::new(db, sema.config(), file);
            if !imports_type(db, there.module, sema.module, self.name) {
                edits.push(import_edit(&there, &path));
            }
        }
        Some(edits)
    }

    /// The type, and what an import of it brings along: constructors of an enum, values of an enum abstract.
    fn names(&self) -> Vec<(Definition<'db>, bool)> {
        let db = self.sema.db;
        let ctors = ctors_of(db, self.ty)
            .iter()
            .map(|it| Definition::EnumCtor(*it));
        let values = fields_of(db, self.ty)
            .iter()
            .filter(|it| hir_def::resolve::is_enum_value(db, **it))
            .map(|it| Definition::Field(*it));
        std::iter::once((Definition::Type(self.ty), false))
            .chain(ctors.chain(values).map(|it| (it, true)))
            .collect()
    }

    /// The `Shapes.` of `a.Shapes.Circle`.
    fn module_segment(&self, token: &SyntaxToken) -> Option<TextRange> {
        let dot = token.prev_token().filter(|it| it.kind() == T![.])?;
        let module = dot.prev_token()?;
        (module.text() == module_name(self.sema.db, self.sema.module).as_str()
            && token.text() == self.name.as_str())
        .then(|| TextRange::new(module.text_range().start(), token.text_range().start()))
    }
}

fn is_behind_dot(token: &SyntaxToken) -> bool {
    token.prev_token().is_some_and(|it| it.kind() == T![.])
}

/// The type and what an import of it brings into scope beside it.
fn names_of_type(db: &dyn Db, ty: TypeDeclId<'_>) -> Vec<Name> {
    let ctors = ctors_of(db, ty).iter().map(|it| it.name(db).clone());
    let values = fields_of(db, ty)
        .iter()
        .filter(|it| hir_def::resolve::is_enum_value(db, **it))
        .map(|it| it.name(db).clone());
    std::iter::once(ty.name(db).clone())
        .chain(ctors)
        .chain(values)
        .collect()
}

/// Whether the file imports the type by its whole path, which then is a shorter one.
fn imports_type(db: &dyn Db, file: ModuleId<'_>, of: ModuleId<'_>, name: &Name) -> bool {
    let path = hir_def::module_path(db, of).dotted().joined(name);
    let mut imports = item_tree(db, file).imports.iter();
    imports.any(|it| it.path == path && it.kind == ImportKind::Plain)
}

/// With the blank lines before, or those behind at the start of the file.
fn with_blank_lines(db: &dyn Db, file: File, range: TextRange) -> TextRange {
    let text = base_db::file_text(db, file);
    let before = &text[..usize::from(range.start())];
    let kept = before.trim_end_matches([' ', '\t', '\n', '\r']);
    let n_lines = before[kept.len()..].matches('\n').count();
    if n_lines < 2 || kept.is_empty() {
        return range;
    }
    // The line break of the last line stays.
    let first_break = before[kept.len()..].find('\n').map_or(0, |it| it + 1);
    TextRange::new(((kept.len() + first_break) as u32).into(), range.end())
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use crate::code_actions::{code_actions, tests::check_refused};
    use crate::test_support::Case;

    #[track_caller]
    fn check(fixture: &str, expect: Expect) {
        let case = Case::new(fixture);
        let (file, selection) = case.fixture.selection();
        let range = base_db::FileRange {
            file: case.test.file(&file.path),
            range: base_db::TextRange::empty((selection.start as u32).into()),
        };
        let all = code_actions(case.db(), case.config(), range);
        let Some(action) = all.into_iter().find(|it| it.title.starts_with("Move")) else {
            return expect.assert_eq("nothing");
        };
        let mut text = case.apply(&action.edits);
        for (path, new) in action.new_files {
            text.push_str(&format!("//+ {}\n{new}", path.as_str()));
        }
        expect.assert_eq(&text);
    }

    #[test]
    fn with_imports_and_references() {
        check(
            "
            //- /a/Shapes.hx
            package a;

            import b.Used;
            import b.Unused;

            class Shapes {
                var c:Circle;
            }

            /** Round. */
            private class Ci$0rcle {
                var u:Used;
                var k:Kind;
            }

            enum Kind { One; }
            //- /b/Used.hx
            package b; class Used {}
            //- /b/Unused.hx
            package b; class Unused {}
            ",
            expect![[r#"
                //- /a/Shapes.hx
                package a;

                import b.Used;
                import b.Unused;

                class Shapes {
                    var c:Circle;
                }

                enum Kind { One; }
                //+ /a/Circle.hx
                package a;

                import b.Used;
                import a.Shapes;

                /** Round. */
                class Circle {
                    var u:Used;
                    var k:Kind;
                }
            "#]],
        );
        check(
            "
            //- /a/Shapes.hx
            package a;
            class Shapes {}
            class Ci$0rcle {}
            //- /b/One.hx
            package b;
            import a.Shapes;
            class One { var c:Circle; }
            //- /b/Two.hx
            package b;
            import a.Shapes.Circle;
            class Two { var c:Circle; var d:a.Shapes.Circle; }
            //- /a/Three.hx
            package a;
            import a.Shapes;
            class Three { var c:Circle; }
            ",
            expect![[r#"
                //- /a/Shapes.hx
                package a;
                class Shapes {}
                //- /b/One.hx
                package b;
                import a.Shapes;
                import a.Circle;
                class One { var c:Circle; }
                //- /b/Two.hx
                package b;
                import a.Circle;
                class Two { var c:Circle; var d:a.Circle; }
                //+ /a/Circle.hx
                package a;

                class Circle {}
            "#]],
        );
    }

    #[test]
    fn constructors_come_with_their_enum() {
        check(
            "
            //- /a/Shapes.hx
            package a;
            class Shapes { function f() trace(One); }
            enum Ki$0nd { One; }
            ",
            expect![[r#"
                package a;

                import a.Kind;
                class Shapes { function f() trace(One); }
                //+ /a/Kind.hx
                package a;

                enum Kind { One; }
            "#]],
        );
    }

    #[test]
    fn what_needs_its_file_stays() {
        check_refused(
            "
            //- /a/Shapes.hx
            package a;
            class Shapes {}
            private class Hidden {}
            class Ci$0rcle { var h:Hidden; }
            ",
            "Move",
        );
        check_refused(
            "
            //- /a/Shapes.hx
            package a;
            class Shapes {}
            class Ci$0rcle { public static function twice(i:Int) return 2 * i; }
            //- /b/One.hx
            package b;
            using a.Shapes;
            class One { function f() 1.twice(); }
            ",
            "Move",
        );
        check_refused("//- /a/Shapes.hx\npackage a;\nclass Sha$0pes {}\n", "Move");
    }
}
