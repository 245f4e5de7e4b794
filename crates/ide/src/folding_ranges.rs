//! What can be folded away: bodies, lists, imports, comments, branches of `#if`, and `// region … // endregion`.
//!
//! A range runs from behind what stays visible to the end of the last thing that does not, so that a client that folds
//! whole lines keeps the closing bracket: for `f() {⏎ a;⏎ }` it is everything from behind `{` to behind `a;`.

use base_db::{Config, Db, File, TextRange, TextSize};
use syntax::SyntaxKind::*;
use syntax::{NodeOrToken, SyntaxElement, SyntaxKind, SyntaxNode, SyntaxToken, T};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FoldingKind {
    Block,
    Comment,
    Imports,
    Region,
    /// A branch of `#if`.
    Conditional,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct FoldingRange {
    pub range: TextRange,
    pub kind: FoldingKind,
}

/// In the order of the text, only what spans lines.
pub fn folding_ranges(db: &dyn Db, config: Config, file: File) -> Vec<FoldingRange> {
    let root = base_db::parse(db, file, config).syntax_node();
    let text = base_db::file_text(db, file);
    let mut collector = Collector {
        text,
        res: Vec::new(),
        regions: Vec::new(),
        conditionals: Vec::new(),
        line_comments: None,
    };
    collector.imports(&root);
    for element in root.descendants_with_tokens() {
        match element {
            NodeOrToken::Node(node) => collector.node(&node),
            NodeOrToken::Token(token) => collector.token(&token),
        }
    }
    collector.end_line_comments();
    let mut res = collector.res;
    res.sort_by_key(|it| (it.range.start(), std::cmp::Reverse(it.range.end())));
    res.dedup_by_key(|it| it.range);
    res
}

struct Collector<'a> {
    text: &'a str,
    res: Vec<FoldingRange>,
    /// Where the comments of open regions end.
    regions: Vec<TextSize>,
    /// Where the directives of open conditionals end.
    conditionals: Vec<TextSize>,
    /// The run of `//` lines that the last comment belongs to.
    line_comments: Option<TextRange>,
}

impl Collector<'_> {
    fn push(&mut self, start: TextSize, end: TextSize, kind: FoldingKind) {
        if start >= end {
            return;
        }
        let text = &self.text[usize::from(start)..usize::from(end)];
        let end = start + TextSize::of(text.trim_end());
        let text = text.trim_end();
        if text.contains('\n') {
            self.res.push(FoldingRange {
                range: TextRange::new(start, end),
                kind,
            });
        }
    }

    /// Several `import` and `using` in a row.
    fn imports(&mut self, root: &SyntaxNode) {
        let mut run: Option<(SyntaxNode, SyntaxNode)> = None;
        for node in root.children() {
            match node.kind() {
                IMPORT_DECL | USING_DECL => {
                    let first = run.map_or(node.clone(), |(first, _)| first);
                    run = Some((first, node));
                }
                DIRECTIVE | INACTIVE => {}
                _ => self.end_imports(run.take()),
            }
        }
        self.end_imports(run);
    }

    fn end_imports(&mut self, run: Option<(SyntaxNode, SyntaxNode)>) {
        if let Some((first, last)) = run
            && let Some(keyword) = first.first_token()
        {
            let start = keyword.text_range().end();
            self.push(start, last.text_range().end(), FoldingKind::Imports);
        }
    }

    fn node(&mut self, node: &SyntaxNode) {
        match node.kind() {
            FIELD_LIST | ENUM_CTOR_LIST | BLOCK_EXPR | OBJECT_EXPR | CASE_LIST | STRUCT_TYPE
            | ARRAY_EXPR | PARAM_LIST | ARG_LIST => self.brackets(node),
            CASE_CLAUSE => {
                let colon = node.children_with_tokens().find(|it| it.kind() == T![:]);
                if let Some(colon) = colon {
                    self.push(
                        colon.text_range().end(),
                        node.text_range().end(),
                        FoldingKind::Block,
                    );
                }
            }
            DIRECTIVE => {
                if let Some(token) = node.first_token() {
                    self.directive(token.kind(), node.text_range());
                }
            }
            _ => {}
        }
    }

    /// Between the first and the last token of the node.
    fn brackets(&mut self, node: &SyntaxNode) {
        let (Some(open), Some(close)) = (node.first_token(), node.last_token()) else {
            return;
        };
        let end = match close.kind() {
            T!['}'] | T![')'] | T![']'] => close.text_range().start(),
            // The bracket is missing.
            _ => close.text_range().end(),
        };
        self.push(open.text_range().end(), end, FoldingKind::Block);
    }

    fn directive(&mut self, kind: SyntaxKind, range: TextRange) {
        if matches!(kind, HASH_ELSEIF | HASH_ELSE | HASH_END)
            && let Some(start) = self.conditionals.pop()
        {
            self.push(start, range.start(), FoldingKind::Conditional);
        }
        if matches!(kind, HASH_IF | HASH_ELSEIF | HASH_ELSE) {
            self.conditionals.push(range.end());
        }
    }

    fn token(&mut self, token: &SyntaxToken) {
        match token.kind() {
            LINE_COMMENT => self.line_comment(token),
            BLOCK_COMMENT | DOC_COMMENT => {
                self.end_line_comments();
                let range = token.text_range();
                let first_line = token.text().lines().next().unwrap_or_default();
                self.push(
                    range.start() + TextSize::of(first_line),
                    range.end(),
                    FoldingKind::Comment,
                );
            }
            WHITESPACE => {
                // An empty line parts two runs.
                if token.text().matches('\n').count() > 1 {
                    self.end_line_comments();
                }
            }
            HASH_IF | HASH_ELSEIF | HASH_ELSE | HASH_END if is_within(token, INACTIVE) => {
                self.end_line_comments();
                self.directive(token.kind(), token.text_range());
            }
            _ => self.end_line_comments(),
        }
    }

    fn line_comment(&mut self, token: &SyntaxToken) {
        let range = token.text_range();
        let word = token.text().trim_start_matches('/').trim_start();
        let word = word.strip_prefix('#').unwrap_or(word);
        if word.starts_with("region") || word.starts_with("{ region") {
            self.end_line_comments();
            self.regions.push(range.end());
        } else if word.starts_with("endregion") || word.starts_with("} endregion") {
            self.end_line_comments();
            if let Some(start) = self.regions.pop() {
                self.push(start, range.end(), FoldingKind::Region);
            }
        } else {
            let is_alone = token
                .prev_token()
                .is_none_or(|it| it.kind() == WHITESPACE && it.text().contains('\n'));
            self.line_comments = match self.line_comments {
                Some(run) if is_alone => Some(run.cover(range)),
                _ => {
                    self.end_line_comments();
                    is_alone.then_some(range)
                }
            };
        }
    }

    fn end_line_comments(&mut self) {
        if let Some(run) = self.line_comments.take() {
            let first_line = self.text[run].lines().next().unwrap_or_default();
            self.push(
                run.start() + TextSize::of(first_line),
                run.end(),
                FoldingKind::Comment,
            );
        }
    }
}

fn is_within(token: &SyntaxToken, kind: SyntaxKind) -> bool {
    let parent: Option<SyntaxElement> = token.parent().map(Into::into);
    parent.is_some_and(|it| it.kind() == kind)
}

#[cfg(test)]
mod tests {
    use base_db::testing::TestDb;
    use expect_test::{Expect, expect};

    use super::folding_ranges;

    fn check(text: &str, expect: Expect) {
        let test = TestDb::new([("/Main.hx", text)]);
        let mut res = String::new();
        for fold in folding_ranges(&test.db, test.config, test.file("/Main.hx")) {
            let before = &text[..usize::from(fold.range.start())];
            let line = before.matches('\n').count() + 1;
            let lines = text[fold.range].matches('\n').count();
            res += &format!("{line}-{} {:?}\n", line + lines, fold.kind);
        }
        expect.assert_eq(&res);
    }

    #[test]
    fn bodies_and_lists() {
        check(
            "class A {
    function f(
        a:Int,
        b:Int
    ) {
        if (a) {
            b;
        }
        switch a {
            case 1:
                x();
                y();
            default:
        }
        var o = {
            a: 1
        };
    }
}
",
            expect![[r#"
                1-18 Block
                2-4 Block
                5-17 Block
                6-7 Block
                9-13 Block
                10-12 Block
                15-16 Block
            "#]],
        );
    }

    #[test]
    fn imports_comments_regions() {
        check(
            "/*
 * License
 */
package a;

import a.B;
using c.D;

// one
// two

// three
class A {} // region is no region here
// #region fields
var x = 1;
// #endregion
",
            expect![[r#"
                1-3 Comment
                6-7 Imports
                9-10 Comment
                14-16 Region
            "#]],
        );
    }

    #[test]
    fn conditionals() {
        check(
            "class A {
#if js
    var a = 1;
    #if x
    var b;
    #end
#else
    var c = 1;
#end
}
",
            expect![[r#"
                1-9 Block
                2-6 Conditional
                4-5 Conditional
                7-8 Conditional
            "#]],
        );
    }

    #[test]
    fn broken_code() {
        check(
            "class A {
    function f() {
        g(1,
            2
    function h() {
        x;
    }
}
#if a
var
",
            expect![[r#"
                1-7 Block
                2-4 Block
                3-4 Block
                5-6 Block
            "#]],
        );
    }
}
