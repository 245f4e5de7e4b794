//! What follows from the shape of the text: folding, growing selections, hints, white space.

use base_db::{FileRange, TextRange, TextSize};
use ide::FoldingKind;
use lsp_types::*;
use tower_lsp::jsonrpc::Result;

use crate::snapshot::Snapshot;
use crate::to_proto;

pub(crate) fn folding_range(
    snapshot: &Snapshot,
    params: FoldingRangeParams,
) -> Result<Option<Vec<FoldingRange>>> {
    let file = snapshot.file(&params.text_document.uri)?;
    let found = ide::folding_ranges(snapshot.db(), snapshot.config(file), file);
    let line_only = snapshot.shared.client.line_folding_only;
    let index = base_db::line_index(snapshot.db(), file);
    let encoding = snapshot.shared.client.encoding;
    let fold = |it: ide::FoldingRange| {
        let range = to_proto::text_range(index, encoding, it.range);
        // A client that folds whole lines would swallow the line of the closing bracket.
        let keeps_last_line = line_only && it.kind == FoldingKind::Block;
        let end_line = if keeps_last_line {
            range.end.line.saturating_sub(1)
        } else {
            range.end.line
        };
        FoldingRange {
            start_line: range.start.line,
            start_character: (!line_only).then_some(range.start.character),
            end_line: end_line.max(range.start.line),
            end_character: (!line_only).then_some(range.end.character),
            kind: match it.kind {
                FoldingKind::Comment => Some(FoldingRangeKind::Comment),
                FoldingKind::Imports => Some(FoldingRangeKind::Imports),
                FoldingKind::Block => None,
                _ => Some(FoldingRangeKind::Region),
            },
            collapsed_text: None,
        }
    };
    Ok(Some(found.into_iter().map(fold).collect()))
}

/// So many selections, one in the other, are given. They nest in JSON as well, which many clients read by recursion, to a
/// depth of 128 or so; and nobody presses a key that often.
const MAX_NESTED: usize = 64;

pub(crate) fn selection_range(
    snapshot: &Snapshot,
    params: SelectionRangeParams,
) -> Result<Option<Vec<SelectionRange>>> {
    let uri = &params.text_document.uri;
    let file = snapshot.file(uri)?;
    let mut offsets = Vec::new();
    for position in params.positions {
        offsets.push(snapshot.position(uri, position)?.offset);
    }
    let found = ide::selection_ranges(snapshot.db(), snapshot.config(file), file, &offsets);
    let linked = |(ranges, offset): (Vec<TextRange>, TextSize)| {
        // From the innermost outwards; LSP wants a list linked the same way.
        let outer_first = ranges.into_iter().take(MAX_NESTED).rev();
        let nested = outer_first.fold(None, |parent: Option<SelectionRange>, range| {
            let range = snapshot.lsp_range(FileRange { file, range });
            Some(SelectionRange {
                range,
                parent: parent.map(Box::new),
            })
        });
        nested.unwrap_or_else(|| {
            let range = snapshot.lsp_range(FileRange {
                file,
                range: TextRange::empty(offset),
            });
            SelectionRange {
                range,
                parent: None,
            }
        })
    };
    Ok(Some(found.into_iter().zip(offsets).map(linked).collect()))
}

pub(crate) fn inlay_hint(
    snapshot: &Snapshot,
    params: InlayHintParams,
) -> Result<Option<Vec<InlayHint>>> {
    let wanted = snapshot.range(&params.text_document.uri, params.range)?;
    let file = wanted.file;
    let path = file.path(snapshot.db());
    let mut res = Vec::new();
    let settings = &snapshot.settings.inlay_hints;
    let wanted_hints = ide::InlayHintsConfig {
        variable_types: settings.variable_types,
        parameter_names: settings.parameter_names,
        parameter_types: settings.variable_types,
        return_types: settings.return_types,
        closing_braces: settings.closing_braces,
    };
    let config = snapshot.config(file);
    for hint in ide::inlay_hints(snapshot.db(), config, file, wanted.range, wanted_hints) {
        let at = FileRange {
            file,
            range: TextRange::empty(hint.offset),
        };
        let is_parameter = hint.kind == ide::InlayKind::Parameter;
        res.push(InlayHint {
            position: snapshot.lsp_range(at).start,
            label: InlayHintLabel::String(hint.label),
            kind: match hint.kind {
                ide::InlayKind::Parameter => Some(InlayHintKind::PARAMETER),
                ide::InlayKind::Type => Some(InlayHintKind::TYPE),
                ide::InlayKind::ClosingBrace => None,
            },
            text_edits: hint.insert.map(|it| vec![snapshot.text_edit(at, it)]),
            tooltip: hint.tooltip.map(InlayHintTooltip::String),
            padding_left: (hint.kind == ide::InlayKind::ClosingBrace).then_some(true),
            padding_right: is_parameter.then_some(true),
            data: None,
        });
    }
    let has_results = snapshot.shared.results.keys().any(|(of, _)| of == path);
    if has_results {
        for lens in ide::run_lenses(snapshot.db(), snapshot.config(file), file) {
            let key = (path.clone(), lens.field);
            let Some(result) = snapshot.shared.results.get(&key) else {
                continue;
            };
            let end = TextRange::empty(lens.signature_end);
            if wanted.range.contains_range(end) {
                res.push(InlayHint {
                    position: snapshot.lsp_range(FileRange { file, range: end }).end,
                    label: InlayHintLabel::String(format!("= {result}")),
                    kind: None,
                    text_edits: None,
                    tooltip: Some(InlayHintTooltip::String(
                        "How the last run ended".to_owned(),
                    )),
                    padding_left: Some(true),
                    padding_right: None,
                    data: None,
                });
            }
        }
    }
    Ok(Some(res))
}

pub(crate) fn formatting(
    snapshot: &Snapshot,
    params: DocumentFormattingParams,
) -> Result<Option<Vec<TextEdit>>> {
    let file = snapshot.file(&params.text_document.uri)?;
    format(snapshot, file, None)
}

pub(crate) fn range_formatting(
    snapshot: &Snapshot,
    params: DocumentRangeFormattingParams,
) -> Result<Option<Vec<TextEdit>>> {
    let place = snapshot.range(&params.text_document.uri, params.range)?;
    format(snapshot, place.file, Some(place.range))
}

fn format(
    snapshot: &Snapshot,
    file: base_db::File,
    range: Option<TextRange>,
) -> Result<Option<Vec<TextEdit>>> {
    let edits = ide::format(snapshot.db(), file, range).map_err(crate::snapshot::invalid)?;
    let edits = edits.into_iter();
    Ok(Some(
        edits
            .map(|it| snapshot.text_edit(it.place, it.text))
            .collect(),
    ))
}

pub(crate) fn on_type_formatting(
    snapshot: &Snapshot,
    params: DocumentOnTypeFormattingParams,
) -> Result<Option<Vec<TextEdit>>> {
    let at = params.text_document_position;
    let position = snapshot.position(&at.text_document.uri, at.position)?;
    let Some(typed) = params.ch.chars().next() else {
        return Ok(None);
    };
    let style = ide::IndentStyle::new(params.options.tab_size, params.options.insert_spaces);
    let config = snapshot.config(position.file);
    let edits = ide::on_type(snapshot.db(), config, position, typed, &style);
    Ok(Some(
        edits
            .into_iter()
            .map(|it| snapshot.text_edit(it.place, it.text))
            .collect(),
    ))
}
