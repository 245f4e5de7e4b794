//! `▶ Run` above functions.

use base_db::FileRange;
use lsp_types::*;
use serde::{Deserialize, Serialize};
use serde_json::json;
use tower_lsp::jsonrpc::Result;

use crate::snapshot::{Snapshot, invalid};

pub(crate) const RUN: &str = "rayzor.run";
pub(crate) const RUN_WITH: &str = "rayzor.runWith";
pub(crate) const STOP: &str = "rayzor.stop";
pub(crate) const RERUN: &str = "rayzor.rerun";

pub(crate) fn code_lens(
    snapshot: &Snapshot,
    params: CodeLensParams,
) -> Result<Option<Vec<CodeLens>>> {
    if !snapshot.settings.lens.run {
        return Ok(None);
    }
    let uri = params.text_document.uri;
    let file = snapshot.file(&uri)?;
    let lenses = ide::run_lenses(snapshot.db(), snapshot.config(file), file);
    let is_shown = |it: &ide::RunLens| !it.needs_object || snapshot.settings.lens.run_on_objects;
    let lens = |it: ide::RunLens| {
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
        CodeLens {
            range,
            command: Some(command),
            data: None,
        }
    };
    Ok(Some(
        lenses.into_iter().filter(is_shown).map(lens).collect(),
    ))
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
