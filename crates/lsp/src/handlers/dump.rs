//! What a stage of the compiler sees, for the field at the cursor or for the whole file.

use lsp_types::{Position, Url};
use serde::Deserialize;
use tower_lsp::jsonrpc::Result;

use crate::snapshot::{Snapshot, invalid};

#[derive(Clone, Debug, Deserialize)]
pub(crate) struct DumpParams {
    uri: Url,
    /// One of `ide::STAGES`.
    stage: String,
    position: Option<Position>,
}

pub(crate) fn dump(snapshot: &Snapshot, params: DumpParams) -> Result<String> {
    let file = snapshot.file(&params.uri)?;
    let build = snapshot.analysis.build_of(file.path(snapshot.db()));
    // MIR is made for our own target only.
    let config = if params.stage == "mir" {
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
    ide::dump(snapshot.db(), config, file, &params.stage, field.as_deref()).map_err(invalid)
}
