//! Whether the value of an `if`, `try` or `switch` is used.

use syntax::SyntaxKind::*;

use crate::gaps::Formatter;
use crate::layout::NodeId;

impl Formatter<'_> {
    /// Whether the value of an expression is used.
    pub(crate) fn is_used(&self, node: NodeId) -> bool {
        let parent = self.layout.node_parent(node);
        if parent == node {
            return false;
        }
        match self.layout.node_kind(parent) {
            RETURN_EXPR | ARRAY_EXPR | INDEX_EXPR | ARROW_FUNCTION | BINARY_EXPR | INITIALIZER
            | PAREN_EXPR | CHECK_TYPE_EXPR | ARG_LIST => true,
            MACRO_EXPR | UNTYPED_EXPR | META_EXPR => self.is_used(parent),
            FOR_EXPR | WHILE_EXPR => {
                let outer = self.layout.node_parent(parent);
                self.layout.node_kind(outer) == ARRAY_EXPR
            }
            BLOCK_EXPR => {
                let outer = self.layout.node_parent(parent);
                self.layout.node_kind(outer) == FOR_EXPR && self.is_used(outer)
            }
            IF_EXPR => {
                // The branch of an `else` is used like the whole.
                let else_tok = self.layout.child_token(parent, ELSE_KW);
                let in_else = else_tok.is_some_and(|it| it < self.layout.node(node).first);
                in_else && self.is_used(parent)
            }
            CASE_BODY => {
                let is_last = self.layout.real_children(parent).last() == Some(node);
                is_last && self.is_value_place(parent)
            }
            OBJECT_FIELD | TERNARY_EXPR => true,
            _ => false,
        }
    }

    /// Whether something around makes use of a value: what stands in `return`,
    /// behind an operator, in an argument.
    pub(crate) fn is_value_place(&self, node: NodeId) -> bool {
        for outer in self.layout.ancestors(node).skip(1) {
            match self.layout.node_kind(outer) {
                BINARY_EXPR | INITIALIZER | RETURN_EXPR | ARROW_FUNCTION | PAREN_EXPR
                | CHECK_TYPE_EXPR | ARG_LIST | OBJECT_EXPR | OBJECT_FIELD | CASE_BODY
                | CASE_GUARD => {
                    return true;
                }
                FUNCTION_FIELD | FUNCTION_EXPR | ARRAY_EXPR | INDEX_EXPR => return false,
                _ => {}
            }
        }
        false
    }
}
