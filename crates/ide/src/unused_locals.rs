//! Local variables and functions that are never mentioned again.
//!
//! Judged by words like imports: one that stands anywhere else in the field's text counts as used,
//! so shadowing hides a few and nothing needed is ever faded.

use base_db::{Db, Diagnostic, DiagnosticTag, Severity, TextRange};
use hir_def::{
    body::{NameKind, body_range, body_source_map, field_node},
    ids::{FieldId, ModuleId},
};

use crate::search::occurrences;

pub(crate) fn diagnostics<'db>(
    db: &'db dyn Db,
    module: ModuleId<'db>,
    fields: &[FieldId<'db>],
) -> Vec<Diagnostic> {
    let parse = base_db::parse(db, module.file(db), module.config(db));
    // Half-typed code mentions less than it will.
    if !parse.errors().is_empty() {
        return vec![];
    }
    let mut res = Vec::new();
    for &field in fields {
        for &(kind, range) in unused_locals(db, field) {
            let place = body_range(db, field, range);
            let name =
                &base_db::file_text(db, place.file)[std::ops::Range::<usize>::from(place.range)];
            let what = match kind {
                NameKind::Function => "local function",
                _ => "variable",
            };
            res.push(
                Diagnostic::new(
                    "unused-local",
                    Severity::Hint,
                    place,
                    format!("Unused {what} {name}"),
                )
                .with_tag(DiagnosticTag::Unnecessary),
            );
        }
    }
    res
}

/// Relative to the field, so that an edit elsewhere in the file leaves it.
#[salsa::tracked(returns(deref))]
fn unused_locals<'db>(db: &'db dyn Db, field: FieldId<'db>) -> Box<[(NameKind, TextRange)]> {
    let names = body_source_map(db, field).names();
    let is_judged = |kind| matches!(kind, NameKind::Var | NameKind::Function);
    if !names.iter().any(|it| is_judged(it.kind)) {
        return Box::new([]);
    }
    let Some(text) = field_node(db, field).map(|it| it.text().to_string()) else {
        return Box::new([]);
    };
    names
        .iter()
        .filter(|it| is_judged(it.kind) && !it.name.starts_with('_') && !it.name.is_empty())
        .filter(|it| occurrences(&text, &it.name).count() == 1)
        .map(|it| (it.kind, it.range))
        .collect()
}

#[cfg(test)]
mod tests {
    use expect_test::expect;
    use hir_def::ids::ModuleId;

    use super::diagnostics;
    use crate::test_support::{Case, lines};

    #[test]
    fn used_and_unused() {
        let case = Case::new(
            "class A {
                function f(param:Int) {
                    var used = 1, unused = 2, _ignored = 3;
                    final text = 4;
                    function local() {}
                    for (i in 0...used) {}
                    return '$text';
                }
                var field = () -> { var inner = 1; };
            }",
        );
        let module = ModuleId::new(case.db(), case.config(), case.test.file("/Main.hx"));
        let fields = hir_def::all_fields(case.db(), module);
        let found = diagnostics(case.db(), module, &fields);
        expect![[r#"
            /Main.hx:3 "unused" Unused variable unused
            /Main.hx:5 "local" Unused local function local
            /Main.hx:9 "inner" Unused variable inner
        "#]]
        .assert_eq(&lines(
            found
                .iter()
                .map(|it| format!("{} {}", case.place(it.place), it.message)),
        ));
    }
}
