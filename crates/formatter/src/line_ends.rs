//! The second pass: tokens after which a line ends, wherever they stand.
//!
//! Statements, braces, metadata, `case`, directives, comments. What depends on
//! whether a body is a block or whether something fits comes later.

mod comments;
mod directives;

use syntax::SyntaxKind::*;

use crate::config::WhitespacePolicy::*;
use crate::config::{AfterOrNone, Curly, EmptyCurly, MetadataLineEnd};
use crate::gaps::Formatter;
use crate::layout::{NodeId, Tok, is_block_comment};
use crate::whitespace::Brace;

impl Formatter<'_> {
    pub fn mark_line_ends(&mut self) {
        for tok in 0..self.layout.len() {
            if self.layout.kind(tok) == SEMICOLON {
                self.line_end_after(tok);
            }
        }
        for tok in 0..self.layout.len() {
            if self.layout.kind(tok) == L_CURLY {
                self.end_lines_at_braces(tok);
            }
        }
        self.end_lines_at_metadata();
        for node in 0..self.layout.nodes.len() {
            if self.layout.node_kind(node) == CASE_CLAUSE && self.layout.is_own(node) {
                self.end_lines_at_case(node);
            }
        }
        self.end_lines_at_directives();
        self.end_lines_at_comments();
        for node in 0..self.layout.nodes.len() {
            if self.layout.node_kind(node) == TYPEDEF_DECL && self.layout.is_own(node) {
                self.end_lines_in_typedef(node);
            }
        }
        if let Some(first) = self.layout.tokens.first()
            && first.kind == SHEBANG
        {
            self.line_end_after(0);
        }
    }

    fn end_lines_at_braces(&mut self, open: Tok) {
        let curly = self.curly(open);
        self.end_lines_of_statements(self.layout.parent(open), open);
        let Some(close) = self.layout.pair(open) else {
            if curly.left_curly.before() {
                self.line_end_before(open);
            }
            if curly.left_curly.after() {
                self.line_end_after(open);
            }
            return;
        };
        if self.layout.brace(open) == Brace::Reification {
            if self.layout.was_same_line(open, close) {
                self.no_line_end_after(open);
                self.no_line_end_before(close);
                self.whitespace(open, None);
                self.whitespace(close, NoneBefore);
                if self.layout.next_kind(close) == COLON {
                    self.whitespace(close, After);
                }
                return;
            }
            self.whitespace(open, NoneBefore);
        }
        let empty =
            self.layout.next_kind(open) == R_CURLY && curly.empty_curly == EmptyCurly::NoBreak;
        if !empty {
            if curly.left_curly.before() {
                self.line_end_before(open);
            }
            if curly.left_curly.after() {
                self.line_end_after(open);
            }
            if curly.right_curly.before() {
                self.line_end_before(close);
            }
        }
        if curly.right_curly.after() && self.layout.next_kind(close) != COLON {
            self.end_line_after_brace(close);
        }
    }

    /// The options of one pair of braces.
    fn curly(&self, open: Tok) -> Curly {
        let options = &self.config.line_ends;
        let mut res = Curly {
            left_curly: options.left_curly,
            right_curly: options.right_curly,
            empty_curly: options.empty_curly,
        };
        match self.layout.brace(open) {
            Brace::Block => {
                let owner = self.layout.grand_kind(open);
                let is_empty = self.layout.next_kind(open) == R_CURLY;
                if owner == ARROW_FUNCTION && is_empty {
                    // `() -> {}` might as well be an object.
                    return options.object_literal_curly.unwrap_or(res);
                }
                if matches!(owner, FUNCTION_EXPR | ARROW_FUNCTION)
                    && let Some(curly) = options.anon_function_curly
                {
                    return curly;
                }
                options.block_curly.unwrap_or(res)
            }
            Brace::Typedef => options.typedef_curly.unwrap_or(res),
            Brace::Object => options.object_literal_curly.unwrap_or(res),
            Brace::AnonType => {
                if let Some(curly) = options.anon_type_curly {
                    return curly;
                }
                let one_line = self
                    .layout
                    .pair(open)
                    .is_some_and(|close| self.layout.was_same_line(open, close));
                if one_line {
                    use crate::config::CurlyLineEnd;
                    res.left_curly = match res.left_curly {
                        CurlyLineEnd::Before => CurlyLineEnd::None,
                        CurlyLineEnd::Both => CurlyLineEnd::After,
                        other => other,
                    };
                }
                res
            }
            Brace::Reification => res,
        }
    }

    /// Statements and fields that no `;` ends.
    fn end_lines_of_statements(&mut self, node: NodeId, open: Tok) {
        if self.layout.brace(open) != Brace::Block {
            return;
        }
        let children: Vec<NodeId> = self.layout.real_children(node).collect();
        for child in children {
            let last = self.layout.node(child).last;
            if last > open && self.is_end_of_statement(last) {
                self.line_end_after(last);
            }
        }
    }

    fn is_end_of_statement(&self, last: Tok) -> bool {
        let mut tok = last;
        loop {
            tok += 1;
            if tok >= self.layout.len() {
                return true;
            }
            match self.layout.kind(tok) {
                SEMICOLON => return false,
                R_PAREN | R_BRACK => {}
                _ => return self.layout.kind(last) != SEMICOLON,
            }
        }
    }

    fn end_line_after_brace(&mut self, close: Tok) {
        let next = close + 1;
        if next >= self.layout.len() {
            self.line_end_after(close);
            return;
        }
        let stays = match self.layout.kind(next) {
            R_PAREN | R_BRACK | DOT | QUESTION_DOT | COMMA | SEMICOLON | ARROW | AMP | EQ | GT
            | IS_KW => true,
            L_CURLY => matches!(
                self.layout.brace(next),
                Brace::Block | Brace::Typedef | Brace::AnonType | Brace::Reification
            ),
            _ => false,
        };
        if !stays {
            self.line_end_after(close);
        }
    }

    fn end_lines_at_metadata(&mut self) {
        for node in 0..self.layout.nodes.len() {
            if self.layout.node_kind(node) != METADATA
                || !self.layout.is_own(node)
                || self.is_inside_metadata(node)
                || self.is_behind_metadata(node)
            {
                continue;
            }
            let group = self.metadata_group(node);
            self.end_line_before_metadata(self.layout.node(node).first);
            self.end_lines_in_metadata(node, &group);
        }
    }

    fn is_inside_metadata(&self, node: NodeId) -> bool {
        let outer = self.layout.node_parent(node);
        self.layout
            .ancestors(outer)
            .any(|it| self.layout.node_kind(it) == METADATA)
    }

    fn is_behind_metadata(&self, node: NodeId) -> bool {
        let first = self.layout.node(node).first;
        self.layout
            .prev(first)
            .is_some_and(|prev| self.metadata_of(prev).is_some())
    }

    /// The metadata that a token belongs to.
    pub(crate) fn metadata_of(&self, tok: Tok) -> Option<NodeId> {
        self.layout
            .ancestors(self.layout.parent(tok))
            .filter(|&it| self.layout.node_kind(it) == METADATA)
            .last()
    }

    /// Metadata that follow each other, by their last tokens.
    fn metadata_group(&self, node: NodeId) -> Vec<Tok> {
        let mut res = vec![];
        let mut last = self.layout.node(node).last;
        loop {
            res.push(last);
            let next = self.layout.next(last).and_then(|it| self.metadata_of(it));
            match next {
                Some(next) => last = self.layout.node(next).last,
                Option::None => return res,
            }
        }
    }

    fn end_line_before_metadata(&mut self, tok: Tok) {
        match self.layout.prev_kind(tok) {
            EOF | ELSE_KW | L_CURLY => self.line_end_before(tok),
            FINAL_KW | FUNCTION_KW | VAR_KW => self.no_line_end_before(tok),
            _ => {}
        }
    }

    fn end_lines_in_metadata(&mut self, node: NodeId, group: &[Tok]) {
        let options = &self.config.line_ends;
        let policy = match self.layout.node_kind(self.layout.node_parent(node)) {
            VAR_FIELD | VAR_DECLARATOR => options.metadata_var,
            FUNCTION_FIELD => options.metadata_function,
            CLASS_DECL | INTERFACE_DECL | ENUM_DECL | ABSTRACT_DECL | TYPEDEF_DECL => {
                options.metadata_type
            }
            _ => options.metadata_other,
        };
        for &last in group {
            let ended = self
                .layout
                .next(last)
                .is_some_and(|next| !self.layout.was_same_line(last, next));
            match policy {
                MetadataLineEnd::After => self.line_end_after(last),
                MetadataLineEnd::None | MetadataLineEnd::AfterLast if ended => {
                    self.line_end_after(last);
                }
                _ => self.whitespace(last, After),
            }
        }
        if matches!(
            policy,
            MetadataLineEnd::AfterLast | MetadataLineEnd::ForceAfterLast
        ) && let Some(&last) = group.last()
        {
            self.line_end_after(last);
        }
    }

    fn end_lines_at_case(&mut self, clause: NodeId) {
        let Some(colon) = self.layout.child_token(clause, COLON) else {
            return;
        };
        if self.config.line_ends.case_colon != AfterOrNone::None {
            self.line_end_after(colon);
        }
        let Some(body) = self.layout.child_node(clause, CASE_BODY) else {
            return;
        };
        let statements: Vec<NodeId> = self.layout.real_children(body).collect();
        for statement in statements {
            let last = self.layout.node(statement).last;
            if self.is_end_of_statement(last) {
                self.line_end_after(last);
            }
        }
        let last = self.layout.node(body).last.max(colon);
        self.line_end_after(last);
    }

    /// `typedef T = {…}`: its fields, and what follows it.
    fn end_lines_in_typedef(&mut self, node: NodeId) {
        let last = self.layout.node(node).last;
        match self.layout.next(last).map(|it| (it, self.layout.kind(it))) {
            Some((next, LINE_COMMENT)) if !self.layout.was_newline_before(next) => {}
            Some((_, SEMICOLON)) => self.whitespace(last, NoneAfter),
            _ => self.line_end_after(last),
        }
        self.end_lines_between_parts(node);
        let structs: Vec<NodeId> = self
            .layout
            .own_nodes()
            .filter(|&it| {
                self.layout.node_kind(it) == STRUCT_TYPE
                    && self.layout.contains(node, self.layout.node(it).first)
                    && self.layout.brace(self.layout.node(it).first) == Brace::Typedef
            })
            .collect();
        for body in structs {
            self.end_lines_of_struct_fields(body);
        }
    }

    /// `A & B & {…}`: a line for each part, but for a structure behind another part.
    fn end_lines_between_parts(&mut self, typedef: NodeId) {
        let (first, last) = (
            self.layout.node(typedef).first,
            self.layout.node(typedef).last,
        );
        let Some(assign) = self.layout.child_token(typedef, EQ) else {
            return;
        };
        let is_part = |tok: Tok| {
            (self.layout.parent(tok) == typedef && tok > assign)
                || self.layout.parent_kind(tok) == INTERSECTION_TYPE
                    && self
                        .layout
                        .ancestors(self.layout.parent(tok))
                        .find(|&it| self.layout.node_kind(it) != INTERSECTION_TYPE)
                        == Some(typedef)
        };
        let has_struct = (first..=last).any(|tok| {
            self.layout.kind(tok) == L_CURLY && self.layout.brace(tok) == Brace::Typedef
        });
        let parts: Vec<Tok> = (first..=last)
            .filter(|&tok| self.layout.kind(tok) == AMP || is_block_comment(self.layout.kind(tok)))
            .filter(|&tok| is_part(tok))
            .collect();
        let is_sum = parts.iter().any(|&tok| self.layout.kind(tok) == AMP);
        if !has_struct || !is_sum {
            return;
        }
        for tok in parts {
            if !matches!(self.layout.next_kind(tok), L_CURLY | SEMICOLON) {
                self.line_end_after(tok);
            }
        }
    }

    fn end_lines_of_struct_fields(&mut self, body: NodeId) {
        let fields: Vec<NodeId> = self.layout.real_children(body).collect();
        for field in fields {
            if !matches!(
                self.layout.node_kind(field),
                STRUCT_FIELD | STRUCT_EXTENSION
            ) {
                continue;
            }
            let mut last = self.layout.node(field).last;
            if self.layout.next_kind(last) == COMMA {
                last += 1;
            }
            if let Some(next) = self.layout.next(last)
                && self.layout.was_same_line(last, next)
            {
                if is_block_comment(self.layout.kind(next)) {
                    let last = next + usize::from(self.layout.next_kind(next) == COMMA);
                    self.line_end_after(last);
                    continue;
                }
                if self.layout.kind(next) == LINE_COMMENT {
                    continue;
                }
            }
            self.line_end_after(last);
        }
    }
}
