//! Null safety (Haxe manual, "Null Safety"): where metadata asks for it, values that may be null must not come to places
//! that hold none.
//!
//! A walk over the typed body with what was tested so far ([`flow`]): each expression tells whether its value may be null.
//! Conversions are explicit in the typed body, so a value of `Null<T>` on its way to `T` is a `Coerce` that somebody
//! asks about: an argument, an assignment, an operand. It is a query of its own behind `infer`, and it costs two looks at
//! metadata where safety is off.
//!
//! ```haxe
//! @:nullSafety function f(s:Null<String>) {
//!     s.length;                  // error
//!     if (s != null) s.length;   // fine
//! }
//! ```

mod at_once;
mod calls;
mod check;
mod closures;
mod condition;
mod control;
mod fields;
mod flow;
mod inline;
mod mode;
mod places;
mod types;

use base_db::Db;
use hir_def::{
    ids::{FieldId, TypeDeclId},
    item_tree::find_meta,
};

use crate::{
    decl::decl_meta,
    infer::{BodyPlace, InferDiagnostic, InferSeverity, infer},
};

pub use mode::{Mode, mode_of_field};

const CODE: &str = "null-safety";

fn error<'db>(at: BodyPlace, message: impl std::fmt::Display) -> InferDiagnostic<'db> {
    InferDiagnostic {
        code: CODE,
        severity: InferSeverity::Error,
        at,
        message: format!("Null safety: {message}"),
        related: Vec::new(),
        tag: None,
    }
}

/// What null safety says about one field: its body, and whether a variable gets its value.
#[salsa::tracked(returns(deref))]
pub fn null_safety<'db>(db: &'db dyn Db, field: FieldId<'db>) -> Vec<InferDiagnostic<'db>> {
    let mut out = Vec::new();
    if has_invalid_argument(hir_def::field_data(db, field).map_or(&[], |it| &it.field.meta)) {
        out.push(error(
            BodyPlace::Owner,
            "Invalid argument for @:nullSafety meta",
        ));
    }
    let mode = mode_of_field(db, field);
    fields::check_initialised(db, field, mode, &mut out);
    if mode == Mode::Off {
        return out;
    }
    let inferred = infer(db, field);
    // Types of what did not compile are guesses.
    if !inferred.has_errors() {
        let mut found = check::check_body(db, field, mode, inferred);
        fields::check_constructor(db, field, &inferred.body, &mut found);
        out.append(&mut found);
    }
    out
}

/// Whether the metadata of a type has an argument that means nothing.
pub fn has_invalid_mode<'db>(db: &'db dyn Db, decl: TypeDeclId<'db>) -> bool {
    has_invalid_argument(decl_meta(db, decl))
}

fn has_invalid_argument(meta: &[hir_def::item_tree::Meta]) -> bool {
    find_meta(meta, mode::META).is_some_and(|it| mode::mode_of_meta(it).is_none())
}
