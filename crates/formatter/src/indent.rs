//! How deep a line stands.
//!
//! A line is as deep as there are lines above it on which something starts that
//! holds its first token: a brace, a parenthesis, a `=`, the `if` of a body.
//! Things that start on one line count once:
//!
//! ```haxe
//! foo(function() {     // `(`, `function` and `{` together
//!     bar(             // and `(`
//!         x);
//! });
//! ```

mod openers;

use syntax::SyntaxKind::*;

use crate::config::ConditionalPolicy;
use crate::gaps::Formatter;
use crate::layout::{Tok, is_comment, is_hash};
use crate::whitespace::{Brace, Paren};

impl Formatter<'_> {
    /// The depth of the line that a token starts.
    pub fn indent(&self, tok: Tok) -> usize {
        self.indent_within(tok, 0)
    }

    /// `nesting` counts how often a line refers to another.
    fn indent_within(&self, tok: Tok, nesting: usize) -> usize {
        use ConditionalPolicy::*;
        if is_hash(self.layout.kind(tok)) {
            match self.config.indentation.conditional_policy {
                FixedZero => return 0,
                FixedZeroIncrease => return self.conditional_level(tok),
                FixedZeroIncreaseBlocks => {
                    return match self.is_in_block(tok) {
                        true => self.conditional_level(tok),
                        false => 0,
                    };
                }
                Aligned | AlignedNestedIncrease | AlignedIncrease | AlignedDecrease => {}
            }
        }
        let start = self.effective_start(tok);
        let mut openers = self.openers(start);
        if self.config.indentation.indent_complex_value_expressions
            || openers.iter().any(|&it| self.is_value_of_field(it))
        {
            openers = self.without_else_if(&openers);
        }
        let mut count = self.count_lines(&openers, nesting) as isize;
        count += self.conditional_indent(start, &openers, count);
        count.max(0) as usize
    }

    /// How many `#if` are around the one that a token belongs to.
    fn conditional_level(&self, tok: Tok) -> usize {
        let conditionals = &self.layout.conditionals;
        let around = std::iter::successors(self.layout.conditional_of[tok], |&it| {
            conditionals[it].parent
        });
        around.count().saturating_sub(1)
    }

    /// How many `#if` stand directly in one another around a place, the longest run of them.
    fn nested_conditional_level(&self, conditional: usize) -> isize {
        let conditionals = &self.layout.conditionals;
        let list = |it: usize| {
            let directive = conditionals[it].directives.first();
            let node = directive.and_then(|&tok| self.layout.directive(tok))?;
            Some(self.layout.node(self.layout.node_parent(node)).first)
        };
        let (mut run, mut longest) = (0, 0);
        let mut current = conditional;
        while let Some(outer) = conditionals[current].parent {
            run = if list(outer) == list(current) {
                run + 1
            } else {
                0
            };
            longest = longest.max(run);
            current = outer;
        }
        longest
    }

    fn conditional_indent(&self, start: Tok, openers: &[Tok], count: isize) -> isize {
        use ConditionalPolicy::*;
        let policy = self.config.indentation.conditional_policy;
        let Some(conditional) = self.layout.conditional_of[start] else {
            return 0;
        };
        let mut inside =
            std::iter::successors(Some(conditional), |&it| self.layout.conditionals[it].parent);
        let level = self.conditional_level(start);
        match policy {
            Aligned => 0,
            AlignedDecrease => -1,
            AlignedIncrease => 0,
            AlignedNestedIncrease => self.nested_conditional_level(conditional),
            FixedZero => 0,
            FixedZeroIncrease | FixedZeroIncreaseBlocks => {
                let counts = policy == FixedZeroIncrease
                    || inside.any(|_| openers.iter().any(|&it| self.layout.kind(it) == L_CURLY));
                match counts {
                    true if count - 1 == level as isize => 0,
                    true => -1,
                    false => 0,
                }
            }
        }
    }

    pub(super) fn is_in_block(&self, tok: Tok) -> bool {
        self.layout.ancestors(self.layout.parent(tok)).any(|node| {
            self.layout
                .child_token(node, L_CURLY)
                .is_some_and(|it| it < tok)
        })
    }

    /// The token whose depth a line has: for `}` its `{`, for `else` its `if`.
    fn effective_start(&self, tok: Tok) -> Tok {
        let mut tok = tok;
        // Each step goes to an earlier token, but for comments.
        for _ in 0..self.layout.len() {
            match self.effective_step(tok) {
                Some(next) if next != tok => tok = next,
                _ => break,
            }
        }
        tok
    }

    fn effective_step(&self, tok: Tok) -> Option<Tok> {
        let layout = &self.layout;
        let parent = layout.parent(tok);
        match layout.kind(tok) {
            L_CURLY => self.effective_brace(tok),
            L_PAREN => self.behind_closing(tok),
            R_CURLY | R_BRACK | R_PAREN => layout.pair(tok),
            ARROW => None,
            IF_KW => self.effective_if(tok),
            ELSE_KW | CATCH_KW => {
                let node = match layout.node_kind(parent) {
                    CATCH_CLAUSE => layout.node_parent(parent),
                    _ => parent,
                };
                Some(layout.node(node).first).filter(|&it| it < tok)
            }
            WHILE_KW if layout.node_kind(parent) == DO_WHILE_EXPR => {
                Some(layout.node(parent).first)
            }
            FUNCTION_KW => {
                let outer = layout.node(layout.node_parent(parent)).first;
                (layout.grand_kind(tok) == ARG_LIST && !self.is_newline_before(tok))
                    .then_some(outer)
            }
            kind if is_comment(kind) => matches!(layout.next_kind(tok), ELSE_KW | CATCH_KW)
                .then(|| self.effective_step(tok + 1))
                .flatten(),
            HASH_IF => self.effective_conditional(tok),
            HASH_ELSE | HASH_ELSEIF | HASH_END => {
                let conditional = layout.conditional_of[tok]?;
                layout.conditionals[conditional].directives.first().copied()
            }
            _ => None,
        }
    }

    /// `#if` stands where what is in its branches stands, if that ends something from before it:
    /// `#if a else b(); #end`, `#if a } #end`.
    fn effective_conditional(&self, tok: Tok) -> Option<Tok> {
        let next = self.directive_end(tok) + 1;
        if next < self.layout.len() && matches!(self.layout.kind(next), ELSE_KW | CATCH_KW) {
            return self.effective_step(next);
        }
        let conditional = &self.layout.conditionals[self.layout.conditional_of[tok]?];
        let &end = conditional.directives.last()?;
        (tok..end)
            .filter(|&it| self.layout.kind(it) == R_CURLY)
            .find_map(|close| self.layout.pair(close).filter(|&open| open < tok))
    }

    fn effective_brace(&self, tok: Tok) -> Option<Tok> {
        if let Some(start) = self.behind_closing(tok) {
            return Some(start);
        }
        let layout = &self.layout;
        let owner = layout.node_parent(layout.parent(tok));
        match layout.brace(tok) {
            Brace::Typedef => {
                return layout
                    .ancestors(layout.parent(tok))
                    .find(|&it| layout.node_kind(it) == TYPEDEF_DECL)
                    .and_then(|it| layout.child_token(it, TYPEDEF_KW));
            }
            Brace::Object | Brace::AnonType | Brace::Reification => return None,
            Brace::Block => {}
        }
        match layout.node_kind(owner) {
            IF_EXPR => {
                let else_tok = layout.child_token(owner, ELSE_KW).filter(|&it| it < tok);
                else_tok.or(layout.child_token(owner, IF_KW))
            }
            TRY_EXPR => layout.child_token(owner, TRY_KW),
            CATCH_CLAUSE => layout.child_token(owner, CATCH_KW),
            DO_WHILE_EXPR => layout.child_token(owner, DO_KW),
            WHILE_EXPR => layout.child_token(owner, WHILE_KW),
            FOR_EXPR => layout.child_token(owner, FOR_KW),
            FUNCTION_FIELD | FUNCTION_EXPR => layout.child_token(owner, FUNCTION_KW),
            UNTYPED_EXPR => layout.child_token(owner, UNTYPED_KW),
            SWITCH_EXPR => layout.child_token(owner, SWITCH_KW),
            CLASS_DECL | INTERFACE_DECL | ENUM_DECL | ABSTRACT_DECL => {
                Some(layout.node(owner).first)
            }
            _ => None,
        }
    }

    /// What stands behind a `}` or `]` that starts the line is as deep as that.
    fn behind_closing(&self, tok: Tok) -> Option<Tok> {
        let first = self.line_start(tok);
        if first == tok {
            return None;
        }
        let next = self.layout.next_kind(first);
        let continues = match self.layout.kind(first) {
            R_CURLY | R_BRACK => {
                matches!(next, COMMA | DOT | R_BRACK | R_CURLY | R_PAREN)
                    || self.is_binary_operator(first + 1)
            }
            R_PAREN => next == DOT || self.is_binary_operator(first + 1),
            _ => false,
        };
        continues.then_some(first)
    }

    fn effective_if(&self, tok: Tok) -> Option<Tok> {
        let layout = &self.layout;
        let prev = layout.prev(tok)?;
        if self.is_newline_after(prev) || layout.parent_kind(tok) != IF_EXPR {
            return None;
        }
        let outer = layout.node_parent(layout.parent(tok));
        match layout.node_kind(outer) {
            IF_EXPR => layout.child_token(outer, ELSE_KW).filter(|&it| it < tok),
            _ => None,
        }
    }

    /// The branches of `if … else if … else` are as deep as one another.
    fn without_else_if(&self, openers: &[Tok]) -> Vec<Tok> {
        #[derive(PartialEq)]
        enum State {
            Outside,
            Else,
            ElseIf,
        }
        let mut state = State::Outside;
        let mut res = vec![];
        for &tok in openers {
            match self.layout.kind(tok) {
                IF_KW if self.layout.parent_kind(tok) == IF_EXPR => {
                    let node = self.layout.parent(tok);
                    match state {
                        State::Outside if self.layout.child_token(node, ELSE_KW).is_some() => {
                            state = State::ElseIf;
                        }
                        State::Outside => {}
                        State::Else => state = State::ElseIf,
                        State::ElseIf => continue,
                    }
                }
                ELSE_KW if state != State::Outside => {
                    state = State::ElseIf;
                    continue;
                }
                ELSE_KW => state = State::Else,
                _ => state = State::Outside,
            }
            res.push(tok);
        }
        res
    }

    /// How many lines the openers stand on, from the innermost out.
    fn count_lines(&self, openers: &[Tok], nesting: usize) -> usize {
        let mut count = 0;
        let Some(&start) = openers.first() else {
            return 0;
        };
        let mut current = start;
        let mut last_counted: Option<Tok> = None;
        let mut skip_to: Option<Tok> = None;
        for &opener in &openers[1..] {
            let mut inner = current;
            current = opener;
            if let Some(skip) = skip_to {
                if current >= skip {
                    continue;
                }
                inner = skip;
                skip_to = None;
            }
            if inner == current {
                continue;
            }
            if matches!(self.layout.kind(current), L_BRACK | L_CURLY)
                && self.layout.pair(current).is_some_and(|it| it < inner)
            {
                current = inner;
                continue;
            }
            match self.step(inner, current, count, last_counted, nesting) {
                Step::Skip => continue,
                Step::Count => {
                    count += 1;
                    continue;
                }
                Step::Done(depth) => return depth,
                Step::Line if self.is_same_line_between(current, inner) => continue,
                Step::Line | Step::Must => {}
            }
            skip_to = self.skipped(current);
            if self.is_indenting(current) {
                last_counted = Some(current);
                count += 1;
            }
        }
        count
    }

    /// What the step from one opener to the next one out is worth.
    fn step(
        &self,
        inner: Tok,
        outer: Tok,
        count: usize,
        last_counted: Option<Tok>,
        nesting: usize,
    ) -> Step {
        let layout = &self.layout;
        let options = &self.config.indentation;
        let same_line = || self.is_same_line_between(outer, inner);
        let complex = || options.indent_complex_value_expressions || self.is_field_value(inner);
        let outer_kind = layout.kind(outer);
        match layout.kind(inner) {
            IF_KW => {
                if self.is_assignment(outer) {
                    return if complex() { Step::Must } else { Step::Line };
                }
                if !same_line() {
                    return Step::Line;
                }
                let node = layout.parent(inner);
                let mut res = Step::Line;
                if let Some(else_tok) = layout.child_token(node, ELSE_KW) {
                    if self.is_same_line_between(inner, else_tok) {
                        return Step::Skip;
                    }
                    if complex() {
                        res = Step::Must;
                    }
                }
                match layout.child_node(node, BLOCK_EXPR) {
                    Some(_) => Step::Skip,
                    None => res,
                }
            }
            ELSE_KW => Step::Skip,
            CATCH_KW if outer_kind == TRY_KW => Step::Skip,
            FUNCTION_KW | ARROW | L_BRACK if outer_kind == L_PAREN => {
                self.step_to_paren(inner, outer, count, nesting)
            }
            SWITCH_KW if self.is_binary_operator(outer) && complex() => Step::Must,
            SWITCH_KW if outer_kind == L_PAREN => match layout.paren(outer) {
                Paren::Metadata | Paren::Call | Paren::For | Paren::Expression => Step::Line,
                _ => Step::Must,
            },
            DEFAULT_KW | CASE_KW if !options.indent_case_labels => Step::Skip,
            DOT | QUESTION_DOT => self.step_from_dot(inner, outer, count, nesting),
            L_CURLY => {
                let is_object = layout.brace(inner) == Brace::Object;
                let flat_object = is_object
                    && !options.indent_object_literal
                    && layout
                        .pair(inner)
                        .is_some_and(|close| !self.is_same_line(inner, close));
                match outer_kind {
                    ABSTRACT_KW | IF_KW | ELSE_KW | TRY_KW | CATCH_KW | DO_KW | WHILE_KW
                    | FOR_KW | FUNCTION_KW | SWITCH_KW | RETURN_KW | UNTYPED_KW | ARROW => {
                        match !is_object || flat_object {
                            true => Step::Skip,
                            false => Step::Line,
                        }
                    }
                    _ if self.is_assignment(outer) || outer_kind == COLON => {
                        match flat_object || layout.brace(inner) == Brace::Typedef {
                            true => Step::Skip,
                            false => Step::Line,
                        }
                    }
                    _ => Step::Line,
                }
            }
            COLON if matches!(outer_kind, CASE_KW | DEFAULT_KW) => {
                match last_counted == Some(inner) {
                    true => Step::Skip,
                    false => Step::Must,
                }
            }
            FROM_KW | TO_KW if self.is_newline_before(inner) => Step::Must,
            _ => Step::Line,
        }
    }

    /// A function among arguments is as deep as the line it starts on.
    fn step_to_paren(&self, inner: Tok, outer: Tok, count: usize, nesting: usize) -> Step {
        if self.is_same_line_between(outer, inner) {
            return Step::Skip;
        }
        if self.is_newline_before(inner) {
            return Step::Line;
        }
        let body = self
            .layout
            .child_node(self.layout.parent(inner), BLOCK_EXPR)
            .map(|it| self.layout.node(it).first);
        if body.is_some_and(|it| !self.is_same_line_between(inner, it)) {
            return Step::Skip;
        }
        self.depth_of_line(inner, count, nesting)
    }

    fn depth_of_line(&self, inner: Tok, count: usize, nesting: usize) -> Step {
        if nesting > MAX_NESTING {
            return Step::Line;
        }
        let first = self.line_start(inner);
        Step::Done(count + self.indent_within(first, nesting + 1))
    }

    fn step_from_dot(&self, inner: Tok, outer: Tok, count: usize, nesting: usize) -> Step {
        let starts_line = self.is_newline_before(inner);
        match self.layout.kind(outer) {
            L_PAREN | L_CURLY | L_BRACK => match self.is_same_line(outer, inner) {
                true => Step::Skip,
                false => Step::Must,
            },
            DOT | QUESTION_DOT => Step::Skip,
            RETURN_KW | UNTYPED_KW | NEW_KW if !starts_line => Step::Skip,
            CASE_KW | DEFAULT_KW => Step::Skip,
            _ if self.is_assignment(outer) => {
                if self.is_same_line_between(outer, inner) {
                    return Step::Skip;
                }
                match starts_line {
                    true => Step::Line,
                    false => self.depth_of_line(inner, count, nesting),
                }
            }
            _ if starts_line => Step::Count,
            _ => Step::Line,
        }
    }

    /// What a line that starts with a closing bracket continues started further up.
    fn skipped(&self, tok: Tok) -> Option<Tok> {
        let first = self.line_start(tok);
        if first == tok {
            return None;
        }
        match self.layout.kind(first) {
            R_BRACK | R_CURLY | R_PAREN => {
                let open = self.layout.pair(first)?;
                Some(self.skipped(open).unwrap_or(open))
            }
            _ => None,
        }
    }

    /// Whether a token is the `=` or keyword of a field of a type.
    fn is_value_of_field(&self, tok: Tok) -> bool {
        let parent = self.layout.parent(tok);
        match self.layout.kind(tok) {
            VAR_KW => self.layout.node_kind(parent) == VAR_FIELD,
            EQ => self.layout.grand_kind(tok) == VAR_FIELD,
            _ => false,
        }
    }

    /// Whether a token stands in the value of a field of a type.
    fn is_field_value(&self, tok: Tok) -> bool {
        for node in self.layout.ancestors(self.layout.parent(tok)) {
            match self.layout.node_kind(node) {
                VAR_FIELD => return true,
                FUNCTION_FIELD | FUNCTION_EXPR => return false,
                _ => {}
            }
        }
        false
    }
}

/// How often a line may refer to the depth of another.
const MAX_NESTING: usize = 32;

/// What one opener more is worth.
enum Step {
    /// Nothing.
    Skip,
    /// One level.
    Count,
    /// One level if it stands on another line.
    Line,
    /// One level if it is of the indenting sort.
    Must,
    /// The depth is known.
    Done(usize),
}
