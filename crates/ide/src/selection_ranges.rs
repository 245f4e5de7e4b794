//! Growing a selection step by step: the word, the string without its quotes, then every node around it.

use base_db::{Config, Db, File, TextRange, TextSize};
use syntax::SyntaxKind::*;
use syntax::{NodeOrToken, SyntaxNode, SyntaxToken, T, TokenAtOffset};

/// For each place, ranges that hold it and each other, smallest first. The last is the whole file.
pub fn selection_ranges(
    db: &dyn Db,
    config: Config,
    file: File,
    offsets: &[TextSize],
) -> Vec<Vec<TextRange>> {
    let root = base_db::parse(db, file, config).syntax_node();
    offsets
        .iter()
        .map(|&offset| ranges_at(&root, offset))
        .collect()
}

fn ranges_at(root: &SyntaxNode, offset: TextSize) -> Vec<TextRange> {
    let mut res: Vec<TextRange> = Vec::new();
    let mut push = |range: TextRange| {
        if range.contains_inclusive(offset)
            && res
                .last()
                .is_none_or(|last| *last != range && range.contains_range(*last))
        {
            res.push(range);
        }
    };
    if let Some(token) = token_at(root, offset) {
        if token.kind() != WHITESPACE {
            if let Some(word) = word_at(&token, offset) {
                push(word);
            }
            if let Some(inside) = inside_quotes(&token) {
                push(inside);
            }
            push(token.text_range());
        }
        if let Some(run) = comment_run(&token) {
            push(run);
        }
        for node in token.parent_ancestors() {
            if let Some(inside) = inside_brackets(&node) {
                push(inside);
            }
            push(node.text_range());
        }
    }
    push(root.text_range());
    if res.is_empty() {
        res.push(root.text_range());
    }
    res
}

/// Of two tokens that touch here, the one that says more.
fn token_at(root: &SyntaxNode, offset: TextSize) -> Option<SyntaxToken> {
    if !root.text_range().contains_inclusive(offset) {
        return None;
    }
    match syntax::tokens_at(root, offset) {
        TokenAtOffset::None => None,
        TokenAtOffset::Single(token) => Some(token),
        TokenAtOffset::Between(left, right) => {
            let weight = |token: &SyntaxToken| match token.kind() {
                WHITESPACE => 0,
                kind if kind.is_punct() => 1,
                _ => 2,
            };
            Some(if weight(&left) > weight(&right) {
                left
            } else {
                right
            })
        }
    }
}

/// The word in a comment or a string.
fn word_at(token: &SyntaxToken, offset: TextSize) -> Option<TextRange> {
    let has_words = matches!(
        token.kind(),
        STRING | TEMPLATE_TEXT | LINE_COMMENT | BLOCK_COMMENT | DOC_COMMENT
    );
    if !has_words {
        return None;
    }
    let text = token.text();
    let at = usize::from(offset - token.text_range().start());
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let start = text[..at].rfind(|c| !is_word(c)).map_or(0, |idx| {
        idx + text[idx..].chars().next().map_or(1, char::len_utf8)
    });
    let end = text[at..]
        .find(|c| !is_word(c))
        .map_or(text.len(), |idx| at + idx);
    let base = token.text_range().start();
    let offset_of = |idx: usize| base + TextSize::new(idx as u32);
    (start < end).then(|| TextRange::new(offset_of(start), offset_of(end)))
}

fn inside_quotes(token: &SyntaxToken) -> Option<TextRange> {
    let text = token.text();
    let quote = text.chars().next().filter(|_| token.kind() == STRING)?;
    // The closing one may be missing.
    let inner = text[1..].strip_suffix(quote)?;
    let start = token.text_range().start() + TextSize::of(quote);
    Some(TextRange::at(start, TextSize::of(inner)))
}

/// What stands between the brackets of the node.
fn inside_brackets(node: &SyntaxNode) -> Option<TextRange> {
    let (first, last) = (node.first_token()?, node.last_token()?);
    let is_pair = matches!(
        (first.kind(), last.kind()),
        (T!['('], T![')'])
            | (T!['['], T![']'])
            | (T!['{'], T!['}'])
            | (TEMPLATE_START, TEMPLATE_END)
    );
    let is_own = first.parent().as_ref() == Some(node) && last.parent().as_ref() == Some(node);
    if !is_pair || !is_own {
        return None;
    }
    let mut inner = node
        .children_with_tokens()
        .filter(|it| it.kind() != WHITESPACE)
        .map(|it| it.text_range())
        .skip(1);
    let start = inner.next()?;
    let last = last.text_range();
    let end = node
        .children_with_tokens()
        .filter(|it| it.kind() != WHITESPACE && it.text_range().end() <= last.start())
        .last()?
        .text_range();
    (start.start() < end.end()).then(|| TextRange::new(start.start(), end.end()))
}

/// The `//` comments on the lines around this one.
fn comment_run(token: &SyntaxToken) -> Option<TextRange> {
    if token.kind() != LINE_COMMENT {
        return None;
    }
    let mut range = token.text_range();
    let next = |it: &syntax::SyntaxElement| it.next_sibling_or_token();
    let previous = |it: &syntax::SyntaxElement| it.prev_sibling_or_token();
    for step in [&next as &dyn Fn(&syntax::SyntaxElement) -> _, &previous] {
        let mut at = step(&NodeOrToken::Token(token.clone()));
        while let Some(NodeOrToken::Token(it)) = at {
            match it.kind() {
                WHITESPACE if it.text().matches('\n').count() <= 1 => {}
                LINE_COMMENT => range = range.cover(it.text_range()),
                _ => break,
            }
            at = step(&NodeOrToken::Token(it));
        }
    }
    Some(range)
}

#[cfg(test)]
mod tests {
    use base_db::TextSize;
    use base_db::testing::TestDb;
    use expect_test::{Expect, expect};
    use test_utils::Fixture;

    use super::selection_ranges;

    fn check(text: &str, expect: Expect) {
        let fixture = Fixture::parse(text);
        let (file, offset) = fixture.cursor();
        let test = TestDb::new(fixture.texts());
        let offset = TextSize::new(offset as u32);
        let ranges =
            selection_ranges(&test.db, test.config, test.file(&file.path), &[offset]).remove(0);
        assert!(
            ranges
                .windows(2)
                .all(|it| it[1].contains_range(it[0]) && it[0] != it[1])
        );
        let res: Vec<String> = ranges
            .iter()
            .map(|&it| format!("{:?}\n", &file.text[it]))
            .collect();
        expect.assert_eq(&res.concat());
    }

    #[test]
    fn expressions() {
        check(
            "class A { var x = foo(a, b$0ar + 1); }",
            expect![[r#"
                "bar"
                "bar + 1"
                "a, bar + 1"
                "(a, bar + 1)"
                "foo(a, bar + 1)"
                "= foo(a, bar + 1)"
                "var x = foo(a, bar + 1);"
                "{ var x = foo(a, bar + 1); }"
                "class A { var x = foo(a, bar + 1); }"
            "#]],
        );
    }

    #[test]
    fn strings_and_comments() {
        check(
            r#"var s = "one t$0wo";"#,
            expect![[r#"
                "two"
                "one two"
                "\"one two\""
                "= \"one two\""
                "var s = \"one two\";"
            "#]],
        );
        check(
            "// a b$0c\n// d\nvar x;",
            expect![[r#"
                "bc"
                "// a bc"
                "// a bc\n// d"
                "// a bc\n// d\nvar x;"
            "#]],
        );
    }

    #[test]
    fn broken_code() {
        check(
            "class A { function f() { foo(a$0, ",
            expect![[r#"
                "a"
                "(a,"
                "foo(a,"
                "{ foo(a,"
                "function f() { foo(a,"
                "{ function f() { foo(a,"
                "class A { function f() { foo(a,"
                "class A { function f() { foo(a, "
            "#]],
        );
        check(
            "$0",
            expect![[r#"
            ""
        "#]],
        );
    }
}
