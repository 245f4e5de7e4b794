//! Mistakes inside bodies.

use syntax::SyntaxKind::*;
use syntax::ast::{self, AstNode, HasModifiers};
use syntax::{SyntaxNode, T};

use super::{Edit, is_in_pattern, misspelt, nodes, other_literal, text_of};

/// Argument lists of calls and of `new`, patterns left out.
fn argument_lists(root: &SyntaxNode) -> impl Iterator<Item = ast::ArgList> + '_ {
    nodes::<ast::ArgList>(root).filter(|it| {
        let parent = it.syntax().parent();
        parent.is_some_and(|it| matches!(it.kind(), CALL_EXPR | NEW_EXPR))
            && !is_in_pattern(it.syntax())
    })
}

pub(super) fn wrong_argument(root: &SyntaxNode) -> Vec<Edit> {
    argument_lists(root)
        .flat_map(|it| it.args())
        .map(|it| Edit::replace(it.syntax(), other_literal(it.syntax())))
        .collect()
}

pub(super) fn missing_argument(root: &SyntaxNode) -> Vec<Edit> {
    let mut res = Vec::new();
    for list in argument_lists(root) {
        let args: Vec<_> = list.args().collect();
        if let Some(last) = args.last() {
            let from = match args.len() {
                1 => last.syntax().text_range().start(),
                n => args[n - 2].syntax().text_range().end(),
            };
            res.push(Edit {
                start: from.into(),
                end: last.syntax().text_range().end().into(),
                text: String::new(),
            });
        }
    }
    res
}

pub(super) fn extra_argument(root: &SyntaxNode) -> Vec<Edit> {
    argument_lists(root)
        .filter_map(|it| {
            let text = match it.args().last() {
                Some(_) => ", null",
                None => "null",
            };
            let end = it.r_paren_token()?.text_range().start();
            let end = it
                .args()
                .last()
                .map_or(end, |it| it.syntax().text_range().end());
            Some(Edit::insert(end, text))
        })
        .collect()
}

pub(super) fn swapped_arguments(root: &SyntaxNode) -> Vec<Edit> {
    let mut res = Vec::new();
    for list in argument_lists(root) {
        let args: Vec<_> = list.args().collect();
        for pair in args.windows(2) {
            let (a, b) = (pair[0].syntax(), pair[1].syntax());
            res.push(Edit {
                start: a.text_range().start().into(),
                end: b.text_range().end().into(),
                text: format!("{}, {}", text_of(b), text_of(a)),
            });
        }
    }
    res
}

pub(super) fn unknown_field(root: &SyntaxNode) -> Vec<Edit> {
    nodes::<ast::FieldExpr>(root)
        .filter_map(|it| it.name_ref())
        .map(|it| Edit::replace(it.syntax(), misspelt(&text_of(it.syntax()))))
        .collect()
}

pub(super) fn unknown_name(root: &SyntaxNode) -> Vec<Edit> {
    nodes::<ast::NameExpr>(root)
        .filter(|it| it.ident_token().is_some() && !is_in_pattern(it.syntax()))
        .map(|it| Edit::replace(it.syntax(), misspelt(&text_of(it.syntax()))))
        .collect()
}

/// `var x = e;` becomes `e;`.
pub(super) fn removed_local(root: &SyntaxNode) -> Vec<Edit> {
    single_declarators(root)
        .filter_map(|(var, declarator)| {
            let value = declarator.initializer()?.expr()?;
            Some(Edit::replace(var.syntax(), text_of(value.syntax())))
        })
        .collect()
}

pub(super) fn uninitialised_local(root: &SyntaxNode) -> Vec<Edit> {
    single_declarators(root)
        .filter_map(|(_, declarator)| Some(Edit::delete(declarator.initializer()?.syntax())))
        .collect()
}

fn single_declarators(
    root: &SyntaxNode,
) -> impl Iterator<Item = (ast::VarExpr, ast::VarDeclarator)> + '_ {
    nodes::<ast::VarExpr>(root).filter_map(|var| {
        let mut declarators = var.declarators();
        let first = declarators.next()?;
        let is_single = declarators.next().is_none();
        (is_single && !is_in_pattern(var.syntax())).then_some((var, first))
    })
}

pub(super) fn missing_case(root: &SyntaxNode) -> Vec<Edit> {
    nodes::<ast::CaseClause>(root)
        .map(|it| Edit::delete(it.syntax()))
        .collect()
}

fn patterns(root: &SyntaxNode) -> impl Iterator<Item = ast::Expr> + '_ {
    nodes::<ast::CaseClause>(root).flat_map(|it| it.patterns())
}

pub(super) fn wrong_pattern(root: &SyntaxNode) -> Vec<Edit> {
    let mut res = Vec::new();
    for pattern in patterns(root) {
        res.push(Edit::replace(
            pattern.syntax(),
            other_literal(pattern.syntax()),
        ));
        for name in pattern
            .syntax()
            .descendants()
            .filter_map(ast::NameExpr::cast)
        {
            let text = text_of(name.syntax());
            if text.starts_with(|it: char| it.is_ascii_uppercase()) {
                res.push(Edit::replace(name.syntax(), misspelt(&text)));
            }
        }
    }
    res
}

pub(super) fn wrong_pattern_arity(root: &SyntaxNode) -> Vec<Edit> {
    let mut res = Vec::new();
    for pattern in patterns(root) {
        for list in pattern
            .syntax()
            .descendants()
            .filter_map(ast::ArgList::cast)
        {
            if let (Some(last), Some(end)) = (list.args().last(), list.r_paren_token()) {
                res.push(Edit::insert(end.text_range().start(), ", _, _"));
                res.push(Edit::replace(last.syntax(), "_, _"));
            }
        }
    }
    res
}

pub(super) fn wrong_return(root: &SyntaxNode) -> Vec<Edit> {
    nodes::<ast::ReturnExpr>(root)
        .filter_map(|it| it.expr())
        .map(|it| Edit::replace(it.syntax(), other_literal(it.syntax())))
        .collect()
}

/// `return e;` becomes `e;`.
pub(super) fn missing_return(root: &SyntaxNode) -> Vec<Edit> {
    nodes::<ast::ReturnExpr>(root)
        .filter_map(|it| {
            let value = it.expr()?;
            Some(Edit::replace(it.syntax(), text_of(value.syntax())))
        })
        .collect()
}

pub(super) fn null_value(root: &SyntaxNode) -> Vec<Edit> {
    let values = nodes::<ast::Initializer>(root).filter_map(|it| it.expr());
    let returned = nodes::<ast::ReturnExpr>(root).filter_map(|it| it.expr());
    let arguments = argument_lists(root).flat_map(|it| it.args());
    let assigned = nodes::<ast::BinaryExpr>(root)
        .filter(|it| it.op().is_some_and(|it| it.is_assign()))
        .filter_map(|it| it.rhs());
    values
        .chain(returned)
        .chain(arguments)
        .chain(assigned)
        .map(|it| Edit::replace(it.syntax(), "null"))
        .collect()
}

pub(super) fn wrong_operand(root: &SyntaxNode) -> Vec<Edit> {
    nodes::<ast::BinaryExpr>(root)
        .filter(|it| {
            !is_in_pattern(it.syntax())
                && it.op().is_some_and(|it| it != ast::BinaryOp::Assign)
                && it
                    .op_details()
                    .is_some_and(|(token, _)| token.kind() != FAT_ARROW)
        })
        .flat_map(|it| {
            let assigns = it.op().is_some_and(|it| it.is_assign());
            let lhs = it.lhs().filter(|_| !assigns);
            [lhs, it.rhs()].into_iter().flatten()
        })
        .map(|it| Edit::replace(it.syntax(), other_literal(it.syntax())))
        .collect()
}

pub(super) fn wrong_condition(root: &SyntaxNode) -> Vec<Edit> {
    let ifs = nodes::<ast::IfExpr>(root).filter_map(|it| it.condition());
    let whiles = nodes::<ast::WhileExpr>(root).filter_map(|it| it.condition());
    let ternaries = nodes::<ast::TernaryExpr>(root).filter_map(|it| it.condition());
    let mut res = Vec::new();
    for (n, it) in ifs.chain(whiles).chain(ternaries).enumerate() {
        let text = ["\"zq\"", "1", "null", "[1]"][n % 4];
        res.push(Edit::replace(it.syntax(), text));
    }
    res
}

pub(super) fn wrong_assignment(root: &SyntaxNode) -> Vec<Edit> {
    nodes::<ast::BinaryExpr>(root)
        .filter(|it| it.op() == Some(ast::BinaryOp::Assign))
        .filter_map(|it| it.rhs())
        .map(|it| Edit::replace(it.syntax(), other_literal(it.syntax())))
        .collect()
}

/// `var` becomes `final`, of locals and of fields.
pub(super) fn assigned_final(root: &SyntaxNode) -> Vec<Edit> {
    let locals = single_declarators(root)
        .filter(|(_, it)| it.initializer().is_some())
        .filter_map(|(it, _)| it.var_token());
    let fields = nodes::<ast::VarField>(root)
        .filter(|it| it.property_access().is_none())
        .filter_map(|it| it.var_token());
    locals
        .chain(fields)
        .map(|it| Edit::token(&it, "final"))
        .collect()
}

pub(super) fn wrong_object_field(root: &SyntaxNode) -> Vec<Edit> {
    let mut res = Vec::new();
    for field in nodes::<ast::ObjectField>(root) {
        if let Some(name) = field.object_field_name() {
            res.push(Edit::replace(
                name.syntax(),
                misspelt(text_of(name.syntax()).trim_matches('"')),
            ));
        }
        if let Some(value) = field.expr() {
            res.push(Edit::replace(value.syntax(), other_literal(value.syntax())));
        }
    }
    res
}

pub(super) fn missing_object_field(root: &SyntaxNode) -> Vec<Edit> {
    let mut res = Vec::new();
    for object in nodes::<ast::ObjectExpr>(root) {
        let fields: Vec<_> = object.fields().collect();
        for (n, field) in fields.iter().enumerate() {
            let range = field.syntax().text_range();
            let end = fields
                .get(n + 1)
                .map_or(range.end(), |it| it.syntax().text_range().start());
            res.push(Edit {
                start: range.start().into(),
                end: end.into(),
                text: String::new(),
            });
        }
    }
    res
}

pub(super) fn extra_object_field(root: &SyntaxNode) -> Vec<Edit> {
    nodes::<ast::ObjectField>(root)
        .map(|it| Edit::insert(it.syntax().text_range().start(), "zq: 1, "))
        .collect()
}

pub(super) fn wrong_cast(root: &SyntaxNode) -> Vec<Edit> {
    let mut res = Vec::new();
    for it in nodes::<ast::CastExpr>(root).filter(|it| it.is_checked()) {
        if let Some(ty) = it.ty() {
            res.push(Edit::replace(ty.syntax(), "Array<Int>"));
            res.push(Edit::replace(ty.syntax(), "{ x:Int }"));
            res.push(Edit::replace(ty.syntax(), "Date"));
        }
    }
    for it in nodes::<ast::CheckTypeExpr>(root) {
        if let Some(ty) = it.type_hint().and_then(|it| it.ty()) {
            res.push(Edit::replace(ty.syntax(), "Date"));
        }
    }
    // `e` becomes `cast(e, T)` with a type it may not be.
    for it in nodes::<ast::ReturnExpr>(root).filter_map(|it| it.expr()) {
        let text = text_of(it.syntax());
        res.push(Edit::replace(it.syntax(), format!("cast({text}, Date)")));
        res.push(Edit::replace(it.syntax(), format!("({text} : Date)")));
        res.push(Edit::replace(
            it.syntax(),
            format!("cast({text}, List<Int>)"),
        ));
    }
    res
}

pub(super) fn call_of_value(root: &SyntaxNode) -> Vec<Edit> {
    nodes::<ast::NameExpr>(root)
        .filter(|it| {
            let parent = it.syntax().parent().map(|it| it.kind());
            parent != Some(CALL_EXPR) && parent != Some(FIELD_EXPR) && !is_in_pattern(it.syntax())
        })
        .map(|it| Edit::replace(it.syntax(), format!("{}()", text_of(it.syntax()))))
        .collect()
}

pub(super) fn index_of_value(root: &SyntaxNode) -> Vec<Edit> {
    let indexed = nodes::<ast::IndexExpr>(root).filter_map(|it| it.index());
    let names = nodes::<ast::NameExpr>(root).filter(|it| {
        let parent = it.syntax().parent().map(|it| it.kind());
        parent == Some(ARG_LIST) || parent == Some(RETURN_EXPR)
    });
    let mut res: Vec<Edit> = names
        .filter(|it| !is_in_pattern(it.syntax()))
        .map(|it| Edit::replace(it.syntax(), format!("{}[0]", text_of(it.syntax()))))
        .collect();
    res.extend(indexed.map(|it| Edit::replace(it.syntax(), other_literal(it.syntax()))));
    res
}

pub(super) fn wrong_iterable(root: &SyntaxNode) -> Vec<Edit> {
    nodes::<ast::ForExpr>(root)
        .filter_map(|it| it.iteration()?.1)
        .map(|it| {
            let text = ["1", "true", "{ x: 1 }", "1.5"][text_of(it.syntax()).len() % 4];
            Edit::replace(it.syntax(), text)
        })
        .collect()
}

/// One parameter more or fewer for a function that is an argument.
pub(super) fn closure_arity(root: &SyntaxNode) -> Vec<Edit> {
    let mut res = Vec::new();
    for list in nodes::<ast::ParamList>(root) {
        let is_closure = list
            .syntax()
            .parent()
            .is_some_and(|it| matches!(it.kind(), ARROW_FUNCTION | FUNCTION_EXPR));
        if let (true, Some(_), Some(end)) = (is_closure, list.l_paren_token(), list.r_paren_token())
        {
            let text = match list.params().last() {
                Some(_) => ", zq",
                None => "zq",
            };
            res.push(Edit::insert(end.text_range().start(), text));
        }
    }
    res
}

pub(super) fn wrong_element(root: &SyntaxNode) -> Vec<Edit> {
    nodes::<ast::ArrayExpr>(root)
        .filter(|it| !is_in_pattern(it.syntax()))
        .flat_map(|it| it.elements())
        .map(|it| Edit::replace(it.syntax(), other_literal(it.syntax())))
        .collect()
}

/// A call that is a statement becomes the value of a variable.
pub(super) fn void_value(root: &SyntaxNode) -> Vec<Edit> {
    nodes::<ast::CallExpr>(root)
        .filter(|it| {
            let parent = it.syntax().parent().map(|it| it.kind());
            parent == Some(BLOCK_EXPR) && !text_of(it.syntax()).starts_with("super")
        })
        .map(|it| Edit::insert(it.syntax().text_range().start(), "var zq = "))
        .collect()
}

pub(super) fn stray_break(root: &SyntaxNode) -> Vec<Edit> {
    bodies(root)
        .flat_map(|it| {
            let at = it.syntax().text_range().start() + syntax::TextSize::from(1);
            let jump = ["break;", "continue;", "return zq;", "this = null;"]
                [text_of(it.syntax()).len() % 4];
            [Edit::insert(at, format!(" {jump}"))]
        })
        .collect()
}

fn bodies(root: &SyntaxNode) -> impl Iterator<Item = ast::BlockExpr> + '_ {
    nodes::<ast::FunctionField>(root).filter_map(|it| match it.body()? {
        ast::Expr::BlockExpr(it) => Some(it),
        _ => None,
    })
}

pub(super) fn missing_super(root: &SyntaxNode) -> Vec<Edit> {
    let calls = nodes::<ast::CallExpr>(root).filter(|it| {
        it.callee()
            .is_some_and(|it| text_of(it.syntax()) == "super")
    });
    let mut res: Vec<Edit> = calls.map(|it| Edit::replace(it.syntax(), "{}")).collect();
    // … or one where there is no parent.
    for constructor in nodes::<ast::FunctionField>(root) {
        let is_new = constructor
            .name()
            .is_some_and(|it| text_of(it.syntax()) == "new");
        if let (true, Some(ast::Expr::BlockExpr(body))) = (is_new, constructor.body()) {
            let at = body.syntax().text_range().start() + syntax::TextSize::from(1);
            res.push(Edit::insert(at, " super();"));
        }
    }
    res
}

pub(super) fn wrong_new(root: &SyntaxNode) -> Vec<Edit> {
    nodes::<ast::NewExpr>(root)
        .filter_map(|it| it.path_type())
        .enumerate()
        .map(|(n, it)| {
            let path = [
                "Iterator",
                "Null",
                "Int",
                "haxe.io.Input",
                "haxe.Constraints.IMap",
                "Math",
                "haxe.ds.Option",
            ][n % 7];
            Edit::replace(it.syntax(), path)
        })
        .collect()
}

/// Whether the function is a method that has a body to speak of.
pub(super) fn is_method(function: &ast::FunctionField) -> bool {
    !function.has_modifier(T![static]) && function.body().is_some()
}
