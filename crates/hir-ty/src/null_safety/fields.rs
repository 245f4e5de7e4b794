//! Fields that hold no null must have a value when the constructor is done, and nothing may look at them before.

use base_db::Db;
use hir_def::{
    Name, field_data, field_named, fields_of,
    ids::{FieldId, TypeDeclId},
    item_tree::{FieldKind, TypeDeclKind, has_meta},
    type_decl_data,
};

use super::{
    check::is_off,
    error,
    mode::{Mode, mode_of_type},
    types::is_nullable,
};
use crate::{
    infer::{BodyPlace, InferDiagnostic, infer},
    signature::field_signature,
    ty::Ty,
    typed_body::{Callee, LocalId, Place, TExprId, TExprKind, TypedBody, walk},
};

/// Whether the field is a variable that would be null when nobody sets it.
fn needs_value<'db>(db: &'db dyn Db, field: FieldId<'db>) -> bool {
    let Some(data) = field_data(db, field) else {
        return false;
    };
    let FieldKind::Var { has_init, .. } = data.field.kind else {
        return false;
    };
    let signature = field_signature(db, field);
    !has_init
        && !signature.is_extern
        && !signature.is_abstract
        && !signature.is_enum_value
        && !is_off(&data.field.meta)
        && signature.has_storage()
        // Of `Dynamic`, too.
        && !is_nullable(db, signature.ty)
        && !matches!(signature.ty, Ty::Unknown | Ty::Mono(_) | Ty::Void)
}

/// Classes whose constructor is the user's own matter.
fn is_plain_class<'db>(db: &'db dyn Db, decl: TypeDeclId<'db>) -> bool {
    type_decl_data(db, decl).is_some_and(|it| {
        matches!(it.decl.kind, TypeDeclKind::Class { .. })
            && !it.decl.is_extern
            && !has_meta(&it.decl.meta, ":structInit")
    }) && !crate::decl::is_rewritten(db, decl)
}

/// A variable without a value: of a type that is to be safe, whatever the mode of its constructor.
pub(super) fn check_initialised<'db>(
    db: &'db dyn Db,
    field: FieldId<'db>,
    mode: Mode,
    out: &mut Vec<InferDiagnostic<'db>>,
) {
    if mode == Mode::Off || !needs_value(db, field) {
        return;
    }
    let name = field.name(db);
    if field_signature(db, field).is_static {
        out.push(error(
            BodyPlace::Owner,
            format_args!("Field \"{name}\" is not nullable thus should have an initial value."),
        ));
        return;
    }
    let Some(decl) = field.type_decl(db).filter(|it| is_plain_class(db, *it)) else {
        return;
    };
    if mode_of_type(db, decl) == Mode::Off {
        return;
    }
    let is_set = field_named(db, decl, &Name::from("new"))
        .is_some_and(|ctor| !unset_after(db, ctor).contains(&field));
    if !is_set {
        out.push(error(
            BodyPlace::Owner,
            format_args!(
                "Field \"{name}\" is not nullable thus should have an initial value or should be initialized in constructor."
            ),
        ));
    }
}

/// The fields that need a value and have none when the constructor is done.
#[salsa::tracked(returns(deref))]
fn unset_after<'db>(db: &'db dyn Db, ctor: FieldId<'db>) -> Vec<FieldId<'db>> {
    let inferred = infer(db, ctor);
    if inferred.has_errors() {
        return Vec::new();
    }
    let mut walk = Construction::new(db, ctor, &inferred.body);
    walk.run();
    walk.unset
}

/// Uses of the object under construction before it is complete.
pub(super) fn check_constructor<'db>(
    db: &'db dyn Db,
    field: FieldId<'db>,
    typed: &TypedBody<'db>,
    out: &mut Vec<InferDiagnostic<'db>>,
) {
    let is_ctor = field.name(db) == "new"
        && field
            .type_decl(db)
            .is_some_and(|decl| is_plain_class(db, decl));
    if is_ctor {
        let mut walk = Construction::new(db, field, typed);
        walk.run();
        out.append(&mut walk.out);
    }
}

struct Construction<'a, 'db> {
    db: &'db dyn Db,
    typed: &'a TypedBody<'db>,
    source: &'a hir_def::body::Body,
    unset: Vec<FieldId<'db>>,
    /// `var self = this`
    aliases: Vec<LocalId>,
    /// A function inside: it reaches the object as a whole.
    in_closure: bool,
    out: Vec<InferDiagnostic<'db>>,
}

impl<'a, 'db> Construction<'a, 'db> {
    fn new(db: &'db dyn Db, ctor: FieldId<'db>, typed: &'a TypedBody<'db>) -> Self {
        let fields = ctor
            .type_decl(db)
            .map_or(&[][..], |decl| fields_of(db, decl));
        let is_unset =
            |it: &FieldId<'db>| needs_value(db, *it) && !field_signature(db, *it).is_static;
        Construction {
            db,
            typed,
            source: hir_def::body(db, ctor),
            unset: fields.iter().copied().filter(is_unset).collect(),
            aliases: Vec::new(),
            in_closure: false,
            out: Vec::new(),
        }
    }

    fn run(&mut self) {
        if let Some(body) = self.typed.function.body {
            self.expr(body);
        }
    }

    fn peel(&self, id: TExprId) -> TExprId {
        match self.typed[id].kind {
            TExprKind::Coerce(inner) => self.peel(inner),
            _ => id,
        }
    }

    fn is_this(&self, id: TExprId) -> bool {
        matches!(self.typed[self.peel(id)].kind, TExprKind::This)
    }

    /// What surely happens when the constructor runs.
    fn expr(&mut self, id: TExprId) {
        let typed = self.typed;
        match &typed[id].kind {
            TExprKind::Block(exprs) => exprs.iter().for_each(|it| self.expr(*it)),
            TExprKind::Coerce(inner) => self.expr(*inner),
            TExprKind::VarDecl {
                local,
                init: Some(init),
            } if self.is_this(*init) => self.aliases.push(*local),
            // A loop over a range that is written out surely runs.
            TExprKind::While { body, .. } if self.is_for(id) => self.expr(*body),
            TExprKind::Assign {
                place: Place::Field { recv, field },
                value,
            } if self.is_this(*recv) => {
                // The value may already use the rest.
                self.unset.retain(|it| it != field);
                self.expr(*value);
            }
            TExprKind::If { cond, then, els } => {
                self.usage(*cond);
                let before = self.unset.clone();
                self.expr(*then);
                let after_then = std::mem::replace(&mut self.unset, before);
                if let Some(els) = els {
                    self.expr(*els);
                }
                for field in after_then {
                    if !self.unset.contains(&field) {
                        self.unset.push(field);
                    }
                }
            }
            _ => self.usage(id),
        }
    }

    /// Anything else: it must not look at what is not there yet.
    fn usage(&mut self, id: TExprId) {
        if self.unset.is_empty() || self.is_off(id) {
            return;
        }
        let typed = self.typed;
        match &typed[id].kind {
            TExprKind::This => self.report(
                id,
                "Cannot use \"this\" until all instance fields are initialized.".to_owned(),
            ),
            TExprKind::Local(local) if self.aliases.contains(local) => self.report(
                id,
                "Cannot use \"this\" until all instance fields are initialized.".to_owned(),
            ),
            TExprKind::Closure(closure) => {
                let before = std::mem::replace(&mut self.in_closure, true);
                closure.function.body.iter().for_each(|it| self.usage(*it));
                self.in_closure = before;
            }
            kind if self.in_closure => walk::children(kind, &mut |child| self.usage(child)),
            TExprKind::Field { recv, field } if self.is_this(*recv) => self.field(id, *field),
            TExprKind::Assign {
                place: Place::Field { recv, field },
                value,
            } if self.is_this(*recv) => {
                self.field(id, *field);
                self.usage(*value);
            }
            TExprKind::MethodClosure { recv, method } if self.is_this(*recv) => {
                let name = method.name(self.db);
                self.report(
                    id,
                    format!("Cannot use method {name} until all instance fields are initialized."),
                );
            }
            TExprKind::Call {
                callee: Callee::Instance { recv, method, .. },
                args,
            } if self.is_this(*recv) => {
                let name = method.name(self.db);
                self.report(
                    id,
                    format!("Cannot call method {name} until all instance fields are initialized."),
                );
                args.iter().for_each(|it| self.usage(*it));
            }
            kind => walk::children(kind, &mut |child| self.usage(child)),
        }
    }

    fn field(&mut self, at: TExprId, field: FieldId<'db>) {
        if self.unset.contains(&field) {
            let name = field.name(self.db);
            self.report(at, format!("Cannot use field {name} until initialization."));
        }
    }

    fn report(&mut self, at: TExprId, message: String) {
        let place = self.typed[at]
            .origin
            .map_or(BodyPlace::Owner, BodyPlace::Expr);
        let found = error(place, message);
        if !self.out.contains(&found) {
            self.out.push(found);
        }
    }

    fn is_for(&self, id: TExprId) -> bool {
        let origin = self.typed[id].origin;
        origin.is_some_and(|it| matches!(self.source.exprs[it], hir_def::body::Expr::For { .. }))
    }

    /// Under `@:nullSafety(Off)`.
    fn is_off(&self, id: TExprId) -> bool {
        let Some(origin) = self.typed[id].origin else {
            return false;
        };
        self.source.exprs.iter().any(|(_, expr)| match expr {
            hir_def::body::Expr::Meta { meta, expr } => {
                is_off(std::slice::from_ref(meta)) && *expr == origin
            }
            _ => false,
        })
    }
}
