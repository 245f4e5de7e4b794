//! Semantic tokens: whole, in a range, and what changed since the last answer.

use std::sync::{Mutex, MutexGuard};

use base_db::{File, TextRange};
use ide::TokenKind;
use lsp_types::*;
use rustc_hash::FxHashMap;
use tower_lsp::jsonrpc::Result;
use vfs::VfsPath;

use crate::capabilities::Encoding;
use crate::snapshot::Snapshot;

/// The last whole answer for each file, for deltas.
#[derive(Default)]
pub(crate) struct TokenCache(Mutex<Cached>);

#[derive(Default)]
struct Cached {
    n_answers: u64,
    last: FxHashMap<VfsPath, (String, Vec<SemanticToken>)>,
}

impl TokenCache {
    fn lock(&self) -> MutexGuard<'_, Cached> {
        self.0.lock().unwrap_or_else(|e| e.into_inner())
    }

    /// Remembers an answer and names it; the one before, if it is the one called `previous`.
    fn replace(
        &self,
        path: VfsPath,
        tokens: &[SemanticToken],
        previous: Option<&str>,
    ) -> (String, Option<Vec<SemanticToken>>) {
        let mut cached = self.lock();
        cached.n_answers += 1;
        let id = cached.n_answers.to_string();
        let before = cached.last.insert(path, (id.clone(), tokens.to_vec()));
        (
            id,
            before
                .filter(|(id, _)| Some(&**id) == previous)
                .map(|(_, tokens)| tokens),
        )
    }
}

pub(crate) fn legend() -> SemanticTokensLegend {
    use SemanticTokenModifier as Modifier;
    SemanticTokensLegend {
        token_types: KINDS.iter().map(|(_, it)| it.clone()).collect(),
        token_modifiers: vec![
            Modifier::DECLARATION,
            Modifier::READONLY,
            Modifier::STATIC,
            Modifier::DOCUMENTATION,
            Modifier::DEPRECATED,
            Modifier::ABSTRACT,
            Modifier::MODIFICATION,
            Modifier::DEFAULT_LIBRARY,
            Modifier::new("extern"),
            Modifier::new("inline"),
            Modifier::new("macro"),
        ],
    }
}

const KINDS: &[(TokenKind, SemanticTokenType)] = &[
    (TokenKind::Namespace, SemanticTokenType::NAMESPACE),
    (TokenKind::Type, SemanticTokenType::TYPE),
    (TokenKind::Class, SemanticTokenType::CLASS),
    (TokenKind::Enum, SemanticTokenType::ENUM),
    (TokenKind::Interface, SemanticTokenType::INTERFACE),
    (TokenKind::TypeParameter, SemanticTokenType::TYPE_PARAMETER),
    (TokenKind::Parameter, SemanticTokenType::PARAMETER),
    (TokenKind::Variable, SemanticTokenType::VARIABLE),
    (TokenKind::Property, SemanticTokenType::PROPERTY),
    (TokenKind::EnumMember, SemanticTokenType::ENUM_MEMBER),
    (TokenKind::Function, SemanticTokenType::FUNCTION),
    (TokenKind::Method, SemanticTokenType::METHOD),
    (TokenKind::Macro, SemanticTokenType::MACRO),
    (TokenKind::Keyword, SemanticTokenType::KEYWORD),
    (TokenKind::Comment, SemanticTokenType::COMMENT),
    (TokenKind::String, SemanticTokenType::STRING),
    (TokenKind::Number, SemanticTokenType::NUMBER),
    (TokenKind::Regexp, SemanticTokenType::REGEXP),
    (TokenKind::Operator, SemanticTokenType::OPERATOR),
    (TokenKind::Decorator, SemanticTokenType::DECORATOR),
];

pub(crate) fn full(
    snapshot: &Snapshot,
    params: SemanticTokensParams,
) -> Result<Option<SemanticTokensResult>> {
    let file = snapshot.file(&params.text_document.uri)?;
    let data = tokens(snapshot, file, None);
    let path = file.path(snapshot.db()).clone();
    let (id, _) = snapshot.shared.tokens.replace(path, &data, None);
    Ok(Some(SemanticTokensResult::Tokens(SemanticTokens {
        result_id: Some(id),
        data,
    })))
}

pub(crate) fn delta(
    snapshot: &Snapshot,
    params: SemanticTokensDeltaParams,
) -> Result<Option<SemanticTokensFullDeltaResult>> {
    let file = snapshot.file(&params.text_document.uri)?;
    let data = tokens(snapshot, file, None);
    let path = file.path(snapshot.db()).clone();
    let (id, before) =
        snapshot
            .shared
            .tokens
            .replace(path, &data, Some(&params.previous_result_id));
    Ok(Some(match before {
        Some(before) => SemanticTokensFullDeltaResult::TokensDelta(SemanticTokensDelta {
            result_id: Some(id),
            edits: difference(&before, data),
        }),
        None => SemanticTokensFullDeltaResult::Tokens(SemanticTokens {
            result_id: Some(id),
            data,
        }),
    }))
}

pub(crate) fn range(
    snapshot: &Snapshot,
    params: SemanticTokensRangeParams,
) -> Result<Option<SemanticTokensRangeResult>> {
    let wanted = snapshot.range(&params.text_document.uri, params.range)?;
    let data = tokens(snapshot, wanted.file, Some(wanted.range));
    Ok(Some(SemanticTokensRangeResult::Tokens(SemanticTokens {
        result_id: None,
        data,
    })))
}

/// One edit: what differs between the common begin and the common end. Positions count numbers, five to a token.
fn difference(before: &[SemanticToken], mut now: Vec<SemanticToken>) -> Vec<SemanticTokensEdit> {
    let n_begin = before.iter().zip(&now).take_while(|(a, b)| a == b).count();
    let n_end = before[n_begin..]
        .iter()
        .rev()
        .zip(now[n_begin..].iter().rev())
        .take_while(|(a, b)| a == b)
        .count();
    let n_deleted = before.len() - n_begin - n_end;
    let inserted: Vec<SemanticToken> = now.drain(n_begin..now.len() - n_end).collect();
    if n_deleted == 0 && inserted.is_empty() {
        return Vec::new();
    }
    vec![SemanticTokensEdit {
        start: 5 * n_begin as u32,
        delete_count: 5 * n_deleted as u32,
        data: Some(inserted),
    }]
}

fn tokens(snapshot: &Snapshot, file: File, range: Option<TextRange>) -> Vec<SemanticToken> {
    let db = snapshot.db();
    let found = ide::resolved_semantic_tokens(db, snapshot.config(file), file, range);
    let mut positions = Positions::new(
        base_db::file_text(db, file),
        snapshot.shared.client.encoding,
    );
    let text = positions.text;
    let mut res = Vec::with_capacity(found.len());
    let mut last = Position::new(0, 0);
    for token in found {
        let kind = KINDS
            .iter()
            .position(|(it, _)| *it == token.kind)
            .unwrap_or(0) as u32;
        let modifiers = token.modifiers;
        let bits = [
            modifiers.declaration,
            modifiers.readonly,
            modifiers.is_static,
            modifiers.documentation,
            modifiers.deprecated,
            modifiers.is_abstract,
            modifiers.modification,
            modifiers.default_library,
            modifiers.is_extern,
            modifiers.is_inline,
            modifiers.is_macro,
        ];
        let bitset = bits
            .iter()
            .enumerate()
            .map(|(n, &it)| u32::from(it) << n)
            .sum();
        // Not every client takes a token that goes over the end of a line.
        let mut start = usize::from(token.range.start());
        for line in text[token.range].split_inclusive('\n') {
            let shown = line.trim_end_matches(['\n', '\r']);
            if !shown.is_empty() {
                let at = positions.at(start);
                let delta_line = at.line - last.line;
                let delta_start = if delta_line == 0 {
                    at.character - last.character
                } else {
                    at.character
                };
                res.push(SemanticToken {
                    delta_line,
                    delta_start,
                    length: positions.length(shown),
                    token_type: kind,
                    token_modifiers_bitset: bitset,
                });
                last = at;
            }
            start += line.len();
        }
    }
    res
}

/// Positions asked for in the order of the text, which needs no search.
struct Positions<'a> {
    text: &'a str,
    encoding: Encoding,
    line: u32,
    /// The last place asked for, and its column.
    last: usize,
    column: u32,
}

impl<'a> Positions<'a> {
    fn new(text: &'a str, encoding: Encoding) -> Positions<'a> {
        Positions {
            text,
            encoding,
            line: 0,
            last: 0,
            column: 0,
        }
    }

    /// `offset` lies behind the one before. Only the text between is looked at: a line may be as long as the file.
    fn at(&mut self, offset: usize) -> Position {
        let passed = &self.text[self.last..offset];
        match passed.rfind('\n') {
            Some(last_end) => {
                self.line += passed.matches('\n').count() as u32;
                let line_start = self.last + last_end + 1;
                self.column = self.length(&self.text[line_start..offset]);
            }
            None => self.column += self.length(passed),
        }
        self.last = offset;
        Position::new(self.line, self.column)
    }

    fn length(&self, text: &str) -> u32 {
        let units = match self.encoding {
            Encoding::Utf8 => text.len(),
            Encoding::Utf16 if text.is_ascii() => text.len(),
            Encoding::Utf16 => text.encode_utf16().count(),
        };
        units as u32
    }
}

#[cfg(test)]
mod tests {
    use lsp_types::{Position, SemanticToken};

    use super::{Positions, difference};
    use crate::capabilities::Encoding;

    fn token(length: u32) -> SemanticToken {
        SemanticToken {
            delta_line: 0,
            delta_start: 1,
            length,
            token_type: 0,
            token_modifiers_bitset: 0,
        }
    }

    #[test]
    fn only_what_differs() {
        let before = [1, 2, 3, 4].map(token);
        let edits = difference(&before, [1, 7, 8, 9, 4].map(token).to_vec());
        assert_eq!(edits.len(), 1);
        assert_eq!((edits[0].start, edits[0].delete_count), (5, 10));
        assert_eq!(edits[0].data.as_ref().map(Vec::len), Some(3));
        assert!(difference(&before, before.to_vec()).is_empty());
        let edits = difference(&before, [1, 2, 3, 3, 4].map(token).to_vec());
        assert_eq!((edits[0].start, edits[0].delete_count), (15, 0));
    }

    #[test]
    fn positions_in_order() {
        let text = "a é😀 b\n\nc\r\n😀d";
        let of = |encoding| {
            let mut positions = Positions::new(text, encoding);
            let offsets = "abcd".chars().filter_map(|it| text.find(it));
            offsets.map(|it| positions.at(it)).collect::<Vec<_>>()
        };
        let expected = [(0, 0), (0, 6), (2, 0), (3, 2)].map(|(line, col)| Position::new(line, col));
        assert_eq!(of(Encoding::Utf16), expected);
        let expected = [(0, 0), (0, 9), (2, 0), (3, 4)].map(|(line, col)| Position::new(line, col));
        assert_eq!(of(Encoding::Utf8), expected);
    }
}
