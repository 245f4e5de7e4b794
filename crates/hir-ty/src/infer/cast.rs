//! Casts, type tests and `try` (Haxe manual, "Casts", "Type Check", "try/catch").

use hir_def::{
    body::{Catch, ExprId},
    ids::TypeDeclId,
    type_ref::TypeRefId,
};

use crate::{
    infer::{BodyPlace, Expected, InferenceContext, RelatedPlace},
    ty::Ty,
    typed_body::{CatchKind, LocalDecl, TCatch, TExprId, TExprKind},
};

impl<'db> InferenceContext<'db> {
    pub(super) fn infer_cast(
        &mut self,
        id: ExprId,
        expr: ExprId,
        ty: Option<TypeRefId>,
    ) -> TExprId {
        let Some(ty_ref) = ty else {
            let value = self.infer_expr(expr, Expected::Value);
            let ty = self.fresh();
            return self.make(TExprKind::UnsafeCast(value), ty, id);
        };
        let ty = self.lower_hint(ty_ref);
        self.check_cast_target(ty, ty_ref);
        let value = self.infer_expr(expr, Expected::Value);
        self.make(TExprKind::CheckedCast(value), ty, id)
    }

    fn check_cast_target(&mut self, ty: Ty<'db>, at: TypeRefId) {
        let mut target = self.table.follow(ty);
        for _ in 0..16 {
            match target {
                Ty::Class(_, args) | Ty::Enum(_, args) => {
                    let bad = args.list(self.db).iter().any(|arg| {
                        !matches!(
                            self.table.follow_abstracts(*arg),
                            Ty::Dynamic(None) | Ty::Mono(_) | Ty::Unknown
                        )
                    });
                    if bad {
                        self.error_at(
                            "cast-type",
                            BodyPlace::TypeRef(at),
                            "Cast type parameters must be Dynamic",
                        );
                    }
                    return;
                }
                Ty::Int | Ty::Float | Ty::Bool | Ty::Unknown => return,
                Ty::Null(inner) => target = self.table.follow(inner.ty(self.db)),
                Ty::Param(param) if self.is_generic_param(param) => return,
                Ty::Param(_) => {
                    self.error_at(
                        "cast-type",
                        BodyPlace::TypeRef(at),
                        "Can't cast to a type parameter",
                    );
                    return;
                }
                Ty::Abstract(decl, args) => {
                    let info = crate::decl::abstract_info(self.db, decl);
                    if info.runtime_value || info.core_type {
                        return;
                    }
                    // What a `Map` of these arguments is made of.
                    let made = info
                        .multi_type
                        .is_some()
                        .then(|| self.table.multi_type_target(decl, args.list(self.db)).ok())
                        .flatten()
                        .map(|(_, class)| class);
                    let under = made.or_else(|| {
                        crate::decl::underlying_type(self.db, decl, args.list(self.db))
                    });
                    match under {
                        Some(under) => target = self.table.follow(under),
                        None => return,
                    }
                }
                _ => {
                    self.error_at(
                        "cast-type",
                        BodyPlace::TypeRef(at),
                        "Cast type must be a class or an enum",
                    );
                    return;
                }
            }
        }
    }

    pub(super) fn infer_is(&mut self, id: ExprId, expr: ExprId, ty_ref: TypeRefId) -> TExprId {
        if let hir_def::type_ref::TypeRef::Path { args, .. } = &self.body.type_refs[ty_ref]
            && !args.is_empty()
        {
            self.error_at(
                "is-parameters",
                BodyPlace::TypeRef(ty_ref),
                "Type parameters are not supported for the `is` operator",
            );
        }
        let value = self.infer_expr(expr, Expected::Value);
        let of = self.lower_new_type(ty_ref);
        self.make(TExprKind::IsType { expr: value, of }, Ty::Bool, id)
    }

    // --- try

    pub(super) fn infer_try(
        &mut self,
        id: ExprId,
        body: ExprId,
        catches: &[Catch],
        expected: Expected<'db>,
    ) -> TExprId {
        let body_expr = self.infer_scoped(body, expected);
        let mut branches = vec![(body_expr, body)];
        let mut made = Vec::with_capacity(catches.len());
        let mut before: Vec<(Ty<'db>, ExprId)> = Vec::new();
        for (i, catch) in catches.iter().enumerate() {
            let ty = match catch.ty {
                Some(ty) => self.lower_hint(ty),
                None => self.class_ty("haxe.Exception", Vec::new()),
            };
            let kind = self.catch_kind(ty, catch.ty, catch.body);
            self.check_reachable(&before, ty, catch.body);
            before.push((ty, catch.body));
            let local = self.add_local(
                catch.name.clone(),
                ty,
                LocalDecl::Catch(id, i as u32),
                Some(id),
            );
            let catch_body = self.scoped(|this| {
                this.bind_name(catch.name.clone(), local);
                this.infer_scoped(catch.body, expected)
            });
            branches.push((catch_body, catch.body));
            made.push((local, kind));
        }
        let ty = if catches.is_empty() {
            self.ty(body_expr)
        } else {
            self.join(&mut branches, expected)
        };
        let body = branches[0].0;
        let catches = made
            .into_iter()
            .zip(&branches[1..])
            .map(|((local, kind), (body, _))| TCatch {
                local,
                kind,
                body: *body,
            })
            .collect();
        self.make(TExprKind::Try { body, catches }, ty, id)
    }

    fn catch_kind(&mut self, ty: Ty<'db>, at: Option<TypeRefId>, body: ExprId) -> CatchKind<'db> {
        let place = at.map_or(BodyPlace::Expr(body), BodyPlace::TypeRef);
        let mut target = self.table.follow(ty);
        for _ in 0..16 {
            match target {
                Ty::Class(decl, args) => {
                    if self.is_exception(decl) {
                        return CatchKind::Exception;
                    }
                    self.check_catch_args(args, place);
                    return CatchKind::Type(target);
                }
                Ty::Enum(_, args) => {
                    self.check_catch_args(args, place);
                    return CatchKind::Type(target);
                }
                Ty::Int | Ty::Float | Ty::Bool => return CatchKind::Type(target),
                Ty::Dynamic(_) | Ty::Unknown => return CatchKind::Dynamic,
                Ty::Null(inner) => target = self.table.follow(inner.ty(self.db)),
                Ty::Param(param) if self.is_generic_param(param) => {
                    return CatchKind::Type(target);
                }
                Ty::Param(_) => {
                    self.error_at(
                        "catch-type",
                        place,
                        "Cannot catch non-generic type parameter",
                    );
                    return CatchKind::Dynamic;
                }
                Ty::Abstract(decl, args) => {
                    let info = crate::decl::abstract_info(self.db, decl);
                    if info.core_type {
                        return CatchKind::Type(target);
                    }
                    match crate::decl::underlying_type(self.db, decl, args.list(self.db)) {
                        Some(under) => target = self.table.follow(under),
                        None => return CatchKind::Dynamic,
                    }
                }
                _ => {
                    self.error_at(
                        "catch-type",
                        place,
                        "Catch type must be a class, an enum or Dynamic",
                    );
                    return CatchKind::Dynamic;
                }
            }
        }
        CatchKind::Dynamic
    }

    fn is_exception(&self, decl: TypeDeclId<'db>) -> bool {
        Some(decl) == self.core.types.exception
    }

    fn check_catch_args(&mut self, args: crate::ty::Tys<'db>, place: BodyPlace) {
        let bad = args.list(self.db).iter().any(|arg| {
            !matches!(
                self.table.follow_abstracts(*arg),
                Ty::Dynamic(None) | Ty::Unknown | Ty::Mono(_)
            )
        });
        if bad {
            self.error_at("catch-type", place, "Catch class parameter must be Dynamic");
        }
    }

    /// A catch behind one that takes the same and more is dead.
    fn check_reachable(&mut self, before: &[(Ty<'db>, ExprId)], ty: Ty<'db>, at: ExprId) {
        for (earlier, earlier_at) in before {
            let is_wild = match self.table.follow(*earlier) {
                Ty::Dynamic(_) => true,
                Ty::Unknown => return,
                _ => false,
            };
            let hidden = is_wild
                || (!matches!(self.table.follow(ty), Ty::Dynamic(_) | Ty::Unknown)
                    && self.can_unify(ty, *earlier));
            if hidden {
                self.error("unreachable-catch", at, "This block is unreachable");
                let (have, takes) = (self.print(ty), self.print(*earlier));
                self.relate_last(
                    RelatedPlace::Body(BodyPlace::Expr(*earlier_at)),
                    format!("{have} can be caught to {takes}, which is handled here"),
                );
                return;
            }
        }
    }
}
