//! Imports that nothing in the file mentions.
//!
//! Judged by words, so that nothing needed is ever called unused: an import counts as used when any
//! name it brings stands anywhere else in the file, the branches of `#if` that are not taken and the
//! code of macros included. `import.hx` is for other files, wildcards bring too much to judge.

use base_db::{
    Db, Diagnostic, DiagnosticTag, FileEdit, FileRange, Fix, Severity, TextRange, file_text,
};
use hir_def::{
    Name, ctors_of, fields_of,
    ids::{ModuleId, TypeDeclId},
    item_tree::{Import, ImportKind, item_source_map, item_tree},
    module_fields, module_name, module_types,
    scope::{ImportTarget, import_target},
};
use rustc_hash::FxHashSet;
use syntax::{Step, SyntaxKind};

#[salsa::tracked(returns(deref))]
pub(crate) fn unused_imports<'db>(db: &'db dyn Db, module: ModuleId<'db>) -> Box<[u32]> {
    let imports = &item_tree(db, module).imports;
    if imports.is_empty() || module_name(db, module) == "import" {
        return Box::new([]);
    }
    let parse = base_db::parse(db, module.file(db), module.config(db));
    // Half-typed code mentions less than it will.
    if !parse.errors().is_empty() {
        return Box::new([]);
    }
    let words = words_of(parse);
    let mut seen = FxHashSet::default();
    let mut res = Vec::new();
    for (index, import) in imports.iter().enumerate() {
        let is_repeated = !seen.insert((import.path.clone(), format!("{:?}", import.kind)));
        if is_repeated || !is_used(db, module, import, &words) {
            res.push(index as u32);
        }
    }
    res.into()
}

fn is_used<'db>(
    db: &'db dyn Db,
    module: ModuleId<'db>,
    import: &Import,
    words: &FxHashSet<&str>,
) -> bool {
    let has = |name: &Name| words.contains(name.as_str());
    if let ImportKind::Alias(name) = &import.kind {
        return has(name);
    }
    match import_target(db, module, import) {
        ImportTarget::Package(_) | ImportTarget::Error(_) => true,
        ImportTarget::Static { field, .. } => import.kind == ImportKind::Wildcard || has(&field),
        ImportTarget::Type(_) if import.kind == ImportKind::Wildcard => true,
        ImportTarget::Type(ty) => type_is_used(db, ty, import, &has),
        ImportTarget::Module(target) => {
            let types = module_types(db, target);
            // A module of nothing but macros may be imported for their sake.
            types.is_empty()
                || types.iter().any(|&ty| type_is_used(db, ty, import, &has))
                || module_fields(db, target).iter().any(|it| has(it.name(db)))
                || has(module_name(db, target))
        }
    }
}

fn type_is_used<'db>(
    db: &'db dyn Db,
    ty: TypeDeclId<'db>,
    import: &Import,
    has: &impl Fn(&Name) -> bool,
) -> bool {
    let behind = hir::structure::behind_typedef(db, ty);
    let is_extension = import.kind == ImportKind::Using;
    let is_enum_abstract = hir_def::type_decl_data(db, behind).is_some_and(|it| {
        matches!(
            it.decl.kind,
            hir_def::item_tree::TypeDeclKind::Abstract { is_enum: true, .. }
        )
    });
    has(ty.name(db))
        || ctors_of(db, behind).iter().any(|it| has(it.name(db)))
        || (is_extension || is_enum_abstract)
            && fields_of(db, behind).iter().any(|it| has(it.name(db)))
        // Fields that a build macro makes are not known.
        || is_extension && hir_ty::decl::has_unseen_members(db, behind)
}

/// Every identifier outside package, imports and usings.
fn words_of(parse: &syntax::Parse) -> FxHashSet<&str> {
    let mut res = FxHashSet::default();
    let mut walk = parse.walk();
    while let Some(step) = walk.next() {
        match step {
            Step::Enter(
                SyntaxKind::IMPORT_DECL | SyntaxKind::USING_DECL | SyntaxKind::PACKAGE_DECL,
                _,
            ) => walk.skip_children(),
            Step::Token(SyntaxKind::IDENT, _, text) => {
                res.insert(text);
            }
            Step::Token(
                SyntaxKind::DOLLAR_IDENT | SyntaxKind::TEMPLATE_TEXT | SyntaxKind::MARKUP,
                _,
                text,
            ) => {
                let is_word = |c: char| c == '_' || c.is_ascii_alphanumeric();
                res.extend(text.split(|c| !is_word(c)));
            }
            _ => {}
        }
    }
    res
}

pub(crate) fn diagnostics<'db>(db: &'db dyn Db, module: ModuleId<'db>) -> Vec<Diagnostic> {
    let map = item_source_map(db, module);
    let imports = &item_tree(db, module).imports;
    unused_imports(db, module)
        .iter()
        .filter_map(|&index| {
            let source = map.imports.get(index as usize)?;
            let import = imports.get(index as usize)?;
            let place = FileRange {
                file: module.file(db),
                range: source.range,
            };
            let word = match import.kind {
                ImportKind::Using => "using",
                ImportKind::Plain | ImportKind::Alias(_) | ImportKind::Wildcard => "import",
            };
            let fix = Fix {
                title: format!("Remove unused {word}"),
                edits: vec![remove_line(db, module, source.range)],
            };
            Some(
                Diagnostic::new(
                    "unused-import",
                    Severity::Hint,
                    place,
                    format!("Unused {word}"),
                )
                .with_tag(DiagnosticTag::Unnecessary)
                .with_fix(fix),
            )
        })
        .collect()
}

/// Takes a declaration away, with its line when nothing else is on it.
pub(crate) fn remove_line(db: &dyn Db, module: ModuleId<'_>, range: TextRange) -> FileEdit {
    let text = file_text(db, module.file(db));
    let (start, end) = (usize::from(range.start()), usize::from(range.end()));
    let line_start = text[..start].rfind('\n').map_or(0, |it| it + 1);
    let line_end = text[end..].find('\n').map_or(text.len(), |it| end + it + 1);
    let is_alone =
        text[line_start..start].trim().is_empty() && text[end..line_end].trim().is_empty();
    let range = match is_alone {
        true => TextRange::new((line_start as u32).into(), (line_end as u32).into()),
        false => range,
    };
    FileEdit {
        place: FileRange {
            file: module.file(db),
            range,
        },
        text: String::new(),
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;
    use hir_def::ids::ModuleId;

    use super::diagnostics;
    use crate::test_support::{Case, lines};

    #[test]
    fn used_and_unused() {
        let case = Case::new(
            "
            //- /Main.hx
            import a.Used;
            import a.Unused;
            import a.Color;
            import a.Level;
            import a.Tools.help;
            import a.Tools.other;
            import a.Used as Alias;
            import a.*;
            import a.Conditional;
            import a.Used;
            import a.Gone;
            using a.Ext;
            using a.Ext2;
            class Main {
                var x:Used = Red;
                static function main() {
                    help(Low);
                    'x'.twice();
                    #if js new Conditional(); #end
                }
            }
            //- /a/Used.hx
            package a; class Used {}
            //- /a/Unused.hx
            package a; class Unused {}
            //- /a/Conditional.hx
            package a; class Conditional {}
            //- /a/Color.hx
            package a; enum Color { Red; }
            //- /a/Level.hx
            package a; enum abstract Level(Int) { var Low; }
            //- /a/Tools.hx
            package a; class Tools { public static function help(x:Dynamic) {} public static function other() {} }
            //- /a/Ext.hx
            package a; class Ext { public static function twice(s:String) {} }
            //- /a/Ext2.hx
            package a; class Ext2 { public static function thrice(s:String) {} }
            ",
        );
        let module = ModuleId::new(case.db(), case.config(), case.test.file("/Main.hx"));
        let found = diagnostics(case.db(), module);
        expect![[r#"
            /Main.hx:2 "import a.Unused;"
            /Main.hx:6 "import a.Tools.other;"
            /Main.hx:7 "import a.Used as Alias;"
            /Main.hx:10 "import a.Used;"
            /Main.hx:13 "using a.Ext2;"
        "#]]
        .assert_eq(&lines(found.iter().map(|it| case.place(it.place))));
    }
}
