//! The fifth pass: lines that are left empty.
//!
//! Inside of functions empty lines stay, as far as options allow. Everywhere
//! else rules say how many there are: between types, fields, imports.

mod comments;
mod fields;
mod imports;

use syntax::SyntaxKind::*;

use crate::config::{DocComments, KeepOrRemove};
use crate::gaps::Formatter;
use crate::layout::{NodeId, Tok, is_comment};

impl Formatter<'_> {
    pub fn mark_empty_lines(&mut self) {
        self.keep_lines_in_functions();
        self.empty_lines_at_package();
        self.empty_lines_between_types();
        self.empty_lines_at_imports();
        self.empty_lines_between_fields();
        self.empty_lines_at_directives();
        let options = &self.config.empty_lines;
        if options.before_doc_comment_empty_lines != DocComments::Ignore
            || options.after_fields_with_doc_comments != DocComments::Ignore
        {
            self.empty_lines_at_doc_comments();
        }
        self.empty_lines_between_comments();
        self.empty_lines_at_file_header();
        for tok in 0..self.layout.len() {
            let options = &self.config.empty_lines;
            match self.layout.kind(tok) {
                R_CURLY if options.before_right_curly == KeepOrRemove::Remove => {
                    self.empty_before(tok, 0);
                }
                L_CURLY if options.after_left_curly == KeepOrRemove::Remove => {
                    self.empty_after(tok, 0);
                }
                _ => {}
            }
        }
        if self.config.empty_lines.after_return == KeepOrRemove::Remove {
            self.no_empty_lines_after_return();
        }
        self.no_empty_lines_around_bodies();
    }

    fn keep_lines_in_functions(&mut self) {
        let lines = self.layout.empty_lines.clone();
        if lines.is_empty() {
            return;
        }
        // In which lines functions have their bodies.
        let mut bodies: Vec<(usize, usize)> = vec![];
        for node in self.layout.own_nodes() {
            if !matches!(self.layout.node_kind(node), FUNCTION_FIELD | FUNCTION_EXPR) {
                continue;
            }
            if let Some(block) = self.layout.child_node(node, BLOCK_EXPR) {
                let block = self.layout.node(block);
                let first = self.layout.tokens[block.first].line;
                let last = self.layout.tokens[block.last].end_line;
                bodies.push((first, last));
            }
        }
        bodies.sort_unstable();
        let mut outer: Vec<(usize, usize)> = vec![];
        for body in bodies {
            if outer.last().is_none_or(|last| body.0 >= last.1) {
                outer.push(body);
            }
        }
        for line in lines {
            let idx = outer.partition_point(|body| body.0 < line);
            if idx == 0 || outer[idx - 1].1 <= line {
                continue;
            }
            let start = self.layout.line_starts[line];
            let tok = self
                .layout
                .tokens
                .partition_point(|token| token.range.start < start);
            if let Some(tok) = tok.checked_sub(1)
                && self.metadata_of(tok).is_none()
                && !self.gaps[tok].fixed
            {
                self.gaps[tok].empty += 1;
            }
        }
    }

    fn empty_lines_at_package(&mut self) {
        let packages: Vec<NodeId> = self
            .layout
            .own_nodes()
            .filter(|&it| self.layout.node_kind(it) == PACKAGE_DECL)
            .collect();
        for package in packages {
            let node = self.layout.node(package);
            let (first, last) = (node.first, node.last);
            self.empty_before(first, self.config.empty_lines.before_package);
            self.empty_after(last, self.config.empty_lines.after_package);
        }
    }

    /// The nodes that stand in the list of declarations of the file, in order.
    pub(super) fn declarations(&self) -> Vec<NodeId> {
        let mut res: Vec<NodeId> = self
            .layout
            .own_nodes()
            .filter(|&it| {
                let parent = self.layout.node_parent(it);
                it != parent
                    && self.layout.node_kind(parent) == SOURCE_FILE
                    && !self.layout.is_trivia_node(it)
                    && self.layout.node_kind(it) != ERROR
            })
            .collect();
        res.sort_by_key(|&it| self.layout.node(it).first);
        res
    }

    fn empty_lines_between_types(&mut self) {
        let options = &self.config.empty_lines;
        let (between, single) = (options.between_types, options.between_single_line_types);
        if between == 0 && single == 0 {
            return;
        }
        let types: Vec<NodeId> = self
            .declarations()
            .into_iter()
            .filter(|&it| {
                !matches!(
                    self.layout.node_kind(it),
                    PACKAGE_DECL | IMPORT_DECL | USING_DECL
                )
            })
            .collect();
        if types.len() <= 1 {
            return;
        }
        let policy = self.config.empty_lines.line_comments_between_types;
        let mut before: Option<(Tok, Tok, bool)> = None;
        for node in types {
            let (first, last) = (self.layout.node(node).first, self.layout.node(node).last);
            self.line_comment_before(first, policy);
            self.line_comment_after(last);
            let one_line = self.is_same_line(first, last);
            if let Some((end, last, before_one_line)) = before {
                let other_branch = matches!(self.layout.next_kind(last), HASH_ELSE | HASH_ELSEIF);
                let in_line = self.layout.kind(last) == HASH_END && !self.is_newline_after(last);
                if !other_branch && !in_line {
                    let both = before_one_line && one_line;
                    self.empty_after(last, if both { single } else { between });
                }
                self.line_comment_after(end);
            }
            before = Some((last, self.behind_ends(last), one_line));
        }
    }

    /// The last `#end` that follows a token at once, or the token.
    pub(super) fn behind_ends(&self, tok: Tok) -> Tok {
        let mut tok = tok;
        while self.layout.next_kind(tok) == HASH_END {
            tok += 1;
        }
        tok
    }

    fn empty_lines_at_directives(&mut self) {
        for tok in 0..self.layout.len() {
            if self.layout.prev(tok).is_some() && !self.is_newline_before(tok) {
                continue;
            }
            let options = &self.config.empty_lines.conditionals_empty_lines;
            let (before, after) = match self.layout.kind(tok) {
                HASH_IF => (None, Some(options.after_if)),
                HASH_ELSEIF => (Some(options.before_else), Some(options.after_if)),
                HASH_ELSE => (Some(options.before_else), Some(options.after_else)),
                HASH_END => (Some(options.before_end), None),
                HASH_ERROR => (Some(options.before_error), Some(options.after_error)),
                _ => continue,
            };
            if let Some(before) = before {
                self.empty_before(tok, before);
            }
            if let Some(after) = after {
                let last = self.directive_end(tok);
                self.empty_after(last, after);
            }
        }
    }

    fn no_empty_lines_after_return(&mut self) {
        let returns: Vec<Tok> = self
            .layout
            .own_nodes()
            .filter(|&it| {
                let parent = self.layout.node_kind(self.layout.node_parent(it));
                self.layout.node_kind(it) == RETURN_EXPR
                    && !matches!(parent, FUNCTION_FIELD | FUNCTION_EXPR)
            })
            .map(|it| self.layout.node(it).last)
            .collect();
        for mut last in returns {
            if self.layout.next_kind(last) == SEMICOLON {
                last += 1;
            }
            if self.layout.next_kind(last) == R_CURLY {
                self.empty_after(last, 0);
            }
        }
    }

    /// Between the heads of loops and conditions and their bodies, and between these and
    /// what follows them.
    fn no_empty_lines_around_bodies(&mut self) {
        let options = &self.config.empty_lines;
        let before = options.before_blocks == KeepOrRemove::Remove;
        let after = options.after_blocks == KeepOrRemove::Remove;
        // From the head to the body, comments between them included.
        let mut starts: Vec<std::ops::Range<Tok>> = vec![];
        let mut followers: Vec<Tok> = vec![];
        for node in self.layout.own_nodes() {
            let token = |kind| self.layout.child_token(node, kind);
            let body_after = |tok: Option<Tok>| {
                let head = tok?;
                let body = self.layout.child_after(node, head)?;
                Some(head..self.layout.node(body).first)
            };
            match self.layout.node_kind(node) {
                IF_EXPR => {
                    starts.extend(body_after(token(R_PAREN)));
                    if let Some(else_tok) = token(ELSE_KW) {
                        starts.extend(body_after(Some(else_tok)));
                        followers.push(else_tok);
                    }
                }
                FOR_EXPR | WHILE_EXPR | CATCH_CLAUSE => starts.extend(body_after(token(R_PAREN))),
                DO_WHILE_EXPR => {
                    starts.extend(body_after(token(DO_KW)));
                    followers.extend(token(WHILE_KW));
                }
                TRY_EXPR => {
                    starts.extend(body_after(token(TRY_KW)));
                    let catches = self.layout.child_nodes(node);
                    let catches = catches.filter(|&it| self.layout.node_kind(it) == CATCH_CLAUSE);
                    followers.extend(catches.map(|it| self.layout.node(it).first));
                }
                CASE_CLAUSE => {
                    if let Some(colon) = token(COLON) {
                        starts.push(colon..colon + 1);
                    }
                }
                _ => {}
            }
        }
        if before {
            for tok in starts.into_iter().flatten() {
                self.empty_after(tok, 0);
            }
        }
        if after {
            for tok in followers {
                if self
                    .layout
                    .prev(tok)
                    .is_some_and(|it| !is_comment(self.layout.kind(it)))
                {
                    self.empty_before(tok, 0);
                }
            }
        }
    }
}
