//! Modules: `package`, `import`, `using`, and what may stand at the top of a file.

use super::*;
use crate::grammar::declarations::decl;

/// The whole file.
pub(crate) fn source_file(p: &mut Parser<'_>) {
    let m = p.start();
    if p.at(T![package]) {
        package_decl(p);
    }
    while !p.at(EOF) {
        module_item(p);
    }
    m.complete(p, SOURCE_FILE);
}

fn module_item(p: &mut Parser<'_>) {
    match p.current() {
        T![import] => import_decl(p),
        T![using] => using_decl(p),
        T![package] => {
            p.unexpected();
            package_decl(p);
        }
        // `;` and `}` are what a slip of the hand leaves behind.
        T![;] | T!['}'] => p.err_and_bump(),
        _ => {
            let before = p.pos();
            decl(p);
            if p.pos() == before {
                stray_tokens(p);
            }
        }
    }
}

/// What begins no declaration. A misspelt keyword (`clas Foo {`) keeps its body together.
fn stray_tokens(p: &mut Parser<'_>) {
    p.unexpected();
    if p.at(T![ident])
        && p.nth_at(1, T![ident])
        && matches!(p.nth(2), T!['{'] | T![<] | T![extends] | T![implements])
    {
        let m = p.start();
        let error = p.start();
        p.bump_any();
        error.complete(p, ERROR);
        declarations::class_rest(p);
        m.complete(p, CLASS_DECL);
        return;
    }
    let error = p.start();
    p.bump_any();
    skip_until(p, ITEM_START);
    error.complete(p, ERROR);
}

const ITEM_START: TokenSet = TokenSet::new(&[
    T![import],
    T![using],
    T![package],
    T![class],
    T![interface],
    T![enum],
    T![abstract],
    T![typedef],
    T![extern],
    T![private],
    T![public],
    T![static],
    T![final],
    T![inline],
    T![var],
    T![function],
    T![macro],
    T![override],
    T![@],
]);

/// `package a.b;`
fn package_decl(p: &mut Parser<'_>) {
    let m = p.start();
    p.bump(T![package]);
    if is_package_segment(p, 0) {
        let path = p.start();
        name_ref(p);
        while p.eat(T![.]) {
            if !is_package_segment(p, 0) {
                p.unexpected();
                break;
            }
            name_ref(p);
        }
        path.complete(p, PATH);
    } else if p.at(T![ident]) {
        p.error(
            codes::INVALID_NAME,
            "Package name must start with a lowercase character",
        );
        path(p);
    }
    semicolon(p);
    if !p.at_line_start() && p.previous() != T![;] {
        skip_until(p, ITEM_START.union(TokenSet::new(&[T![;]])));
        p.eat(T![;]);
    }
    m.complete(p, PACKAGE_DECL);
}

fn is_package_segment(p: &Parser<'_>, n: usize) -> bool {
    match p.nth(n) {
        T![ident] => is_lower_ident(p.nth_text(n)),
        kind => is_segment_keyword(kind),
    }
}

/// Keywords that may be a segment of a path.
pub(super) fn is_segment_keyword(kind: SyntaxKind) -> bool {
    matches!(kind, T![macro] | T![extern] | T![function])
}

pub(super) fn name_ref(p: &mut Parser<'_>) {
    let m = p.start();
    p.bump_any();
    m.complete(p, NAME_REF);
}

fn path(p: &mut Parser<'_>) {
    let m = p.start();
    name_ref(p);
    while p.at(T![.]) && (p.nth_at(1, T![ident]) || is_segment_keyword(p.nth(1))) {
        p.bump(T![.]);
        name_ref(p);
    }
    m.complete(p, PATH);
}

/// `import a.B;` `import a.*;` `import a.B as C;` `import a.B in C;`
fn import_decl(p: &mut Parser<'_>) {
    let m = p.start();
    p.bump(T![import]);
    import_path(p);
    if p.at(T![.]) && p.nth_at(1, T![*]) {
        p.bump(T![.]);
        p.bump(T![*]);
    } else {
        opt_import_alias(p);
    }
    import_end(p, ". or ; or as");
    m.complete(p, IMPORT_DECL);
}

fn import_path(p: &mut Parser<'_>) {
    if !p.at(T![ident]) {
        p.expected("identifier");
        return;
    }
    path(p);
    // `import a.` while typing: the dot belongs to the import.
    if p.at(T![.]) && !p.nth_at(1, T![*]) {
        p.bump(T![.]);
        p.expected("identifier");
    }
}

fn opt_import_alias(p: &mut Parser<'_>) {
    let by_as = p.at_contextual("as");
    if !by_as && !p.at(T![in]) {
        return;
    }
    let m = p.start();
    if by_as {
        p.bump_remap(T![as]);
    } else {
        p.bump(T![in]);
    }
    if p.at(T![ident]) {
        opt_name(p);
    } else {
        p.expected("identifier");
    }
    m.complete(p, IMPORT_ALIAS);
}

/// `using a.B;`
fn using_decl(p: &mut Parser<'_>) {
    let m = p.start();
    p.bump(T![using]);
    import_path(p);
    import_end(p, ". or ;");
    m.complete(p, USING_DECL);
}

fn import_end(p: &mut Parser<'_>, expected: &str) {
    if p.eat(T![;]) {
        return;
    }
    p.expected_insert(expected, ";");
    if !p.at_line_start() {
        skip_until(p, ITEM_START.union(TokenSet::new(&[T![;]])));
        p.eat(T![;]);
    }
}
