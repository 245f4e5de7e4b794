//! Reading and writing variables, fields and elements.

use hir_def::{
    Name,
    body::{BinaryOp, Expr},
};

use super::{
    check::{Checker, Target},
    flow::{Path, Root, Step},
    mode::Mode,
    types::{is_nullable, takes_null},
};
use crate::{
    signature::field_signature,
    ty::{AnonFieldKind, Ty},
    typed_body::{LocalDecl, LocalId, Place, TExprId, TExprKind},
};

impl<'db> Checker<'_, 'db> {
    /// What a test of this expression would be about; `None` for what may be another value the next time.
    pub fn path_of(&self, id: TExprId) -> Option<Path<'db>> {
        match &self.typed[id].kind {
            TExprKind::Coerce(inner) => self.path_of(*inner),
            TExprKind::This => Some(Path {
                root: Root::This,
                steps: Vec::new(),
            }),
            TExprKind::Local(local) => Some(Path::local(*local)),
            TExprKind::StaticField(field) => Some(Path {
                root: Root::Static(*field),
                steps: Vec::new(),
            }),
            TExprKind::Field { recv, field } => {
                let mut path = self.path_of(*recv)?;
                path.steps.push(Step::Field(*field));
                Some(path)
            }
            TExprKind::AnonField { recv, name } => {
                let mut path = self.path_of(*recv)?;
                path.steps.push(Step::Name(name.clone()));
                Some(path)
            }
            _ => None,
        }
    }

    /// Whether a test of the place holds at all under this mode.
    pub fn can_be_tested(&self, id: TExprId) -> bool {
        match &self.typed[id].kind {
            TExprKind::Coerce(inner) => self.can_be_tested(*inner),
            TExprKind::Local(local) => {
                !self.never_safe.contains(local)
                    && (self.mode <= Mode::Loose
                        || self.depths.get(local).is_none_or(|it| *it == self.depth))
            }
            TExprKind::StaticField(field) | TExprKind::Field { field, .. }
                if self.mode == Mode::StrictThreaded =>
            {
                field_signature(self.db, *field).is_final
            }
            TExprKind::AnonField { recv, name } if self.mode == Mode::StrictThreaded => {
                match crate::decl::expand_typedefs(self.db, self.typed[*recv].ty) {
                    Ty::Anon(anon) => anon
                        .field(self.db, name)
                        .is_some_and(|it| matches!(it.kind, AnonFieldKind::Final)),
                    _ => false,
                }
            }
            _ => true,
        }
    }

    /// A read of a variable or field: null when its type says so and nothing says that it is not.
    pub fn read(&mut self, id: TExprId) -> bool {
        let is_nullable = match &self.typed[id].kind {
            TExprKind::Local(local) => self.is_nullable_local(*local),
            TExprKind::This => self.nullable_this || self.by_type(id),
            _ => self.by_type(id),
        };
        is_nullable && !self.is_safe(id)
    }

    pub fn is_safe(&self, id: TExprId) -> bool {
        self.can_be_tested(id)
            && self
                .path_of(id)
                .is_some_and(|path| self.flow.is_safe(&path))
    }

    /// `a:T = null` is one, whatever was written as its type.
    pub fn is_nullable_local(&self, local: LocalId) -> bool {
        if self.is_local_off(local) {
            return false;
        }
        let found = &self.typed[local];
        if is_nullable(self.db, found.ty) || self.nullable_params.contains(&local) {
            return true;
        }
        let default = match found.decl {
            LocalDecl::Param(n) => self.source.params.get(n as usize),
            LocalDecl::FnParam(expr, n) => match &self.source.exprs[expr] {
                Expr::Function(function) => function.params.get(n as usize),
                _ => None,
            },
            _ => None,
        };
        default.is_some_and(|param| {
            let is_null = param.default.is_some_and(
                |it| matches!(&self.source.exprs[it], Expr::Ident(name) if name == "null"),
            );
            is_null || param.optional
        })
    }

    /// The value before a dot.
    pub fn receiver(&mut self, recv: TExprId, name: &Name, at: TExprId) {
        if self.expr(recv) {
            self.report_access(name, at);
        }
    }

    pub fn report_access(&mut self, name: &Name, at: TExprId) {
        let at = self.place(at);
        self.report(
            at,
            format_args!("Cannot access \"{name}\" of a nullable value."),
        );
    }

    pub fn element(&mut self, array: TExprId, index: TExprId, at: TExprId) {
        let at = self.place(at);
        if self.expr(array) {
            self.report(at, "Cannot perform array access on nullable value.");
        }
        if self.expr(index) {
            self.report(
                at,
                "Cannot use nullable value as an index for array access.",
            );
        }
    }

    pub fn declare(&mut self, id: TExprId, local: LocalId, init: Option<TExprId>) {
        self.depths.insert(local, self.depth);
        let path = Path::local(local);
        self.flow.forget(&path);
        let Some(init) = init else { return };
        let ty = self.typed[local].ty;
        if self.is_local_off(local) {
            return;
        }
        let at = self.declaration_place(id, local);
        let nullable = match self.typed[local].decl {
            // What a loop goes over is asked before it is kept.
            LocalDecl::Temp => self.keep(id, local, init, ty),
            _ => self.pass(init, ty, Target::Assign(at)),
        };
        if !nullable {
            self.add_safe(path);
        }
    }

    /// The value of a variable that only the compiler sees.
    fn keep(&mut self, id: TExprId, local: LocalId, init: TExprId, ty: Ty<'db>) -> bool {
        let (inner, _) = self.peel(init);
        let nullable = self.expr(inner);
        let source = self.typed[id].origin.map(|it| &self.source.exprs[it]);
        if self.typed[id]
            .origin
            .is_some_and(|it| self.coalesced.contains(&it))
            && let Some(path) = self.path_of(inner)
        {
            self.aliases.insert(local, path);
        }
        if !nullable || takes_null(self.db, ty) {
            return nullable;
        }
        match (source, &ty) {
            (Some(Expr::For { .. }), Ty::Class(..)) => {
                self.report_access(&Name::from("length"), init);
            }
            (Some(Expr::For { .. }), Ty::Int) => {
                let at = self.place(init);
                self.report(at, "Cannot perform binary operation on nullable value.");
            }
            (Some(Expr::For { .. }), _) => {
                self.report_access(&Name::from("iterator"), init);
            }
            // Whoever reads the temporary asks.
            _ => return true,
        }
        false
    }

    /// `x += e`, `x++`: these tell nothing about `x`. `x ??= e` does.
    fn is_compound(&self, id: TExprId) -> bool {
        let Some(origin) = self.typed[id].origin else {
            return false;
        };
        match self.source.exprs[origin] {
            Expr::Assign { op, .. } => op.is_some_and(|it| it != BinaryOp::NullCoalesce),
            Expr::Unary { .. } => true,
            _ => false,
        }
    }

    pub fn assign(&mut self, id: TExprId, place: &Place<'db>, value: TExprId) -> bool {
        let at = self.place(id);
        let to = match place {
            Place::Local(local) => {
                if self.is_nullable_local(*local) {
                    Ty::null(self.db, self.typed[*local].ty)
                } else {
                    self.typed[*local].ty
                }
            }
            Place::This => Ty::Unknown,
            Place::Field { recv, field } => {
                let name = field.name(self.db).clone();
                self.receiver(*recv, &name, id);
                self.typed[value].ty
            }
            Place::StaticField(field) => field_signature(self.db, *field).ty,
            Place::AnonField { recv, name } => {
                self.receiver(*recv, name, id);
                self.typed[value].ty
            }
            Place::DynamicField { recv, name } => {
                self.receiver(*recv, name, id);
                Ty::Dynamic(None)
            }
            Place::ArrayElement { array, index } | Place::DynamicElement { recv: array, index } => {
                self.element(*array, *index, id);
                self.typed[value].ty
            }
        };
        let nullable = match place {
            Place::Local(local) if self.is_local_off(*local) => {
                self.expr(value);
                return false;
            }
            _ => self.pass(value, to, Target::Assign(at)),
        };
        let path = match place {
            Place::Local(local) => Some(Path::local(*local)),
            Place::StaticField(field) => Some(Path {
                root: Root::Static(*field),
                steps: Vec::new(),
            }),
            Place::Field { recv, field } => self.path_of(*recv).map(|mut path| {
                path.steps.push(Step::Field(*field));
                path
            }),
            Place::AnonField { recv, name } => self.path_of(*recv).map(|mut path| {
                path.steps.push(Step::Name(name.clone()));
                path
            }),
            Place::This
            | Place::DynamicField { .. }
            | Place::ArrayElement { .. }
            | Place::DynamicElement { .. } => None,
        };
        if self.mode >= Mode::Strict
            && !matches!(place, Place::Local(_) | Place::ArrayElement { .. })
        {
            // The same object may be reached in another way.
            self.flow.forget_fields();
        }
        if let Some(path) = path
            && !self.is_compound(id)
        {
            self.flow.forget(&path);
            if !nullable && (self.mode != Mode::StrictThreaded || path.is_local()) {
                self.add_safe(path);
            }
        }
        // The value is what the place now holds.
        nullable && takes_null(self.db, to)
    }
}
