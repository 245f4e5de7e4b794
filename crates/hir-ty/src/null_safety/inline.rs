//! Inline functions are judged where they are called, with what is known there: `f(x)` with an `x` that may be null is fine
//! when `f` only compares it.

use base_db::Db;
use hir_def::ids::FieldId;

use super::{check::Checker, mode::Mode};
use crate::infer::{InferDiagnostic, infer};

#[derive(Clone, PartialEq, Eq, Debug, Default, salsa::SalsaValue)]
pub(super) struct WithNull {
    /// What goes wrong.
    pub message: Option<String>,
    /// The value returned is null then.
    pub gives_null: bool,
}

/// What the body of `method` does with a parameter that is null, `this` of an abstract's method for `None`.
#[salsa::tracked(returns(ref), cycle_initial = with_null_initial)]
pub(super) fn with_null<'db>(
    db: &'db dyn Db,
    method: FieldId<'db>,
    param: Option<u32>,
    mode: Mode,
) -> WithNull {
    let inferred = infer(db, method);
    if inferred.has_errors() {
        return WithNull::default();
    }
    let run = |is_null: bool| -> (Vec<InferDiagnostic<'db>>, bool) {
        let mut checker = Checker::new(db, method, mode, inferred);
        if is_null {
            match param {
                Some(param) => {
                    let local = inferred.body.function.params.get(param as usize);
                    checker.nullable_params.extend(local.map(|it| it.local));
                }
                None => checker.nullable_this = true,
            }
        }
        let mut function = inferred.body.function.clone();
        // What it returns is for the caller to judge.
        function.ret = match function.ret {
            crate::ty::Ty::Void => function.ret,
            _ => crate::ty::Ty::Dynamic(None),
        };
        checker.function(&function);
        (checker.out, checker.returned_null)
    };
    let (without, _) = run(false);
    let (with, gives_null) = run(true);
    let new = with.into_iter().find(|it| !without.contains(it));
    WithNull {
        message: new.map(|it| it.message),
        gives_null,
    }
}

fn with_null_initial<'db>(
    _db: &'db dyn Db,
    _id: salsa::Id,
    _method: FieldId<'db>,
    _param: Option<u32>,
    _mode: Mode,
) -> WithNull {
    WithNull::default()
}
