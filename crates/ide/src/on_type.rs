//! What the editor does by itself after a key: the indentation of a new line, the `*` of a comment that goes on, the
//! place of a closing bracket.
//!
//! Works on the text after the key was typed. Edits never touch more than white space and what they insert.

use base_db::{Config, Db, FileEdit, FilePosition, FileRange, TextRange, TextSize};
use syntax::SyntaxKind::*;
use syntax::{SyntaxNode, SyntaxToken, T};

/// One level of indentation, as the client counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IndentStyle {
    pub unit: String,
}

impl IndentStyle {
    pub fn new(tab_size: u32, insert_spaces: bool) -> IndentStyle {
        let unit = if insert_spaces {
            " ".repeat(tab_size.clamp(1, 16) as usize)
        } else {
            "\t".to_owned()
        };
        IndentStyle { unit }
    }
}

/// The keys after which to ask.
pub const ON_TYPE_TRIGGERS: &[char] = &['\n', '}', ')', ']', ':'];

/// `position` is behind what was typed.
pub fn on_type(
    db: &dyn Db,
    config: Config,
    position: FilePosition,
    typed: char,
    style: &IndentStyle,
) -> Vec<FileEdit> {
    let text = base_db::file_text(db, position.file);
    if usize::from(position.offset) > text.len()
        || !text.is_char_boundary(usize::from(position.offset))
    {
        return Vec::new();
    }
    let root = base_db::parse(db, position.file, config).syntax_node();
    let edit = match typed {
        '\n' => new_line(text, &root, position.offset, style),
        '}' | ')' | ']' => closing_bracket(text, &root, position.offset),
        ':' => case_label(text, &root, position.offset),
        _ => None,
    };
    edit.into_iter()
        .flatten()
        .map(|(range, text)| FileEdit {
            place: FileRange {
                file: position.file,
                range,
            },
            text,
        })
        .collect()
}

type Edits = Vec<(TextRange, String)>;

/// The white space that the line at `offset` begins with.
fn indent_at(text: &str, offset: TextSize) -> &str {
    let line = &text[line_start(text, offset)..];
    let len = line.len() - line.trim_start_matches([' ', '\t']).len();
    &line[..len]
}

fn line_start(text: &str, offset: TextSize) -> usize {
    text[..usize::from(offset)]
        .rfind('\n')
        .map_or(0, |idx| idx + 1)
}

fn size(at: usize) -> TextSize {
    TextSize::new(at as u32)
}

/// The line that was begun: its indentation, and the closing bracket on a line of its own.
fn new_line(text: &str, root: &SyntaxNode, offset: TextSize, style: &IndentStyle) -> Option<Edits> {
    let start = line_start(text, offset);
    let before = text[..start].trim_end_matches(['\n', '\r']);
    if start == 0 || before.len() + 2 < start {
        // The line before is empty: the editor keeps its own indentation.
        return None;
    }
    let typed = &text[start..];
    let typed_len = typed.len() - typed.trim_start_matches([' ', '\t']).len();
    let space = TextRange::new(size(start), size(start + typed_len));
    if let Some(comment) = comment_at(root, size(start)) {
        return continue_comment(text, &comment, space);
    }
    let previous = token_before(root, size(before.len()))?;
    let previous_indent = indent_at(text, size(before.len()));
    // After a comment on a line of its own the line before counts as it is.
    let is_on_line =
        line_start(text, previous.text_range().end()) == line_start(text, size(before.len()));
    let opens = is_on_line
        && (matches!(previous.kind(), T!['{'] | T!['('] | T!['['])
            || previous.kind() == T![:] && is_case_colon(&previous)
            || is_open_head(&previous));
    let indent = if opens {
        format!("{previous_indent}{}", style.unit)
    } else {
        previous_indent.to_owned()
    };
    let rest = &text[usize::from(space.end())..];
    let closes = rest.starts_with(['}', ')', ']']);
    let is_pair = closes && matches!(previous.kind(), T!['{'] | T!['('] | T!['[']);
    if is_pair {
        // `{|}`: the bracket goes to a line of its own.
        let new = format!("{indent}\n{previous_indent}");
        return Some(vec![(space, new)]);
    }
    let indent = if closes && opens {
        previous_indent.to_owned()
    } else {
        indent
    };
    (text[space] != indent).then(|| vec![(space, indent)])
}

/// Whether the head of an `if`, loop or `else` ends here without a body.
fn is_open_head(token: &SyntaxToken) -> bool {
    let parent = token.parent().map(|it| it.kind());
    match token.kind() {
        T![else] | T![do] | T![try] => true,
        T![')'] => {
            matches!(parent, Some(IF_EXPR | FOR_EXPR | WHILE_EXPR | CATCH_CLAUSE))
                && token.parent().is_some_and(|it| {
                    // The body, if any, is elsewhere: nothing but white space follows on the line.
                    let next = token.next_token();
                    it.kind() != DO_WHILE_EXPR
                        && next.is_none_or(|it| it.kind() == WHITESPACE && it.text().contains('\n'))
                })
        }
        T![=] | T![->] | T![=>] => true,
        _ => false,
    }
}

fn is_case_colon(token: &SyntaxToken) -> bool {
    token.parent().is_some_and(|it| it.kind() == CASE_CLAUSE)
}

/// The block comment that the place is inside of.
fn comment_at(root: &SyntaxNode, offset: TextSize) -> Option<SyntaxToken> {
    let token = root.token_at_offset(offset).left_biased()?;
    let range = token.text_range();
    let is_block = matches!(token.kind(), BLOCK_COMMENT | DOC_COMMENT);
    let is_inside =
        range.start() < offset && (offset < range.end() || !token.text().ends_with("*/"));
    (is_block && is_inside).then_some(token)
}

/// ` * ` under the star of the line before; after `/**` alone also the end of the comment.
fn continue_comment(text: &str, comment: &SyntaxToken, space: TextRange) -> Option<Edits> {
    let start = usize::from(space.start());
    let previous = text[..start].trim_end_matches(['\n', '\r']);
    let previous_line = &previous[line_start(previous, size(previous.len()))..];
    let trimmed = previous_line.trim_start();
    let indent = &previous_line[..previous_line.len() - trimmed.len()];
    if text[usize::from(space.end())..].starts_with('*') {
        return None;
    }
    if trimmed.starts_with("/*") {
        let prefix = format!("{indent} * ");
        let is_open = !comment.text().ends_with("*/") || comment.text().matches("/*").count() > 1;
        if is_open {
            // The comment swallows what follows: end it here.
            return Some(vec![(space, format!("{prefix}\n{indent} */"))]);
        }
        let after = text[usize::from(space.end())..].starts_with("*/");
        return (!after).then(|| vec![(space, prefix)]);
    }
    let star = trimmed.starts_with('*') && !trimmed.starts_with("*/");
    star.then(|| vec![(space, format!("{indent}* "))])
}

/// The last token that is neither white space nor a comment and ends at or before the place.
fn token_before(root: &SyntaxNode, offset: TextSize) -> Option<SyntaxToken> {
    if !root.text_range().contains_inclusive(offset) {
        return None;
    }
    let mut token = root.token_at_offset(offset).left_biased()?;
    while token.kind().is_trivia() {
        token = token.prev_token()?;
    }
    Some(token)
}

/// A closing bracket that is first on its line goes under the line that opens it.
fn closing_bracket(text: &str, root: &SyntaxNode, offset: TextSize) -> Option<Edits> {
    let at = offset.checked_sub(TextSize::new(1))?;
    let space = leading_space(text, at)?;
    let token = root.token_at_offset(at).right_biased()?;
    let open = match token.kind() {
        T!['}'] => T!['{'],
        T![')'] => T!['('],
        T![']'] => T!['['],
        _ => return None,
    };
    let open = token
        .parent()?
        .children_with_tokens()
        .filter_map(|it| it.into_token())
        .find(|it| it.kind() == open && it.text_range().start() < at)?;
    let indent = indent_at(text, open.text_range().start());
    (text[space] != *indent).then(|| vec![(space, indent.to_owned())])
}

/// `case x:` and `default:` go under the other cases, or one level inside the `switch`.
fn case_label(text: &str, root: &SyntaxNode, offset: TextSize) -> Option<Edits> {
    let at = offset.checked_sub(TextSize::new(1))?;
    let colon = root.token_at_offset(at).right_biased()?;
    let clause = colon.parent().filter(|it| it.kind() == CASE_CLAUSE)?;
    let start = clause.text_range().start();
    let space = leading_space(text, start)?;
    let other = clause
        .parent()?
        .children()
        .find(|it| it.kind() == CASE_CLAUSE && *it != clause)?;
    let indent = indent_at(text, other.text_range().start());
    (text[space] != *indent).then(|| vec![(space, indent.to_owned())])
}

/// The white space before the place, when there is nothing else on the line.
fn leading_space(text: &str, at: TextSize) -> Option<TextRange> {
    let start = line_start(text, at);
    let space = &text[start..usize::from(at)];
    space
        .bytes()
        .all(|b| b == b' ' || b == b'\t')
        .then(|| TextRange::new(size(start), at))
}

#[cfg(test)]
mod tests {
    use base_db::testing::TestDb;
    use base_db::{FilePosition, TextSize};
    use expect_test::{Expect, expect};
    use test_utils::Fixture;

    use super::{IndentStyle, on_type};

    /// Types the character at `$0` and shows the text after the edits.
    fn check(typed: char, text: &str, expect: Expect) {
        let fixture = Fixture::parse(text);
        let (file, offset) = fixture.cursor();
        let mut text = file.text.clone();
        text.insert(offset, typed);
        let test = TestDb::new([("/Main.hx", text.as_str())]);
        let position = FilePosition {
            file: test.file("/Main.hx"),
            offset: TextSize::new((offset + 1) as u32),
        };
        let mut edits = on_type(
            &test.db,
            test.config,
            position,
            typed,
            &IndentStyle::new(4, true),
        );
        edits.sort_by_key(|it| std::cmp::Reverse(it.place.range.start()));
        for edit in edits {
            let range = std::ops::Range::<usize>::from(edit.place.range);
            text.replace_range(range, &edit.text);
        }
        // White space at the end of a line is the point here.
        let res: Vec<String> = text
            .split('\n')
            .map(|line| match line.trim_end() {
                trimmed if trimmed.len() < line.len() => format!("{trimmed}·{}", line.len()),
                _ => line.to_owned(),
            })
            .collect();
        let res = res.join("\n") + "\n";
        expect.assert_eq(&res);
    }

    #[test]
    fn new_lines() {
        check(
            '\n',
            "class A {\n    function f() {$0}\n}\n",
            expect![[r#"
                class A {
                    function f() {
                ·8
                    }
                }

            "#]],
        );
        check(
            '\n',
            "class A {\n    function f() {\n        a;$0\n    }\n}\n",
            expect![[r#"
                class A {
                    function f() {
                        a;
                ·8
                    }
                }

            "#]],
        );
        check(
            '\n',
            "function f() {\n    if (a)$0\n}\n",
            expect![[r#"
                function f() {
                    if (a)
                ·8
                }

            "#]],
        );
        check(
            '\n',
            "function f() {\n    switch a {\n        case 1:$0\n    }\n}\n",
            expect![[r#"
                function f() {
                    switch a {
                        case 1:
                ·12
                    }
                }

            "#]],
        );
    }

    #[test]
    fn comments() {
        check(
            '\n',
            "class A {\n    /**$0\n    var x;\n}\n",
            expect![[r#"
                class A {
                    /**
                     *·7
                     */
                    var x;
                }

            "#]],
        );
        check(
            '\n',
            "/**\n * a$0\n */\nclass A {}\n",
            expect![[r#"
                /**
                 * a
                 *·3
                 */
                class A {}

            "#]],
        );
        check(
            '\n',
            "class A {\n    // a$0\n}\n",
            expect![[r#"
                class A {
                    // a
                ·4
                }

            "#]],
        );
    }

    #[test]
    fn brackets() {
        check(
            '}',
            "class A {\n    function f() {\n        a;\n        $0\n}\n",
            expect![[r#"
                class A {
                    function f() {
                        a;
                    }
                }

            "#]],
        );
        check(
            ')',
            "var x = foo(\n        1\n        $0;\n",
            expect![[r#"
                var x = foo(
                        1
                );

            "#]],
        );
        check(
            ':',
            "function f() {\n    switch a {\n        case 1: a;\n            case 2$0\n    }\n}\n",
            expect![[r#"
                function f() {
                    switch a {
                        case 1: a;
                        case 2:
                    }
                }

            "#]],
        );
    }

    #[test]
    fn broken_code() {
        check(
            '\n',
            "class A { function f( {$0",
            expect![[r#"
                class A { function f( {
                ·4
            "#]],
        );
        check(
            '}',
            "$0",
            expect![[r#"
            }
        "#]],
        );
        check(
            '\n',
            "var$0",
            expect![[r#"
            var

        "#]],
        );
    }
}
