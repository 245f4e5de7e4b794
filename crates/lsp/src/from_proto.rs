//! LSP's types → ours.
//!
//! A position that does not exist is taken as the nearest that does: the end of the line, the end of the text.

use base_db::{LineCol, LineIndex, TextSize, WideEncoding, WideLineCol};
use lsp_types::{Position, TextDocumentContentChangeEvent, Url};
use vfs::VfsPath;

use crate::capabilities::Encoding;
use crate::snapshot::Shared;

/// Documents that are no files (`untitled:`) live here under their whole URI.
pub(crate) const FOREIGN_ROOT: &str = "/@uri";

pub(crate) fn path(shared: &Shared, uri: &Url) -> VfsPath {
    let Some(path) = file_path(uri) else {
        return VfsPath::new(FOREIGN_ROOT)
            .join(&uri.as_str().replace('%', "%25").replace('/', "%2F"));
    };
    if let Some(on_disk) = &shared.std_on_disk
        && let Some(rest) = path.strip_prefix(on_disk)
    {
        return VfsPath::new(vfs::EMBEDDED_ROOT).join("std").join(rest);
    }
    path
}

fn file_path(uri: &Url) -> Option<VfsPath> {
    if uri.scheme() != "file" {
        return None;
    }
    Some(VfsPath::from_os(&uri.to_file_path().ok()?))
}

pub(crate) fn offset(
    text: &str,
    index: &LineIndex,
    encoding: Encoding,
    position: Position,
) -> TextSize {
    let end_of_text = TextSize::of(text);
    let Some(line) = index.line(position.line) else {
        return end_of_text;
    };
    // The line without its end.
    let line_text = &text[usize::from(line.start())..usize::from(line.end())];
    let content_end = line.start() + TextSize::of(line_text.trim_end_matches(['\n', '\r']));
    // No encoding has more units than bytes.
    let col = position.character.min(u32::from(line.len()));
    let offset = match encoding {
        Encoding::Utf8 => index.offset(LineCol {
            line: position.line,
            col,
        }),
        Encoding::Utf16 => {
            let wide = WideLineCol {
                line: position.line,
                col,
            };
            index
                .to_utf8(WideEncoding::Utf16, wide)
                .and_then(|it| index.offset(it))
        }
    };
    let mut offset = offset.map_or(content_end, |it| it.min(content_end));
    while !text.is_char_boundary(usize::from(offset)) {
        offset -= TextSize::from(1);
    }
    offset
}

/// Applies changes to `text`, one after the other: each speaks of the text that those before it left. One without a range
/// is the whole text. Ends the wrong way round are exchanged.
pub(crate) fn apply_edits(
    text: &mut String,
    encoding: Encoding,
    changes: Vec<TextDocumentContentChangeEvent>,
) {
    // Editors send the changes of one command from the end of the text to its start; then the lines above the last one
    // are still where they were, and need not be found anew for each of a thousand.
    let mut index: Option<(LineIndex, usize)> = None;
    for change in changes {
        let Some(range) = change.range else {
            *text = change.text;
            index = None;
            continue;
        };
        let last_line = range.start.line.max(range.end.line);
        // The line behind must be untouched as well: it says where the last one ends.
        let is_above = |(index, untouched): &(LineIndex, usize)| {
            let end = index.line(last_line).map(|it| usize::from(it.end()));
            end.is_some_and(|end| end < *untouched)
        };
        let (lines, _) = match index.take().filter(is_above) {
            Some(known) => known,
            None => (LineIndex::new(text), text.len()),
        };
        let start = usize::from(offset(text, &lines, encoding, range.start));
        let end = usize::from(offset(text, &lines, encoding, range.end));
        let (start, end) = (start.min(end), start.max(end));
        text.replace_range(start..end, &change.text);
        index = Some((lines, start));
    }
}

#[cfg(test)]
mod tests {
    use lsp_types::{Position, Range, TextDocumentContentChangeEvent};

    use super::apply_edits;
    use crate::capabilities::Encoding;

    fn edit(
        text: &str,
        encoding: Encoding,
        (l1, c1): (u32, u32),
        (l2, c2): (u32, u32),
        new: &str,
    ) -> String {
        let mut text = text.to_owned();
        let change = change((l1, c1), (l2, c2), new);
        apply_edits(&mut text, encoding, vec![change]);
        text
    }

    fn change(
        (l1, c1): (u32, u32),
        (l2, c2): (u32, u32),
        new: &str,
    ) -> TextDocumentContentChangeEvent {
        let range = Range::new(Position::new(l1, c1), Position::new(l2, c2));
        TextDocumentContentChangeEvent {
            range: Some(range),
            range_length: None,
            text: new.to_owned(),
        }
    }

    #[test]
    fn many_changes_at_once_are_those_one_by_one() {
        let text = "one\ntwo 😀\r\nthree\n\nfive";
        // Downwards, upwards, twice in a line, over lines, behind the end, the whole text in between.
        let whole = TextDocumentContentChangeEvent {
            range: None,
            range_length: None,
            text: "a\nb\nc".to_owned(),
        };
        let changes = [
            change((4, 0), (4, 4), "5\n6"),
            change((3, 0), (3, 0), "four"),
            change((1, 4), (2, 2), "-"),
            change((1, 0), (1, 3), "zwei\nzwei"),
            change((0, 1), (0, 2), ""),
            change((0, 0), (0, 1), "\n"),
            change((1, 0), (1, 1), "x"),
            change((9, 0), (0, 0), "all\nof\nit"),
            change((2, 1), (2, 2), "n"),
            change((1, 0), (1, 0), "\r"),
            whole,
            change((2, 0), (2, 1), "z"),
            change((0, 0), (1, 0), ""),
        ];
        for start in 0..changes.len() {
            for end in start..=changes.len() {
                let part = &changes[start..end];
                let mut at_once = text.to_owned();
                apply_edits(&mut at_once, Encoding::Utf16, part.to_vec());
                let mut one_by_one = text.to_owned();
                for change in part {
                    apply_edits(&mut one_by_one, Encoding::Utf16, vec![change.clone()]);
                }
                assert_eq!(at_once, one_by_one, "changes {start} to {end}");
            }
        }
    }

    #[test]
    fn columns_after_an_emoji() {
        assert_eq!(
            edit("😀é ab\n", Encoding::Utf16, (0, 4), (0, 5), "x"),
            "😀é xb\n"
        );
        assert_eq!(
            edit("😀é ab\n", Encoding::Utf8, (0, 7), (0, 8), "x"),
            "😀é xb\n"
        );
        // Inside the surrogate pair, inside the bytes of é: never a panic.
        for column in 0..9 {
            edit("😀é ab\n", Encoding::Utf16, (0, column), (0, column), "");
            edit("😀é ab\n", Encoding::Utf8, (0, column), (0, column), "");
        }
    }

    #[test]
    fn out_of_range_is_the_nearest_place() {
        assert_eq!(edit("a\nb", Encoding::Utf16, (9, 9), (9, 10), "!"), "a\nb!");
        assert_eq!(
            edit("a\nb", Encoding::Utf16, (0, 9), (0, u32::MAX), "!"),
            "a!\nb"
        );
        assert_eq!(
            edit("a\r\nb", Encoding::Utf16, (0, 9), (0, 9), "!"),
            "a!\r\nb"
        );
        assert_eq!(edit("abc", Encoding::Utf16, (0, 2), (0, 1), ""), "ac");
        assert_eq!(edit("", Encoding::Utf16, (0, 0), (3, 0), "x"), "x");
    }
}
