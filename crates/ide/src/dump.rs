//! A file as one stage of the compiler sees it, as text: what `rayzor dump` prints and the editor's views show.

use base_db::{Config, Db, File};

/// `stage` is `tree`, `items`, …, with or without leading dashes; `field` is `Type.field` or `field`.
pub fn dump(
    db: &dyn Db,
    config: Config,
    file: File,
    stage: &str,
    field: Option<&str>,
) -> Result<String, String> {
    let _ = field;
    match stage.trim_start_matches('-') {
        "tree" => {
            let parse = base_db::parse(db, file, config);
            let mut res = format!("{:#?}", parse.syntax_node());
            for error in parse.errors() {
                res += &format!("error {:?}: {}\n", error.range, error.message);
            }
            Ok(res)
        }
        other => Err(format!("no view `{other}`")),
    }
}
