//! LSP's types → ours.
//!
//! A position that does not exist is taken as the nearest that does: the end of the line, the end of the text.

use base_db::{LineCol, LineIndex, TextSize, WideEncoding, WideLineCol};
use lsp_types::{Position, Range, Url};
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

/// Applies one change to `text`. Ends the wrong way round are exchanged.
pub(crate) fn apply_edit(text: &mut String, encoding: Encoding, range: Range, new: &str) {
    let index = LineIndex::new(text);
    let start = usize::from(offset(text, &index, encoding, range.start));
    let end = usize::from(offset(text, &index, encoding, range.end));
    text.replace_range(start.min(end)..start.max(end), new);
}

#[cfg(test)]
mod tests {
    use lsp_types::{Position, Range};

    use super::apply_edit;
    use crate::capabilities::Encoding;

    fn edit(
        text: &str,
        encoding: Encoding,
        (l1, c1): (u32, u32),
        (l2, c2): (u32, u32),
        new: &str,
    ) -> String {
        let mut text = text.to_owned();
        apply_edit(
            &mut text,
            encoding,
            Range::new(Position::new(l1, c1), Position::new(l2, c2)),
            new,
        );
        text
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
