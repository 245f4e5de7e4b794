//! Cures of one word or one line: a wider visibility, an unused variable, a modifier too much, an argument too many.

use base_db::TextRange;
use hir::Definition;
use hir_def::field_data;
use syntax::{
    SyntaxKind, SyntaxToken, T,
    ast::{self, AstNode, HasModifiers},
};

use super::{
    Actions, FixContext,
    context::{first_word, is_statement, own_declaration, statement_range},
    edit,
    effects::effects,
    names,
};
use crate::{type_text::type_text, unused_imports::remove_line};

/// A private field that others use may be public.
pub(super) fn make_public(ctx: &FixContext<'_, '_>, acc: &mut Actions) {
    let sema = ctx.sema;
    let range = ctx.diagnostic.place.range;
    let used = sema
        .root()
        .token_at_offset(range.end())
        .left_biased()
        .and_then(|it| sema.classify(&it));
    let Some(Definition::Field(field)) = used.map(|it| it.def) else {
        return;
    };
    let Some((there, node)) = own_declaration(sema, field) else {
        return;
    };
    let Some(decl) = ast::Field::cast(node) else {
        return;
    };
    let private = decl.modifiers().find(|it| it.kind() == T![private]);
    let edit = match private {
        Some(private) => edit(&there, private.text_range(), "public"),
        None => {
            let Some(first) = first_word(&decl) else {
                return;
            };
            let at = TextRange::empty(first.text_range().start());
            edit(&there, at, "public ")
        }
    };
    acc.fix(
        ctx,
        format!("Make `{}` public", field.name(sema.db)),
        vec![edit],
    );
}

/// A variable that nobody reads goes, if making its value did nothing else.
pub(super) fn remove_unused(ctx: &FixContext<'_, '_>, acc: &mut Actions) {
    let sema = ctx.sema;
    let Some(token) = sema.token_at(ctx.diagnostic.place.range.start()) else {
        return;
    };
    let Some(decl) = token.parent().and_then(|it| it.parent()) else {
        return;
    };
    let prefixed = format!("_{}", token.text());
    let statement = match decl.kind() {
        SyntaxKind::VAR_DECLARATOR => decl.parent(),
        SyntaxKind::FUNCTION_EXPR => Some(decl.clone()),
        _ => None,
    };
    let Some(statement) = statement.filter(is_statement) else {
        return;
    };
    let is_only =
        ast::VarExpr::cast(statement.clone()).is_none_or(|it| it.declarators().count() == 1);
    let value = ast::VarDeclarator::cast(decl.clone()).and_then(|it| it.initializer()?.expr());
    let does_nothing = value
        .as_ref()
        .is_none_or(|it| !effects(sema, it.syntax()).writes);
    if is_only && does_nothing {
        acc.fix(
            ctx,
            format!("Remove `{}`", token.text()),
            vec![remove_line(
                sema.db,
                sema.module,
                statement_range(&statement),
            )],
        );
    } else if let (true, Some(value)) = (is_only, value) {
        let head = TextRange::new(
            statement.text_range().start(),
            value.syntax().text_range().start(),
        );
        let title = format!("Remove `{}`, keep its value's effects", token.text());
        acc.fix(ctx, title, vec![edit(sema, head, "")]);
    }
    acc.fix(
        ctx,
        format!("Rename to `{prefixed}`"),
        vec![edit(sema, token.text_range(), prefixed.clone())],
    );
}

/// `public` of a class, and whatever else the message names.
pub(super) fn remove_modifier(ctx: &FixContext<'_, '_>, acc: &mut Actions) {
    let sema = ctx.sema;
    let message = &ctx.diagnostic.message;
    let Some(start) = sema.token_at(ctx.diagnostic.place.range.start()) else {
        return;
    };
    let Some(decl) = start
        .parent_ancestors()
        .find(|it| ast::Field::can_cast(it.kind()) || ast::TypeDecl::can_cast(it.kind()))
    else {
        return;
    };
    // `final var`: the word behind is too much as well.
    let words = decl
        .children_with_tokens()
        .filter_map(|it| it.into_token())
        .take_while(|it| it.kind() != SyntaxKind::L_CURLY)
        .filter(|it| it.kind().is_keyword() && message_names(message, it.text()));
    // Of a word that stands twice the second is too much.
    let mut words: Vec<SyntaxToken> = words.collect();
    words.reverse();
    let mut seen = rustc_hash::FxHashSet::default();
    words.retain(|it| seen.insert(it.text().to_owned()));
    for word in words.into_iter().rev() {
        let blank = word
            .next_token()
            .filter(|it| it.kind() == SyntaxKind::WHITESPACE);
        let end = blank.map_or(word.text_range().end(), |it| it.text_range().end());
        let range = TextRange::new(word.text_range().start(), end);
        acc.fix(
            ctx,
            format!("Remove `{}`", word.text()),
            vec![edit(sema, range, "")],
        );
    }
}

fn message_names(message: &str, word: &str) -> bool {
    let is_end = |c: char| !c.is_ascii_alphanumeric();
    message.split(is_end).any(|it| it == word)
}

/// A call with an argument more than the function has: the function may take it.
pub(super) fn add_parameter(ctx: &FixContext<'_, '_>, acc: &mut Actions) {
    let sema = ctx.sema;
    let start = ctx.diagnostic.place.range.start();
    let Some(args) = sema
        .token_at(start)
        .and_then(|it| it.parent_ancestors().find_map(ast::ArgList::cast))
    else {
        return;
    };
    let Some(arg) = args
        .args()
        .find(|it| it.syntax().text_range().start() == start)
    else {
        return;
    };
    let is_last = args
        .args()
        .last()
        .is_some_and(|it| it.syntax() == arg.syntax());
    let Some(call) = args.syntax().parent() else {
        return;
    };
    let callee = match &call {
        it if it.kind() == SyntaxKind::CALL_EXPR => {
            let name = match ast::CallExpr::cast(it.clone()).and_then(|it| it.callee()) {
                Some(ast::Expr::NameExpr(it)) => it.syntax().first_token(),
                Some(ast::Expr::FieldExpr(it)) => {
                    it.name_ref().and_then(|it| it.syntax().first_token())
                }
                _ => None,
            };
            name.and_then(|it| sema.classify(&it)).map(|it| it.def)
        }
        _ => return,
    };
    let Some(Definition::Field(field)) = callee else {
        return;
    };
    let db = sema.db;
    // A method that overrides, or is overridden, has the parameters of the others.
    let is_alone = hir_ty::signature::overridden_field(db, field).is_none()
        && crate::search::overrides(db, sema.config(), field) == [field]
        && field_data(db, field).is_some_and(|it| !it.field.flags.is_extern);
    let Some((there, node)) = own_declaration(sema, field) else {
        return;
    };
    let list = ast::FunctionField::cast(node).and_then(|it| it.param_list());
    let (true, true, Some(list)) = (is_last, is_alone, list) else {
        return;
    };
    let Some(close) = list.r_paren_token() else {
        return;
    };
    if list.params().any(|it| it.dot3_token().is_some()) {
        return;
    }
    let wanted = match &arg {
        ast::Expr::NameExpr(it) => it.syntax().text().to_string(),
        arg => names::suggest(sema, arg),
    };
    let wanted = match names::is_free_word(&wanted) {
        true => wanted,
        false => "value".to_owned(),
    };
    let name = match list.syntax().parent() {
        Some(function) => names::unused_in(&function, &wanted),
        None => wanted,
    };
    let hint = sema
        .type_of_node(arg.syntax())
        .and_then(|it| type_text(&there, it))
        .map_or_else(String::new, |it| format!(":{it}"));
    let comma = if list.params().next().is_some() {
        ", "
    } else {
        ""
    };
    // Other calls go on without it.
    acc.fix(
        ctx,
        format!("Add parameter `{name}` to `{}`", field.name(db)),
        vec![edit(
            &there,
            TextRange::empty(close.text_range().start()),
            format!("{comma}?{name}{hint}"),
        )],
    );
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::code_actions::tests::{check, check_refused};

    #[test]
    fn visibility() {
        check(
            r#"
            class B {
                function m() {}
            }
            class A {
                function f(b:B) b.m$0();
            }
            "#,
            "Make `m` public",
            expect![[r#"
                class B {
                    public function m() {}
                }
                class A {
                    function f(b:B) b.m();
                }
            "#]],
        );
        check(
            r#"
            class B {
                private static var m:Int;
            }
            class A {
                function f() trace(B.m$0);
            }
            "#,
            "Make `m` public",
            expect![[r#"
                class B {
                    public static var m:Int;
                }
                class A {
                    function f() trace(B.m);
                }
            "#]],
        );
    }

    #[test]
    fn unused_variables() {
        check(
            r#"
            class A {
                function f(a:Int, b:Int, s:String) {
                    var x$0 = a;
                    trace(b);
                }
            }
            "#,
            "Remove",
            expect![[r#"
                class A {
                    function f(a:Int, b:Int, s:String) {
                        trace(b);
                    }
                }
            "#]],
        );
        check(
            r#"
            class A {
                function f(a:Int, b:Int, s:String) {
                    var x$0 = f(1, 2, s);
                }
            }
            "#,
            "Remove",
            expect![[r#"
                class A {
                    function f(a:Int, b:Int, s:String) {
                        f(1, 2, s);
                    }
                }
            "#]],
        );
        check(
            r#"
            class A {
                function f(a:Int, b:Int, s:String) {
                    var x$0 = a;
                }
            }
            "#,
            "Rename to",
            expect![[r#"
                class A {
                    function f(a:Int, b:Int, s:String) {
                        var _x = a;
                    }
                }
            "#]],
        );
    }

    #[test]
    fn modifiers() {
        check(
            "pub$0lic class A {}",
            "Remove `public`",
            expect!["class A {}"],
        );
        check(
            r#"
            class A {
                static override function f$0() {}
            }
            "#,
            "Remove `override`",
            expect![[r#"
                class A {
                    static function f() {}
                }
            "#]],
        );
    }

    #[test]
    fn parameters() {
        check(
            r#"
            class A {
                function g(a:Int) {}
                function f(name:String) { g(1); g(1, n$0ame); }
            }
            "#,
            "Add parameter",
            expect![[r#"
                class A {
                    function g(a:Int, ?name:String) {}
                    function f(name:String) { g(1); g(1, name); }
                }
            "#]],
        );
        check_refused(
            r#"
            class B extends A { override function g(a:Int) {} }
            class A {
                function g(a:Int) {}
                function f(name:String) { g(1); g(1, n$0ame); }
            }
            "#,
            "Add parameter",
        );
    }
}
