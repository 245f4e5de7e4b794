//! Fields of classes, abstracts, structures and modules.

use rowan::TextRange;

use super::*;
use crate::grammar::{
    declarations::redundant_var,
    expressions::{EXPR_START, expr, initializer},
    metadata::metadata_list,
    params::{ParamKind, opt_type_param_list, param_list},
    types::opt_type_hint,
};

/// Whose fields are read: they differ in what may be written before and in a field.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum FieldsOf {
    /// A class, interface or abstract.
    Type,
    Structure,
    /// `macro class { … }`: modifiers of a class, optional fields of a structure.
    Reified,
}

/// `{ fields }` of a type declaration.
pub(super) fn field_list(p: &mut Parser<'_>, of: FieldsOf) {
    let m = p.start();
    p.bump(T!['{']);
    fields_until_brace(p, of);
    m.complete(p, FIELD_LIST);
}

/// Fields and the `}` after them.
pub(super) fn fields_until_brace(p: &mut Parser<'_>, of: FieldsOf) {
    let outer = p.field_column.take();
    loop {
        match p.current() {
            EOF => break,
            T!['}'] if is_stray_brace(p) => p.err_and_bump(),
            T!['}'] => break,
            T![import]
            | T![using]
            | T![class]
            | T![interface]
            | T![typedef]
            | T![enum]
            | T![package] => break,
            _ if p.brackets.unclosed_brace && at_type_decl(p) => break,
            _ => {
                let before = p.pos();
                field(p, of);
                if p.pos() == before {
                    stray_in_fields(p);
                }
            }
        }
    }
    p.field_column = outer;
    if !p.eat(T!['}']) {
        p.expected_insert("}", "}");
    }
}

/// A `}` in a text with too many of them, followed by another field that is indented.
fn is_stray_brace(p: &Parser<'_>) -> bool {
    if !p.brackets.extra_brace {
        return false;
    }
    let is_field = matches!(
        p.nth(1),
        T![public] | T![private] | T![static] | T![override] | T![inline] | T![function] | T![var]
    );
    is_field && p.column() > 0
}

/// Tokens that begin no field: up to the next that does.
fn stray_in_fields(p: &mut Parser<'_>) {
    p.unexpected();
    let m = p.start();
    p.bump_any();
    skip_until(p, FIELD_START);
    m.complete(p, ERROR);
}

const FIELD_START: TokenSet = TokenSet::new(&[
    T!['}'],
    T![@],
    T![var],
    T![final],
    T![function],
    T![static],
    T![macro],
    T![public],
    T![private],
    T![override],
    T![dynamic],
    T![inline],
    T![extern],
    T![abstract],
    T![overload],
    T![class],
    T![interface],
    T![enum],
    T![typedef],
    T![import],
    T![using],
]);

const MODIFIER: TokenSet = TokenSet::new(&[
    T![static],
    T![macro],
    T![public],
    T![private],
    T![override],
    T![dynamic],
    T![inline],
    T![extern],
    T![abstract],
    T![overload],
]);

/// What may stand before a field of a structure.
const MODIFIER_OF_STRUCTURE: TokenSet = TokenSet::new(&[T![public], T![private], T![dynamic]]);

/// Whether a type declaration with its metadata and modifiers begins here.
pub(super) fn at_type_decl(p: &Parser<'_>) -> bool {
    let mut n = 0;
    // Metadata: `@:a.b(…)`.
    while p.nth_at(n, T![@]) {
        n += 1 + usize::from(p.nth_at(n + 1, T![:]));
        n += 1;
        while p.nth_at(n, T![.]) {
            n += 2;
        }
        if p.nth_at(n, T!['(']) && p.nth_is_joint(n) {
            let mut depth = 0usize;
            loop {
                match p.nth(n) {
                    T!['('] => depth += 1,
                    T![')'] => depth -= 1,
                    EOF => return false,
                    _ if n > MAX_LOOKAHEAD => return false,
                    _ => {}
                }
                n += 1;
                if depth == 0 {
                    break;
                }
            }
        }
        if n > MAX_LOOKAHEAD {
            return false;
        }
    }
    let mut abstract_ = false;
    while n < MAX_LOOKAHEAD
        && matches!(
            p.nth(n),
            T![private] | T![extern] | T![final] | T![abstract] | T![enum]
        )
    {
        abstract_ = matches!(p.nth(n), T![abstract] | T![enum]);
        n += 1;
    }
    match p.nth(n) {
        T![class] | T![interface] | T![typedef] => true,
        T![ident] => abstract_ && is_type_ident(p, n),
        _ => false,
    }
}

/// One field. Takes nothing when there is none.
fn field(p: &mut Parser<'_>, of: FieldsOf) {
    let m = p.start();
    let start = p.pos();
    let column = p.column();
    metadata_list(p);
    let mut seen = Vec::new();
    while p.at_set(MODIFIER) {
        check_modifier(p, &mut seen);
        if of == FieldsOf::Structure && !p.at_set(MODIFIER_OF_STRUCTURE) {
            let message = format!("Invalid access {}", p.nth_text(0));
            p.error(codes::INVALID_SYNTAX, message);
        }
        p.bump_any();
    }
    p.field_column = Some(column);
    let kind = match p.current() {
        T![var] => {
            p.bump(T![var]);
            field_name(p, of);
            var_rest(p);
            VAR_FIELD
        }
        T![final] => final_field(p, of),
        T![function] => function_field(p),
        _ if p.pos() == start => {
            m.abandon(p);
            return;
        }
        _ => {
            p.unexpected();
            ERROR
        }
    };
    m.complete(p, kind);
}

/// Each modifier once, and one visibility.
fn check_modifier(p: &mut Parser<'_>, seen: &mut Vec<SyntaxKind>) {
    let kind = p.current();
    let word = match kind {
        _ if seen.contains(&kind) => "Duplicate",
        T![public] if seen.contains(&T![private]) => "Conflicting",
        T![private] if seen.contains(&T![public]) => "Conflicting",
        _ => "",
    };
    if !word.is_empty() {
        let message = format!("{word} access modifier {}", p.nth_text(0));
        p.error(codes::INVALID_MODIFIER, message);
    }
    seen.push(kind);
}

/// `final x = 1;` or `final function f() {}` with more modifiers between.
fn final_field(p: &mut Parser<'_>, of: FieldsOf) -> SyntaxKind {
    p.bump(T![final]);
    redundant_var(p);
    if matches!(p.current(), T![ident] | DOLLAR_IDENT | T![?]) {
        field_name(p, of);
        if p.dialect.is_haxe5 {
            var_rest(p);
        } else {
            final_rest(p, "A final field with accessors needs Haxe 5");
        }
        return VAR_FIELD;
    }
    while p.at_set(MODIFIER) {
        p.bump_any();
    }
    if p.at(T![function]) {
        return function_field(p);
    }
    p.unexpected();
    VAR_FIELD
}

fn function_field(p: &mut Parser<'_>) -> SyntaxKind {
    p.bump(T![function]);
    if p.at(T![new]) {
        let m = p.start();
        p.bump(T![new]);
        m.complete(p, NAME);
    } else {
        name(p);
    }
    function_rest(p);
    FUNCTION_FIELD
}

/// The name of a variable, `?name` in a structure.
fn field_name(p: &mut Parser<'_>, of: FieldsOf) {
    let optional = p.eat(T![?]);
    if optional && of == FieldsOf::Type && p.at(T![ident]) {
        p.error(
            codes::INVALID_SYNTAX,
            "?var syntax is only allowed in structures",
        );
    }
    name(p);
}

/// A function from its type parameters on.
pub(super) fn function_rest(p: &mut Parser<'_>) {
    opt_type_param_list(p);
    if !p.at(T!['(']) {
        p.unexpected();
        if p.at(T!['{']) {
            expr(p);
        }
        return;
    }
    param_list(p, ParamKind::Function);
    opt_type_hint(p);
    if p.eat(T![;]) {
        return;
    }
    if p.at_set(EXPR_START) && !(p.at_line_start() && starts_field(p)) {
        expr(p);
        semicolon(p);
    } else {
        semicolon(p);
    }
}

/// Whether what looks like an expression is more likely the next field: it is
/// no further in than the one whose body could begin here.
fn starts_field(p: &Parser<'_>) -> bool {
    let is_suspect = match p.current() {
        T![function] => matches!(p.nth(1), T![ident] | T![new]),
        T![inline] | T![macro] => matches!(p.nth(1), T![function] | T![static] | T![public]),
        T![var] | T![final] | T![@] => true,
        _ => false,
    };
    is_suspect && p.column() <= p.field_column.unwrap_or(0)
}

/// A variable from its property access on.
pub(super) fn var_rest(p: &mut Parser<'_>) {
    if p.at(T!['(']) {
        property_access(p);
    }
    var_rest_without_access(p);
}

/// The same for a variable that cannot have accessors.
pub(super) fn final_rest(p: &mut Parser<'_>, message: &str) {
    no_property_access(p, message);
    var_rest_without_access(p);
}

fn var_rest_without_access(p: &mut Parser<'_>) {
    opt_type_hint(p);
    if !p.at(T![=]) {
        // The reference calls anything else unexpected, but for a person a `;` is missing.
        if !p.eat(T![;]) && !ends_with_brace(p) {
            p.missing_semicolon();
            recover_var(p);
        }
        return;
    }
    if p.nth_at(1, T![<]) {
        // Inline markup needs no `;` after it.
        initializer(p);
        p.eat(T![;]);
        return;
    }
    initializer(p);
    if !p.eat(T![;]) && !ends_with_brace(p) {
        p.missing_semicolon();
        recover_var(p);
    }
}

/// The rest of the line of a broken variable belongs to it.
fn recover_var(p: &mut Parser<'_>) {
    if p.at_line_start() || p.at_set(FIELD_START) || p.at(EOF) {
        return;
    }
    let m = p.start();
    while !p.at(EOF) && !p.at_line_start() && !p.at_set(FIELD_START) && !p.at(T![;]) {
        p.bump_any();
    }
    m.complete(p, ERROR);
    p.eat(T![;]);
}

/// Accessors behind a name that cannot have any.
pub(super) fn no_property_access(p: &mut Parser<'_>, message: &str) {
    if !p.at(T!['(']) {
        return;
    }
    let start = p.nth_range(0).start();
    property_access(p);
    let range = TextRange::new(start, p.previous_end());
    p.error_at(range, codes::INVALID_SYNTAX, message);
}

/// `(get, never)`
fn property_access(p: &mut Parser<'_>) {
    let m = p.start();
    p.bump(T!['(']);
    property_accessor(p);
    if p.at(T![,]) {
        p.bump(T![,]);
        property_accessor(p);
    } else {
        p.unexpected();
    }
    if !p.eat(T![')']) {
        p.unexpected();
        close_bracket(p, T![')'], ")");
    }
    m.complete(p, PROPERTY_ACCESS);
}

fn property_accessor(p: &mut Parser<'_>) {
    if !matches!(
        p.current(),
        T![ident] | T![dynamic] | T![default] | T![null]
    ) {
        p.unexpected();
        return;
    }
    let m = p.start();
    p.bump_any();
    m.complete(p, PROPERTY_ACCESSOR);
}
