//! What can be folded away: bodies, lists, imports, comments, branches of `#if`, and `// region … // endregion`.
//!
//! A range runs from behind what stays visible to the end of the last thing that does not, so that a client that folds
//! whole lines keeps the closing bracket: for `f() {⏎ a;⏎ }` it is everything from behind `{` to behind `a;`.

use base_db::{Config, Db, File, TextRange, TextSize};
use syntax::SyntaxKind::*;
use syntax::{Step, SyntaxKind, T};

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
    let mut collector = Collector {
        text: base_db::file_text(db, file),
        res: Vec::new(),
        open: Vec::new(),
        last_token: None,
        imports: None,
        regions: Vec::new(),
        conditionals: Vec::new(),
        line_comments: None,
    };
    for step in base_db::parse(db, file, config).walk() {
        match step {
            Step::Enter(kind, _) => collector.open.push(Open::new(kind)),
            Step::Token(kind, range, text) => collector.token(kind, range, text),
            Step::Leave(kind, range) => collector.leave(kind, range),
        }
    }
    collector.end_line_comments();
    collector.end_imports();
    let mut res = collector.res;
    res.sort_by_key(|it| (it.range.start(), std::cmp::Reverse(it.range.end())));
    res.dedup_by_key(|it| it.range);
    res
}

struct Collector<'a> {
    text: &'a str,
    res: Vec<FoldingRange>,
    /// The nodes around the current place, the root first.
    open: Vec<Open>,
    last_token: Option<(SyntaxKind, TextRange)>,
    /// From the first to the last of several `import` and `using` in a row.
    imports: Option<TextRange>,
    /// Where the comments of open regions end.
    regions: Vec<TextSize>,
    /// Where the directives of open conditionals end.
    conditionals: Vec<TextSize>,
    /// The run of `//` lines that the last comment belongs to.
    line_comments: Option<TextRange>,
}

struct Open {
    kind: SyntaxKind,
    /// The first token below it: what it is and where it ends.
    first: Option<(SyntaxKind, TextSize)>,
    /// The end of the `:` of a case.
    colon: Option<TextSize>,
}

impl Open {
    fn new(kind: SyntaxKind) -> Open {
        Open {
            kind,
            first: None,
            colon: None,
        }
    }
}

impl Collector<'_> {
    fn push(&mut self, start: TextSize, end: TextSize, kind: FoldingKind) {
        if start >= end {
            return;
        }
        let text = self.text[usize::from(start)..usize::from(end)].trim_end();
        if text.contains('\n') {
            self.res.push(FoldingRange {
                range: TextRange::at(start, TextSize::of(text)),
                kind,
            });
        }
    }

    fn leave(&mut self, kind: SyntaxKind, range: TextRange) {
        let Some(node) = self.open.pop() else { return };
        let is_declaration = self.open.len() == 1;
        if let (true, Some((_, end))) = (is_declaration, node.first)
            && !self.import(kind, TextRange::new(end, range.end()))
        {
            self.end_imports();
        }
        match kind {
            FIELD_LIST | ENUM_CTOR_LIST | BLOCK_EXPR | OBJECT_EXPR | CASE_LIST | STRUCT_TYPE
            | ARRAY_EXPR | PARAM_LIST | ARG_LIST => {
                if let (Some((_, start)), Some((last, last_range))) = (node.first, self.last_token)
                {
                    let end = match last {
                        T!['}'] | T![')'] | T![']'] => last_range.start(),
                        // The bracket is missing.
                        _ => last_range.end(),
                    };
                    self.push(start, end, FoldingKind::Block);
                }
            }
            CASE_CLAUSE => {
                if let Some(colon) = node.colon {
                    self.push(colon, range.end(), FoldingKind::Block);
                }
            }
            DIRECTIVE => {
                if let Some((directive, _)) = node.first {
                    self.directive(directive, range);
                }
            }
            _ => {}
        }
    }

    /// Whether a declaration belongs to a run of imports or may stand within one.
    fn import(&mut self, kind: SyntaxKind, without_keyword: TextRange) -> bool {
        match kind {
            IMPORT_DECL | USING_DECL => {
                let run = self.imports.get_or_insert(without_keyword);
                *run = run.cover(without_keyword);
                true
            }
            DIRECTIVE | INACTIVE => true,
            _ => false,
        }
    }

    fn end_imports(&mut self) {
        if let Some(run) = self.imports.take() {
            self.push(run.start(), run.end(), FoldingKind::Imports);
        }
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

    fn token(&mut self, kind: SyntaxKind, range: TextRange, text: &str) {
        for node in self
            .open
            .iter_mut()
            .rev()
            .take_while(|it| it.first.is_none())
        {
            node.first = Some((kind, range.end()));
        }
        let parent = self.open.last().map(|it| it.kind);
        match kind {
            LINE_COMMENT => self.line_comment(range, text),
            BLOCK_COMMENT | DOC_COMMENT => {
                self.end_line_comments();
                let first_line = text.lines().next().unwrap_or_default();
                self.push(
                    range.start() + TextSize::of(first_line),
                    range.end(),
                    FoldingKind::Comment,
                );
            }
            WHITESPACE => {
                // An empty line parts two runs.
                if text.matches('\n').count() > 1 {
                    self.end_line_comments();
                }
            }
            HASH_IF | HASH_ELSEIF | HASH_ELSE | HASH_END if parent == Some(INACTIVE) => {
                self.end_line_comments();
                self.directive(kind, range);
            }
            T![:] if parent == Some(CASE_CLAUSE) => {
                if let Some(case) = self.open.last_mut() {
                    case.colon.get_or_insert(range.end());
                }
                self.end_line_comments();
            }
            _ => self.end_line_comments(),
        }
        self.last_token = Some((kind, range));
    }

    fn line_comment(&mut self, range: TextRange, text: &str) {
        let word = text.trim_start_matches('/').trim_start();
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
            let is_alone = self
                .last_token
                .is_none_or(|(kind, it)| kind == WHITESPACE && self.text[it].contains('\n'));
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
