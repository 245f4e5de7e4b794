//! `a.b.C` ↔ `import a.b.C;` and `C`.

use hir::Definition;
use hir_def::{resolve_type_path, source_path, type_ref::DottedPath};
use syntax::{
    SyntaxKind, SyntaxNode,
    ast::{self, AstNode},
};

use super::{
    Actions, CodeActionKind,
    context::{AssistContext, bare_text},
};
use crate::completion::import_edit;

pub(super) fn assist(ctx: &AssistContext<'_, '_>, acc: &mut Actions) {
    let sema = ctx.sema;
    let Some(token) = ctx.token() else { return };
    let Some(Definition::Type(ty)) = sema.classify(&token).map(|it| it.def) else {
        return;
    };
    let Some((path, is_whole)) = path_around(&token.parent().unwrap_or(sema.root().clone())) else {
        return;
    };
    if !is_whole || token.text() != ty.name(ctx.db()).as_str() {
        return;
    }
    let full = source_path(ctx.db(), ty);
    let written = bare_text(&path).replace(' ', "");
    let means = |text: &str| {
        resolve_type_path(ctx.db(), sema.module, &DottedPath::parse(text)).ty() == Some(ty)
    };
    // `Void` and its like are part of the language.
    let is_core = full.starts_with("StdTypes.");
    if written != full && full.contains('.') && !is_core && means(&full) {
        acc.refactor(
            format!("Write `{full}`"),
            CodeActionKind::RefactorRewrite,
            vec![ctx.edit(path.text_range(), full)],
        );
    } else if written == full && full.contains('.') {
        let name = ty.name(ctx.db());
        let known =
            resolve_type_path(ctx.db(), sema.module, &DottedPath([name.clone()].into())).ty();
        // Another type of that name is in scope.
        if known.is_some_and(|it| it != ty) {
            return;
        }
        let mut edits: Vec<_> = sema
            .root()
            .descendants()
            .filter(|it| matches!(it.kind(), SyntaxKind::PATH | SyntaxKind::FIELD_EXPR))
            .filter(|it| bare_text(it).replace(' ', "") == full)
            .filter(|it| {
                !it.ancestors().any(|it| {
                    matches!(
                        it.kind(),
                        SyntaxKind::IMPORT_DECL | SyntaxKind::USING_DECL | SyntaxKind::METADATA
                    )
                })
            })
            .map(|it| ctx.edit(it.text_range(), name.to_string()))
            .collect();
        let title = match known {
            Some(_) => format!("Shorten to `{name}`"),
            None => {
                edits.push(import_edit(sema, &full));
                format!("Import `{full}`")
            }
        };
        acc.refactor(title, CodeActionKind::RefactorRewrite, edits);
    }
}

/// The dotted path that a name ends; whether it does.
fn path_around(node: &SyntaxNode) -> Option<(SyntaxNode, bool)> {
    match node.kind() {
        SyntaxKind::NAME_EXPR => Some((node.clone(), true)),
        SyntaxKind::NAME_REF => {
            let parent = node.parent()?;
            let is_last = parent.last_child().as_ref() == Some(node);
            let outer = parent.parent()?;
            let is_import = matches!(
                outer.kind(),
                SyntaxKind::IMPORT_DECL | SyntaxKind::USING_DECL
            );
            match parent.kind() {
                SyntaxKind::PATH if !is_import => Some((parent, is_last)),
                SyntaxKind::FIELD_EXPR => {
                    let base = ast::FieldExpr::cast(parent.clone())?.base()?;
                    let is_path = base.syntax().descendants().all(|it| {
                        matches!(
                            it.kind(),
                            SyntaxKind::FIELD_EXPR | SyntaxKind::NAME_EXPR | SyntaxKind::NAME_REF
                        )
                    });
                    is_path.then_some((parent, is_last))
                }
                _ => None,
            }
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::code_actions::tests::{check, check_refused};

    #[test]
    fn core_types_have_no_longer_name() {
        crate::code_actions::tests::check_refused("class A { var f:Vo$0id->Int; }", "Write");
    }

    #[test]
    fn longer_and_shorter() {
        check(
            r#"
            //- /Main.hx
            class Main { var x:lib.B$0; function f() { new lib.B(); } }
            //- /lib/B.hx
            package lib;
            class B { public function new() {} }
            "#,
            "Import",
            expect![[r#"
                //- /Main.hx
                import lib.B;

                class Main { var x:B; function f() { new B(); } }
            "#]],
        );
        check(
            r#"
            //- /Main.hx
            import lib.B;

            class Main { var x:B$0; }
            //- /lib/B.hx
            package lib;
            class B {}
            "#,
            "Write",
            expect![[r#"
                //- /Main.hx
                import lib.B;

                class Main { var x:lib.B; }
            "#]],
        );
        check(
            r#"
            //- /Main.hx
            import lib.B;

            class Main { var x:lib.B$0; }
            //- /lib/B.hx
            package lib;
            class B {}
            "#,
            "Shorten",
            expect![[r#"
                //- /Main.hx
                import lib.B;

                class Main { var x:B; }
            "#]],
        );
        // Another type of that name.
        check_refused(
            r#"
            //- /Main.hx
            class Main { var x:lib.B$0; }
            class B {}
            //- /lib/B.hx
            package lib;
            class B {}
            "#,
            "Import",
        );
    }
}
