//! What a stage of the compiler sees, for the field at the cursor or for the whole file.

use base_db::{Config, Db, File};
use lsp_types::{Position, Url};
use serde::Deserialize;
use tower_lsp::jsonrpc::Result;

use crate::snapshot::{Snapshot, invalid};

/// Stages behind those of [`ide::STAGES`], for one function: optimised MIR, Cranelift's text, instructions.
const CODE_STAGES: &[&str] = &["mir-opt", "clif", "asm"];

#[derive(Clone, Debug, Deserialize)]
pub(crate) struct DumpParams {
    uri: Url,
    /// One of `ide::STAGES` or [`CODE_STAGES`].
    stage: String,
    position: Option<Position>,
}

pub(crate) fn dump(snapshot: &Snapshot, params: DumpParams) -> Result<String> {
    let file = snapshot.file(&params.uri)?;
    let build = snapshot.analysis.build_of(file.path(snapshot.db()));
    let is_code = CODE_STAGES.contains(&&*params.stage);
    // Code is made for our own target only.
    let config = if is_code || params.stage == "mir" {
        build.run_config
    } else {
        build.config
    };
    let field = match params.position {
        Some(position) => {
            let at = snapshot.position(&params.uri, position)?.offset;
            ide::field_at(snapshot.db(), config, file, at)
        }
        None => None,
    };
    if is_code {
        let field = field.ok_or_else(|| invalid("no function is here"))?;
        return code(snapshot.db(), config, file, &field, &params.stage).map_err(invalid);
    }
    ide::dump(snapshot.db(), config, file, &params.stage, field.as_deref()).map_err(invalid)
}

fn code(
    db: &dyn Db,
    config: Config,
    file: File,
    field: &str,
    stage: &str,
) -> std::result::Result<String, String> {
    let (program, symbol) = ide::compilable(db, config, file, field)?;
    if stage == "mir-opt" {
        let function = program.functions.values().find(|it| it.name == symbol);
        return function
            .map(|it| it.to_string())
            .ok_or_else(|| format!("{field} has no code of its own"));
    }
    let listing = run::listing(&program, &symbol)?;
    Ok(match stage {
        "clif" => listing.clif,
        _ => listing.asm,
    })
}
