//! Empty lines between the fields of types.

use syntax::SyntaxKind::*;

use crate::config::{ClassFields, KeepOrRemove, PlainFields, SimpleFields};
use crate::gaps::Formatter;
use crate::layout::{NodeId, Tok};

/// The rules for one type.
enum Rules {
    Class(ClassFields),
    Simple(SimpleFields),
    Plain(PlainFields),
}

/// What the rules look at.
struct Field {
    first: Tok,
    last: Tok,
    /// `var`, `function` or the first modifier that is none of them.
    keyword: Tok,
    is_var: bool,
    is_static: bool,
    is_private: bool,
}

impl Formatter<'_> {
    pub(super) fn empty_lines_between_fields(&mut self) {
        let lists: Vec<NodeId> = self
            .layout
            .own_nodes()
            .filter(|&it| {
                matches!(
                    self.layout.node_kind(it),
                    FIELD_LIST | ENUM_CTOR_LIST | STRUCT_TYPE
                )
            })
            .collect();
        let mut fields = self.all_fields();
        fields.sort_by_key(|&(_, node)| self.layout.node(node).first);
        for list in lists {
            let Some(rules) = self.field_rules(list) else {
                continue;
            };
            let open = self.layout.node(list).first;
            let (begin, end) = match &rules {
                Rules::Class(it) => (it.begin_type, it.end_type),
                Rules::Simple(it) => (it.begin_type, it.end_type),
                Rules::Plain(it) => (it.begin_type, it.end_type),
            };
            self.empty_after(open, begin);
            if let Some(close) = self.layout.pair(open) {
                self.empty_before(close, end);
            }
            let fields: Vec<Field> = fields
                .iter()
                .filter(|&&(list, _)| list == open)
                .map(|&(_, node)| self.field(node))
                .collect();
            for pair in fields.windows(2) {
                if let [one, other] = pair {
                    self.empty_lines_between_two(one, other, &rules);
                }
            }
        }
    }

    /// All fields of all branches, with the brace of the list they stand in.
    fn all_fields(&self) -> Vec<(Tok, NodeId)> {
        self.layout
            .own_nodes()
            .filter(|&it| {
                matches!(
                    self.layout.node_kind(it),
                    VAR_FIELD | FUNCTION_FIELD | ENUM_CTOR | STRUCT_FIELD | STRUCT_EXTENSION
                )
            })
            .map(|it| (self.layout.node(self.layout.node_parent(it)).first, it))
            .collect()
    }

    fn field_rules(&self, list: NodeId) -> Option<Rules> {
        let owner = self.layout.node_parent(list);
        let options = &self.config.empty_lines;
        let has = |kind| self.layout.child_token(owner, kind).is_some();
        Some(match self.layout.node_kind(owner) {
            CLASS_DECL if self.layout.node_kind(self.layout.node_parent(owner)) == MACRO_EXPR => {
                Rules::Class(options.macro_class_empty_lines.clone())
            }
            CLASS_DECL if has(EXTERN_KW) => Rules::Simple(options.extern_class_empty_lines.clone()),
            CLASS_DECL => Rules::Class(options.class_empty_lines.clone()),
            ABSTRACT_DECL if has(ENUM_KW) || self.has_enum_metadata(owner) => {
                Rules::Simple(options.enum_abstract_empty_lines.clone())
            }
            ABSTRACT_DECL => Rules::Class(options.abstract_empty_lines.clone()),
            INTERFACE_DECL => Rules::Simple(options.interface_empty_lines.clone()),
            ENUM_DECL => Rules::Plain(options.enum_empty_lines.clone()),
            TYPEDEF_DECL => Rules::Plain(options.typedef_empty_lines.clone()),
            _ => return None,
        })
    }

    /// `@:enum`
    fn has_enum_metadata(&self, node: NodeId) -> bool {
        self.layout
            .child_nodes(node)
            .filter(|&it| self.layout.node_kind(it) == METADATA)
            .any(|it| self.layout.text_of(self.layout.node(it).last) == "enum")
    }

    fn field(&self, node: NodeId) -> Field {
        let has = |kind| self.layout.child_token(node, kind).is_some();
        let mut last = self.layout.node(node).last;
        if matches!(self.layout.next_kind(last), COMMA | SEMICOLON) {
            last += 1;
        }
        let keyword = self.layout.child_tokens(node).next();
        Field {
            first: self.layout.node(node).first,
            last,
            keyword: keyword.unwrap_or(self.layout.node(node).first),
            is_var: self.layout.node_kind(node) != FUNCTION_FIELD,
            is_static: has(STATIC_KW),
            is_private: !has(PUBLIC_KW),
        }
    }

    fn empty_lines_between_two(&mut self, one: &Field, other: &Field, rules: &Rules) {
        if let Rules::Class(_) = rules
            && !other.is_var
        {
            let policy = self.config.empty_lines.line_comments_between_functions;
            self.line_comment_before(other.first, policy);
            self.line_comment_after(other.last);
        }
        let last = match self.layout.next_kind(one.last) {
            HASH_ELSE | HASH_ELSEIF => return,
            HASH_END => one.last + 1,
            _ => one.last,
        };
        let existing = match rules {
            Rules::Class(it) => it.existing_between_fields,
            Rules::Simple(it) => it.existing_between_fields,
            Rules::Plain(it) => it.existing_between_fields,
        };
        if existing == KeepOrRemove::Keep && self.has_empty_line_between(last, other.keyword) {
            self.empty_after(last, 1);
            return;
        }
        let empty = match rules {
            Rules::Class(rules) => between_class_fields(one, other, rules),
            Rules::Simple(rules) => match (one.is_var, other.is_var) {
                (true, true) => rules.between_vars,
                (false, false) => rules.between_functions,
                _ => rules.after_vars,
            },
            Rules::Plain(rules) => rules.between_fields,
        };
        self.empty_after(last, empty);
    }

    fn has_empty_line_between(&self, last: Tok, first: Tok) -> bool {
        let (after, before) = (
            self.layout.tokens[last].end_line,
            self.layout.tokens[first].line,
        );
        let lines = &self.layout.empty_lines;
        let idx = lines.partition_point(|&line| line <= after);
        lines.get(idx).is_some_and(|&line| line < before)
    }
}

fn between_class_fields(one: &Field, other: &Field, rules: &ClassFields) -> usize {
    match (one.is_var, other.is_var) {
        (true, false) | (false, true) => rules.after_vars,
        (true, true) => match () {
            () if one.is_static != other.is_static => rules.after_static_vars,
            () if one.is_static => rules.between_static_vars,
            () if one.is_private != other.is_private => rules.after_private_vars,
            () => rules.between_vars,
        },
        (false, false) => match () {
            () if one.is_static != other.is_static => rules.after_static_functions,
            () if one.is_static => rules.between_static_functions,
            () if one.is_private != other.is_private => rules.after_private_functions,
            () => rules.between_functions,
        },
    }
}
