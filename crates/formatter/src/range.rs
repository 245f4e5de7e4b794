//! Formatting a part of a file: the edits of the whole that lie on its lines.

use std::ops::Range;

use crate::TextEdit;

/// Of the edits of a whole text those that change nothing outside the lines of a range.
pub fn within(text: &str, edits: Vec<TextEdit>, range: Range<usize>) -> Vec<TextEdit> {
    let start = text[..floor(text, range.start)]
        .rfind(['\n', '\r'])
        .map_or(0, |at| at + 1);
    let end = ceil(text, range.end.max(range.start));
    let end = text[end..]
        .find(['\n', '\r'])
        .map_or(text.len(), |at| end + at);
    edits
        .into_iter()
        .filter_map(|edit| cut(text, edit, start, end))
        .collect()
}

/// The part of an edit that lies in the range. An edit that reaches into it from the
/// line before is cut to the indentation of the first line.
fn cut(text: &str, edit: TextEdit, start: usize, end: usize) -> Option<TextEdit> {
    if edit.range.start > end || edit.range.end < start || edit.range.end > end {
        return None;
    }
    if edit.range.start >= start {
        return Some(edit);
    }
    let old = &text[edit.range.start..start];
    old.ends_with(['\n', '\r']).then_some(())?;
    let indent = edit.insert.rfind(['\n', '\r'])? + 1;
    Some(TextEdit {
        range: start..edit.range.end,
        insert: edit.insert[indent..].to_owned(),
    })
}

fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

fn ceil(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at += 1;
    }
    at
}
