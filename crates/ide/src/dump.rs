//! A file as one stage of the compiler sees it, as text: what `rayzor dump` prints and the editor's views show.

use base_db::{Config, Db, File, TextRange, TextSize};
use hir_def::ids::{FieldId, ModuleId};
use hir_ty::infer::infer;
use mir_build::MirOwner;

use crate::find_field;

/// The stages that [`dump`] knows.
pub const STAGES: &[&str] = &["tree", "items", "body", "types", "mir"];

/// `stage` is one of [`STAGES`], with or without leading dashes; `field` is `Type.field` or `field`, and none means the whole file.
pub fn dump(
    db: &dyn Db,
    config: Config,
    file: File,
    stage: &str,
    field: Option<&str>,
) -> Result<String, String> {
    let module = ModuleId::new(db, config, file);
    match stage.trim_start_matches('-') {
        "tree" => Ok(tree(db, config, file)),
        "items" => Ok(hir_def::item_tree::pretty::print_item_tree(
            hir_def::item_tree(db, module),
        )),
        "body" => each_field(db, module, field, |field| {
            hir_def::body::pretty::print_body(hir_def::body(db, field))
        }),
        "types" => each_field(db, module, field, |field| types(db, file, field)),
        "mir" => each_field(db, module, field, |field| mir(db, field)),
        other => Err(format!(
            "no stage `{other}`; there are {}",
            STAGES.join(", ")
        )),
    }
}

fn tree(db: &dyn Db, config: Config, file: File) -> String {
    let parse = base_db::parse(db, file, config);
    let mut res = format!("{:#?}", parse.syntax_node());
    for error in parse.errors() {
        res += &format!("error {:?}: {}\n", error.range, error.message);
    }
    res
}

fn each_field<'db>(
    db: &'db dyn Db,
    module: ModuleId<'db>,
    field: Option<&str>,
    print: impl Fn(FieldId<'db>) -> String,
) -> Result<String, String> {
    if let Some(name) = field {
        let field =
            find_field(db, module, name).ok_or_else(|| format!("there is no field {name}"))?;
        return Ok(print(field));
    }
    let of_types = hir_def::module_types(db, module).iter().flat_map(|&ty| {
        let name = hir_def::type_path(db, ty);
        hir_def::fields_of(db, ty)
            .iter()
            .map(move |&field| (format!("{name}."), field))
    });
    let of_module = hir_def::module_fields(db, module)
        .iter()
        .map(|&field| (String::new(), field));
    let mut res = String::new();
    for (owner, field) in of_types.chain(of_module) {
        res += &format!("// {owner}{}\n{}\n", field.name(db), print(field));
    }
    Ok(res)
}

/// Every expression's type, on the source.
fn types<'db>(db: &'db dyn Db, file: File, field: FieldId<'db>) -> String {
    let inference = infer(db, field);
    let text = base_db::file_text(db, file);
    let index = base_db::line_index(db, file);
    let mut lines: Vec<(TextRange, String)> = Vec::new();
    for (expr, _) in hir_def::body(db, field).exprs.iter() {
        let Some(ty) = inference.type_of_expr(expr) else {
            continue;
        };
        let range = hir_def::expr_range(db, field, expr).range;
        let Some(source) = text.get(std::ops::Range::<usize>::from(range)) else {
            continue;
        };
        let at = index.try_line_col(range.start()).map_or(0, |it| it.line) + 1;
        let source: String = source
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
            .chars()
            .take(60)
            .collect();
        lines.push((
            range,
            format!("{at}: {source} : {}\n", hir_ty::print::print_type(db, ty)),
        ));
    }
    lines.sort_by_key(|(range, _)| (range.start(), std::cmp::Reverse(range.end())));
    lines.into_iter().map(|(_, line)| line).collect()
}

fn mir<'db>(db: &'db dyn Db, field: FieldId<'db>) -> String {
    let result = mir_build::mir(db, MirOwner::field(db, field));
    let mut res: String = result
        .functions
        .iter()
        .map(|it| format!("{it}\n"))
        .collect();
    for problem in &result.problems {
        res += &format!("; {:?}\n", problem.kind);
    }
    res
}

/// `Type.field` or `field` of the innermost field around `offset`.
pub fn field_at(db: &dyn Db, config: Config, file: File, offset: TextSize) -> Option<String> {
    let mut symbols = crate::document_symbols(db, config, file);
    let mut names: Vec<String> = Vec::new();
    while let Some(symbol) = symbols
        .into_iter()
        .find(|it| it.range.contains_inclusive(offset))
    {
        names.push(symbol.name);
        symbols = symbol.children;
    }
    let is_type = |name: &String| name.starts_with(|it: char| it.is_uppercase());
    (names.len() == 2 || names.first().is_some_and(|it| !is_type(it))).then(|| names.join("."))
}

#[cfg(test)]
mod tests {
    use base_db::testing::TestDb;

    use super::{STAGES, dump};

    #[test]
    fn every_stage_takes_broken_code() {
        let test = TestDb::new([(
            "/Main.hx",
            "class Main { static function f() { var x:Int = ; return x + } }",
        )]);
        for stage in STAGES {
            let text = dump(&test.db, test.config, test.file("/Main.hx"), stage, None)
                .expect("a known stage");
            assert!(!text.is_empty(), "{stage}");
        }
        assert!(
            dump(
                &test.db,
                test.config,
                test.file("/Main.hx"),
                "mir",
                Some("Main.g")
            )
            .is_err()
        );
    }
}
