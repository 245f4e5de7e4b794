//! Giving a literal a name: `static inline final TIMEOUT = 500;`

use base_db::TextRange;
use hir_def::{ids::FieldOwner, item_tree::TypeDeclKind, type_decl_data};
use syntax::{
    SyntaxKind, SyntaxNode, T,
    ast::{self, AstNode},
};

use super::{
    Actions, CodeActionKind,
    context::{AssistContext, has_conditions, indent_step},
    names,
};

pub(super) fn assist(ctx: &AssistContext<'_, '_>, acc: &mut Actions) {
    let Some(literal) = ctx
        .token()
        .filter(|it| {
            matches!(
                it.kind(),
                SyntaxKind::STRING | SyntaxKind::INT | SyntaxKind::FLOAT
            )
        })
        .and_then(|it| it.parent())
        .filter(|it| it.kind() == SyntaxKind::LITERAL)
    else {
        return;
    };
    if !ctx.range.is_empty() && ctx.range != literal.text_range() {
        return;
    }
    let Some(list) = home(ctx, &literal) else {
        return;
    };
    let Some(open) = list.first_token().filter(|it| it.kind() == T!['{']) else {
        return;
    };
    let text = literal.text().to_string();
    let name = names::unused_in(ctx.sema.root(), &constant_case(&text));
    let indent = match list.parent() {
        Some(decl) => ctx.indent_at(decl.text_range().start()),
        None => String::new(),
    } + &indent_step(ctx.sema);
    let same: Vec<SyntaxNode> = list
        .descendants()
        .filter(|it| it.kind() == SyntaxKind::LITERAL && it.text() == text.as_str())
        .filter(|it| home(ctx, it).is_some())
        .collect();
    let mut offer = |title: String, replaced: &[SyntaxNode]| {
        let at = TextRange::empty(open.text_range().end());
        let is_followed = list.children().next().is_some();
        let gap = if is_followed { "\n" } else { "" };
        let declaration = format!("\n{indent}static inline final {name} = {text};{gap}");
        let mut edits = vec![ctx.edit(at, declaration)];
        for node in replaced {
            edits.push(ctx.edit(node.text_range(), name.clone()));
        }
        acc.refactor(title, CodeActionKind::RefactorExtract, edits);
    };
    offer(
        format!("Extract into constant `{name}`"),
        std::slice::from_ref(&literal),
    );
    if same.len() > 1 {
        let title = format!(
            "Extract all {} occurrences into constant `{name}`",
            same.len()
        );
        offer(title, &same);
    }
}

/// The members of the type around the literal, when it may have constants and the literal may be one.
fn home(ctx: &AssistContext<'_, '_>, literal: &SyntaxNode) -> Option<SyntaxNode> {
    let sema = ctx.sema;
    let owner = sema.field_around(literal)?;
    let FieldOwner::Type(ty) = owner.owner(sema.db) else {
        return None;
    };
    let kind = &type_decl_data(sema.db, ty)?.decl.kind;
    let may_have = match kind {
        TypeDeclKind::Class { .. } => true,
        TypeDeclKind::Abstract { is_enum, .. } => !is_enum,
        _ => false,
    };
    // Of a constant already, or not a value at run time.
    let is_fixed = literal.ancestors().any(|it| {
        matches!(
            it.kind(),
            SyntaxKind::METADATA | SyntaxKind::MACRO_EXPR | SyntaxKind::DIRECTIVE
        ) || it.kind() == SyntaxKind::VAR_FIELD
            && ast::VarField::cast(it.clone())
                .and_then(|it| it.initializer()?.expr())
                .is_some_and(|it| it.syntax() == literal)
    });
    let list = literal
        .ancestors()
        .filter(|it| it.kind() == SyntaxKind::FIELD_LIST)
        .last()?;
    (may_have && !is_fixed && !has_conditions(&list)).then_some(list)
}

/// `NOT_FOUND` for `"not found"`.
fn constant_case(literal: &str) -> String {
    let words: Vec<String> = literal
        .split(|it: char| !it.is_ascii_alphanumeric())
        .filter(|it| !it.is_empty())
        .take(4)
        .map(str::to_ascii_uppercase)
        .collect();
    let name = words.join("_");
    let is_name = name.starts_with(|it: char| it.is_ascii_uppercase());
    match is_name && literal.starts_with(['"', '\'']) {
        true => name,
        false => "VALUE".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::code_actions::tests::{check, check_refused};

    #[test]
    fn literals() {
        check(
            r#"
            class A {
                function f(a:Int, b:Int, s:String) {
                    trace("not fou$0nd: x");
                }
            }
            "#,
            "Extract into constant",
            expect![[r#"
                class A {
                    static inline final NOT_FOUND_X = "not found: x";

                    function f(a:Int, b:Int, s:String) {
                        trace(NOT_FOUND_X);
                    }
                }
            "#]],
        );
        check(
            r#"
            class A {
                function f(a:Int, b:Int, s:String) {
                    trace(5$00, 50);
                    switch (a) { case 50: trace(1); default: }
                }
            }
            "#,
            "Extract all",
            expect![[r#"
                class A {
                    static inline final VALUE = 50;

                    function f(a:Int, b:Int, s:String) {
                        trace(VALUE, VALUE);
                        switch (a) { case VALUE: trace(1); default: }
                    }
                }
            "#]],
        );
        check_refused(
            r#"
            class A {
                static inline final X = 5$00;
            }
            "#,
            "Extract",
        );
        check_refused(
            r#"
            enum abstract E(Int) {
                var X = 5$00;
            }
            "#,
            "Extract",
        );
        check_refused(
            r#"
            class A {
                @:native("x$0") var y:Int;
            }
            "#,
            "Extract",
        );
    }
}
