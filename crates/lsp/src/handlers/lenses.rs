//! Above declarations: `▶ Run`, and how often they are referred to (counted when the lens comes into view).

use base_db::{File, FileRange};
use lsp_types::*;
use serde::{Deserialize, Serialize};
use serde_json::json;
use tower_lsp::jsonrpc::Result;

use crate::snapshot::{Snapshot, invalid};

pub(crate) const RUN: &str = "rayzor.run";
pub(crate) const RUN_WITH: &str = "rayzor.runWith";
pub(crate) const STOP: &str = "rayzor.stop";
pub(crate) const RERUN: &str = "rayzor.rerun";

/// The client's own command that lists places; it takes a uri, a position and locations.
const SHOW_REFERENCES: &str = "rayzor.showReferences";

pub(crate) fn code_lens(
    snapshot: &Snapshot,
    params: CodeLensParams,
) -> Result<Option<Vec<CodeLens>>> {
    let settings = &snapshot.settings.lens;
    if !settings.run && !settings.references {
        return Ok(None);
    }
    let uri = params.text_document.uri;
    let file = snapshot.file(&uri)?;
    let mut res = Vec::new();
    if settings.run {
        run_lenses(snapshot, &uri, file, &mut res);
    }
    if settings.references {
        let symbols = ide::document_symbols(snapshot.db(), snapshot.config(file), file);
        reference_lenses(snapshot, &uri, file, &symbols, &mut res);
    }
    Ok(Some(res))
}

fn run_lenses(snapshot: &Snapshot, uri: &Url, file: File, res: &mut Vec<CodeLens>) {
    for it in ide::run_lenses(snapshot.db(), snapshot.config(file), file) {
        if it.needs_object && !snapshot.settings.lens.run_on_objects {
            continue;
        }
        let (title, command) = if it.needs_object {
            ("▶ Run on…", RUN_WITH)
        } else if it.needs_arguments() {
            ("▶ Run with…", RUN_WITH)
        } else {
            ("▶ Run", RUN)
        };
        let command = Command {
            title: title.to_owned(),
            command: command.to_owned(),
            arguments: Some(vec![json!({ "uri": uri, "field": it.field })]),
        };
        let range = snapshot.lsp_range(FileRange {
            file,
            range: it.range,
        });
        res.push(CodeLens {
            range,
            command: Some(command),
            data: None,
        });
    }
}

fn reference_lenses(
    snapshot: &Snapshot,
    uri: &Url,
    file: File,
    symbols: &[ide::DocumentSymbol],
    res: &mut Vec<CodeLens>,
) {
    for symbol in symbols {
        let range = snapshot.lsp_range(FileRange {
            file,
            range: symbol.name_range,
        });
        res.push(CodeLens {
            range,
            command: None,
            data: serde_json::to_value(ReferencesOf {
                uri: uri.clone(),
                position: range.start,
            })
            .ok(),
        });
        reference_lenses(snapshot, uri, file, &symbol.children, res);
    }
}

/// What an unresolved lens stands for.
#[derive(Debug, Serialize, Deserialize)]
struct ReferencesOf {
    uri: Url,
    position: Position,
}

pub(crate) fn resolve(snapshot: &Snapshot, mut lens: CodeLens) -> Result<CodeLens> {
    let Some(Ok(of)) = lens.data.take().map(ReferencesOf::deserialize) else {
        return Ok(lens);
    };
    let position = snapshot.position(&of.uri, of.position)?;
    let found = ide::references(snapshot.db(), snapshot.config(position.file), position);
    let places: Vec<Location> = found
        .into_iter()
        .flatten()
        .filter(|it| it.usage != ide::Usage::Declaration)
        .filter_map(|it| snapshot.location(it.place))
        .collect();
    let title = match places.len() {
        1 => "1 reference".to_owned(),
        n => format!("{n} references"),
    };
    // Who has no such command is shown the number alone.
    let can_show = snapshot.shared.client.shows_references && !places.is_empty();
    lens.command = Some(Command {
        title,
        command: if can_show { SHOW_REFERENCES } else { "" }.to_owned(),
        arguments: can_show.then(|| vec![json!(of.uri), json!(of.position), json!(places)]),
    });
    Ok(lens)
}

#[derive(Clone, Debug, Deserialize)]
pub(crate) struct RunnableParams {
    uri: Url,
    /// `Type.field`, or the function around `position`.
    field: Option<String>,
    position: Option<Position>,
}

/// What a client needs to know to ask its user before a run.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct RunnableResult {
    field: String,
    needs_object: bool,
    needs_arguments: bool,
    /// As they are written: `x:Int`.
    parameters: Vec<String>,
    /// What it was last run with.
    object: Option<String>,
    args: Option<Vec<String>>,
}

pub(crate) fn runnable(
    snapshot: &Snapshot,
    params: RunnableParams,
) -> Result<Option<RunnableResult>> {
    let file = snapshot.file(&params.uri)?;
    let lenses = ide::run_lenses(snapshot.db(), snapshot.config(file), file);
    let found = match (&params.field, params.position) {
        (Some(field), _) => lenses.into_iter().find(|it| it.field == *field),
        (None, Some(position)) => {
            let at = snapshot.position(&params.uri, position)?.offset;
            lenses
                .into_iter()
                .find(|it| it.full_range.contains_inclusive(at))
        }
        (None, None) => return Err(invalid("which function? a field or a position")),
    };
    Ok(found.map(|lens| {
        let path = file.path(snapshot.db()).clone();
        let given = snapshot.shared.given.get(&(path, lens.field.clone()));
        RunnableResult {
            needs_object: lens.needs_object,
            needs_arguments: lens.needs_arguments(),
            object: given.and_then(|it| it.object.clone()),
            args: given.map(|it| it.args.clone()),
            field: lens.field,
            parameters: lens.params,
        }
    }))
}
