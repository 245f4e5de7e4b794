//! The walk: [`Checker::expr`] visits an expression in the order of evaluation and answers whether its value may be null.

use base_db::Db;
use hir_def::{
    Name,
    body::{BinaryOp, Body, Expr, ExprId},
    ids::FieldId,
    item_tree::Meta,
};
use rustc_hash::{FxHashMap, FxHashSet};

use super::{
    error,
    flow::{Flow, Path},
    mode::{META, Mode, mode_of_meta},
    types::{fits, is_nullable, takes_null},
};
use crate::{
    infer::{BodyPlace, InferDiagnostic, InferenceResult},
    print::print_type,
    ty::{AnonField, Ty},
    typed_body::{LocalDecl, LocalId, TExprId, TExprKind, TFunction, TypedBody},
};

pub(super) struct Checker<'a, 'db> {
    pub db: &'db dyn Db,
    pub field: FieldId<'db>,
    pub mode: Mode,
    pub inferred: &'a InferenceResult<'db>,
    pub typed: &'a TypedBody<'db>,
    pub source: &'a Body,
    pub flow: Flow<'db>,
    /// Return types, the innermost function last.
    pub returns: Vec<Ty<'db>>,
    /// Flow at the `break`s of the loops around.
    pub breaks: Vec<Vec<Flow<'db>>>,
    /// By local: how many closures that run later are around its declaration.
    pub depths: FxHashMap<LocalId, u32>,
    pub depth: u32,
    /// Closures write null into them at any time.
    pub never_safe: FxHashSet<LocalId>,
    /// Temporaries of `x ??= e`: what is known of them is known of `x`.
    pub aliases: FxHashMap<LocalId, Path<'db>>,
    /// Of an inline function whose body is judged where it is called.
    pub nullable_params: FxHashSet<LocalId>,
    pub nullable_this: bool,
    pub returned_null: bool,
    /// Loops are walked once in silence, to see what they change.
    pub silent: bool,
    /// Expressions under `@:nullSafety(Off)`.
    off: FxHashSet<ExprId>,
    /// `x` of `x ??= e`.
    pub coalesced: FxHashSet<ExprId>,
    /// `e` of `(e : T)`.
    checked: FxHashSet<ExprId>,
    pub out: Vec<InferDiagnostic<'db>>,
}

/// Where a value goes, for the message.
#[derive(Clone, Copy)]
pub(super) enum Target<'n> {
    /// A variable, a field.
    Assign(BodyPlace),
    Argument {
        name: &'n Name,
        function: &'n str,
    },
    Return(BodyPlace),
    Item,
}

pub(super) fn check_body<'db>(
    db: &'db dyn Db,
    field: FieldId<'db>,
    mode: Mode,
    inferred: &InferenceResult<'db>,
) -> Vec<InferDiagnostic<'db>> {
    let mut checker = Checker::new(db, field, mode, inferred);
    let is_var = hir_def::field_data(db, field)
        .is_some_and(|it| matches!(it.field.kind, hir_def::item_tree::FieldKind::Var { .. }));
    if is_var {
        checker.initialiser();
    } else {
        checker.function(&inferred.body.function);
    }
    checker.out
}

impl<'a, 'db> Checker<'a, 'db> {
    pub fn new(
        db: &'db dyn Db,
        field: FieldId<'db>,
        mode: Mode,
        inferred: &'a InferenceResult<'db>,
    ) -> Self {
        let source = hir_def::body(db, field);
        let mut checker = Checker {
            db,
            field,
            mode,
            inferred,
            typed: &inferred.body,
            source,
            flow: Flow::default(),
            returns: Vec::new(),
            breaks: Vec::new(),
            depths: FxHashMap::default(),
            depth: 0,
            never_safe: FxHashSet::default(),
            aliases: FxHashMap::default(),
            nullable_params: FxHashSet::default(),
            nullable_this: false,
            returned_null: false,
            silent: false,
            off: FxHashSet::default(),
            coalesced: FxHashSet::default(),
            checked: FxHashSet::default(),
            out: Vec::new(),
        };
        checker.read_source();
        checker
    }

    /// Notes the expressions that are not to be checked, and what `(e : T)` casts.
    fn read_source(&mut self) {
        for (id, expr) in self.source.exprs.iter() {
            match expr {
                Expr::Meta { meta, expr } if is_off(std::slice::from_ref(meta)) => {
                    self.switch_off(*expr);
                }
                Expr::Vars(vars) => {
                    for var in vars.iter().filter(|it| is_off(&it.meta)) {
                        if vars.len() == 1 {
                            self.off.insert(id);
                        }
                        var.init.iter().for_each(|it| self.switch_off(*it));
                    }
                }
                Expr::Assign {
                    op: Some(BinaryOp::NullCoalesce),
                    lhs,
                    ..
                } => {
                    self.coalesced.insert(*lhs);
                }
                Expr::CheckType { expr, .. } => {
                    self.checked.insert(*expr);
                }
                _ => {}
            }
        }
    }

    fn switch_off(&mut self, expr: ExprId) {
        if self.off.insert(expr) {
            self.source.exprs[expr].for_each_child(&mut |child| self.switch_off(child));
        }
    }

    pub fn is_off(&self, id: TExprId) -> bool {
        self.typed[id]
            .origin
            .is_some_and(|it| self.off.contains(&it))
    }

    fn initialiser(&mut self) {
        let Some(root) = self.typed.function.body else {
            return;
        };
        let ty = crate::signature::field_signature(self.db, self.field).ty;
        let (inner, _) = self.peel(root);
        let nullable = self.expr(inner);
        if nullable && !takes_null(self.db, ty) {
            let name = self.field.name(self.db);
            self.report(
                BodyPlace::Owner,
                format_args!(
                    "Cannot set nullable initial value for not-nullable field \"{name}\"."
                ),
            );
        } else {
            self.must_fit(inner, ty, BodyPlace::Owner);
        }
    }

    /// A function's parameters and body, from the flow as it is.
    pub fn function(&mut self, function: &TFunction<'db>) {
        for param in &function.params {
            self.depths.insert(param.local, self.depth);
        }
        let Some(body) = function.body else { return };
        self.returns.push(function.ret);
        let breaks = std::mem::take(&mut self.breaks);
        let is_value = !matches!(function.ret, Ty::Void | Ty::Unknown);
        match self.typed[body].kind {
            TExprKind::Block(_) | TExprKind::Return(_) | TExprKind::Throw(_) => {
                self.expr(body);
            }
            _ if is_value => {
                let at = self.place(body);
                let nullable = self.pass(body, function.ret, Target::Return(at));
                self.returned_null |= nullable && self.returns.len() == 1;
            }
            _ => {
                self.expr(body);
            }
        }
        self.breaks = breaks;
        self.returns.pop();
    }

    pub fn place(&self, id: TExprId) -> BodyPlace {
        self.typed[id]
            .origin
            .map_or(BodyPlace::Owner, BodyPlace::Expr)
    }

    pub fn report(&mut self, at: BodyPlace, message: impl std::fmt::Display) {
        if self.silent || self.flow.is_dead {
            return;
        }
        if let BodyPlace::Expr(expr) = at
            && self.off.contains(&expr)
        {
            return;
        }
        let found = error(at, message);
        if !self.out.contains(&found) {
            self.out.push(found);
        }
    }

    /// What stands behind implicit conversions, and the type they lead to.
    pub fn peel(&self, id: TExprId) -> (TExprId, Ty<'db>) {
        let mut inner = id;
        while let TExprKind::Coerce(next) = self.typed[inner].kind
            && !self.is_type_check(inner)
        {
            inner = next;
        }
        (inner, self.typed[id].ty)
    }

    /// A conversion that `(e : T)` asks for.
    fn is_type_check(&self, id: TExprId) -> bool {
        self.typed[id]
            .origin
            .is_some_and(|it| self.checked.contains(&it))
    }

    /// A value on its way to a place of type `to`. Whether it may be null.
    pub fn pass(&mut self, id: TExprId, to: Ty<'db>, target: Target<'_>) -> bool {
        let (inner, _) = self.peel(id);
        if self.is_off(inner) {
            return false;
        }
        // A literal holds what its parts are, whatever type was found for the whole.
        if let (TExprKind::Object(fields), BodyPlace::Expr(_)) =
            (&self.typed[inner].kind, self.target_place(inner, target))
        {
            self.object(inner, fields, to, target);
            return false;
        }
        let nullable = self.expr(inner);
        if nullable && !takes_null(self.db, to) {
            self.report_target(inner, to, target);
        } else if !matches!(
            self.typed[inner].kind,
            TExprKind::Array(_) | TExprKind::Closure(_)
        ) {
            let at = self.target_place(inner, target);
            self.must_fit(inner, to, at);
        }
        nullable
    }

    fn target_place(&self, id: TExprId, target: Target<'_>) -> BodyPlace {
        match target {
            Target::Assign(at) | Target::Return(at) => at,
            Target::Argument { .. } | Target::Item => self.place(id),
        }
    }

    fn report_target(&mut self, id: TExprId, to: Ty<'db>, target: Target<'_>) {
        let at = self.target_place(id, target);
        match target {
            Target::Assign(_) => self.report(at, "Cannot assign nullable value here."),
            Target::Argument { name, function } => self.report(
                at,
                format_args!(
                    "Cannot pass nullable value to not-nullable argument \"{name}\" of function \"{function}\"."
                ),
            ),
            Target::Return(_) => {
                let (from, to) = self.print_pair(id, to);
                self.report(
                    at,
                    format_args!("Cannot return nullable value of {from} as {to}"),
                );
            }
            Target::Item => {
                let (from, to) = self.print_pair(id, to);
                self.report(
                    at,
                    format_args!("Cannot use nullable value of {from} as an item in Array<{to}>"),
                );
            }
        }
    }

    /// `null` has the type that was wanted.
    fn print_pair(&self, id: TExprId, to: Ty<'db>) -> (String, String) {
        let wanted = print_type(self.db, to);
        let given = match self.typed[id].kind {
            TExprKind::Null => wanted.clone(),
            _ => print_type(self.db, self.typed[id].ty),
        };
        (given, wanted)
    }

    /// No null inside where `to` has none.
    pub fn must_fit(&mut self, id: TExprId, to: Ty<'db>, at: BodyPlace) {
        let from = self.typed[id].ty;
        if !self.flow.is_dead && !fits(self.db, from, to) {
            let (from, to) = (print_type(self.db, from), print_type(self.db, to));
            self.report(at, format_args!("Cannot unify {from} with {to}"));
        }
    }

    /// An object literal given to a structure: each field is asked for itself.
    fn object(&mut self, id: TExprId, fields: &[(Name, TExprId)], to: Ty<'db>, target: Target<'_>) {
        let wanted = match crate::decl::expand_typedefs(self.db, to) {
            Ty::Null(inner) => crate::decl::expand_typedefs(self.db, inner.ty(self.db)),
            ty => ty,
        };
        let mut is_bad = false;
        for (name, value) in fields {
            let (inner, given) = self.peel(*value);
            let ty = match wanted {
                Ty::Anon(anon) => anon.field(self.db, name).map_or(given, |it| it.ty),
                _ => given,
            };
            if let TExprKind::Object(parts) = &self.typed[inner].kind {
                self.object(inner, parts, ty, target);
                continue;
            }
            let nullable = self.expr(inner);
            let is_literal = matches!(
                self.typed[inner].kind,
                TExprKind::Array(_) | TExprKind::Closure(_)
            );
            if nullable && !takes_null(self.db, ty) {
                is_bad = true;
            } else if !is_literal {
                let at = self.target_place(id, target);
                self.must_fit(inner, ty, at);
            }
        }
        if !is_bad {
            return;
        }
        let at = self.target_place(id, target);
        match target {
            Target::Return(_) => {
                let parts = fields.iter().map(|(name, value)| {
                    AnonField::var(name.clone(), self.typed[self.peel(*value).0].ty)
                });
                let from = print_type(self.db, Ty::anon(self.db, parts.collect()));
                let to = print_type(self.db, to);
                self.report(
                    at,
                    format_args!("Cannot return nullable value of {from} as {to}"),
                );
            }
            Target::Assign(_) | Target::Argument { .. } | Target::Item => {
                self.report_target(id, to, target);
            }
        }
    }

    /// Visits `id`. Whether its value may be null.
    pub fn expr(&mut self, id: TExprId) -> bool {
        let typed = self.typed;
        let TExprKind::Coerce(inner) = typed[id].kind else {
            let nullable = self.kind(id);
            return nullable && !self.is_off(id);
        };
        let nullable = self.expr(inner);
        if nullable && self.is_type_check(id) {
            if !takes_null(self.db, typed[id].ty) {
                let at = self.place(id);
                self.report(at, "Cannot cast nullable value to not nullable type.");
            }
            return is_nullable(self.db, typed[id].ty);
        }
        // `Dynamic` may be given to anything.
        nullable && !matches!(typed[id].ty, Ty::Dynamic(_))
    }

    /// A value whose nullness its type alone tells.
    pub fn by_type(&self, id: TExprId) -> bool {
        is_nullable(self.db, self.typed[id].ty)
    }

    fn kind(&mut self, id: TExprId) -> bool {
        let typed = self.typed;
        match &typed[id].kind {
            TExprKind::Missing
            | TExprKind::Int(_)
            | TExprKind::Int64(_)
            | TExprKind::Float(_)
            | TExprKind::String(_)
            | TExprKind::Bool(_)
            | TExprKind::TypeValue(_)
            | TExprKind::StaticClosure(_)
            | TExprKind::CtorClosure(_)
            | TExprKind::EnumCtor { .. } => false,
            TExprKind::Null => true,
            TExprKind::This | TExprKind::Local(_) | TExprKind::StaticField(_) => self.read(id),
            TExprKind::Field { recv, field } => {
                let name = field.name(self.db).clone();
                self.receiver(*recv, &name, id);
                self.read(id)
            }
            TExprKind::AnonField { recv, name } => {
                self.receiver(*recv, name, id);
                self.read(id)
            }
            TExprKind::DynamicField { recv, name } => {
                self.receiver(*recv, name, id);
                self.by_type(id)
            }
            TExprKind::MethodClosure { recv, method } => {
                let name = method.name(self.db).clone();
                self.receiver(*recv, &name, id);
                false
            }
            TExprKind::ArrayGet { array, index } | TExprKind::DynamicGet { recv: array, index } => {
                self.element(*array, *index, id);
                self.by_type(id)
            }
            TExprKind::Assign { place, value } => self.assign(id, place, *value),
            TExprKind::VarDecl { local, init } => {
                self.declare(id, *local, *init);
                false
            }
            TExprKind::Arith { lhs, rhs, .. } | TExprKind::DynamicOp { lhs, rhs, .. } => {
                self.operands(id, &[*lhs, *rhs]);
                self.by_type(id)
            }
            TExprKind::Compare { .. }
            | TExprKind::And { .. }
            | TExprKind::Or { .. }
            | TExprKind::Not(_) => {
                self.condition(id);
                false
            }
            TExprKind::Neg { expr, .. } | TExprKind::BitNot { expr, .. } => {
                self.operands(id, &[*expr]);
                false
            }
            TExprKind::Concat(parts) => {
                self.concat(id, parts);
                false
            }
            TExprKind::Call { callee, args } => self.call(id, callee, args),
            TExprKind::New { ctor, args } => {
                self.new_object(id, *ctor, args);
                false
            }
            TExprKind::EnumNew { ctor, args } => {
                self.new_enum(*ctor, args);
                false
            }
            TExprKind::NewGeneric { args } => {
                args.iter().for_each(|it| {
                    self.expr(*it);
                });
                false
            }
            TExprKind::Array(items) => {
                for &item in items {
                    let to = typed[item].ty;
                    self.pass(item, to, Target::Item);
                }
                false
            }
            TExprKind::Object(fields) if self.is_type_check(id) => {
                let before = (self.silent, self.out.len());
                self.silent = false;
                let at = self.place(id);
                self.object(id, fields, typed[id].ty, Target::Assign(at));
                if self.out.len() > before.1 {
                    self.out.truncate(before.1);
                    self.silent = before.0;
                    self.report(at, "Cannot cast nullable value to not nullable type.");
                }
                self.silent = before.0;
                false
            }
            TExprKind::Object(fields) => {
                for (_, value) in fields {
                    let at = self.place(id);
                    let to = typed[*value].ty;
                    self.pass(*value, to, Target::Assign(at));
                }
                false
            }
            TExprKind::Closure(closure) => {
                self.closure(closure);
                false
            }
            TExprKind::PosInfos { custom } => {
                custom.iter().for_each(|it| {
                    self.expr(*it);
                });
                false
            }
            TExprKind::Coerce(inner) => self.expr(*inner),
            TExprKind::UnsafeCast(inner) => {
                self.expr(*inner);
                self.by_type(id)
            }
            TExprKind::CheckedCast(inner) => {
                if self.expr(*inner) && !takes_null(self.db, typed[id].ty) {
                    let at = self.place(id);
                    self.report(at, "Cannot cast nullable value to not nullable type.");
                }
                self.by_type(id)
            }
            TExprKind::IsType { expr, .. } => {
                self.expr(*expr);
                false
            }
            TExprKind::Block(exprs) => self.block(exprs),
            TExprKind::If { cond, then, els } => self.branch(*cond, *then, *els),
            TExprKind::While {
                cond,
                body,
                do_while,
            } => {
                self.while_loop(*cond, *body, *do_while);
                false
            }
            TExprKind::Switch(switch) => self.switch(id, switch),
            TExprKind::Try { body, catches } => {
                self.try_catch(*body, catches);
                self.by_type(id)
            }
            TExprKind::Return(value) => {
                if let Some(value) = value {
                    let to = self.returns.last().copied().unwrap_or(Ty::Unknown);
                    let at = self.place(id);
                    let nullable = self.pass(*value, to, Target::Return(at));
                    self.returned_null |= nullable && self.returns.len() == 1;
                }
                self.flow.is_dead = true;
                false
            }
            TExprKind::Break => {
                let flow = self.flow.clone();
                if let Some(breaks) = self.breaks.last_mut() {
                    breaks.push(flow);
                }
                self.flow.is_dead = true;
                false
            }
            TExprKind::Continue => {
                self.flow.is_dead = true;
                false
            }
            TExprKind::Throw(value) => {
                if self.expr(*value) {
                    let at = self.place(id);
                    self.report(at, "Cannot throw nullable value.");
                }
                self.flow.is_dead = true;
                false
            }
        }
    }

    pub fn block(&mut self, exprs: &[TExprId]) -> bool {
        let mut nullable = false;
        for &expr in exprs {
            nullable = self.expr(expr);
        }
        nullable
    }

    /// Operands of what is no comparison with `==`.
    pub fn operands(&mut self, id: TExprId, operands: &[TExprId]) {
        let mut is_bad = false;
        for &operand in operands {
            is_bad |= self.expr(operand);
        }
        if is_bad {
            let origin = self.typed[id].origin.map(|it| &self.source.exprs[it]);
            let what = match origin {
                Some(Expr::Unary { .. }) => "unary",
                _ => "binary",
            };
            let at = self.place(id);
            self.report(
                at,
                format_args!("Cannot perform {what} operation on nullable value."),
            );
        }
    }

    /// One string beside null is text; two are a mistake. The parts of an interpolation stand beside a string.
    fn concat(&mut self, id: TExprId, parts: &[TExprId]) {
        // By their types: what was tested before makes no difference to the reference.
        let nullable: Vec<bool> = parts
            .iter()
            .map(|it| {
                self.expr(*it);
                let (inner, _) = self.peel(*it);
                !self.is_off(inner) && self.by_type(inner)
            })
            .collect();
        let is_sum = self.typed[id].origin.is_some_and(|it| {
            matches!(
                self.source.exprs[it],
                Expr::Binary { .. } | Expr::Assign { .. }
            )
        });
        if is_sum && let [true, true, ..] = nullable[..] {
            let at = self.place(id);
            self.report(at, "Cannot concatenate two nullable values.");
        }
    }

    /// Where a variable's declaration stands.
    pub fn declaration_place(&self, id: TExprId, local: LocalId) -> BodyPlace {
        match self.typed[local].decl {
            LocalDecl::Var(expr, n) => match &self.source.exprs[expr] {
                Expr::Vars(vars) if vars.len() > 1 => BodyPlace::VarName(expr, n),
                _ => BodyPlace::Expr(expr),
            },
            _ => self.place(id),
        }
    }

    /// Whether a variable was declared under `@:nullSafety(Off)`.
    pub fn is_local_off(&self, local: LocalId) -> bool {
        match self.typed[local].decl {
            LocalDecl::Var(expr, n) => match &self.source.exprs[expr] {
                Expr::Vars(vars) => vars.get(n as usize).is_some_and(|it| is_off(&it.meta)),
                _ => false,
            },
            LocalDecl::Param(n) => self
                .source
                .params
                .get(n as usize)
                .is_some_and(|it| is_off(&it.meta)),
            LocalDecl::FnParam(expr, n) => match &self.source.exprs[expr] {
                Expr::Function(function) => function
                    .params
                    .get(n as usize)
                    .is_some_and(|it| is_off(&it.meta)),
                _ => false,
            },
            LocalDecl::Temp
            | LocalDecl::FnName(_)
            | LocalDecl::ForKey(_)
            | LocalDecl::ForValue(_)
            | LocalDecl::Pattern(_)
            | LocalDecl::Catch(..) => false,
        }
    }

    pub fn add_safe(&mut self, path: Path<'db>) {
        self.flow.add(path);
    }
}

pub(super) fn is_off(meta: &[Meta]) -> bool {
    meta.iter()
        .any(|it| it.name == META && mode_of_meta(it) == Some(Mode::Off))
}
