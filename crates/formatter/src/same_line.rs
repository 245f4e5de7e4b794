//! The third pass: bodies that are no blocks, `else`, `catch`, `while`, `case`.
//!
//! ```haxe
//! if (a)
//!     b();                        // ifBody: next
//! var x = if (a) b else c;        // expressionIf: same
//! ```

mod expression;

use syntax::SyntaxKind::*;

use crate::config::SameLinePolicy::{self, *};
use crate::config::WhitespacePolicy as Space;
use crate::gaps::Formatter;
use crate::layout::{NodeId, Tok, is_comment};
use crate::whitespace::Brace;

impl Formatter<'_> {
    pub fn mark_same_line(&mut self) {
        self.keep_reifications();
        // In the order of the text: what comes later has the last word on a gap.
        let mut places: Vec<(Tok, NodeId)> = vec![];
        for node in self.layout.own_nodes() {
            let first = self.layout.node(node).first;
            match self.layout.node_kind(node) {
                IF_EXPR => {
                    places.push((first, node));
                    let else_tok = self.layout.child_token(node, ELSE_KW);
                    places.extend(else_tok.map(|tok| (tok, node)));
                }
                FOR_EXPR | WHILE_EXPR | DO_WHILE_EXPR | TRY_EXPR | CATCH_CLAUSE | CASE_CLAUSE
                | FUNCTION_FIELD | FUNCTION_EXPR | MACRO_EXPR | RETURN_EXPR | UNTYPED_EXPR => {
                    places.push((first, node));
                }
                _ => {}
            }
        }
        places.sort_unstable();
        for (tok, node) in places {
            let same_line = &self.config.same_line;
            match self.layout.node_kind(node) {
                IF_EXPR if self.layout.kind(tok) == ELSE_KW => self.place_else(node, tok),
                IF_EXPR => self.place_if(node, tok),
                FOR_EXPR => self.place_loop(node, same_line.for_body),
                WHILE_EXPR => self.place_loop(node, same_line.while_body),
                DO_WHILE_EXPR => self.place_do_while(node),
                TRY_EXPR => self.place_try(node, tok),
                CATCH_CLAUSE => self.place_catch(node, tok),
                CASE_CLAUSE => self.place_case(node),
                FUNCTION_FIELD => self.place_function(node, same_line.function_body),
                FUNCTION_EXPR if self.layout.child_node(node, NAME).is_some() => {
                    self.place_function(node, same_line.function_body);
                }
                FUNCTION_EXPR => self.place_function(node, same_line.anon_function_body),
                MACRO_EXPR => self.place_macro(node),
                RETURN_EXPR => self.place_return(node),
                _ => self.place_untyped(node),
            }
        }
    }

    /// `$a{…}` on one line stays there.
    fn keep_reifications(&mut self) {
        for open in 0..self.layout.len() {
            if self.layout.kind(open) != L_CURLY || self.layout.brace(open) != Brace::Reification {
                continue;
            }
            let Some(close) = self.layout.pair(open) else {
                continue;
            };
            if !self.layout.was_same_line(open, close) {
                continue;
            }
            self.whitespace(open, Space::None);
            match self.layout.next_kind(close) {
                EOF => self.no_line_end_after(close),
                R_CURLY | L_PAREN | R_PAREN | L_BRACK | R_BRACK | COLON => {}
                COMMA | SEMICOLON | DOT => self.whitespace(close, Space::None),
                _ if self.is_newline_after(close) => {}
                _ => self.whitespace(close, Space::OnlyAfter),
            }
            for tok in [open, close] {
                self.wrap_before(tok, false);
                self.wrap_after(tok, false);
            }
        }
    }

    fn place_if(&mut self, node: NodeId, if_tok: Tok) {
        let same_line = &self.config.same_line;
        let (policy, if_body) = (same_line.expression_if, same_line.if_body);
        let (else_if, with_blocks) = (same_line.else_if, same_line.expression_if_with_blocks);
        let body = self.body_after_parens(node);
        if policy != Next && self.is_used_if(node) {
            self.place_body(body, policy, with_blocks);
            return;
        }
        self.place_body(body, if_body, false);
        if self.layout.prev_kind(if_tok) == ELSE_KW {
            self.place(if_tok, else_if);
        }
    }

    fn is_used_if(&self, node: NodeId) -> bool {
        self.body_after_parens(node).is_some() && self.is_used(node)
    }

    fn place_else(&mut self, node: NodeId, else_tok: Tok) {
        let same_line = &self.config.same_line;
        let (policy, if_body, if_else) = (
            same_line.expression_if,
            same_line.if_body,
            same_line.if_else,
        );
        let with_blocks = same_line.expression_if_with_blocks;
        let body = self.first_after(else_tok, self.layout.child_after(node, else_tok));
        let behind_brace = self.layout.prev_kind(else_tok) == R_CURLY;
        if policy != Next && self.is_used_if(node) {
            self.place_body(body, policy, with_blocks);
            if policy == Keep && self.layout.was_newline_before(else_tok) {
                self.line_end_before(else_tok);
            }
            match policy {
                Keep if behind_brace => self.place_chained(else_tok, Keep, Keep),
                _ if behind_brace => self.place_chained(else_tok, if_body, if_else),
                _ => {}
            }
            return;
        }
        self.place_body(body, self.config.same_line.else_body, false);
        let own_line = match self.layout.prev_kind(else_tok) {
            R_CURLY => !self.is_block_of(else_tok - 1, node),
            SEMICOLON => self.config.same_line.if_else_semicolon_next_line,
            _ => false,
        };
        let policy = match if_else {
            Same if own_line => Next,
            other => other,
        };
        self.place_chained(else_tok, if_body, policy);
    }

    /// Whether a `}` ends the block that is a child of the node.
    fn is_block_of(&self, close: Tok, node: NodeId) -> bool {
        self.layout.node_parent(self.layout.parent(close)) == node
    }

    fn place_try(&mut self, node: NodeId, try_tok: Tok) {
        let body = self
            .layout
            .real_children(node)
            .find(|&it| self.layout.node_kind(it) != CATCH_CLAUSE);
        let body = self.first_after(try_tok, body);
        let policy = match self.is_used_try(node) {
            true => Same,
            false => self.config.same_line.try_body,
        };
        self.place_body(body, policy, false);
    }

    fn is_used_try(&self, node: NodeId) -> bool {
        self.config.same_line.expression_try == Same && self.is_used(node)
    }

    fn place_catch(&mut self, catch: NodeId, catch_tok: Tok) {
        let same_line = &self.config.same_line;
        let (try_body, catch_body) = (same_line.try_body, same_line.catch_body);
        let (try_catch, expression_try) = (same_line.try_catch, same_line.expression_try);
        let body = self.body_after_parens(catch);
        let used = self.is_used_try(self.layout.node_parent(catch));
        if used && self.layout.prev_kind(catch_tok) != R_CURLY {
            self.place_body(body, Same, false);
            self.place(catch_tok, expression_try);
        } else {
            self.place_body(body, catch_body, false);
            self.place_chained(catch_tok, try_body, try_catch);
        }
    }

    fn place_case(&mut self, node: NodeId) {
        let Some(colon) = self.layout.child_token(node, COLON) else {
            return;
        };
        let Some(body) = self.layout.child_node(node, CASE_BODY) else {
            return;
        };
        let statements: Vec<NodeId> = self.layout.real_children(body).collect();
        let policy = match self.is_value_place(node) {
            true => self.config.same_line.expression_case,
            false => self.config.same_line.case_body,
        };
        let [statement] = statements[..] else {
            return;
        };
        let (first, last) = (
            self.layout.node(statement).first,
            self.layout.node(statement).last,
        );
        let has_comment = (colon + 1..first).any(|tok| is_comment(self.layout.kind(tok)));
        let stays = match policy {
            Same => true,
            Keep => self.layout.was_same_line(colon, first),
            Next => false,
        };
        if !stays || has_comment {
            return;
        }
        if !self.is_value_place(node) && self.layout.lines_between(first, last) > 2 {
            return;
        }
        self.no_line_end_after(colon);
    }

    fn place_loop(&mut self, node: NodeId, policy: SameLinePolicy) {
        let body = self.body_after_parens(node);
        if let Some(open) = self.comprehension(node) {
            self.place_comprehension(node, open, body);
            return;
        }
        let parent = self.layout.node_parent(node);
        let in_macro = self.layout.node_kind(parent) == MACRO_EXPR;
        let (first, last) = (self.layout.node(node).first, self.layout.node(node).last);
        if in_macro && self.layout.was_same_line(first, last) {
            self.place_body(body, Same, false);
            return;
        }
        self.place_body(body, policy, false);
    }

    /// The `[` of the array that a loop fills.
    fn comprehension(&self, node: NodeId) -> Option<Tok> {
        for outer in self.layout.ancestors(node).skip(1) {
            match self.layout.node_kind(outer) {
                FOR_EXPR | WHILE_EXPR | IF_EXPR => {}
                ARRAY_EXPR => return Some(self.layout.node(outer).first),
                _ => return None,
            }
        }
        None
    }

    fn place_comprehension(&mut self, node: NodeId, open: Tok, body: Option<Tok>) {
        let for_tok = self.layout.node(node).first;
        let policy = self.config.same_line.comprehension_for;
        let direct = self.layout.node(self.layout.node_parent(node)).first == open;
        let close = self.layout.pair(open).filter(|_| direct);
        match policy {
            Keep => {
                if self.layout.was_newline_before(for_tok) {
                    self.line_end_before(for_tok);
                }
                self.place_body(body, policy, false);
                if let Some(close) = close
                    && self.layout.was_newline_before(close)
                {
                    self.line_end_before(close);
                }
            }
            Same => {
                let outer = self.layout.node(self.layout.node_parent(node));
                if !self.layout.was_same_line(outer.first, outer.last) {
                    self.place_body(body, self.config.same_line.for_body, false);
                    return;
                }
                self.place_body(body, policy, false);
                let Some(close) = close else { return };
                let brackets = &self.config.whitespace.bracket_config.comprehension_brackets;
                let (opening, closing) = (brackets.opening_policy, brackets.closing_policy);
                if !opening.has_after() {
                    self.whitespace(for_tok, Space::NoneBefore);
                }
                if !closing.has_before() {
                    self.whitespace(close, Space::NoneBefore);
                }
            }
            Next => {}
        }
    }

    fn place_do_while(&mut self, node: NodeId) {
        let do_tok = self.layout.node(node).first;
        let body = self.first_after(do_tok, self.layout.child_after(node, do_tok));
        self.place_body(body, self.config.same_line.do_while_body, false);
        if let Some(while_tok) = self.layout.child_token(node, WHILE_KW) {
            self.place(while_tok, self.config.same_line.do_while);
        }
    }

    fn place_function(&mut self, node: NodeId, policy: SameLinePolicy) {
        let Some(params) = self.layout.child_node(node, PARAM_LIST) else {
            return;
        };
        let after = self.layout.node(params).last;
        let body = self.layout.real_children(node).find(|&it| {
            self.layout.node(it).first > after && self.layout.node_kind(it) != TYPE_HINT
        });
        let Some(body) = body else { return };
        let first = self.layout.node(body).first;
        let before = self.layout.prev_kind(first);
        if self.is_block_behind_metadata(body)
            || before == LINE_COMMENT
            || self
                .layout
                .prev(first)
                .is_some_and(|it| self.layout.directive(it).is_some())
        {
            return;
        }
        self.place(first, policy);
    }

    /// `{…}` and `@:meta {…}`
    fn is_block_behind_metadata(&self, node: NodeId) -> bool {
        match self.layout.node_kind(node) {
            BLOCK_EXPR => true,
            META_EXPR => {
                let inner = self.layout.real_children(node).last();
                inner.is_some_and(|it| it != node && self.is_block_behind_metadata(it))
            }
            _ => false,
        }
    }

    fn place_macro(&mut self, node: NodeId) {
        let macro_tok = self.layout.node(node).first;
        if self.layout.next_kind(macro_tok) != L_CURLY {
            return;
        }
        let open = macro_tok + 1;
        let Some(close) = self.layout.pair(open) else {
            return;
        };
        if self.layout.was_same_line(open, close) {
            self.no_line_end_after(open);
            self.no_line_end_before(close);
            self.no_wrapping_between(open, close, true);
        }
    }

    fn place_return(&mut self, node: NodeId) {
        let parent = self.layout.node_kind(self.layout.node_parent(node));
        if matches!(parent, FUNCTION_FIELD | FUNCTION_EXPR) {
            return;
        }
        let return_tok = self.layout.node(node).first;
        let last = self.layout.node(node).last;
        let one_line = self.is_same_line_between(return_tok, last) || !self.has_control_flow(node);
        let policy = match one_line {
            true => self.config.same_line.return_body_single_line,
            false => self.config.same_line.return_body,
        };
        let body = self.first_after(return_tok, self.layout.child_after(node, return_tok));
        self.place_body(body, policy, false);
    }

    fn has_control_flow(&self, node: NodeId) -> bool {
        self.layout.real_children(node).any(|it| {
            matches!(
                self.layout.node_kind(it),
                IF_EXPR | SWITCH_EXPR | WHILE_EXPR | FOR_EXPR | TRY_EXPR
            ) || self.has_control_flow(it)
        })
    }

    fn place_untyped(&mut self, node: NodeId) {
        let untyped_tok = self.layout.node(node).first;
        let is_block = self.layout.next_kind(untyped_tok) == L_CURLY
            && self.layout.brace(untyped_tok + 1) == Brace::Block;
        let parent = self.layout.node_kind(self.layout.node_parent(node));
        if is_block && !matches!(parent, BLOCK_EXPR | CASE_BODY) {
            self.place(untyped_tok, self.config.same_line.untyped_body);
        }
    }

    /// The first token of a body, metadata and comments in front of it included.
    fn first_after(&self, tok: Tok, body: Option<NodeId>) -> Option<Tok> {
        let body = self.layout.node(body?).first;
        (tok < body).then_some(tok + 1)
    }

    /// The first token after the `)` of a head.
    pub(crate) fn body_after_parens(&self, node: NodeId) -> Option<Tok> {
        let close = self.layout.child_token(node, R_PAREN)?;
        let body = self.layout.child_after(node, close)?;
        let first = self.layout.node(body).first;
        if self
            .layout
            .child_token(node, ELSE_KW)
            .is_some_and(|it| it < first)
        {
            return None;
        }
        Some(close + 1)
    }

    /// Puts a body that is no block where the policy says.
    pub(crate) fn place_body(
        &mut self,
        body: Option<Tok>,
        policy: SameLinePolicy,
        with_blocks: bool,
    ) {
        let Some(mut body) = body else { return };
        while self.layout.kind(body) == LINE_COMMENT {
            if self.layout.was_newline_before(body) {
                self.place(body, policy);
                return;
            }
            match self.layout.next(body) {
                Some(next) => body = next,
                None => return,
            }
        }
        match self.layout.kind(body) {
            L_CURLY => match self.layout.brace(body) {
                Brace::Block if with_blocks => self.place_block(body, policy),
                Brace::Block => {}
                _ => self.place(body, policy),
            },
            HASH_ELSEIF | HASH_ELSE | HASH_END => {}
            _ => self.place(body, policy),
        }
    }

    /// A block of one statement on the line of its head.
    fn place_block(&mut self, open: Tok, _policy: SameLinePolicy) {
        let Some(close) = self.layout.pair(open) else {
            return;
        };
        let node = self.layout.parent(open);
        let statements: Vec<NodeId> = self.layout.real_children(node).collect();
        if statements.len() > 1 {
            return;
        }
        self.no_line_end_after(open);
        self.no_line_end_before(close);
        match self.layout.next_kind(close) {
            ELSE_KW | CATCH_KW => self.no_line_end_after(close),
            SEMICOLON | COMMA => self.whitespace(close, Space::NoneAfter),
            _ => {}
        }
    }

    /// A token that can follow a block only if there is one.
    fn place_chained(&mut self, tok: Tok, block: SameLinePolicy, policy: SameLinePolicy) {
        let behind_block = self.layout.prev_kind(tok) == R_CURLY;
        let policy = match policy {
            Same if !behind_block && block != Same => Next,
            _ => policy,
        };
        self.place(tok, policy);
    }

    fn place(&mut self, tok: Tok, policy: SameLinePolicy) {
        match policy {
            Keep if self.layout.was_newline_before(tok) => self.place(tok, Next),
            Keep | Same => self.place_same(tok),
            Next => {
                let stays = match self.layout.kind(tok) {
                    LINE_COMMENT => !self.layout.was_newline_before(tok),
                    // `[for (a in b) [`
                    L_BRACK => self.layout.grand_kind(tok) == FOR_EXPR,
                    _ => false,
                };
                if !stays {
                    self.line_end_before(tok);
                }
            }
        }
    }

    fn place_same(&mut self, tok: Tok) {
        self.wrap_before(tok, true);
        let Some(prev) = self.layout.prev(tok) else {
            return;
        };
        match self.layout.kind(prev) {
            L_PAREN | DOT => self.whitespace(tok, Space::NoneBefore),
            L_CURLY | R_CURLY | SEMICOLON | COLON if self.layout.kind(tok) == AT => {}
            kind if self.layout.kind(tok) == AT
                && (crate::layout::is_hash(kind) || kind.is_keyword()) => {}
            _ if self.layout.kind(tok) == AT && self.is_binary_operator(prev) => {
                self.line_end_before(tok);
            }
            _ => self.no_line_end_before(tok),
        }
        // The end of what starts here, when `else` follows.
        let mut end = self.end_of_expression(tok);
        if self.layout.next_kind(end) == SEMICOLON {
            end += 1;
        }
        if self.layout.next_kind(end) == ELSE_KW {
            self.no_line_end_after(end);
        }
    }

    /// The last token of the largest expression that starts with a token.
    fn end_of_expression(&self, tok: Tok) -> Tok {
        let mut res = tok;
        for node in self.layout.ancestors(self.layout.parent(tok)) {
            if self.layout.node(node).first != tok {
                break;
            }
            res = self.layout.node(node).last;
        }
        res
    }
}
