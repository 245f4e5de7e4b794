//! Binary operators, `is` and `? :`, by strength.

use super::*;

/// How weak an operator is: smaller binds tighter.
pub(super) type Level = i8;

/// Operators of any strength.
pub(super) const ALL: Level = ASSIGN;
/// No operator but `is`, which belongs to the operand before it.
pub(super) const ONLY_IS: Level = -1;

const IN: Level = 0;
const TERNARY: Level = 11;
const FAT_ARROW: Level = 12;
const ASSIGN: Level = 13;

/// The operator at the current token: its kind, how many tokens it is made of, its level.
fn binary_op(p: &Parser<'_>) -> Option<(SyntaxKind, usize, Level)> {
    Some(match p.current() {
        T![in] => (T![in], 1, IN),
        T![%] => (T![%], 1, 1),
        kind @ (T![*] | T![/]) => (kind, 1, 2),
        kind @ (T![+] | T![-]) => (kind, 1, 3),
        T![<<] => (T![<<], 1, 4),
        T![>] => greater(p),
        kind @ (T![|] | T![&] | T![^]) => (kind, 1, 5),
        T![??] => (T![??], 1, 6),
        kind @ (T![==] | T![!=] | T![<] | T![<=]) => (kind, 1, 7),
        T![...] => (T![...], 1, 8),
        T![&&] => (T![&&], 1, 9),
        T![||] => (T![||], 1, 10),
        T![?] => (T![?], 1, TERNARY),
        T![=>] => (T![=>], 1, FAT_ARROW),
        kind @ (T![=]
        | T![+=]
        | T![-=]
        | T![*=]
        | T![/=]
        | T![%=]
        | T![&=]
        | T![|=]
        | T![^=]
        | T![<<=]
        | T![&&=]
        | T![||=]
        | T![??=]) => (kind, 1, ASSIGN),
        _ => return None,
    })
}

/// `>` and what touches it: `>=`, `>>`, `>>=`, `>>>`, `>>>=`.
fn greater(p: &Parser<'_>) -> (SyntaxKind, usize, Level) {
    let joined = |n: usize, kind: SyntaxKind| p.nth_at(n, kind) && p.nth_is_joint(n);
    if joined(1, T![=]) {
        (T![>=], 2, 7)
    } else if !joined(1, T![>]) {
        (T![>], 1, 7)
    } else if joined(2, T![=]) {
        (T![>>=], 3, ASSIGN)
    } else if !joined(2, T![>]) {
        (T![>>], 2, 4)
    } else if joined(3, T![=]) {
        (T![>>>=], 4, ASSIGN)
    } else {
        (T![>>>], 3, 4)
    }
}

/// An expression whose operators are no weaker than `max`.
pub(super) fn expr_up_to(p: &mut Parser<'_>, max: Level) -> Option<Operand> {
    p.deeper(|p| {
        let operand = unary(p)?;
        if !operand.continues {
            return Some(operand);
        }
        Some(continue_expr(p, operand, max))
    })
}

/// The operators after an operand.
pub(super) fn continue_expr(p: &mut Parser<'_>, mut lhs: Operand, max: Level) -> Operand {
    loop {
        if p.at_contextual("is") {
            let m = lhs.node.precede(p);
            p.bump_remap(T![is]);
            ty(p);
            let node = m.complete(p, IS_EXPR);
            lhs = postfix(p, node);
            if !lhs.continues || !p.higher() {
                return lhs;
            }
            continue;
        }
        let Some((kind, n_tokens, level)) = binary_op(p).filter(|it| it.2 <= max) else {
            return lhs;
        };
        if !p.higher() {
            skip_until(p, HARD_STOP);
            return Operand::closed(lhs.node);
        }
        if level == ASSIGN
            && let Some(metadata) = lhs.metadata.take()
        {
            lhs = assignment_under_metadata(p, lhs, *metadata, kind, n_tokens);
            continue;
        }
        let m = lhs.node.precede(p);
        if level == TERNARY {
            return ternary(p, m);
        }
        p.bump_joined(kind, n_tokens);
        let rhs = match level {
            IN => in_operand(p),
            // The right side of these is a whole expression.
            FAT_ARROW | ASSIGN => operand(p, ALL),
            _ => operand(p, level - 1),
        };
        let node = m.complete(p, BINARY_EXPR);
        let metadata = lhs.metadata.take();
        let continues = rhs.is_some_and(|it| it.continues);
        lhs = Operand {
            node,
            continues,
            metadata,
        };
        if !continues {
            return lhs;
        }
    }
}

/// The right side of `in`: a whole expression, but a `? :` goes around the `in`.
fn in_operand(p: &mut Parser<'_>) -> Option<Operand> {
    let rhs = operand(p, TERNARY - 1)?;
    Some(if rhs.continues && !p.at(T![?]) {
        continue_expr(p, rhs, ALL)
    } else {
        rhs
    })
}

/// Tokens that assign, or end one that does.
pub(super) const ASSIGN_TOKEN: TokenSet = TokenSet::new(&[
    T![=],
    T![+=],
    T![-=],
    T![*=],
    T![/=],
    T![%=],
    T![&=],
    T![|=],
    T![^=],
    T![<<=],
    T![&&=],
    T![||=],
    T![??=],
]);

/// The operand after an operator.
fn operand(p: &mut Parser<'_>, max: Level) -> Option<Operand> {
    if !p.at_set(EXPR_START) {
        p.expected("expression");
        return None;
    }
    expr_up_to(p, max)
}

fn ternary(p: &mut Parser<'_>, m: Marker) -> Operand {
    p.bump(T![?]);
    if p.at_set(EXPR_START) {
        expr(p);
    } else {
        p.unexpected();
    }
    if p.eat(T![:]) {
        if p.at_set(EXPR_START) {
            expr(p);
        } else {
            p.unexpected();
        }
    } else {
        p.expected_insert(":", ":");
    }
    Operand::closed(m.complete(p, TERNARY_EXPR))
}

/// `@m a + b = c`: what the metadata covered becomes the left side of what it covers now.
fn assignment_under_metadata(
    p: &mut Parser<'_>,
    lhs: Operand,
    metadata: MetadataPrefix,
    kind: SyntaxKind,
    n_tokens: usize,
) -> Operand {
    let nodes: Vec<(Marker, SyntaxKind)> = metadata
        .nodes
        .iter()
        .map(|&(node, kind)| (node.reopen_around(p, metadata.operand), kind))
        .collect();
    let is_bare = lhs.node.is_same(metadata.nodes[0].0);
    let m = if is_bare {
        metadata.operand.precede(p)
    } else {
        lhs.node.precede(p)
    };
    p.bump_joined(kind, n_tokens);
    let rhs = operand(p, ALL);
    let mut node = m.complete(p, BINARY_EXPR);
    for (m, kind) in nodes.into_iter().rev() {
        node = m.complete(p, kind);
    }
    Operand {
        node,
        continues: rhs.is_some_and(|it| it.continues),
        metadata: None,
    }
}
