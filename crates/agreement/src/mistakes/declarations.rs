//! Mistakes in declarations: imports, hints, modifiers, what a class promises.

use syntax::SyntaxKind::*;
use syntax::ast::{self, AstNode, HasModifiers, HasName};
use syntax::{SyntaxNode, T};

use super::expressions::is_method;
use super::{Edit, misspelt, nodes, other_literal, text_of};

pub(super) fn missing_import(root: &SyntaxNode) -> Vec<Edit> {
    root.children()
        .filter(|it| matches!(it.kind(), IMPORT_DECL | USING_DECL))
        .map(|it| Edit::delete(&it))
        .collect()
}

/// Types that are written, those of imports left out.
fn paths(root: &SyntaxNode) -> impl Iterator<Item = ast::PathType> + '_ {
    nodes::<ast::PathType>(root)
}

pub(super) fn unknown_type(root: &SyntaxNode) -> Vec<Edit> {
    paths(root)
        .filter_map(|it| it.path())
        .map(|it| Edit::replace(it.syntax(), misspelt(&text_of(it.syntax()))))
        .collect()
}

/// Another type for a hint.
fn other_type(text: &str) -> &'static str {
    match text {
        "Int" | "Float" | "UInt" => "String",
        "String" => "Int",
        "Bool" => "Array<Bool>",
        "Void" => "Int",
        _ if text.len().is_multiple_of(2) => "Int",
        _ => "haxe.io.Bytes",
    }
}

pub(super) fn wrong_hint(root: &SyntaxNode) -> Vec<Edit> {
    nodes::<ast::TypeHint>(root)
        .filter(|it| {
            it.syntax()
                .parent()
                .is_some_and(|it| it.kind() != TYPE_PARAM)
        })
        .filter_map(|it| it.ty())
        .map(|it| Edit::replace(it.syntax(), other_type(&text_of(it.syntax()))))
        .collect()
}

fn type_arguments(root: &SyntaxNode) -> impl Iterator<Item = ast::TypeArg> + '_ {
    nodes::<ast::TypeArgList>(root).flat_map(|it| it.args())
}

pub(super) fn wrong_type_argument(root: &SyntaxNode) -> Vec<Edit> {
    type_arguments(root)
        .map(|it| Edit::replace(it.syntax(), other_type(&text_of(it.syntax()))))
        .collect()
}

pub(super) fn type_argument_count(root: &SyntaxNode) -> Vec<Edit> {
    let mut res = Vec::new();
    for list in nodes::<ast::TypeArgList>(root) {
        res.push(Edit::delete(list.syntax()));
        if let Some(last) = list.args().last() {
            res.push(Edit::insert(last.syntax().text_range().end(), ", Int"));
        }
    }
    res
}

pub(super) fn missing_override(root: &SyntaxNode) -> Vec<Edit> {
    nodes::<ast::FunctionField>(root)
        .flat_map(|it| it.modifiers().collect::<Vec<_>>())
        .filter(|it| it.kind() == T![override])
        .map(|it| Edit::token(&it, ""))
        .collect()
}

pub(super) fn extra_override(root: &SyntaxNode) -> Vec<Edit> {
    nodes::<ast::FunctionField>(root)
        .filter(|it| is_method(it) && !it.has_modifier(T![override]))
        .filter_map(|it| it.function_token())
        .map(|it| Edit::token(&it, "override function"))
        .collect()
}

/// Parameters of methods.
fn parameters(root: &SyntaxNode) -> impl Iterator<Item = ast::Param> + '_ {
    nodes::<ast::FunctionField>(root)
        .filter_map(|it| it.param_list())
        .flat_map(|it| it.params())
}

pub(super) fn changed_parameter(root: &SyntaxNode) -> Vec<Edit> {
    parameters(root)
        .filter_map(|it| it.type_hint()?.ty())
        .map(|it| Edit::replace(it.syntax(), other_type(&text_of(it.syntax()))))
        .collect()
}

pub(super) fn removed_parameter(root: &SyntaxNode) -> Vec<Edit> {
    let mut res = Vec::new();
    for function in nodes::<ast::FunctionField>(root) {
        let Some(list) = function.param_list() else {
            continue;
        };
        let params: Vec<_> = list.params().collect();
        if let Some(last) = params.last() {
            let from = match params.len() {
                1 => last.syntax().text_range().start(),
                n => params[n - 2].syntax().text_range().end(),
            };
            res.push(Edit {
                start: from.into(),
                end: last.syntax().text_range().end().into(),
                text: String::new(),
            });
        }
        if let Some(end) = list.r_paren_token() {
            let text = if params.is_empty() {
                "zq:Int"
            } else {
                ", zq:Int"
            };
            res.push(Edit::insert(end.text_range().start(), text));
        }
    }
    res
}

/// A whole field.
pub(super) fn missing_field(root: &SyntaxNode) -> Vec<Edit> {
    fields(root).map(|it| Edit::delete(&it)).collect()
}

fn fields(root: &SyntaxNode) -> impl Iterator<Item = SyntaxNode> + '_ {
    nodes::<ast::Field>(root)
        .map(|it| it.syntax().clone())
        .filter(|it| it.parent().is_some_and(|it| it.kind() == FIELD_LIST))
}

pub(super) fn duplicated_field(root: &SyntaxNode) -> Vec<Edit> {
    fields(root)
        .map(|it| {
            let text = text_of(&it);
            Edit::insert(it.text_range().end(), format!("\n{text}"))
        })
        .collect()
}

pub(super) fn toggled_static(root: &SyntaxNode) -> Vec<Edit> {
    let mut res = Vec::new();
    for field in nodes::<ast::FunctionField>(root) {
        let written = field.modifiers().find(|it| it.kind() == T![static]);
        match (written, field.function_token()) {
            (Some(token), _) => res.push(Edit::token(&token, "")),
            (None, Some(function)) => res.push(Edit::token(&function, "static function")),
            (None, None) => {}
        }
    }
    for field in nodes::<ast::VarField>(root) {
        let written = field.modifiers().find(|it| it.kind() == T![static]);
        match (written, field.var_token()) {
            (Some(token), _) => res.push(Edit::token(&token, "")),
            (None, Some(var)) => res.push(Edit::token(&var, "static var")),
            (None, None) => {}
        }
    }
    res
}

/// A class behind the others that uses what is private.
pub(super) fn private_access(root: &SyntaxNode) -> Vec<Edit> {
    let mut res = Vec::new();
    for class in nodes::<ast::ClassDecl>(root) {
        let (Some(name), Some(list), None) =
            (class.name(), class.field_list(), class.type_param_list())
        else {
            continue;
        };
        for field in list.fields() {
            let (owner, name) = (text_of(name.syntax()), field.name());
            let Some(name) = name.map(|it| text_of(it.syntax())) else {
                continue;
            };
            if name == "new" {
                continue;
            }
            let (is_static, is_public) = match &field {
                ast::Field::VarField(it) => {
                    (it.has_modifier(T![static]), it.has_modifier(T![public]))
                }
                ast::Field::FunctionField(it) => {
                    (it.has_modifier(T![static]), it.has_modifier(T![public]))
                }
            };
            let receiver = if is_static { owner.as_str() } else { "zq" };
            // Public fields with a small part: reading them is right.
            if !is_public || name.len().is_multiple_of(5) {
                res.push(Edit::insert(
                    root.text_range().end(),
                    format!(
                        "\nprivate class ZqUser {{ static function use(zq:{owner}) {{ var y = {receiver}.{name}; }} }}\n"
                    ),
                ));
            }
        }
    }
    res
}

pub(super) fn missing_accessor(root: &SyntaxNode) -> Vec<Edit> {
    let mut res = Vec::new();
    for name in nodes::<ast::FunctionField>(root).filter_map(|it| it.name()) {
        let text = text_of(name.syntax());
        if text.starts_with("get_") || text.starts_with("set_") {
            res.push(Edit::replace(name.syntax(), misspelt(&text)));
        }
    }
    for access in nodes::<ast::PropertyAccess>(root) {
        let Some(write) = access.write() else {
            continue;
        };
        let text = if write.text() == "set" {
            "never"
        } else {
            "set"
        };
        res.push(Edit::replace(write.syntax(), text));
    }
    res
}

pub(super) fn read_only(root: &SyntaxNode) -> Vec<Edit> {
    let mut res = Vec::new();
    for field in nodes::<ast::VarField>(root) {
        let Some(name) = field.name() else { continue };
        if field.property_access().is_none() && field.var_token().is_some() {
            let text = ["(default, never)", "(never, default)"][text_of(name.syntax()).len() % 2];
            res.push(Edit::insert(name.syntax().text_range().end(), text));
        }
    }
    res
}

pub(super) fn wrong_default(root: &SyntaxNode) -> Vec<Edit> {
    let mut res = Vec::new();
    for param in parameters(root) {
        match param.initializer().and_then(|it| it.expr()) {
            Some(value) => {
                res.push(Edit::replace(value.syntax(), other_literal(value.syntax())));
                res.push(Edit::replace(value.syntax(), "Std.random(2)"));
            }
            None => {
                let end = param.syntax().text_range().end();
                res.push(Edit::insert(end, " = \"zq\""));
            }
        }
    }
    res
}

pub(super) fn wrong_parent(root: &SyntaxNode) -> Vec<Edit> {
    let mut res = Vec::new();
    for clause in nodes::<ast::HeritageClause>(root) {
        if let Some(path) = clause.path_type() {
            res.push(Edit::replace(path.syntax(), "String"));
            res.push(Edit::replace(path.syntax(), "Int"));
            res.push(Edit::replace(path.syntax(), "haxe.io.Input"));
        }
        if let Some(word) = clause.syntax().first_token() {
            let is_extends = word.kind() == T![extends];
            let other = if is_extends { "implements" } else { "extends" };
            res.push(Edit::token(&word, other));
        }
        res.push(Edit::delete(clause.syntax()));
    }
    res
}

pub(super) fn abstract_class(root: &SyntaxNode) -> Vec<Edit> {
    nodes::<ast::ClassDecl>(root)
        .filter_map(|it| it.class_token())
        .map(|it| Edit::token(&it, "abstract class"))
        .collect()
}

/// `final` before a class, a method or a variable.
pub(super) fn final_field(root: &SyntaxNode) -> Vec<Edit> {
    let classes = nodes::<ast::ClassDecl>(root).filter_map(|it| it.class_token());
    let methods = nodes::<ast::FunctionField>(root).filter_map(|it| it.function_token());
    classes
        .chain(methods)
        .map(|it| Edit::token(&it, format!("final {}", it.text())))
        .collect()
}

pub(super) fn missing_metadata(root: &SyntaxNode) -> Vec<Edit> {
    const NAMES: &[&str] = &[
        "access",
        "allow",
        "op",
        "arrayAccess",
        "forward",
        "from",
        "to",
        "structInit",
        "optional",
        "publicFields",
        "privateAccess",
        "generic",
        "commutative",
        "multiType",
        "callable",
        "enum",
        "coreType",
    ];
    root.descendants()
        .filter_map(ast::Metadata::cast)
        .filter(|it| {
            it.name_text()
                .is_some_and(|name| NAMES.contains(&name.trim_start_matches(':')))
        })
        .map(|it| Edit::delete(it.syntax()))
        .collect()
}

/// `from T` or `to T` of an abstract.
pub(super) fn missing_relation(root: &SyntaxNode) -> Vec<Edit> {
    nodes::<ast::AbstractRelation>(root)
        .map(|it| Edit::delete(it.syntax()))
        .collect()
}
