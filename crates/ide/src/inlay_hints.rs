//! Inlay hints: inferred types behind names, parameter names before literals.

use base_db::{Config, Db, File, TextRange, TextSize};
use hir::{Definition, Semantics};
use hir_ty::{print::print_written, signature::field_signature, ty::Ty};
use syntax::{
    SyntaxKind, SyntaxNode,
    ast::{self, AstNode},
};

use crate::type_text::type_text;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InlayHintsConfig {
    pub variable_types: bool,
    pub parameter_names: bool,
    pub parameter_types: bool,
    pub return_types: bool,
    /// What ends at a brace far below where it began.
    pub closing_braces: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InlayKind {
    Type,
    Parameter,
    ClosingBrace,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InlayHint {
    pub offset: TextSize,
    /// `:Int`, or `name:`.
    pub label: String,
    pub kind: InlayKind,
    /// What a double click writes here.
    pub insert: Option<String>,
    /// The whole of a label that was cut.
    pub tooltip: Option<String>,
}

/// Longer types are cut.
const MAX_LEN: usize = 40;

pub fn inlay_hints(
    db: &dyn Db,
    config: Config,
    file: File,
    range: TextRange,
    settings: InlayHintsConfig,
) -> Vec<InlayHint> {
    let sema = Semantics::new(db, config, file);
    let mut res = Vec::new();
    let mut walk = sema.root().preorder();
    while let Some(event) = walk.next() {
        let syntax::WalkEvent::Enter(node) = event else {
            continue;
        };
        if node.text_range().intersect(range).is_none() {
            walk.skip_subtree();
            continue;
        }
        db.unwind_if_revision_cancelled();
        match node.kind() {
            SyntaxKind::VAR_DECLARATOR if settings.variable_types => {
                res.extend(variable(&sema, &node));
            }
            SyntaxKind::FOR_EXPR if settings.variable_types => {
                loop_variables(&sema, &node, &mut res)
            }
            SyntaxKind::PARAM if settings.parameter_types => res.extend(parameter(&sema, &node)),
            SyntaxKind::FUNCTION_FIELD if settings.return_types => {
                res.extend(return_type(&sema, &node));
            }
            SyntaxKind::ARG_LIST if settings.parameter_names => {
                parameter_names(&sema, &node, &mut res);
            }
            SyntaxKind::FIELD_LIST | SyntaxKind::BLOCK_EXPR if settings.closing_braces => {
                res.extend(closing_brace(&node));
            }
            _ => {}
        }
    }
    res.retain(|it| range.contains_inclusive(it.offset));
    res
}

fn type_hint<'db>(sema: &Semantics<'db>, offset: TextSize, ty: Ty<'db>) -> Option<InlayHint> {
    if ty.is_unknown() {
        return None;
    }
    let mut text = print_written(sema.db, ty);
    if text.contains("Unknown") {
        return None;
    }
    let insert = type_text(sema, ty).map(|it| format!(":{it}"));
    let is_long = text.chars().count() > MAX_LEN;
    let tooltip = is_long.then(|| text.clone());
    if text.chars().count() > MAX_LEN {
        text = text.chars().take(MAX_LEN - 1).chain(['…']).collect();
    }
    Some(InlayHint {
        offset,
        label: format!(":{text}"),
        kind: InlayKind::Type,
        insert,
        tooltip,
    })
}

/// Shorter declarations are seen whole.
const MIN_LINES: usize = 25;

/// `function f` behind the brace that ends a long `f`.
fn closing_brace(node: &SyntaxNode) -> Option<InlayHint> {
    let close = node
        .last_token()
        .filter(|it| it.kind() == syntax::T!['}'])?;
    let decl = node.parent()?;
    let (word, name) = match decl.kind() {
        SyntaxKind::CLASS_DECL => ("class", ast::ClassDecl::cast(decl.clone())?.name()),
        SyntaxKind::INTERFACE_DECL => ("interface", ast::InterfaceDecl::cast(decl.clone())?.name()),
        SyntaxKind::ABSTRACT_DECL => ("abstract", ast::AbstractDecl::cast(decl.clone())?.name()),
        SyntaxKind::FUNCTION_FIELD => ("function", ast::FunctionField::cast(decl.clone())?.name()),
        SyntaxKind::FUNCTION_EXPR => ("function", ast::FunctionExpr::cast(decl.clone())?.name()),
        _ => return None,
    };
    let mut n_lines = 0;
    node.text()
        .for_each_chunk(|it| n_lines += it.matches('\n').count());
    // On a line of its own.
    let next = close.next_token();
    let ends_line = next.is_none_or(|it| it.text().contains('\n'));
    (n_lines >= MIN_LINES && ends_line).then_some(())?;
    Some(InlayHint {
        offset: close.text_range().end(),
        label: format!("{word} {}", name?.text()),
        kind: InlayKind::ClosingBrace,
        insert: None,
        tooltip: None,
    })
}

fn local_hint(sema: &Semantics<'_>, name: &SyntaxNode) -> Option<InlayHint> {
    let token = name.first_token()?;
    let Definition::Local(local) = sema.classify(&token)?.def else {
        return None;
    };
    type_hint(sema, name.text_range().end(), local.ty(sema.db))
}

fn variable(sema: &Semantics<'_>, node: &SyntaxNode) -> Option<InlayHint> {
    let decl = ast::VarDeclarator::cast(node.clone())?;
    if decl.type_hint().is_some() || is_obvious(&decl.initializer()?.expr()?) {
        return None;
    }
    local_hint(sema, decl.name()?.syntax())
}

/// The type stands there anyway.
fn is_obvious(expr: &ast::Expr) -> bool {
    match expr {
        ast::Expr::NewExpr(_) | ast::Expr::Literal(_) | ast::Expr::TemplateExpr(_) => true,
        ast::Expr::CheckTypeExpr(_) | ast::Expr::FunctionExpr(_) | ast::Expr::ArrowFunction(_) => {
            true
        }
        ast::Expr::CastExpr(it) => it.is_checked(),
        ast::Expr::PrefixExpr(it) => it.operand().is_some_and(|it| is_obvious(&it)),
        _ => false,
    }
}

fn loop_variables(sema: &Semantics<'_>, node: &SyntaxNode, res: &mut Vec<InlayHint>) {
    let Some(head) = node.children().next() else {
        return;
    };
    // `i in 0...n` is an Int, everybody knows.
    let is_range = head.descendants().any(|it| {
        ast::BinaryExpr::cast(it).is_some_and(|it| it.op() == Some(ast::BinaryOp::Interval))
    });
    if is_range {
        return;
    }
    for name in head
        .descendants()
        .filter(|it| it.kind() == SyntaxKind::NAME_EXPR)
    {
        let is_declaration = name
            .first_token()
            .and_then(|it| sema.classify(&it))
            .is_some_and(|it| it.usage == hir::Usage::Declaration);
        if is_declaration {
            res.extend(local_hint(sema, &name));
        }
    }
}

/// Parameters of functions in expressions, and of fields when their type is inferred.
fn parameter(sema: &Semantics<'_>, node: &SyntaxNode) -> Option<InlayHint> {
    let param = ast::Param::cast(node.clone())?;
    if param.type_hint().is_some() || param.initializer().is_some() {
        return None;
    }
    local_hint(sema, param.name()?.syntax())
}

fn return_type(sema: &Semantics<'_>, node: &SyntaxNode) -> Option<InlayHint> {
    let function = ast::FunctionField::cast(node.clone())?;
    let name = function.name()?;
    if function.type_hint().is_some() || function.body().is_none() || name.text() == "new" {
        return None;
    }
    let field = sema.field_around(node)?;
    let is_override = hir_def::field_data(sema.db, field)?.field.flags.is_override;
    let Ty::Fun(fun) = field_signature(sema.db, field).ty else {
        return None;
    };
    let ret = fun.ret(sema.db);
    if is_override || ret == Ty::Void {
        return None;
    }
    let end = function.param_list()?.syntax().text_range().end();
    type_hint(sema, end, ret)
}

fn parameter_names(sema: &Semantics<'_>, args: &SyntaxNode, res: &mut Vec<InlayHint>) {
    let Some(Ty::Fun(fun)) = sema.callee_type(args) else {
        return;
    };
    let params = fun.params(sema.db);
    // One argument says what it is by the function's name.
    if params.len() < 2 {
        return;
    }
    for (arg, param) in args.children().zip(params) {
        if param.name.len() < 2 || param.rest || !is_opaque(&arg) {
            continue;
        }
        res.push(InlayHint {
            offset: arg.text_range().start(),
            label: format!("{}:", param.name),
            kind: InlayKind::Parameter,
            insert: None,
            tooltip: None,
        });
    }
}

/// Values that do not tell what they are for.
fn is_opaque(arg: &SyntaxNode) -> bool {
    match ast::Expr::cast(arg.clone()) {
        Some(ast::Expr::Literal(_)) => true,
        Some(ast::Expr::PrefixExpr(it)) => it.operand().is_some_and(|it| is_opaque(it.syntax())),
        Some(ast::Expr::ArrayExpr(it)) => it.elements().next().is_none(),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::{InlayHintsConfig, inlay_hints};
    use crate::test_support::Case;

    #[track_caller]
    fn check(text: &str, expect: Expect) {
        let case = Case::new(text);
        let file = case.test.file("/Main.hx");
        let text = base_db::file_text(case.db(), file).to_string();
        let range = base_db::TextRange::up_to((text.len() as u32).into());
        let settings = InlayHintsConfig {
            variable_types: true,
            parameter_names: true,
            parameter_types: true,
            return_types: true,
            closing_braces: true,
        };
        let mut hints = inlay_hints(case.db(), case.config(), file, range, settings);
        hints.sort_by_key(|it| std::cmp::Reverse(it.offset));
        let mut res = text;
        for hint in hints {
            res.insert_str(usize::from(hint.offset), &format!("«{}»", hint.label));
        }
        expect.assert_eq(&res);
    }

    #[test]
    fn types() {
        check(
            "class A {
                function f(a:Array<String>) {
                    var x = a.length; var y = 1; var z = [x]; var w:Int = 2;
                    for (s in a) {} for (i in 0...3) {}
                    a.map(s -> s.length);
                    return z;
                }
                function g() {}
            }",
            expect![[r#"
                class A {
                                function f(a:Array<String>)«:Array<Int>» {
                                    var x«:Int» = a.length; var y = 1; var z«:Array<Int>» = [x]; var w:Int = 2;
                                    for (s«:String» in a) {} for (i in 0...3) {}
                                    a.map(s«:String» -> s.length);
                                    return z;
                                }
                                function g() {}
                            }"#]],
        );
    }

    #[test]
    fn closing_braces() {
        let lines = "\n".repeat(30);
        let text = format!("class A {{ function f() {{{lines}}}\n function g() {{}}\n}}\n");
        let case = Case::new(&text);
        let file = case.test.file("/Main.hx");
        let len = base_db::file_text(case.db(), file).len() as u32;
        let range = base_db::TextRange::up_to(len.into());
        let settings = InlayHintsConfig {
            variable_types: false,
            parameter_names: false,
            parameter_types: false,
            return_types: false,
            closing_braces: true,
        };
        let hints = inlay_hints(case.db(), case.config(), file, range, settings);
        let labels: Vec<&str> = hints.iter().map(|it| &*it.label).collect();
        assert_eq!(labels, ["class A", "function f"]);
    }

    #[test]
    fn what_a_double_click_writes() {
        let case = Case::new(
            "class A<T> { function f(x:Array<T>) { var y = x; var z = y.map(it -> it); } }",
        );
        let file = case.test.file("/Main.hx");
        let range = base_db::TextRange::up_to(80.into());
        let settings = InlayHintsConfig {
            variable_types: true,
            parameter_names: false,
            parameter_types: false,
            return_types: false,
            closing_braces: false,
        };
        let hints = inlay_hints(case.db(), case.config(), file, range, settings);
        let inserts: Vec<_> = hints.into_iter().map(|it| it.insert).collect();
        assert_eq!(
            inserts,
            [Some(":Array<T>".to_owned()), Some(":Array<T>".to_owned())]
        );
    }

    #[test]
    fn parameters() {
        check(
            "class A { function f(count:Int, flag:Bool, n:Int) { f(1, true, 2); f(count, !flag, -1); } }",
            expect![
                "class A { function f(count:Int, flag:Bool, n:Int) { f(«count:»1, «flag:»true, 2); f(count, !flag, -1); } }"
            ],
        );
    }
}
