//! Signature help: the parameters of the call around the caret, and which one is being written.

use base_db::{Config, Db, FilePosition};
use hir::{Definition, Semantics};
use hir_def::{
    Name, fields_named,
    ids::{EnumCtorId, FieldId},
};
use hir_ty::{
    print::print_written,
    signature::{ctor_signature, field_signature},
    ty::{FunParam, Ty},
};
use syntax::{
    SyntaxKind, SyntaxNode, T,
    ast::{self, AstNode},
};

use crate::{docs::to_markdown, render::param_text};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignatureHelp {
    pub signatures: Vec<SignatureInfo>,
    pub active_signature: usize,
    pub active_parameter: usize,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignatureInfo {
    pub label: String,
    /// Byte ranges in the label.
    pub params: Vec<std::ops::Range<usize>>,
    /// Markdown.
    pub docs: Option<String>,
}

pub fn signature_help(
    db: &dyn Db,
    config: Config,
    position: FilePosition,
) -> Option<SignatureHelp> {
    let sema = Semantics::new(db, config, position.file);
    let token = sema.root().token_at_offset(position.offset).left_biased()?;
    let args = token.parent_ancestors().find(|node| {
        // Behind the closing parenthesis one is outside again.
        node.kind() == SyntaxKind::ARG_LIST
            && node.text_range().start() < position.offset
            && node
                .last_token()
                .is_none_or(|it| it.kind() != T![')'] || position.offset <= it.text_range().start())
            && node
                .parent()
                .is_some_and(|it| it.kind() != SyntaxKind::METADATA)
    })?;
    // A block inside the arguments is a place of its own.
    let is_inner = token
        .parent_ancestors()
        .take_while(|it| *it != args)
        .any(|it| it.kind() == SyntaxKind::BLOCK_EXPR);
    if is_inner {
        return None;
    }
    let active = args
        .children_with_tokens()
        .filter(|it| it.kind() == T![,] && it.text_range().end() <= position.offset)
        .count();
    let n_args = args.children().count();
    let signatures = signatures_of(&sema, &args)?;
    let fits = |it: &SignatureInfo| it.params.len() > active && it.params.len() >= n_args;
    let active_signature = signatures.iter().position(fits).unwrap_or(0);
    let last = signatures[active_signature].params.len().saturating_sub(1);
    let is_rest = signatures[active_signature]
        .params
        .last()
        .is_some_and(|it| signatures[active_signature].label[it.clone()].starts_with("..."));
    Some(SignatureHelp {
        active_signature,
        active_parameter: if is_rest { active.min(last) } else { active },
        signatures,
    })
}

fn signatures_of<'db>(sema: &Semantics<'db>, args: &SyntaxNode) -> Option<Vec<SignatureInfo>> {
    let db = sema.db;
    let call = args.parent()?;
    let seen_as = sema.callee_type(args);
    let called = match call.kind() {
        SyntaxKind::CALL_EXPR => {
            let callee = ast::CallExpr::cast(call)?.callee()?;
            let name = match &callee {
                ast::Expr::NameExpr(it) => it.token(),
                ast::Expr::FieldExpr(it) => it.name_ref()?.token(),
                _ => None,
            };
            name.and_then(|it| {
                crate::goto_definition::constructed_at(sema, &it)
                    .or_else(|| Some(sema.classify(&it)?.def))
            })
        }
        SyntaxKind::NEW_EXPR => {
            let new = ast::NewExpr::cast(call)?;
            let name = new.path_type()?.path()?.segments().last()?.token()?;
            crate::goto_definition::constructed_at(sema, &name)
        }
        _ => None,
    };
    match called {
        Some(Definition::Field(field)) => Some(field_signatures(db, field, seen_as)),
        Some(Definition::EnumCtor(ctor)) => Some(vec![ctor_info(db, ctor)]),
        _ => match seen_as? {
            Ty::Fun(fun) => {
                let params = fun.params(db);
                Some(vec![info(db, "", None, params, fun.ret(db), None)])
            }
            _ => None,
        },
    }
}

fn field_signatures<'db>(
    db: &'db dyn Db,
    field: FieldId<'db>,
    seen_as: Option<Ty<'db>>,
) -> Vec<SignatureInfo> {
    let overloads = match field.type_decl(db) {
        Some(ty) => fields_named(db, ty, field.name(db)),
        None => vec![field],
    };
    let is_overloaded = overloads.len() > 1;
    overloads
        .into_iter()
        .filter_map(|overload| {
            let ty = match seen_as {
                Some(ty @ Ty::Fun(_)) if !is_overloaded => ty,
                _ => field_signature(db, overload).ty,
            };
            let Ty::Fun(fun) = ty else { return None };
            let docs = hir_def::source::field_docs(db, overload).map(|it| to_markdown(&it));
            let name: &Name = overload.name(db);
            Some(info(
                db,
                name,
                Some(overload),
                fun.params(db),
                fun.ret(db),
                docs,
            ))
        })
        .collect()
}

fn ctor_info<'db>(db: &'db dyn Db, ctor: EnumCtorId<'db>) -> SignatureInfo {
    let signature = ctor_signature(db, ctor);
    let docs = hir_def::source::ctor_docs(db, ctor).map(|it| to_markdown(&it));
    info(
        db,
        ctor.name(db),
        None,
        &signature.params,
        signature.ret,
        docs,
    )
}

fn info<'db>(
    db: &'db dyn Db,
    name: &str,
    field: Option<FieldId<'db>>,
    params: &[FunParam<'db>],
    ret: Ty<'db>,
    docs: Option<String>,
) -> SignatureInfo {
    let mut label = format!("{name}(");
    let mut ranges = Vec::new();
    for (i, param) in params.iter().enumerate() {
        label.push_str(if i > 0 { ", " } else { "" });
        let start = label.len();
        label.push_str(&param_text(db, field, param));
        ranges.push(start..label.len());
    }
    label.push(')');
    if name != "new" {
        label.push_str(&format!(":{}", print_written(db, ret)));
    }
    SignatureInfo {
        label,
        params: ranges,
        docs,
    }
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::signature_help;
    use crate::test_support::Case;

    #[track_caller]
    fn check(fixture: &str, expect: Expect) {
        let case = Case::new(fixture);
        let text = match signature_help(case.db(), case.config(), case.position()) {
            None => "nothing\n".to_owned(),
            Some(help) => {
                let mut text = String::new();
                for (i, signature) in help.signatures.iter().enumerate() {
                    let mark = if i == help.active_signature {
                        "> "
                    } else {
                        "  "
                    };
                    text.push_str(&format!("{mark}{}\n", signature.label));
                }
                let active = &help.signatures[help.active_signature];
                let param = active.params.get(help.active_parameter);
                text.push_str(&format!(
                    "{:?}\n",
                    param.map(|it| &active.label[it.clone()])
                ));
                text
            }
        };
        expect.assert_eq(&text);
    }

    #[test]
    fn methods_and_functions() {
        check(
            "class A { function f(a:Int, ?b:String = \"x\"):Void { f(1, $0); } }",
            expect![[r#"
                > f(a:Int, ?b:String = "x"):Void
                Some("?b:String = \"x\"")
            "#]],
        );
        check(
            "class A { function f(a:Array<Int>) { a.push($0 } }",
            expect![[r#"
                > push(x:Int):Int
                Some("x:Int")
            "#]],
        );
        check(
            "class A { function f(a:Int->String) { a($0); } }",
            expect![[r#"
                > (Int):String
                Some("Int")
            "#]],
        );
        check(
            "class A { function f(...a:Int) { f(1, 2, 3$0); } }",
            expect![[r#"
                > f(...a:Int):Void
                Some("...a:Int")
            "#]],
        );
    }

    #[test]
    fn constructors() {
        check(
            "class P { public function new(x:Int) {} } class A { function f() { new P($0); } }",
            expect![[r#"
                > new(x:Int)
                Some("x:Int")
            "#]],
        );
        check(
            "enum E { C(x:Int, y:Int); } class A { function f() { C(1, $0); } }",
            expect![[r#"
                > C(x:Int, y:Int):E
                Some("y:Int")
            "#]],
        );
        check(
            "class P { public function new(x:Int) {} } class A extends P { function new() { super($0); } }",
            expect![[r#"
                > new(x:Int)
                Some("x:Int")
            "#]],
        );
    }

    #[test]
    fn overloads() {
        check(
            "extern class P { overload function m(x:Int):Void; overload function m(x:String, y:Int):Void; } class A { function f(p:P) { p.m(\"\", $0); } }",
            expect![[r#"
                  m(x:Int):Void
                > m(x:String, y:Int):Void
                Some("y:Int")
            "#]],
        );
    }

    #[test]
    fn extension() {
        check(
            "using Main.T; class T { public static function twice(x:Int, n:Int) return x; } class A { function f() { 1.twice($0); } }",
            expect![[r#"
                > twice(n:Int):Int
                Some("n:Int")
            "#]],
        );
    }

    #[test]
    fn inside_and_outside() {
        check(
            "class A { function f(a:Int, b:Int) { f(f($01, 2), 3); } }",
            expect![[r#"
                > f(a:Int, b:Int):Void
                Some("a:Int")
            "#]],
        );
        check(
            "class A { function f(a:Int, b:Int) { f(f(1, 2)$0, 3); } }",
            expect![[r#"
                > f(a:Int, b:Int):Void
                Some("a:Int")
            "#]],
        );
        check(
            "class A { function f(a:Int, b:Int) { f(1, 2)$0; } }",
            expect![[r#"
                nothing
            "#]],
        );
        check(
            "class A { function f(a:Void->Void) { f(function() { $0 }); } }",
            expect![[r#"
                nothing
            "#]],
        );
    }
}
