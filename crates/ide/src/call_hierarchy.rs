//! Who calls a function, and whom it calls.

use base_db::{Config, Db, FilePosition, FileRange, TextRange};
use hir::{Definition, Semantics};
use hir_def::{
    body,
    body::Expr,
    ids::{FieldId, ModuleId},
};
use hir_ty::infer::{Resolution, infer};
use rustc_hash::FxHashMap;

use crate::{
    goto_definition::constructed_at, navigation::NavigationTarget, references::references_of,
};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Call {
    /// The caller, or the callee.
    pub target: NavigationTarget,
    /// The calls, in the caller's file.
    pub places: Vec<FileRange>,
}

/// The function at the position: what the other two are asked about, by the place of its name.
pub fn call_hierarchy(
    db: &dyn Db,
    config: Config,
    position: FilePosition,
) -> Option<NavigationTarget> {
    let field = function_at(db, config, position)?;
    NavigationTarget::of(db, &Definition::Field(field))
}

pub fn incoming_calls(db: &dyn Db, config: Config, position: FilePosition) -> Vec<Call> {
    let Some(field) = function_at(db, config, position) else {
        return vec![];
    };
    let mut order: Vec<FieldId<'_>> = Vec::new();
    let mut places: FxHashMap<FieldId<'_>, Vec<FileRange>> = FxHashMap::default();
    for reference in references_of(db, config, &Definition::Field(field)) {
        if reference.usage == hir::Usage::Declaration || reference.usage == hir::Usage::Import {
            continue;
        }
        let sema = Semantics::new(db, config, reference.place.file);
        let token = sema.token_at(reference.place.range.start());
        let Some(caller) = token
            .and_then(|it| it.parent())
            .and_then(|it| sema.field_around(&it))
        else {
            continue;
        };
        if !order.contains(&caller) {
            order.push(caller);
        }
        places.entry(caller).or_default().push(reference.place);
    }
    order
        .into_iter()
        .filter_map(|caller| {
            Some(Call {
                target: NavigationTarget::of(db, &Definition::Field(caller))?,
                places: places.remove(&caller)?,
            })
        })
        .collect()
}

pub fn outgoing_calls(db: &dyn Db, config: Config, position: FilePosition) -> Vec<Call> {
    let Some(field) = function_at(db, config, position) else {
        return vec![];
    };
    let module = field.module(db);
    let mut res: Vec<Call> = Vec::new();
    for (def, range) in calls_in(db, field) {
        let place = FileRange {
            file: module.file(db),
            range,
        };
        let Some(target) = NavigationTarget::of(db, &def) else {
            continue;
        };
        match res.iter_mut().find(|it| it.target == target) {
            Some(call) => call.places.push(place),
            None => res.push(Call {
                target,
                places: vec![place],
            }),
        }
    }
    res
}

fn calls_in<'db>(db: &'db dyn Db, field: FieldId<'db>) -> Vec<(Definition<'db>, TextRange)> {
    let module: ModuleId<'db> = field.module(db);
    let sema = Semantics::new(db, module.config(db), module.file(db));
    let map = sema.source_map(field);
    let mut res = Vec::new();
    for (_, expr) in body(db, field).exprs.iter() {
        match expr {
            Expr::Call { callee, .. } => {
                let def = match infer(db, field).resolution(*callee) {
                    Some(Resolution::Field(it)) => Definition::Field(it),
                    _ => continue,
                };
                let range = map
                    .selector_range(*callee)
                    .unwrap_or_else(|| map.expr_range(*callee));
                res.push((def, sema.body_range(field, range)));
            }
            Expr::New { ty, .. } => {
                let range = sema.body_range(field, map.type_ref_range(*ty));
                let name = sema
                    .root()
                    .token_at_offset(range.end())
                    .left_biased()
                    .filter(|it| range.contains_range(it.text_range()));
                if let Some(name) = name
                    && let Some(def) = constructed_at(&sema, &name)
                {
                    res.push((def, range));
                }
            }
            _ => {}
        }
    }
    res.sort_by_key(|it| it.1.start());
    res
}

fn function_at<'db>(
    db: &'db dyn Db,
    config: Config,
    position: FilePosition,
) -> Option<FieldId<'db>> {
    let sema = Semantics::new(db, config, position.file);
    let token = sema.token_at(position.offset)?;
    let class = sema.classify(&token);
    match class.map(|it| it.def) {
        Some(Definition::Field(field)) => Some(field),
        _ => sema.field_around(&token.parent()?),
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::{incoming_calls, outgoing_calls};
    use crate::test_support::{Case, lines};

    #[test]
    fn in_and_out() {
        let case = Case::new(
            "class A {
                public function new() {}
                function f$0() { g(); g(); new A(); }
                function g() f();
                static function main() { new A().f(); }
            }",
        );
        let (db, config, position) = (case.db(), case.config(), case.position());
        let show = |calls: Vec<super::Call>| {
            lines(calls.iter().map(|it| {
                let places: Vec<String> = it.places.iter().map(|it| case.place(*it)).collect();
                format!("{} <- {}", case.target(&it.target), places.join(", "))
            }))
        };
        expect![[r#"
            Method g in Main.A at /Main.hx:4 "g" <- /Main.hx:4 "f"
            Method main in Main.A at /Main.hx:5 "main" <- /Main.hx:5 "f"
        "#]]
        .assert_eq(&show(incoming_calls(db, config, position)));
        expect![[r#"
            Method g in Main.A at /Main.hx:4 "g" <- /Main.hx:3 "g", /Main.hx:3 "g"
            Constructor new in Main.A at /Main.hx:2 "new" <- /Main.hx:3 "A"
        "#]]
        .assert_eq(&show(outgoing_calls(db, config, position)));
    }
}
