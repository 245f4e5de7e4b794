//! Addresses in comments, to be clicked.

use base_db::{Config, Db, File, TextRange, TextSize};
use syntax::SyntaxKind;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentLink {
    pub range: TextRange,
    pub url: String,
}

pub fn document_links(db: &dyn Db, config: Config, file: File) -> Vec<DocumentLink> {
    let root = base_db::parse(db, file, config).syntax_node();
    let mut res = Vec::new();
    for token in root
        .descendants_with_tokens()
        .filter_map(|it| it.into_token())
    {
        let is_comment = matches!(
            token.kind(),
            SyntaxKind::LINE_COMMENT | SyntaxKind::BLOCK_COMMENT | SyntaxKind::DOC_COMMENT
        );
        if !is_comment {
            continue;
        }
        for (at, url) in urls(token.text()) {
            let start = token.text_range().start() + TextSize::from(at as u32);
            res.push(DocumentLink {
                range: TextRange::at(start, TextSize::of(url)),
                url: url.to_owned(),
            });
        }
    }
    res
}

fn urls(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let starts = ["https://", "http://"]
        .into_iter()
        .flat_map(|scheme| text.match_indices(scheme));
    let mut res: Vec<(usize, &str)> = starts
        .filter_map(|(at, scheme)| {
            let is_end =
                |c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '<' | '>' | '`' | '|');
            let rest = &text[at..];
            let mut url = &rest[..rest.find(is_end).unwrap_or(rest.len())];
            // `(see http://a.b/c).` and `[text](http://a.b)`: a bracket that was opened before it is not part of it.
            while let Some(last) = url.chars().last() {
                let closes = |open: char, close: char| {
                    last == close && url.matches(open).count() < url.matches(close).count()
                };
                let is_outside = matches!(last, '.' | ',' | ';' | ':' | '!' | '?' | '*')
                    || closes('(', ')')
                    || closes('[', ']')
                    || closes('{', '}');
                if !is_outside {
                    break;
                }
                url = &url[..url.len() - last.len_utf8()];
            }
            (url.len() > scheme.len()).then_some((at, url))
        })
        .collect();
    res.sort();
    res.into_iter()
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::document_links;
    use crate::test_support::{Case, lines};

    #[test]
    fn links_in_comments() {
        let case = Case::new(
            "// see https://haxe.org/manual/a_(b)#c, or (http://x.y/z).\n/** [a](http://q.r) http:// */ var s = \"http://no\";",
        );
        let file = case.test.file("/Main.hx");
        let found = document_links(case.db(), case.config(), file);
        expect![[r#"
            https://haxe.org/manual/a_(b)#c
            http://x.y/z
            http://q.r
        "#]]
        .assert_eq(&lines(found.into_iter().map(|it| it.url)));
    }
}
