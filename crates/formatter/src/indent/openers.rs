//! What holds a token: the brackets, keywords and operators that started before it.

use syntax::SyntaxKind::*;

use crate::config::ConditionalPolicy;
use crate::gaps::Formatter;
use crate::layout::{NodeId, Tok};

impl Formatter<'_> {
    /// The token itself and what holds it, from the innermost out.
    pub(super) fn openers(&self, tok: Tok) -> Vec<Tok> {
        let layout = &self.layout;
        let mut res = vec![tok];
        let mut inner = tok;
        // The last token before which the current child starts.
        for node in layout.ancestors(layout.parent(tok)) {
            self.openers_of(node, inner, tok, &mut res);
            inner = inner.min(layout.node(node).first);
        }
        self.conditionals_among(tok, &mut res);
        res
    }

    fn openers_of(&self, node: NodeId, inner: Tok, tok: Tok, res: &mut Vec<Tok>) {
        let layout = &self.layout;
        let mut push = |opener: Option<Tok>| {
            let Some(opener) = opener else { return };
            let last = res.last().copied().unwrap_or(tok);
            if opener >= tok || opener > inner || opener == last || self.is_half(opener, tok) {
                return;
            }
            // Of dots that follow each other the innermost counts.
            if layout.kind(opener) == DOT && layout.kind(last) == DOT {
                return;
            }
            res.push(opener);
        };
        let token = |kind| layout.child_token(node, kind);
        match layout.node_kind(node) {
            BLOCK_EXPR | FIELD_LIST | ENUM_CTOR_LIST | CASE_LIST | OBJECT_EXPR | STRUCT_TYPE
            | REIFICATION_EXPR => push(token(L_CURLY)),
            ARG_LIST => {
                push(token(L_PAREN));
                let call = layout.node_parent(node);
                if let Some(dot) = self.callee_dot(call) {
                    push(Some(dot));
                    let first = layout.node(call).first;
                    push(Some(first).filter(|&it| self.is_newline_before(it)));
                }
            }
            PARAM_LIST
            | PAREN_EXPR
            | CHECK_TYPE_EXPR
            | FUNCTION_TYPE_PARAM_LIST
            | PAREN_TYPE
            | UNDERLYING_TYPE
            | PROPERTY_ACCESS
            | CAST_EXPR => push(token(L_PAREN)),
            ARRAY_EXPR | INDEX_EXPR => push(token(L_BRACK)),
            TYPE_PARAM_LIST | TYPE_ARG_LIST => push(token(LT)),
            INITIALIZER | TYPEDEF_DECL => push(token(EQ)),
            BINARY_EXPR => {
                let operator = layout.child_tokens(node).find(|&it| self.is_assignment(it));
                let first = layout.node(node).first;
                match operator {
                    Some(operator) => {
                        push(Some(operator));
                        if inner > operator {
                            push(self.last_dot(first, operator));
                            push(Some(first).filter(|&it| self.is_newline_before(it)));
                        }
                    }
                    // `(a) * (b`: what follows a parenthesis is held by it; sums and conditions
                    // are lists of their own.
                    None if layout
                        .child_tokens(node)
                        .any(|it| matches!(layout.kind(it), PLUS | MINUS | AMP2 | PIPE2)) => {}
                    None => push(Some(first).filter(|&it| {
                        layout.kind(it) == L_PAREN && layout.pair(it).is_some_and(|end| end < inner)
                    })),
                }
            }
            ARROW_FUNCTION | ARROW_TYPE | FUNCTION_TYPE => push(token(ARROW)),
            FIELD_EXPR => {
                push(token(DOT).or(token(QUESTION_DOT)));
                // What a chain starts with holds the lines that start with dots.
                let first = layout.node(node).first;
                push(Some(first).filter(|&it| self.is_newline_before(it)));
            }
            IF_EXPR => {
                if token(L_PAREN).is_some_and(|it| it < inner)
                    && token(R_PAREN).is_none_or(|it| it >= inner)
                {
                    push(token(L_PAREN));
                }
                push(token(ELSE_KW));
                push(token(IF_KW));
            }
            CASE_GUARD => {
                push(token(L_PAREN));
                push(token(IF_KW));
            }
            FOR_EXPR | WHILE_EXPR | CATCH_CLAUSE => {
                if token(R_PAREN).is_none_or(|it| it >= inner) {
                    push(token(L_PAREN));
                }
                push(token(FOR_KW).or(token(WHILE_KW)).or(token(CATCH_KW)));
            }
            DO_WHILE_EXPR => {
                if token(WHILE_KW).is_some_and(|it| it < inner) {
                    push(token(L_PAREN));
                }
                push(token(DO_KW));
            }
            TRY_EXPR => push(token(TRY_KW)),
            THROW_EXPR => push(token(THROW_KW)),
            FUNCTION_FIELD | FUNCTION_EXPR => push(token(FUNCTION_KW)),
            RETURN_EXPR => push(token(RETURN_KW)),
            UNTYPED_EXPR => push(token(UNTYPED_KW)),
            NEW_EXPR => push(token(NEW_KW)),
            SWITCH_EXPR => push(token(SWITCH_KW)),
            CASE_CLAUSE => {
                push(token(COLON));
                push(token(CASE_KW).or(token(DEFAULT_KW)));
            }
            VAR_FIELD | VAR_EXPR => push(token(VAR_KW)),
            ABSTRACT_DECL => push(token(ABSTRACT_KW)),
            ABSTRACT_RELATION => push(token(FROM_KW).or(token(TO_KW))),
            OBJECT_FIELD | TERNARY_EXPR | TYPE_HINT | STRUCT_FIELD => {
                push(token(COLON).filter(|&it| self.is_newline_after(it)));
            }
            _ => {}
        }
    }

    /// Whether a keyword stands in a branch of `#if` that is over, as `else` in
    /// `#if a if (b) c(); else #end d();`.
    fn is_half(&self, opener: Tok, tok: Tok) -> bool {
        let conditionals = &self.layout.conditionals;
        let Some(branch) = self.layout.conditional_of[opener] else {
            return false;
        };
        let mut around = std::iter::successors(self.layout.conditional_of[tok], |&it| {
            conditionals[it].parent
        });
        self.layout.pair(opener).is_none() && !around.any(|it| it == branch)
    }

    /// The dot in front of the name that is called.
    fn callee_dot(&self, call: NodeId) -> Option<Tok> {
        if self.layout.node_kind(call) != CALL_EXPR {
            return None;
        }
        let callee = self.layout.real_children(call).next()?;
        match self.layout.node_kind(callee) {
            FIELD_EXPR => {
                let dot = self.layout.child_token(callee, DOT);
                dot.or(self.layout.child_token(callee, QUESTION_DOT))
            }
            _ => None,
        }
    }

    /// The last dot of what is assigned to.
    fn last_dot(&self, first: Tok, operator: Tok) -> Option<Tok> {
        (first..operator)
            .rev()
            .take_while(|&tok| matches!(self.layout.kind(tok), DOT | IDENT))
            .find(|&tok| self.layout.kind(tok) == DOT)
    }

    /// `#if` holds the code of its branches under some policies.
    fn conditionals_among(&self, tok: Tok, res: &mut Vec<Tok>) {
        use ConditionalPolicy::*;
        match self.config.indentation.conditional_policy {
            AlignedIncrease | AlignedDecrease | FixedZeroIncrease | FixedZeroIncreaseBlocks => {}
            Aligned | AlignedNestedIncrease | FixedZero => return,
        }
        let mut around = self.layout.conditional_of[tok];
        while let Some(conditional) = around {
            let conditional = &self.layout.conditionals[conditional];
            if let Some(&start) = conditional.directives.first()
                && start < tok
            {
                let at = res.iter().position(|&it| it < start).unwrap_or(res.len());
                if !res.contains(&start) {
                    res.insert(at.max(1), start);
                }
            }
            around = conditional.parent;
        }
    }

    /// Whether a token makes what it holds stand deeper.
    pub(super) fn is_indenting(&self, tok: Tok) -> bool {
        let layout = &self.layout;
        match layout.kind(tok) {
            L_CURLY | L_BRACK | L_PAREN | DOT | QUESTION_DOT | ARROW | LT => true,
            COLON => layout.parent_kind(tok) == CASE_CLAUSE || self.is_newline_after(tok),
            HASH_IF => match self.config.indentation.conditional_policy {
                ConditionalPolicy::AlignedIncrease
                | ConditionalPolicy::AlignedDecrease
                | ConditionalPolicy::FixedZeroIncrease => true,
                ConditionalPolicy::FixedZeroIncreaseBlocks => self.is_in_block(tok),
                _ => false,
            },
            IF_KW | ELSE_KW | FOR_KW | DO_KW | TRY_KW | CATCH_KW | THROW_KW | FUNCTION_KW
            | RETURN_KW | UNTYPED_KW | SWITCH_KW | CASE_KW | DEFAULT_KW | VAR_KW | ABSTRACT_KW => {
                true
            }
            NEW_KW => layout.parent_kind(tok) == NEW_EXPR,
            WHILE_KW => layout.parent_kind(tok) == WHILE_EXPR,
            FROM_KW | TO_KW => layout.parent_kind(tok) == ABSTRACT_RELATION,
            _ => self.is_assignment(tok),
        }
    }
}
