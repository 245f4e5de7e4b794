//! `▶ Run` above functions.

use base_db::FileRange;
use lsp_types::*;
use serde_json::json;
use tower_lsp::jsonrpc::Result;

use crate::snapshot::Snapshot;

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
    let lens = |it: ide::RunLens| {
        let (title, command) = if it.needs_arguments() {
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
    Ok(Some(lenses.into_iter().map(lens).collect()))
}
