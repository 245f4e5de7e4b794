//! Methods of abstracts that assign their `this`.
//!
//! Haxe allows it in inline methods, where the assignment reaches the variable that the method was
//! called on. Such a method takes its receiver in a cell; the caller puts what is in the cell
//! afterwards back where the receiver came from.
//!
//! ```haxe
//! abstract Counter(Int) { public inline function bump() this++; }
//! c.bump(); // c is one more
//! ```

use base_db::Db;
use hir_def::ids::FieldId;
use hir_ty::{
    infer::infer,
    typed_body::{Callee, Place, TExprId, TExprKind, TypedBody},
};

use crate::decls::{self, DeclKind};

pub(crate) fn assigns_this<'db>(db: &'db dyn Db, field: FieldId<'db>) -> bool {
    let is_candidate = decls::is_inline(db, field)
        && decls::is_method(db, field)
        && !decls::is_static(db, field)
        && !decls::is_ctor(db, field)
        && decls::owner_decl(db, field)
            .is_some_and(|decl| decls::decl_kind(db, decl) == DeclKind::Abstract);
    is_candidate && body_assigns_this(db, field)
}

#[salsa::tracked(returns(copy), cycle_initial = initial)]
fn body_assigns_this<'db>(db: &'db dyn Db, field: FieldId<'db>) -> bool {
    let typed = &infer(db, field).body;
    typed.exprs.iter().any(|expr| match &expr.kind {
        TExprKind::Assign {
            place: Place::This, ..
        } => true,
        TExprKind::Call {
            callee: Callee::Static { method, .. },
            args,
        } => args.first().is_some_and(|&recv| is_this(typed, recv)) && assigns_this(db, *method),
        _ => false,
    })
}

fn initial<'db>(_db: &'db dyn Db, _id: salsa::Id, _field: FieldId<'db>) -> bool {
    false
}

fn is_this(typed: &TypedBody<'_>, id: TExprId) -> bool {
    match &typed[id].kind {
        TExprKind::This => true,
        TExprKind::Coerce(inner) | TExprKind::UnsafeCast(inner) => is_this(typed, *inner),
        _ => false,
    }
}
