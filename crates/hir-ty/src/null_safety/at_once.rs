//! Whether a function given as an argument runs before the call returns, and never after: then what was tested before the
//! call holds inside it.
//!
//! ```haxe
//! function each(f:Int -> Void) for (x in list) f(x);   // at once
//! function later(f:Int -> Void) listeners.push(f);     // not
//! ```

use base_db::Db;
use hir_def::{
    field_data, fields_named,
    ids::FieldId,
    item_tree::{FieldKind, has_meta},
    module_types,
};

use crate::{
    decl::is_subclass,
    infer::infer,
    typed_body::{Callee, LocalId, TExprId, TExprKind, TypedBody, walk},
};

/// The parameter of `method` is only called by it, or handed to functions of which the same is true.
#[salsa::tracked(returns(copy), cycle_initial = at_once_initial)]
pub(super) fn runs_at_once<'db>(db: &'db dyn Db, method: FieldId<'db>, param: u32) -> bool {
    let Some(data) = field_data(db, method) else {
        return false;
    };
    if has_meta(&data.field.meta, ":pure") {
        return true;
    }
    let FieldKind::Fun { has_body, .. } = &data.field.kind else {
        return false;
    };
    if data.field.flags.is_dynamic || is_overridden_nearby(db, method) {
        return false;
    }
    if !has_body || data.field.flags.is_extern {
        return is_of_std(db, method);
    }
    let body = &infer(db, method).body;
    let Some(param) = body.function.params.get(param as usize) else {
        return false;
    };
    let Some(root) = body.function.body else {
        return false;
    };
    let mut uses = Uses {
        db,
        body,
        param: param.local,
        escapes: false,
    };
    uses.expr(root);
    !uses.escapes
}

/// A function that calls itself with its parameter: what else it does with it decides.
fn at_once_initial<'db>(
    _db: &'db dyn Db,
    _id: salsa::Id,
    _method: FieldId<'db>,
    _param: u32,
) -> bool {
    true
}

/// Of what the target provides (`Array.map`), nothing keeps a function.
fn is_of_std<'db>(db: &'db dyn Db, method: FieldId<'db>) -> bool {
    method.type_decl(db).is_some_and(|decl| {
        let core = crate::core::core_types(db, method.module(db).config(db));
        Some(decl) == core.array || Some(decl) == core.string
    })
}

/// Another body may run in its place. Classes of the same module are looked at.
fn is_overridden_nearby<'db>(db: &'db dyn Db, method: FieldId<'db>) -> bool {
    let Some(owner) = method.type_decl(db) else {
        return false;
    };
    module_types(db, method.module(db)).iter().any(|&decl| {
        decl != owner
            && !fields_named(db, decl, method.name(db)).is_empty()
            && is_subclass(db, decl, owner)
    })
}

struct Uses<'a, 'db> {
    db: &'db dyn Db,
    body: &'a TypedBody<'db>,
    param: LocalId,
    escapes: bool,
}

impl Uses<'_, '_> {
    fn expr(&mut self, id: TExprId) {
        match &self.body[id].kind {
            TExprKind::Local(local) => self.escapes |= *local == self.param,
            TExprKind::Call { callee, args } => {
                match callee {
                    Callee::Value(callee) if self.is_param(*callee) => {}
                    Callee::Value(callee) => self.expr(*callee),
                    Callee::Instance { recv, .. } | Callee::Named { recv, .. } => self.expr(*recv),
                    Callee::Static { .. } | Callee::SuperCtor { .. } => {}
                }
                for (n, &arg) in args.iter().enumerate() {
                    if self.is_param(arg) {
                        let goes_on = match callee {
                            Callee::Static { method, .. } | Callee::Instance { method, .. } => {
                                runs_at_once(self.db, *method, n as u32)
                            }
                            _ => false,
                        };
                        self.escapes |= !goes_on;
                    } else {
                        self.expr(arg);
                    }
                }
            }
            // Tested for null, it goes nowhere.
            TExprKind::Compare { lhs, rhs, .. } => {
                for side in [*lhs, *rhs] {
                    if !self.is_param(side) {
                        self.expr(side);
                    }
                }
            }
            TExprKind::Closure(closure) => {
                if let Some(body) = closure.function.body {
                    let mut inner = Uses {
                        escapes: false,
                        body: self.body,
                        db: self.db,
                        param: self.param,
                    };
                    inner.mentions(body);
                    self.escapes |= inner.escapes;
                }
            }
            kind => walk::children(kind, &mut |child| self.expr(child)),
        }
    }

    fn mentions(&mut self, id: TExprId) {
        match &self.body[id].kind {
            TExprKind::Local(local) => self.escapes |= *local == self.param,
            TExprKind::Closure(closure) => {
                closure
                    .function
                    .body
                    .iter()
                    .for_each(|it| self.mentions(*it));
            }
            kind => walk::children(kind, &mut |child| self.mentions(child)),
        }
    }

    fn is_param(&self, id: TExprId) -> bool {
        match self.body[id].kind {
            TExprKind::Coerce(inner) => self.is_param(inner),
            TExprKind::Local(local) => local == self.param,
            _ => false,
        }
    }
}
