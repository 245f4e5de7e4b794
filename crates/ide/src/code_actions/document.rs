//! A documentation comment to be filled in, above a declaration that has none.
//!
//! ```haxe
//! /**
//!
//!   @param amount
//!   @return
//! **/
//! function pay(amount:Int):Bool return amount > 0;
//! ```

use syntax::{
    SyntaxKind, SyntaxNode,
    ast::{self, AstNode},
};

use super::{
    Actions, CodeActionKind,
    context::{AssistContext, indent_step},
};

/// On the name of a function, variable or type.
pub(super) fn assist(ctx: &AssistContext<'_, '_>, acc: &mut Actions) {
    let Some(name) = ctx.token().and_then(|it| it.parent()) else {
        return;
    };
    let Some(decl) = name.parent().filter(|it| {
        name.kind() == SyntaxKind::NAME
            && (ast::Field::can_cast(it.kind()) || ast::TypeDecl::can_cast(it.kind()))
    }) else {
        return;
    };
    if has_documentation(&decl) {
        return;
    }
    let start = decl.text_range().start();
    let outer = ctx.indent_at(start);
    let step = indent_step(ctx.sema);
    let mut text = "/**\n\n".to_owned();
    if let Some(function) = ast::FunctionField::cast(decl.clone()) {
        let params = function.param_list().into_iter();
        let params = params.flat_map(|it| it.params().collect::<Vec<_>>());
        let mut lines: Vec<String> = params
            .filter_map(|it| Some(format!("@param {}", it.name()?.text())))
            .collect();
        if returns(ctx, &function) {
            lines.push("@return".to_owned());
        }
        for line in lines {
            text.push_str(&format!("{outer}{step}{line}\n"));
        }
    }
    text.push_str(&format!("{outer}**/\n{outer}"));
    acc.refactor(
        format!("Document `{}`", name.text()),
        CodeActionKind::Refactor,
        vec![ctx.insert(start, text)],
    );
}

fn returns(ctx: &AssistContext<'_, '_>, function: &ast::FunctionField) -> bool {
    let is_new = function.name().is_some_and(|it| it.text() == "new");
    let field = ctx.sema.field_around(function.syntax());
    let ty = field.map(|it| hir_ty::signature::field_signature(ctx.db(), it).ty);
    match ty {
        Some(hir_ty::ty::Ty::Fun(fun)) => !is_new && fun.ret(ctx.db()) != hir_ty::ty::Ty::Void,
        _ => false,
    }
}

fn has_documentation(decl: &SyntaxNode) -> bool {
    let own = decl.first_token();
    let before = own.clone().and_then(|it| it.prev_token());
    std::iter::successors(before, |it| it.prev_token())
        .take_while(|it| it.kind().is_trivia())
        .chain(own)
        .any(|it| it.kind() == SyntaxKind::DOC_COMMENT)
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::code_actions::tests::{check, check_refused};

    #[test]
    fn functions_and_types() {
        check(
            "
            class A {
                @:keep public function pa$0y(amount:Int, ?to:String):Bool return amount > 0;
            }
            ",
            "Document `pay`",
            expect![[r#"
                class A {
                    /**

                        @param amount
                        @param to
                        @return
                    **/
                    @:keep public function pay(amount:Int, ?to:String):Bool return amount > 0;
                }
            "#]],
        );
        check(
            "class A$0 {}\n",
            "Document `A`",
            expect![[r#"
            /**

            **/
            class A {}
        "#]],
        );
        check_refused("/** Is. */ class A$0 {}", "Document");
        check_refused("class A { /** Is. */ var x$0:Int; }", "Document");
    }
}
