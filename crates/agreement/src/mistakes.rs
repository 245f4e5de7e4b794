//! One mistake put into correct code: which kinds there are, and where each fits.
//!
//! A kind looks at the tree of a file and lists the edits that would make such a mistake. Whether an edit really makes
//! the program wrong is not known here: the reference compiler says so.

use syntax::ast::{self, AstNode, HasModifiers};
use syntax::{SyntaxKind, SyntaxNode, T};

use crate::random::Random;

mod declarations;
mod expressions;

/// A stretch of text and what takes its place.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Edit {
    pub start: usize,
    pub end: usize,
    pub text: String,
}

impl Edit {
    fn replace(node: &SyntaxNode, text: impl Into<String>) -> Edit {
        let range = node.text_range();
        Edit {
            start: range.start().into(),
            end: range.end().into(),
            text: text.into(),
        }
    }

    fn delete(node: &SyntaxNode) -> Edit {
        Edit::replace(node, "")
    }

    fn token(token: &syntax::SyntaxToken, text: impl Into<String>) -> Edit {
        let range = token.text_range();
        Edit {
            start: range.start().into(),
            end: range.end().into(),
            text: text.into(),
        }
    }

    fn insert(at: syntax::TextSize, text: impl Into<String>) -> Edit {
        Edit {
            start: at.into(),
            end: at.into(),
            text: text.into(),
        }
    }

    pub fn apply(&self, to: &str) -> String {
        format!("{}{}{}", &to[..self.start], self.text, &to[self.end..])
    }
}

/// All places of a file where a mistake of this kind fits.
type Sites = fn(&SyntaxNode) -> Vec<Edit>;

pub const KINDS: &[(&str, Sites)] = &[
    ("wrong argument type", expressions::wrong_argument),
    ("argument left out", expressions::missing_argument),
    ("argument too many", expressions::extra_argument),
    ("arguments swapped", expressions::swapped_arguments),
    ("unknown field", expressions::unknown_field),
    ("unknown name", expressions::unknown_name),
    ("local not declared", expressions::removed_local),
    ("local not initialised", expressions::uninitialised_local),
    ("missing case", expressions::missing_case),
    ("wrong pattern", expressions::wrong_pattern),
    (
        "wrong number in a pattern",
        expressions::wrong_pattern_arity,
    ),
    ("wrong return type", expressions::wrong_return),
    ("missing return", expressions::missing_return),
    ("null to a basic type", expressions::null_value),
    ("wrong operand", expressions::wrong_operand),
    ("wrong condition", expressions::wrong_condition),
    ("wrong assignment", expressions::wrong_assignment),
    ("assignment to final", expressions::assigned_final),
    ("wrong structure field", expressions::wrong_object_field),
    ("missing structure field", expressions::missing_object_field),
    ("extra structure field", expressions::extra_object_field),
    ("wrong cast", expressions::wrong_cast),
    ("call of no function", expressions::call_of_value),
    ("index of no array", expressions::index_of_value),
    ("loop over no iterable", expressions::wrong_iterable),
    ("function of wrong arity", expressions::closure_arity),
    ("element of wrong type", expressions::wrong_element),
    ("void used as value", expressions::void_value),
    ("break outside a loop", expressions::stray_break),
    ("missing super call", expressions::missing_super),
    ("class cannot be made", expressions::wrong_new),
    ("missing import", declarations::missing_import),
    ("unknown type", declarations::unknown_type),
    ("wrong hint", declarations::wrong_hint),
    ("wrong type parameter", declarations::wrong_type_argument),
    (
        "wrong number of type parameters",
        declarations::type_argument_count,
    ),
    ("missing override", declarations::missing_override),
    ("superfluous override", declarations::extra_override),
    ("changed parameter", declarations::changed_parameter),
    ("parameter left out", declarations::removed_parameter),
    ("missing member", declarations::missing_field),
    ("duplicated field", declarations::duplicated_field),
    ("static or not", declarations::toggled_static),
    ("private access", declarations::private_access),
    ("missing accessor", declarations::missing_accessor),
    ("property not writable", declarations::read_only),
    ("wrong default", declarations::wrong_default),
    ("wrong parent", declarations::wrong_parent),
    ("abstract class made", declarations::abstract_class),
    ("final class extended", declarations::final_field),
    ("missing permission", declarations::missing_metadata),
    ("missing cast", declarations::missing_relation),
];

/// One edit of this kind, somewhere in the file.
pub fn pick(kind: usize, root: &SyntaxNode, random: &mut Random) -> Option<Edit> {
    let sites = (KINDS[kind].1)(root);
    random.pick(&sites).cloned()
}

/// The nodes of one type that stand in ordinary code: what belongs to macros runs at another time.
fn nodes<'a, N: AstNode<Language = syntax::HaxeLanguage> + 'a>(
    root: &'a SyntaxNode,
) -> impl Iterator<Item = N> + 'a {
    root.descendants()
        .filter_map(N::cast)
        .filter(|it| !is_of_macro(it.syntax()))
}

pub fn is_of_macro(node: &SyntaxNode) -> bool {
    node.ancestors().any(|it| {
        matches!(
            it.kind(),
            SyntaxKind::MACRO_EXPR | SyntaxKind::REIFICATION_EXPR | SyntaxKind::METADATA
        ) || ast::FunctionField::cast(it).is_some_and(|it| it.has_modifier(T![macro]))
    })
}

pub fn is_in_pattern(node: &SyntaxNode) -> bool {
    node.ancestors().any(|it| {
        it.parent()
            .is_some_and(|parent| parent.kind() == SyntaxKind::CASE_CLAUSE)
            && it.kind() != SyntaxKind::CASE_BODY
            && it.kind() != SyntaxKind::CASE_GUARD
    })
}

fn text_of(node: &SyntaxNode) -> String {
    node.text().to_string()
}

/// A literal whose type has nothing to do with what stands there.
fn other_literal(node: &SyntaxNode) -> &'static str {
    let text = text_of(node);
    let first = text.chars().next().unwrap_or(' ');
    match text.len() % 3 {
        _ if first == '"' || first == '\'' => "12",
        0 => "[\"zq\"]",
        1 => "true",
        _ => "\"zq\"",
    }
}

/// A name that nothing has: the last letter doubled and one more.
fn misspelt(name: &str) -> String {
    format!("{name}Zq")
}
