//! The name that an import gives to what it imports: it is known in one file, or below one `import.hx`.
//!
//! ```haxe
//! import a.Tool as T;   // renaming `T` leaves `Tool` alone
//! ```

use base_db::{Config, Db, FileEdit, FileRange};
use hir::{Definition, Semantics};
use hir_def::{
    ids::ModuleId,
    item_tree::{ImportKind, item_tree},
    module::import_modules,
};
use syntax::SyntaxToken;

use super::{Renaming, clash};
use crate::search;

pub(super) struct Alias<'db> {
    name: String,
    /// The module whose import gives the name.
    declared_in: ModuleId<'db>,
    /// What it stands for.
    target: Definition<'db>,
}

/// The alias that `token` is, in its import or where it is used.
pub(super) fn alias_at<'db>(
    sema: &Semantics<'db>,
    token: &SyntaxToken,
    target: &Definition<'db>,
) -> Option<Alias<'db>> {
    let name = token.text();
    let around = import_modules(sema.db, sema.module).iter().copied();
    let mut modules = std::iter::once(sema.module).chain(around);
    let declared_in = modules.find(|&it| gives_alias(sema.db, it, name))?;
    // Behind a dot or in a path it is the thing's own name.
    let is_first = token
        .prev_token()
        .is_none_or(|it| it.kind() != syntax::T![.]);
    is_first.then(|| Alias {
        name: name.to_owned(),
        declared_in,
        target: target.clone(),
    })
}

fn gives_alias(db: &dyn Db, module: ModuleId<'_>, name: &str) -> bool {
    let mut imports = item_tree(db, module).imports.iter();
    imports.any(|it| matches!(&it.kind, ImportKind::Alias(alias) if alias == name))
}

pub(super) fn rename_alias(
    db: &dyn Db,
    config: Config,
    alias: &Alias<'_>,
    new_name: &str,
) -> Result<Renaming, String> {
    let reached = search::modules_to_search(db, config, &alias.target)
        .into_iter()
        .filter(|&it| import_modules(db, it).contains(&alias.declared_in));
    let mut edits = Vec::new();
    for module in std::iter::once(alias.declared_in).chain(reached) {
        db.unwind_if_revision_cancelled();
        let file = module.file(db);
        let sema = Semantics::new(db, config, file);
        let before = edits.len();
        for offset in search::occurrences(base_db::file_text(db, file), &alias.name) {
            let Some(token) = syntax::tokens_at(sema.root(), offset).right_biased() else {
                continue;
            };
            if sema
                .classify(&token)
                .is_some_and(|it| it.def == alias.target)
                && alias_at(&sema, &token, &alias.target)
                    .is_some_and(|it| it.declared_in == alias.declared_in)
            {
                edits.push(FileEdit {
                    place: FileRange {
                        file,
                        range: token.text_range(),
                    },
                    text: new_name.to_owned(),
                });
            }
        }
        if edits.len() > before && clash::stands_in(&sema, new_name) {
            let file = file.path(db).file_name();
            return Err(format!("`{new_name}` stands in {file} already"));
        }
    }
    Ok(Renaming {
        edits,
        moves: vec![],
    })
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::rename::tests::check;

    #[test]
    fn of_a_type() {
        check(
            "
            //- /Main.hx
            import a.Tool as To;
            class Main { var x:T$0o; function f() { To.help(); new To(); a.Tool.help(); } }
            //- /a/Tool.hx
            package a;
            class Tool { public function new() {} public static function help() {} }
            ",
            "Bo",
            expect![[r#"
                //- /Main.hx
                import a.Tool as Bo;
                class Main { var x:Bo; function f() { Bo.help(); new Bo(); a.Tool.help(); } }
            "#]],
        );
    }

    #[test]
    fn of_a_static_at_its_import() {
        check(
            "
            //- /Main.hx
            import a.Tool.help as h$0;
            class Main { function f() { h(); '${h()}'; } }
            //- /a/Tool.hx
            package a;
            class Tool { public static function help() {} }
            ",
            "aid",
            expect![[r#"
                //- /Main.hx
                import a.Tool.help as aid;
                class Main { function f() { aid(); '${aid()}'; } }
            "#]],
        );
    }

    #[test]
    fn in_import_hx() {
        check(
            "
            //- /b/import.hx
            import a.Tool as To;
            //- /b/U.hx
            package b;
            class U { var x:T$0o; }
            //- /b/c/V.hx
            package b.c;
            class V { var x:To; }
            //- /a/Tool.hx
            package a;
            class Tool {}
            ",
            "Bo",
            expect![[r#"
                //- /b/import.hx
                import a.Tool as Bo;
                //- /b/U.hx
                package b;
                class U { var x:Bo; }
                //- /b/c/V.hx
                package b.c;
                class V { var x:Bo; }
            "#]],
        );
    }

    #[test]
    fn to_a_name_in_use() {
        check(
            "
            //- /Main.hx
            import a.Tool as To;
            class Main { var x:T$0o; var y:Int; }
            //- /a/Tool.hx
            package a;
            class Tool {}
            ",
            "Int",
            expect!["`Int` stands in Main.hx already"],
        );
    }
}
