//! Expressions.
//!
//! Binary operators climb by strength, as a table; the reference parses the
//! whole right side first and rotates the tree afterwards, with the same
//! result. What takes everything to its right (`return`, `throw`, `cast e`,
//! `untyped`, the right side of `=`) parses a whole expression there, and what
//! ends in a body (`if`, `for`, a block) takes no operator after it.
//!
//! Metadata covers the operand behind it, `@m a + b` is `(@m a) + b`, but a
//! whole assignment, `@m a = b` is `@m (a = b)`. That shows only at the `=`, so
//! the node is opened again there.

mod control_flow;
mod literals;
mod operators;

use super::*;
use crate::grammar::{
    blocks::{block_expr, single_var_expr, var_expr},
    declarations::macro_class,
    metadata::metadata,
    params::{ParamKind, opt_type_param_list, param_list},
    types::{opt_type_hint, path_type, ty, type_hint},
};

pub(super) use literals::{array_expr, literal_or_name, markup_expr};

/// Every token that an expression can begin with.
pub(super) const EXPR_START: TokenSet = TokenSet::new(&[
    T![@],
    T![<],
    T!['{'],
    T!['('],
    T!['['],
    T![macro],
    T![var],
    T![final],
    T![ident],
    DOLLAR_IDENT,
    INT,
    FLOAT,
    STRING,
    REGEX,
    MARKUP,
    TEMPLATE_START,
    T![this],
    T![abstract],
    T![true],
    T![false],
    T![null],
    T![cast],
    T![throw],
    T![new],
    T![function],
    T![!],
    T![~],
    T![-],
    T![++],
    T![--],
    T![...],
    T![for],
    T![if],
    T![return],
    T![break],
    T![continue],
    T![while],
    T![do],
    T![switch],
    T![try],
    T![untyped],
    T![inline],
]);

/// An expression that was parsed.
#[derive(Clone)]
pub(super) struct Operand {
    node: CompletedMarker,
    /// Whether an operator may follow: not after `if`, a block and the like.
    continues: bool,
    /// The metadata in front, in case an assignment follows.
    metadata: Option<Box<MetadataPrefix>>,
}

/// Metadata nodes around an operand, outermost first, with their kinds.
#[derive(Clone)]
struct MetadataPrefix {
    nodes: Vec<(CompletedMarker, SyntaxKind)>,
    operand: CompletedMarker,
}

impl Operand {
    fn open(node: CompletedMarker) -> Operand {
        Operand {
            node,
            continues: true,
            metadata: None,
        }
    }

    fn closed(node: CompletedMarker) -> Operand {
        Operand {
            node,
            continues: false,
            metadata: None,
        }
    }
}

/// A whole expression, or an error.
pub(super) fn expr(p: &mut Parser<'_>) -> Option<CompletedMarker> {
    if !p.at_set(EXPR_START) {
        p.expected("expression");
        return None;
    }
    opt_expr(p)
}

/// A whole expression if one begins here.
fn opt_expr(p: &mut Parser<'_>) -> Option<CompletedMarker> {
    operators::expr_up_to(p, operators::ALL).map(|operand| operand.node)
}

/// `= e`
pub(super) fn initializer(p: &mut Parser<'_>) {
    let m = p.start();
    p.bump(T![=]);
    expr(p);
    m.complete(p, INITIALIZER);
}

/// `(a, b)`
pub(super) fn arg_list(p: &mut Parser<'_>) {
    let m = p.start();
    p.bump(T!['(']);
    let mut is_empty = true;
    comma_list(p, T![')'], ", or )", |p| {
        if !p.at_set(EXPR_START) {
            let expected = if is_empty {
                "expression or )"
            } else {
                "expression"
            };
            p.expected(expected);
            return false;
        }
        is_empty = false;
        expr(p).is_some()
    });
    close_bracket(p, T![')'], ", or )");
    m.complete(p, ARG_LIST);
}

/// What stands between operators, prefix operators and metadata included.
fn unary(p: &mut Parser<'_>) -> Option<Operand> {
    match p.current() {
        T![!] | T![-] | T![~] | T![++] | T![--] | T![...] => {
            let m = p.start();
            p.bump_any();
            let operand = p.deeper(unary);
            if operand.is_none() {
                p.unexpected();
            }
            let node = m.complete(p, PREFIX_EXPR);
            let continues = operand.is_some_and(|it| it.continues);
            Some(Operand {
                node,
                continues,
                metadata: None,
            })
        }
        T![@] => Some(metadata_prefix(p)),
        T![inline] if !p.nth_at(1, T![function]) => Some(metadata_prefix(p)),
        _ => {
            let operand = primary(p)?;
            Some(if operand.continues {
                postfix(p, operand.node)
            } else {
                operand
            })
        }
    }
}

/// `@m e`, `inline e`
fn metadata_prefix(p: &mut Parser<'_>) -> Operand {
    let mut open = vec![];
    while p.at(T![@]) || p.at(T![inline]) && !p.nth_at(1, T![function]) {
        let m = p.start();
        let kind = if p.at(T![@]) {
            metadata(p);
            META_EXPR
        } else {
            p.bump(T![inline]);
            INLINE_EXPR
        };
        open.push((m, kind));
        if !p.open_in_row() {
            skip_until(p, HARD_STOP);
            break;
        }
    }
    let n_open = open.len();
    let max = if assignment_follows(p) {
        operators::ALL
    } else {
        operators::ONLY_IS
    };
    let operand = if p.at_set(EXPR_START) && !p.at(T![@]) {
        operators::expr_up_to(p, max)
    } else {
        p.expected("expression");
        None
    };
    p.close_row(n_open);
    let mut nodes: Vec<_> = open
        .into_iter()
        .rev()
        .map(|(m, kind)| (m.complete(p, kind), kind))
        .collect();
    nodes.reverse();
    let node = nodes[0].0;
    let Some(operand) = operand else {
        return Operand::closed(node);
    };
    let metadata = Box::new(MetadataPrefix {
        nodes,
        operand: operand.node,
    });
    Operand {
        node,
        continues: operand.continues,
        metadata: Some(metadata),
    }
}

/// Whether what follows is plainly an assignment: `a.b += …`, `a[i] + c = …`.
///
/// As the right side of another operator, `x == @m a = b`, metadata covers the
/// assignment too, which climbing by strength alone does not show.
fn assignment_follows(p: &Parser<'_>) -> bool {
    let mut depth = 0usize;
    for n in 0..MAX_LOOKAHEAD {
        match p.nth(n) {
            T!['('] | T!['['] | T!['{'] => depth += 1,
            T![')'] | T![']'] | T!['}'] if depth == 0 => return false,
            T![')'] | T![']'] | T!['}'] => depth -= 1,
            _ if depth > 0 => {}
            kind if operators::ASSIGN_TOKEN.contains(kind) => {
                // `>` and `=` may also be `>=`.
                let is_greater = kind == T![=] && n > 0 && p.nth_at(n - 1, T![>]);
                let is_shift = is_greater && n > 1 && p.nth_at(n - 2, T![>]);
                if !is_greater || is_shift {
                    return true;
                }
            }
            // More metadata covers the assignment alone.
            T![@] | T![?] | T![=>] | T![->] | T![in] | T![,] | T![;] | T![:] | EOF => return false,
            T![this] | T![null] | T![true] | T![false] | T![new] => {}
            T![cast] if p.nth_at(n + 1, T!['(']) => {}
            kind if kind.is_keyword() => return false,
            _ => {}
        }
    }
    false
}

/// An operand without operators before or after it.
fn primary(p: &mut Parser<'_>) -> Option<Operand> {
    Some(match p.current() {
        T![ident] | DOLLAR_IDENT if p.nth_at(1, T![->]) => {
            let m = p.start();
            let list = p.start();
            let param = p.start();
            name(p);
            param.complete(p, PARAM);
            list.complete(p, PARAM_LIST);
            arrow_body(p, m)
        }
        DOLLAR_IDENT if p.nth_at(1, T!['{']) => {
            let m = p.start();
            p.bump(DOLLAR_IDENT);
            p.bump(T!['{']);
            if p.at_set(EXPR_START) {
                expr(p);
            } else {
                p.unexpected();
            }
            close_bracket(p, T!['}'], "}");
            Operand::open(m.complete(p, REIFICATION_EXPR))
        }
        T![ident]
        | DOLLAR_IDENT
        | INT
        | FLOAT
        | STRING
        | REGEX
        | T![true]
        | T![false]
        | T![null] => Operand::open(literal_or_name(p)),
        TEMPLATE_START => Operand::open(literals::template_expr(p)),
        T![this] => Operand::open(single(p, THIS_EXPR)),
        T![abstract] => Operand::open(single(p, ABSTRACT_EXPR)),
        T!['('] => return Some(paren(p)),
        T!['['] => Operand::open(array_expr(p)),
        T!['{'] if literals::at_object(p) => Operand::open(literals::object_expr(p)),
        T!['{'] => Operand::closed(block_expr(p)),
        T![<] | MARKUP => Operand::closed(markup_expr(p)?),
        T![new] => Operand::open(new_expr(p)),
        T![cast] => cast_expr(p),
        T![function] => Operand::closed(function_expr(p)),
        T![inline] => Operand::closed(function_expr(p)),
        T![var] | T![final] => Operand::closed(single_var_expr(p)),
        T![macro] => return Some(macro_expr(p)),
        T![untyped] => Operand::closed(keyword_and_expr(p, UNTYPED_EXPR)),
        T![throw] => Operand::closed(keyword_and_expr(p, THROW_EXPR)),
        T![return] => Operand::closed(control_flow::return_expr(p)),
        T![break] => Operand::closed(single(p, BREAK_EXPR)),
        T![continue] => Operand::closed(single(p, CONTINUE_EXPR)),
        T![if] => Operand::closed(control_flow::if_expr(p)),
        T![for] => Operand::closed(control_flow::for_expr(p)),
        T![while] => Operand::closed(control_flow::while_expr(p)),
        T![do] => Operand::closed(control_flow::do_while_expr(p)),
        T![switch] => Operand::closed(control_flow::switch_expr(p)),
        T![try] => Operand::closed(control_flow::try_expr(p)),
        _ => return None,
    })
}

/// One token as a node.
fn single(p: &mut Parser<'_>, kind: SyntaxKind) -> CompletedMarker {
    let m = p.start();
    p.bump_any();
    m.complete(p, kind)
}

/// A keyword that takes a whole expression.
fn keyword_and_expr(p: &mut Parser<'_>, kind: SyntaxKind) -> CompletedMarker {
    let m = p.start();
    p.bump_any();
    expr(p);
    m.complete(p, kind)
}

/// What may follow an operand directly: fields, calls, indexes, `++ -- !`.
fn postfix(p: &mut Parser<'_>, mut lhs: CompletedMarker) -> Operand {
    loop {
        let kind = match p.current() {
            T![.] | T![?.] => FIELD_EXPR,
            T!['('] => CALL_EXPR,
            T!['['] => INDEX_EXPR,
            T![++] | T![--] | T![!] => POSTFIX_EXPR,
            _ => return Operand::open(lhs),
        };
        if !p.higher() {
            skip_until(p, HARD_STOP);
            return Operand::closed(lhs);
        }
        let m = lhs.precede(p);
        match kind {
            FIELD_EXPR => field_name(p),
            CALL_EXPR => arg_list(p),
            INDEX_EXPR => {
                p.bump(T!['[']);
                expr(p);
                close_bracket(p, T![']'], "]");
            }
            _ => p.bump_any(),
        }
        lhs = m.complete(p, kind);
    }
}

/// `.name`, which must touch the dot.
fn field_name(p: &mut Parser<'_>) {
    p.bump_any();
    let is_name = match p.current() {
        T![ident] | T![macro] | T![extern] | T![function] | T![new] => p.nth_is_joint(0),
        DOLLAR_IDENT => true,
        _ => false,
    };
    if is_name {
        module::name_ref(p);
    } else {
        p.unexpected();
    }
}

/// `(e)`, `(e : T)`, `(a, b) -> e`
fn paren(p: &mut Parser<'_>) -> Operand {
    let m = p.start();
    if p.at_arrow_paren() || p.nth_at(1, T![')']) || p.nth_at(1, T![?]) {
        param_list(p, ParamKind::Arrow);
        return arrow_body(p, m);
    }
    p.bump(T!['(']);
    if p.at_set(EXPR_START) {
        expr(p);
    } else {
        p.unexpected();
    }
    let kind = if p.at(T![:]) {
        type_hint(p);
        CHECK_TYPE_EXPR
    } else {
        PAREN_EXPR
    };
    let expected = if kind == PAREN_EXPR {
        ") or , or :"
    } else {
        ")"
    };
    close_bracket(p, T![')'], expected);
    Operand::open(m.complete(p, kind))
}

fn arrow_body(p: &mut Parser<'_>, m: Marker) -> Operand {
    if p.eat(T![->]) {
        expr(p);
    } else {
        p.unexpected();
    }
    Operand::closed(m.complete(p, ARROW_FUNCTION))
}

/// `new a.B<T>(x)`
fn new_expr(p: &mut Parser<'_>) -> CompletedMarker {
    let m = p.start();
    p.bump(T![new]);
    path_type(p);
    if p.at(T!['(']) {
        arg_list(p);
    } else {
        p.expected_insert("(", "()");
    }
    m.complete(p, NEW_EXPR)
}

/// `cast e` takes everything; `cast(e, T)` is an operand. After a body that ends
/// what is cast, `cast { a; } + b`, operators apply to the cast.
fn cast_expr(p: &mut Parser<'_>) -> Operand {
    let m = p.start();
    p.bump(T![cast]);
    if !p.at(T!['(']) || p.at_arrow_paren() {
        expr(p);
        return Operand::open(m.complete(p, CAST_EXPR));
    }
    let paren = p.start();
    p.bump(T!['(']);
    if p.at_set(EXPR_START) {
        expr(p);
    } else {
        p.unexpected();
    }
    if p.eat(T![,]) {
        ty(p);
        close_bracket(p, T![')'], ")");
        paren.abandon(p);
        return Operand::open(m.complete(p, CAST_EXPR));
    }
    let kind = if p.at(T![:]) {
        type_hint(p);
        CHECK_TYPE_EXPR
    } else {
        PAREN_EXPR
    };
    close_bracket(p, T![')'], ", or )");
    let paren = paren.complete(p, kind);
    if kind == CHECK_TYPE_EXPR {
        return Operand::open(m.complete(p, CAST_EXPR));
    }
    // `cast (a).b + c` casts the sum: the parentheses are only its first operand.
    let first = postfix(p, paren);
    if first.continues {
        operators::continue_expr(p, first, operators::ALL);
    }
    Operand::open(m.complete(p, CAST_EXPR))
}

/// `function name<T>(a) : R body`, `inline function …`
fn function_expr(p: &mut Parser<'_>) -> CompletedMarker {
    let m = p.start();
    p.eat(T![inline]);
    p.bump(T![function]);
    opt_name(p);
    opt_type_param_list(p);
    if !p.at(T!['(']) {
        p.unexpected();
        return m.complete(p, FUNCTION_EXPR);
    }
    param_list(p, ParamKind::Function);
    opt_type_hint(p);
    expr(p);
    m.complete(p, FUNCTION_EXPR)
}

/// `macro e`, `macro : T`, `macro var x`, `macro class X {}`; `macro.f` is a name.
fn macro_expr(p: &mut Parser<'_>) -> Operand {
    let m = p.start();
    if p.nth_at(1, T![.]) {
        p.bump_remap(T![ident]);
        let node = m.complete(p, NAME_EXPR);
        return postfix(p, node);
    }
    p.bump(T![macro]);
    match p.current() {
        T![:] => type_hint(p),
        T![var] | T![final] => {
            var_expr(p);
        }
        T![class] | T![interface] => macro_class(p),
        _ => {
            expr(p);
        }
    }
    Operand::closed(m.complete(p, MACRO_EXPR))
}
