//! The cursor on a keyword shows the keywords that belong to it: a function and where it is left, a loop with its
//! `break` and `continue`, `if` with its `else`, `switch` with its cases, `try` with its `catch`, and the `#if` with
//! its branches.

use base_db::{Config, Db, FilePosition, TextRange, TextSize};
use syntax::SyntaxKind::*;
use syntax::{NodeOrToken, SyntaxKind, SyntaxNode, SyntaxToken, T, WalkEvent};

/// `None` when the cursor is on no such keyword; then names may be asked.
pub fn control_flow_highlights(
    db: &dyn Db,
    config: Config,
    position: FilePosition,
) -> Option<Vec<TextRange>> {
    let root = base_db::parse(db, position.file, config).syntax_node();
    let token = keyword_at(&root, position.offset)?;
    let node = token.parent()?;
    let mut res = match token.kind() {
        T![return] | T![throw] => exits(&enclosing_function(&node)?),
        T![function] => exits(&node),
        T![->] => exits(&node.ancestors().find(|it| it.kind() == ARROW_FUNCTION)?),
        T![break] | T![continue] => jumps(&enclosing_loop(&node)?),
        T![for] | T![while] | T![do] => jumps(&node),
        T![if] | T![else] if node.kind() == IF_EXPR => if_chain(node),
        T![switch] => cases(&node),
        T![case] | T![default] => cases(&node.ancestors().find(|it| it.kind() == SWITCH_EXPR)?),
        T![try] => handlers(&node),
        T![catch] => handlers(&node.ancestors().find(|it| it.kind() == TRY_EXPR)?),
        HASH_IF | HASH_ELSEIF | HASH_ELSE | HASH_END => directives(&root, &token),
        _ => return None,
    };
    res.sort_by_key(|it| it.start());
    res.dedup();
    (!res.is_empty()).then_some(res)
}

fn keyword_at(root: &SyntaxNode, offset: TextSize) -> Option<SyntaxToken> {
    if !root.text_range().contains_inclusive(offset) {
        return None;
    }
    root.token_at_offset(offset).find(|token| {
        let kind = token.kind();
        kind.is_keyword()
            || kind == T![->]
            || matches!(kind, HASH_IF | HASH_ELSEIF | HASH_ELSE | HASH_END)
    })
}

fn is_function(kind: SyntaxKind) -> bool {
    matches!(kind, FUNCTION_FIELD | FUNCTION_EXPR | ARROW_FUNCTION)
}

fn is_loop(kind: SyntaxKind) -> bool {
    matches!(kind, FOR_EXPR | WHILE_EXPR | DO_WHILE_EXPR)
}

fn enclosing_function(node: &SyntaxNode) -> Option<SyntaxNode> {
    node.ancestors().find(|it| is_function(it.kind()))
}

fn enclosing_loop(node: &SyntaxNode) -> Option<SyntaxNode> {
    node.ancestors()
        .take_while(|it| !is_function(it.kind()))
        .find(|it| is_loop(it.kind()))
}

/// The ranges of the direct child tokens of these kinds.
fn own_tokens(node: &SyntaxNode, kinds: &[SyntaxKind]) -> Vec<TextRange> {
    node.children_with_tokens()
        .filter_map(NodeOrToken::into_token)
        .filter(|token| kinds.contains(&token.kind()))
        .map(|token| token.text_range())
        .collect()
}

/// Calls `f` for the nodes inside, leaving out what is inside those that `skip` names.
fn walk(node: &SyntaxNode, skip: fn(SyntaxKind) -> bool, mut f: impl FnMut(&SyntaxNode)) {
    let mut preorder = node.preorder();
    while let Some(event) = preorder.next() {
        let WalkEvent::Enter(inner) = event else {
            continue;
        };
        if inner != *node {
            if skip(inner.kind()) {
                preorder.skip_subtree();
                continue;
            }
            f(&inner);
        }
    }
}

/// `function` and every `return` and `throw` that belongs to it.
fn exits(function: &SyntaxNode) -> Vec<TextRange> {
    if !is_function(function.kind()) {
        return Vec::new();
    }
    let mut res = own_tokens(function, &[T![function], T![->]]);
    walk(function, is_function, |node| {
        if matches!(node.kind(), RETURN_EXPR | THROW_EXPR) {
            res.extend(own_tokens(node, &[T![return], T![throw]]));
        }
    });
    res
}

/// The keywords of a loop and the `break` and `continue` that belong to it.
fn jumps(loop_: &SyntaxNode) -> Vec<TextRange> {
    if !is_loop(loop_.kind()) {
        return Vec::new();
    }
    let mut res = own_tokens(loop_, &[T![for], T![while], T![do]]);
    walk(
        loop_,
        |kind| is_function(kind) || is_loop(kind),
        |node| {
            if matches!(node.kind(), BREAK_EXPR | CONTINUE_EXPR) {
                res.push(node.text_range());
            }
        },
    );
    res
}

/// `if`, `else` and the `if` after it, all the way up and down.
fn if_chain(mut node: SyntaxNode) -> Vec<TextRange> {
    let else_branch = |node: &SyntaxNode| {
        let mut rest = node
            .children_with_tokens()
            .skip_while(|it| it.kind() != T![else]);
        rest.find_map(|it| it.into_node().filter(|it| it.kind() == IF_EXPR))
    };
    while let Some(parent) = node.parent()
        && parent.kind() == IF_EXPR
        && else_branch(&parent).as_ref() == Some(&node)
    {
        node = parent;
    }
    let mut res = Vec::new();
    let mut next = Some(node);
    while let Some(node) = next {
        res.extend(own_tokens(&node, &[T![if], T![else]]));
        next = else_branch(&node);
    }
    res
}

fn cases(switch: &SyntaxNode) -> Vec<TextRange> {
    let mut res = own_tokens(switch, &[T![switch]]);
    let lists = switch.children().filter(|it| it.kind() == CASE_LIST);
    for clause in lists.flat_map(|list| list.children()) {
        res.extend(own_tokens(&clause, &[T![case], T![default]]));
    }
    res
}

fn handlers(try_: &SyntaxNode) -> Vec<TextRange> {
    let mut res = own_tokens(try_, &[T![try]]);
    for clause in try_.children().filter(|it| it.kind() == CATCH_CLAUSE) {
        res.extend(own_tokens(&clause, &[T![catch]]));
    }
    res
}

/// The directives of one `#if … #end`, in code and in branches that are left out.
fn directives(root: &SyntaxNode, token: &SyntaxToken) -> Vec<TextRange> {
    let all = root
        .descendants_with_tokens()
        .filter_map(NodeOrToken::into_token)
        .filter(|it| matches!(it.kind(), HASH_IF | HASH_ELSEIF | HASH_ELSE | HASH_END));
    let mut open: Vec<Vec<TextRange>> = Vec::new();
    for it in all {
        if it.kind() == HASH_IF {
            open.push(Vec::new());
        }
        let Some(group) = open.last_mut() else {
            continue;
        };
        group.push(it.text_range());
        if it.kind() == HASH_END {
            let group = open.pop().unwrap_or_default();
            if group.contains(&token.text_range()) {
                return group;
            }
        }
    }
    open.into_iter()
        .find(|group| group.contains(&token.text_range()))
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use base_db::testing::TestDb;
    use base_db::{FilePosition, TextSize};
    use expect_test::{Expect, expect};
    use test_utils::Fixture;

    use super::control_flow_highlights;

    /// Draws `^` below what is shown.
    fn check(text: &str, expect: Expect) {
        let fixture = Fixture::parse(text);
        let (file, offset) = fixture.cursor();
        let test = TestDb::new(fixture.texts());
        let position = FilePosition {
            file: test.file(&file.path),
            offset: TextSize::new(offset as u32),
        };
        let ranges = control_flow_highlights(&test.db, test.config, position).unwrap_or_default();
        let mut res = String::new();
        let mut start = 0;
        for line in file.text.split_inclusive('\n') {
            res += line;
            let marks: String = (start..start + line.trim_end().len())
                .map(|at| {
                    let at = TextSize::new(at as u32);
                    if ranges.iter().any(|it| it.contains(at)) {
                        '^'
                    } else {
                        ' '
                    }
                })
                .collect();
            if marks.contains('^') {
                res += marks.trim_end();
                res.push('\n');
            }
            start += line.len();
        }
        expect.assert_eq(&res);
    }

    #[test]
    fn exits() {
        check(
            "
function f(a) {
    if (a) retur$0n 1;
    var g = function() return 2;
    throw 3;
}
",
            expect![[r#"
                function f(a) {
                ^^^^^^^^
                    if (a) return 1;
                           ^^^^^^
                    var g = function() return 2;
                    throw 3;
                    ^^^^^
                }
            "#]],
        );
    }

    #[test]
    fn loops() {
        check(
            "
function f() {
    $0for (i in a) {
        if (i) break;
        while (true) { break; }
        do continue while (x);
        continue;
    }
}
",
            expect![[r#"
                function f() {
                    for (i in a) {
                    ^^^
                        if (i) break;
                               ^^^^^
                        while (true) { break; }
                        do continue while (x);
                        continue;
                        ^^^^^^^^
                    }
                }
            "#]],
        );
    }

    #[test]
    fn branches() {
        check(
            "
function f() {
    if (a) b; else if (c) d; el$0se e;
    switch (a) { case 1: switch b { case 2: } default: }
}
",
            expect![[r#"
                function f() {
                    if (a) b; else if (c) d; else e;
                    ^^        ^^^^ ^^        ^^^^
                    switch (a) { case 1: switch b { case 2: } default: }
                }
            "#]],
        );
        check(
            "
function f() {
    switch (a) { case 1: switch b { case 2: } defaul$0t: }
    try a catch (e) b;
}
",
            expect![[r#"
                function f() {
                    switch (a) { case 1: switch b { case 2: } default: }
                    ^^^^^^       ^^^^                         ^^^^^^^
                    try a catch (e) b;
                }
            "#]],
        );
    }

    #[test]
    fn directives() {
        check(
            "
#$0if js
#if a var x; #end
#else
var y;
#end
",
            expect![[r#"
                #if js
                ^^^
                #if a var x; #end
                #else
                ^^^^^
                var y;
                #end
                ^^^^
            "#]],
        );
    }

    #[test]
    fn broken_code() {
        check(
            "function f() { while (x { if (a) brea$0k; \n return",
            expect![[r#"
                function f() { while (x { if (a) break; 
                               ^^^^^             ^^^^^
                 return"#]],
        );
        check("return$0", expect!["return"]);
    }
}
