//! All that is wrong with one file: syntax, names and types, MIR; each part a value returned by its own query.

use base_db::{
    ClassPathKind, Config, Db, Diagnostic, DiagnosticTag, File, FileEdit, FileRange, Fix, Severity,
    TextRange, TextSize, in_parallel,
};
use hir_def::{
    Name, all_fields, field_named,
    ids::{FieldId, ModuleId},
    module::modules_of_class_paths,
    source::fields_touching,
};

/// Sorted by place. Files that are not Haxe have none here.
pub fn diagnostics(db: &dyn Db, config: Config, file: File) -> Vec<Diagnostic> {
    if file.path(db).extension() != Some("hx") {
        return Vec::new();
    }
    let module = ModuleId::new(db, config, file);
    let mut res = diagnostics_of(db, module, &all_fields(db, module));
    for range in crate::inactive_regions(db, config, file) {
        let message = "Inactive under the defines of this build";
        let place = FileRange { file, range };
        let region = Diagnostic::new("inactive-code", Severity::Hint, place, message);
        res.push(region.with_tag(DiagnosticTag::Unnecessary));
    }
    res.sort_by_key(|it| (it.place.range.start(), it.place.range.end()));
    res.dedup();
    res
}

/// Those that touch `range`, without looking at the rest of a large file.
pub(crate) fn diagnostics_at(db: &dyn Db, config: Config, range: FileRange) -> Vec<Diagnostic> {
    let file = range.file;
    if file.path(db).extension() != Some("hx") {
        return Vec::new();
    }
    let module = ModuleId::new(db, config, file);
    let mut fields = fields_touching(db, module, range.range);
    // What is wrong with an accessor was found at its property.
    let properties: Vec<FieldId<'_>> = fields
        .iter()
        .filter_map(|it| {
            let name = it.name(db);
            let property = name.strip_prefix("get_").or(name.strip_prefix("set_"))?;
            field_named(db, it.type_decl(db)?, &Name::new(property))
        })
        .collect();
    fields.extend(properties);
    let mut res = diagnostics_of(db, module, &fields);
    res.retain(|it| it.place.range.intersect(range.range).is_some());
    res.sort_by_key(|it| (it.place.range.start(), it.place.range.end()));
    res.dedup();
    res
}

/// What is wrong with the module as a whole and with these fields.
fn diagnostics_of<'db>(
    db: &'db dyn Db,
    module: ModuleId<'db>,
    fields: &[FieldId<'db>],
) -> Vec<Diagnostic> {
    let file = module.file(db);
    let mut res = Vec::new();
    for error in base_db::parse(db, file, module.config(db)).errors() {
        let place = FileRange {
            file,
            range: error.range,
        };
        let diagnostic = Diagnostic::error(error.code, place, error.message.clone());
        res.push(match error.insert {
            Some((offset, text)) => diagnostic.with_fix(insertion(file, offset, text)),
            None => diagnostic,
        });
    }
    res.extend(hir_def::diagnostics::module_diagnostics(db, module));
    res.extend(hir_ty::diagnostics::diagnostics_of(db, module, fields));
    res.extend(mir_build::checks::diagnostics_of(db, fields));
    res.extend(crate::unused_imports::diagnostics(db, module));
    res.extend(crate::unused_locals::diagnostics(db, module, fields));
    res
}

/// Of every file of the project, in the order of paths.
pub fn workspace_diagnostics(db: &dyn Db, config: Config) -> Vec<(File, Vec<Diagnostic>)> {
    let files: Vec<File> = modules_of_class_paths(db, config, ClassPathKind::Project)
        .iter()
        .map(|it| it.file(db))
        .collect();
    let mut res = in_parallel(db, files.len(), |db, items| {
        let of_file = |it: usize| {
            db.unwind_if_revision_cancelled();
            (files[it], diagnostics(db, config, files[it]))
        };
        items.map(of_file).collect()
    });
    res.sort_by(|a, b| a.0.path(db).cmp(b.0.path(db)));
    res
}

/// Puts in what the parser missed: a `;`, a comma, a bracket.
fn insertion(file: File, offset: TextSize, text: &str) -> Fix {
    let range = TextRange::empty(offset);
    Fix {
        title: format!("Insert `{text}`"),
        edits: vec![FileEdit {
            place: FileRange { file, range },
            text: text.to_owned(),
        }],
    }
}
