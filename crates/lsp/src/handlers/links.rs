//! Colours and addresses in the text.

use base_db::FileRange;
use lsp_types::*;
use tower_lsp::jsonrpc::Result;

use crate::snapshot::Snapshot;

pub(crate) fn document_color(
    snapshot: &Snapshot,
    params: DocumentColorParams,
) -> Result<Vec<ColorInformation>> {
    let file = snapshot.file(&params.text_document.uri)?;
    let found = ide::document_colors(snapshot.db(), snapshot.config(file), file);
    let part = |it: u8| f32::from(it) / 255.0;
    let information = |it: ide::DocumentColor| ColorInformation {
        range: snapshot.lsp_range(FileRange {
            file,
            range: it.range,
        }),
        color: Color {
            red: part(it.color.red),
            green: part(it.color.green),
            blue: part(it.color.blue),
            alpha: part(it.color.alpha),
        },
    };
    Ok(found.into_iter().map(information).collect())
}

pub(crate) fn color_presentation(
    snapshot: &Snapshot,
    params: ColorPresentationParams,
) -> Result<Vec<ColorPresentation>> {
    let place = snapshot.range(&params.text_document.uri, params.range)?;
    let text = base_db::file_text(snapshot.db(), place.file);
    let old = text
        .get(std::ops::Range::<usize>::from(place.range))
        .unwrap_or("");
    let byte = |it: f32| (it.clamp(0.0, 1.0) * 255.0).round() as u8;
    let color = ide::Color {
        red: byte(params.color.red),
        green: byte(params.color.green),
        blue: byte(params.color.blue),
        alpha: byte(params.color.alpha),
    };
    Ok(vec![ColorPresentation {
        label: ide::color_text(old, color),
        text_edit: None,
        additional_text_edits: None,
    }])
}

pub(crate) fn document_link(
    snapshot: &Snapshot,
    params: DocumentLinkParams,
) -> Result<Option<Vec<DocumentLink>>> {
    let file = snapshot.file(&params.text_document.uri)?;
    let found = ide::document_links(snapshot.db(), snapshot.config(file), file);
    let link = |it: ide::DocumentLink| DocumentLink {
        range: snapshot.lsp_range(FileRange {
            file,
            range: it.range,
        }),
        target: Url::parse(&it.url).ok(),
        tooltip: None,
        data: None,
    };
    Ok(Some(found.into_iter().map(link).collect()))
}
