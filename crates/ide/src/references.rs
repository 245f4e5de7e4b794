//! All places that mean the same thing as the name at a position.
//!
//! A method means the same as what it overrides and what overrides it; an import's alias is
//! followed within its file.

use base_db::{Config, Db, File, FilePosition, FileRange, TextRange, file_text, in_parallel};
use hir::{Definition, NameClass, Semantics, Usage, semantics::root_fields};
use hir_def::{
    ids::{FieldId, ModuleId},
    item_tree::{ImportKind, item_source_map, item_tree},
    module::import_modules,
};
use rustc_hash::FxHashSet;
use syntax::SyntaxKind;

use crate::search::{modules_to_search, occurrences};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    pub place: FileRange,
    pub usage: Usage,
}

/// In the order of files and places; with the declaration.
pub fn references(db: &dyn Db, config: Config, position: FilePosition) -> Option<Vec<Reference>> {
    Some(references_of(
        db,
        config,
        &definition_at(db, config, position)?,
    ))
}

/// The same within one file, for highlighting.
pub fn highlights(db: &dyn Db, config: Config, position: FilePosition) -> Option<Vec<Reference>> {
    let def = definition_at(db, config, position)?;
    Some(Search::new(db, &def).file(config, position.file))
}

/// The places where the name of a local stands, from its declaration on: typing in one is typing in all.
pub fn linked_ranges(
    db: &dyn Db,
    config: Config,
    position: FilePosition,
) -> Option<Vec<TextRange>> {
    let def = definition_at(db, config, position)?;
    matches!(def, Definition::Local(_)).then_some(())?;
    let found = Search::new(db, &def).file(config, position.file);
    let has_declaration = found.iter().any(|it| it.usage == Usage::Declaration);
    let is_under_caret = |it: &Reference| it.place.range.contains_inclusive(position.offset);
    (has_declaration && found.iter().any(is_under_caret))
        .then(|| found.into_iter().map(|it| it.place.range).collect())
}

pub(crate) fn references_of<'db>(
    db: &'db dyn Db,
    config: Config,
    def: &Definition<'db>,
) -> Vec<Reference> {
    let search = Search::new(db, def);
    let files: Vec<File> = modules_to_search(db, config, def)
        .iter()
        .map(|it| it.file(db))
        .collect();
    let declared_at = def.name_range(db).map(|it| FilePosition {
        file: it.file,
        offset: it.range.start(),
    });
    let is_found_there = |at: &FilePosition| definition_at(db, config, *at).as_ref() == Some(def);
    let mut found = match declared_at.filter(is_found_there) {
        Some(declared_at) => in_parallel(db, files.len(), |db, items| {
            // The definition once more, as this thread's snapshot has it.
            let Some(def) = definition_at(db, config, declared_at) else {
                return vec![];
            };
            let search = Search::new(db, &def);
            items
                .map(|it| (it, search.file(config, files[it])))
                .filter(|it| !it.1.is_empty())
                .collect()
        }),
        None => files
            .iter()
            .map(|it| search.file(config, *it))
            .enumerate()
            .collect(),
    };
    found.sort_unstable_by_key(|it| it.0);
    found.into_iter().flat_map(|it| it.1).collect()
}

fn definition_at(db: &dyn Db, config: Config, at: FilePosition) -> Option<Definition<'_>> {
    let sema = Semantics::new(db, config, at.file);
    let token = sema.token_at(at.offset)?;
    Some(sema.classify(&token)?.def)
}

struct Search<'a, 'db> {
    db: &'db dyn Db,
    def: &'a Definition<'db>,
    /// The names it may stand under, unless a file gives it another.
    words: Vec<String>,
    /// Of a field: those it overrides or implements, and itself.
    family: Vec<FieldId<'db>>,
}

impl<'a, 'db> Search<'a, 'db> {
    fn new(db: &'db dyn Db, def: &'a Definition<'db>) -> Self {
        let family = match def {
            Definition::Field(field) => root_fields(db, *field),
            _ => vec![],
        };
        let name = def.name(db).to_string();
        let mut words = vec![name.clone()];
        // `new` of a class is called by the class's name and by `super`.
        if let Definition::Field(field) = def
            && name == "new"
            && let Some(ty) = field.type_decl(db)
        {
            words.push(ty.name(db).to_string());
            words.push("super".to_owned());
        }
        Search {
            db,
            def,
            words,
            family,
        }
    }

    fn file(&self, config: Config, file: File) -> Vec<Reference> {
        let db = self.db;
        db.unwind_if_revision_cancelled();
        let text = file_text(db, file);
        let module = ModuleId::new(db, config, file);
        let mut res = Vec::new();
        let mut words = self.words.clone();
        for &around in import_modules(db, module) {
            words.extend(aliases_of(db, around, &self.words[0]));
        }
        let mut sema = None;
        let mut seen = FxHashSet::default();
        let mut i = 0;
        while let Some(word) = words.get(i).cloned() {
            i += 1;
            for offset in occurrences(text, &word) {
                let sema = sema.get_or_insert_with(|| Semantics::new(db, config, file));
                let Some(token) = syntax::tokens_at(sema.root(), offset).right_biased() else {
                    continue;
                };
                let is_name = token.kind() == SyntaxKind::IDENT || token.kind().is_keyword();
                if !is_name || token.text() != word || !seen.insert(token.text_range()) {
                    continue;
                }
                let Some(class) = self.matching(sema, &token) else {
                    continue;
                };
                if class.usage == Usage::Import
                    && let Some(alias) = alias_of(db, module, token.text_range())
                {
                    words.push(alias);
                }
                res.push(Reference {
                    place: FileRange {
                        file,
                        range: token.text_range(),
                    },
                    usage: class.usage,
                });
            }
        }
        res
    }

    fn matching(
        &self,
        sema: &Semantics<'db>,
        token: &syntax::SyntaxToken,
    ) -> Option<NameClass<'db>> {
        let class = sema.classify(token)?;
        let is_it = match (&class.def, self.def) {
            (Definition::Field(found), Definition::Field(_)) => {
                self.family.contains(found)
                    || root_fields(self.db, *found)
                        .iter()
                        .any(|it| self.family.contains(it))
            }
            (Definition::Type(_), Definition::Field(ctor)) if ctor.name(self.db) == "new" => {
                crate::goto_definition::constructed_at(sema, token)
                    == Some(Definition::Field(*ctor))
            }
            (found, wanted) => found == wanted,
        };
        is_it.then_some(class)
    }
}

/// The other names that an `import.hx` gives to what may be it.
fn aliases_of(db: &dyn Db, module: ModuleId<'_>, name: &str) -> Vec<String> {
    let imports = item_tree(db, module).imports.iter();
    let alias = imports.filter_map(|it| match &it.kind {
        ImportKind::Alias(alias) if it.path.last().is_some_and(|it| it == name) => {
            Some(alias.to_string())
        }
        _ => None,
    });
    alias.collect()
}

/// The alias that the import around `range` gives.
fn alias_of(db: &dyn Db, module: ModuleId<'_>, range: TextRange) -> Option<String> {
    let map = item_source_map(db, module);
    let index = map
        .imports
        .iter()
        .position(|it| it.range.contains_range(range))?;
    match &item_tree(db, module).imports[index].kind {
        ImportKind::Alias(name) => Some(name.to_string()),
        ImportKind::Plain | ImportKind::Wildcard | ImportKind::Using => None,
    }
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::{highlights, references};
    use crate::test_support::{Case, lines};

    #[track_caller]
    fn check(fixture: &str, expect: Expect) {
        let case = Case::new(fixture);
        let found = references(case.db(), case.config(), case.position()).unwrap_or_default();
        let text = found
            .iter()
            .map(|it| format!("{:?} {}", it.usage, case.place(it.place)));
        expect.assert_eq(&lines(text));
    }

    #[test]
    fn local() {
        check(
            "class A { function f(x:Int) {
                var y = x;
                y += y$0;
                var g = () -> y;
                { var y = 2; y; }
            } function g(y:Int) return y; }",
            expect![[r#"
                Declaration /Main.hx:2 "y"
                Write /Main.hx:3 "y"
                Read /Main.hx:3 "y"
                Read /Main.hx:4 "y"
            "#]],
        );
    }

    #[test]
    fn method_with_overrides_across_files() {
        check(
            "
            //- /A.hx
            class A { public function m$0() {} }
            //- /B.hx
            class B extends A { override function m() { super.m(); } }
            //- /C.hx
            class C { function m() {} function f(b:B) { b.m(); m(); } }
            ",
            expect![[r#"
                Declaration /A.hx:1 "m"
                Declaration /B.hx:1 "m"
                Read /B.hx:1 "m"
                Read /C.hx:1 "m"
            "#]],
        );
    }

    #[test]
    fn type_with_alias() {
        check(
            "
            //- /a/T.hx
            package a;
            class T$0 { public function new() {} }
            //- /U.hx
            import a.T as X;
            class U { var x:X; function f() return new X(); }
            //- /V.hx
            import a.T;
            class V extends T { static var t:a.T; }
            ",
            expect![[r#"
                Import /U.hx:1 "T"
                Import /U.hx:1 "X"
                TypeHint /U.hx:2 "X"
                TypeHint /U.hx:2 "X"
                Import /V.hx:1 "T"
                TypeHint /V.hx:2 "T"
                TypeHint /V.hx:2 "T"
                Declaration /a/T.hx:2 "T"
            "#]],
        );
    }

    #[test]
    fn paths_in_metadata() {
        check(
            "
            //- /a/T.hx
            package a;
            class T$0 { function f() {} }
            //- /U.hx
            import a.T;
            @:access(a.T) class U { @:allow(a.T.f) var x:Int; }
            @:op(T) class V {}
            ",
            expect![[r#"
                Import /U.hx:1 "T"
                Read /U.hx:2 "T"
                Read /U.hx:2 "T"
                Declaration /a/T.hx:2 "T"
            "#]],
        );
        check(
            "class T { function f$0() {} } class U { @:allow(T.f) var x:Int; }",
            expect![[r#"
                Declaration /Main.hx:1 "f"
                Read /Main.hx:1 "f"
            "#]],
        );
    }

    #[test]
    fn constructor() {
        check(
            "class A { public function ne$0w() {} } class B extends A { function new() { super(); } static function f() { new A(); new B(); } }",
            expect![[r#"
                Declaration /Main.hx:1 "new"
                TypeHint /Main.hx:1 "A"
                Read /Main.hx:1 "super"
            "#]],
        );
    }

    #[test]
    fn enum_constructor_and_structure_field() {
        check(
            "enum E { A$0; B; } class C { function f(e:E) { switch (e) { case A: E.A; case B: A; } } }",
            expect![[r#"
                Declaration /Main.hx:1 "A"
                Read /Main.hx:1 "A"
                Read /Main.hx:1 "A"
                Read /Main.hx:1 "A"
            "#]],
        );
        check(
            "typedef P = { x$0:Int } class C { function f(p:P):P { p.x = 1; return { x: p.x }; } }",
            expect![[r#"
                Declaration /Main.hx:1 "x"
                Write /Main.hx:1 "x"
                Read /Main.hx:1 "x"
                Read /Main.hx:1 "x"
            "#]],
        );
    }

    #[test]
    fn highlight_in_one_file() {
        let case = Case::new("class A { var x$0:Int; function f() { x = 1; trace(this.x); } }");
        let found = highlights(case.db(), case.config(), case.position()).unwrap_or_default();
        let text = found
            .iter()
            .map(|it| format!("{:?} {}", it.usage, case.place(it.place)));
        expect![[r#"
            Declaration /Main.hx:1 "x"
            Write /Main.hx:1 "x"
            Read /Main.hx:1 "x"
        "#]]
        .assert_eq(&lines(text));
    }
}
