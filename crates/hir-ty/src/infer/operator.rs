//! Binary and unary operators (Haxe manual, "Operators"; the table of operand classes in the
//! reference's typer). An abstract's own operator comes first, on the left operand, then on the
//! right; then the built-in rules by operand class.

use hir_def::{
    body::{BinaryOp, ExprId},
    ids::FieldId,
};

use crate::{
    cast::Coercion,
    infer::{Expected, InferenceContext},
    ty::Ty,
    typed_body::{ArithOp, CompareKind, CompareOp, NumKind, TExprId, TExprKind},
};

/// What an operand is to the built-in operators.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) enum Class<'db> {
    Int,
    Float,
    String,
    /// An open monomorph.
    Open,
    Dynamic,
    /// A type parameter or core abstract that is an Int or Float.
    NumParam(Ty<'db>),
    StrParam,
    Abstract,
    Unknown,
    Other,
}

impl<'db> InferenceContext<'db> {
    pub(super) fn infer_binary(
        &mut self,
        id: ExprId,
        op: BinaryOp,
        lhs: ExprId,
        rhs: ExprId,
        expected: Expected<'db>,
    ) -> TExprId {
        match op {
            BinaryOp::NullCoalesce => return self.infer_null_coalesce(id, lhs, rhs, expected),
            BinaryOp::Arrow => {
                self.error("unexpected-operator", id, "Unexpected =>");
                return self.missing(id);
            }
            _ => {}
        }
        let promoted = self.promoted_operand(op, expected);
        let left = self.infer_expr(lhs, promoted);
        let right = self.infer_rhs(op, left, rhs, promoted);
        if self.is_void_value(left, lhs) || self.is_void_value(right, rhs) {
            return self.missing(id);
        }
        self.binary(id, op, (left, lhs), (right, rhs), false).value
    }

    /// An expected abstract with exactly one operator of this kind guides its operands.
    fn promoted_operand(&mut self, op: BinaryOp, expected: Expected<'db>) -> Expected<'db> {
        let Some(ty) = expected.ty() else {
            return Expected::Value;
        };
        match self.table.follow(ty) {
            Ty::Abstract(id, _) => {
                let info = crate::decl::abstract_info(self.db, id);
                let mut fitting = info.ops.iter().filter(|o| {
                    o.op == crate::decl::AbstractOp::Binary(op)
                        || o.op == crate::decl::AbstractOp::Assign(op)
                });
                match (fitting.next(), fitting.next()) {
                    (Some(_), None) => Expected::Ty(ty),
                    _ => Expected::Value,
                }
            }
            _ => Expected::Value,
        }
    }

    pub(super) fn infer_rhs(
        &mut self,
        op: BinaryOp,
        left: TExprId,
        rhs: ExprId,
        expected: Expected<'db>,
    ) -> TExprId {
        let expected = match op {
            BinaryOp::Eq
            | BinaryOp::NotEq
            | BinaryOp::Lt
            | BinaryOp::LtEq
            | BinaryOp::Gt
            | BinaryOp::GtEq => Expected::Ty(self.ty(left)),
            BinaryOp::BoolAnd | BinaryOp::BoolOr => Expected::Ty(Ty::Bool),
            _ => expected,
        };
        self.infer_expr(rhs, expected)
    }

    /// `lhs op rhs` with both typed. `assign`: for `lhs op= rhs`, whose own overload comes first.
    pub(super) fn binary(
        &mut self,
        id: ExprId,
        op: BinaryOp,
        lhs: (TExprId, ExprId),
        rhs: (TExprId, ExprId),
        assign: bool,
    ) -> BinaryResult {
        if let Some(res) = self.overloaded_binary(id, op, lhs, rhs, assign) {
            return res;
        }
        BinaryResult {
            value: self.builtin_binary(id, op, lhs, rhs),
            needs_assign: true,
        }
    }

    pub(super) fn builtin_binary(
        &mut self,
        id: ExprId,
        op: BinaryOp,
        lhs: (TExprId, ExprId),
        rhs: (TExprId, ExprId),
    ) -> TExprId {
        match op {
            BinaryOp::Add => self.add(id, lhs, rhs),
            BinaryOp::Sub | BinaryOp::Mul | BinaryOp::Div | BinaryOp::Mod => {
                self.arithmetic(id, op, lhs, rhs)
            }
            BinaryOp::BitAnd
            | BinaryOp::BitOr
            | BinaryOp::BitXor
            | BinaryOp::Shl
            | BinaryOp::Shr
            | BinaryOp::UShr => {
                let (lt, rt) = (self.ty(lhs.0), self.ty(rhs.0));
                // An abstract may have the operator: what is not known may be one.
                if [lt, rt]
                    .iter()
                    .any(|&ty| self.table.follow_null(ty).is_unknown())
                {
                    return self.unknown_op(id, arith_op(op), lhs.0, rhs.0);
                }
                let left = self.operand(lhs, Ty::Int);
                let right = self.operand(rhs, Ty::Int);
                self.arith(id, arith_op(op), NumKind::Int, left, right, Ty::Int)
            }
            BinaryOp::Eq | BinaryOp::NotEq => self.equality(id, op, lhs, rhs),
            BinaryOp::Lt | BinaryOp::LtEq | BinaryOp::Gt | BinaryOp::GtEq => {
                self.comparison(id, op, lhs, rhs)
            }
            BinaryOp::BoolAnd | BinaryOp::BoolOr => {
                let lhs = self.operand(lhs, Ty::Bool);
                let rhs = self.operand(rhs, Ty::Bool);
                let kind = if op == BinaryOp::BoolAnd {
                    TExprKind::And { lhs, rhs }
                } else {
                    TExprKind::Or { lhs, rhs }
                };
                self.make(kind, Ty::Bool, id)
            }
            BinaryOp::Interval => {
                let from = self.operand(lhs, Ty::Int);
                let to = self.operand(rhs, Ty::Int);
                let ty = self.class_ty("IntIterator", Vec::new());
                self.new_object(id, ty, vec![from, to])
            }
            BinaryOp::In => {
                self.error("unexpected-operator", id, "Unexpected in");
                self.missing(id)
            }
            BinaryOp::Arrow | BinaryOp::NullCoalesce => self.missing(id),
        }
    }

    /// An operand of a built-in operator as the type this works on. Methods of abstracts that
    /// cast are not asked: `any + 1` is an error, although `var i:Int = any` is none.
    pub(super) fn operand(&mut self, operand: (TExprId, ExprId), ty: Ty<'db>) -> TExprId {
        let (value, at) = operand;
        if self.unify(self.ty(value), ty, at) {
            self.coerce_node(value, ty, at)
        } else {
            self.make(TExprKind::Missing, ty, at)
        }
    }

    pub(super) fn arith(
        &mut self,
        id: ExprId,
        op: ArithOp,
        kind: NumKind,
        lhs: TExprId,
        rhs: TExprId,
        ty: Ty<'db>,
    ) -> TExprId {
        self.make(TExprKind::Arith { op, kind, lhs, rhs }, ty, id)
    }

    /// `new C(args)` with a constructor known to fit.
    pub(super) fn new_object(&mut self, id: ExprId, ty: Ty<'db>, args: Vec<TExprId>) -> TExprId {
        let ctor = match ty {
            Ty::Class(decl, _) => self.ctor_of(decl),
            _ => None,
        };
        self.make(
            TExprKind::New {
                ctor,
                args: args.into(),
            },
            ty,
            id,
        )
    }

    // --- operand classes

    pub(super) fn classify(&mut self, ty: Ty<'db>) -> Class<'db> {
        match self.table.follow_null(ty) {
            Ty::Int => Class::Int,
            Ty::Float => Class::Float,
            Ty::Unknown => Class::Unknown,
            Ty::Dynamic(_) => Class::Dynamic,
            Ty::Mono(_) => Class::Open,
            t @ Ty::Class(..) if t == self.core.string => Class::String,
            t @ Ty::Abstract(id, _) => {
                let info = crate::decl::abstract_info(self.db, id);
                if !info.core_type {
                    return Class::Abstract;
                }
                let to: Vec<Ty<'db>> = info.to.to_vec();
                self.classify_by(t, &to, Class::Other)
            }
            t @ Ty::Param(param) => {
                let bounds = crate::decl::param_bounds(self.db, param);
                let constraints = bounds.constraints.to_vec();
                self.classify_by(t, &constraints, Class::Other)
            }
            Ty::Void
            | Ty::Bool
            | Ty::Null(_)
            | Ty::Class(..)
            | Ty::Enum(..)
            | Ty::Typedef(..)
            | Ty::Fun(_)
            | Ty::Anon(_)
            | Ty::TypeValue(_) => Class::Other,
            // The value of a `@:const` type parameter.
            Ty::Const(constant) => match constant.text(self.db).chars().next() {
                Some('"' | '\'') => Class::String,
                Some(c) if c.is_ascii_digit() || c == '-' => {
                    match constant.text(self.db).contains('.') {
                        true => Class::Float,
                        false => Class::Int,
                    }
                }
                _ => Class::Other,
            },
        }
    }

    fn classify_by(&mut self, ty: Ty<'db>, bounds: &[Ty<'db>], none: Class<'db>) -> Class<'db> {
        for bound in bounds {
            match self.classify(*bound) {
                Class::Int | Class::Float => return Class::NumParam(ty),
                Class::String => return Class::StrParam,
                _ => {}
            }
        }
        none
    }

    /// An unknown operand next to a number: Int, or Float where it may come from a Dynamic.
    /// Returns the type it got.
    pub(super) fn unify_int(
        &mut self,
        operand: (TExprId, ExprId),
        class: Class<'db>,
    ) -> (TExprId, bool) {
        let is_int =
            !(matches!(class, Class::Open | Class::Dynamic) && self.may_be_dynamic(operand.0));
        let ty = if is_int { Ty::Int } else { Ty::Float };
        (self.operand(operand, ty), is_int)
    }

    /// Whether a value plainly came out of something Dynamic, so that assuming Int could cut it.
    /// As in the reference only the common forms are seen: what went through a block, a cast or
    /// another operator is not.
    pub(super) fn may_be_dynamic(&mut self, expr: TExprId) -> bool {
        let ty = self.ty(expr);
        let is_dynamic = matches!(self.table.follow(ty), Ty::Dynamic(_));
        match self.kind(expr).clone() {
            TExprKind::Local(_) | TExprKind::StaticField(_) => is_dynamic,
            TExprKind::DynamicField { .. } | TExprKind::DynamicGet { .. } => true,
            TExprKind::ArrayGet { array, .. } => is_dynamic || self.is_open_dynamic(array),
            TExprKind::AnonField { recv, .. } | TExprKind::Field { recv, .. } => {
                is_dynamic || self.is_open_dynamic(recv)
            }
            TExprKind::Call { .. } => is_dynamic,
            TExprKind::Coerce(inner) => self.may_be_dynamic(inner),
            _ => false,
        }
    }

    /// The same for what stands before a dot or bracket, when its own type says nothing yet.
    fn is_open_dynamic(&mut self, expr: TExprId) -> bool {
        let ty = self.ty(expr);
        matches!(self.table.follow(ty), Ty::Mono(_) | Ty::Dynamic(_)) && self.may_be_dynamic(expr)
    }

    // --- the operators

    fn add(&mut self, id: ExprId, lhs: (TExprId, ExprId), rhs: (TExprId, ExprId)) -> TExprId {
        let (lt, rt) = (self.ty(lhs.0), self.ty(rhs.0));
        let string = self.core.string;
        let ty = match (self.classify(lt), self.classify(rt)) {
            (Class::Unknown, Class::String) | (Class::String, Class::Unknown) => string,
            (Class::Unknown, _) | (_, Class::Unknown) => {
                return self.unknown_op(id, ArithOp::Add, lhs.0, rhs.0);
            }
            (Class::Int, Class::Int) => Ty::Int,
            (Class::Int | Class::Float, Class::Int | Class::Float) => Ty::Float,
            (c @ Class::Open, Class::Int) => int_or_float(self.unify_int(lhs, c).1),
            (Class::Int, c @ Class::Open) => int_or_float(self.unify_int(rhs, c).1),
            // What came out of a Dynamic is made text, whatever it is.
            (Class::Open, Class::String) if self.may_be_dynamic(lhs.0) => {
                self.unify(lt, Ty::Dynamic(None), lhs.1);
                string
            }
            (Class::String, Class::Open) if self.may_be_dynamic(rhs.0) => {
                self.unify(rt, Ty::Dynamic(None), rhs.1);
                string
            }
            (Class::Open, Class::Float | Class::String) => {
                self.unify(lt, rt, lhs.1);
                lt
            }
            (Class::Float | Class::String, Class::Open) => {
                self.unify(rt, lt, rhs.1);
                rt
            }
            (_, Class::String) | (Class::String, _) => string,
            (_, Class::Dynamic) => rt,
            (Class::Dynamic, _) => lt,
            (Class::Open, Class::Open) => {
                let (_, l) = self.unify_int(lhs, Class::Open);
                let (_, r) = self.unify_int(rhs, Class::Open);
                int_or_float(l && r)
            }
            (Class::NumParam(a), Class::NumParam(b)) if a == b => a,
            (Class::NumParam(t), Class::Int) | (Class::Int, Class::NumParam(t)) => t,
            (Class::NumParam(_), Class::Float | Class::NumParam(_))
            | (Class::Float, Class::NumParam(_)) => Ty::Float,
            (Class::NumParam(_), Class::Open) => {
                self.unify(rt, Ty::Float, rhs.1);
                Ty::Float
            }
            (Class::Open, Class::NumParam(_)) => {
                self.unify(lt, Ty::Float, lhs.1);
                Ty::Float
            }
            (Class::StrParam, _) | (_, Class::StrParam) => string,
            (Class::Abstract, Class::Float) => {
                let left = self.operand(lhs, Ty::Float);
                return self.arith_of(id, ArithOp::Add, (left, lhs.1), rhs, Ty::Float);
            }
            (Class::Float, Class::Abstract) => {
                let right = self.operand(rhs, Ty::Float);
                return self.arith_of(id, ArithOp::Add, lhs, (right, rhs.1), Ty::Float);
            }
            (Class::Abstract, Class::Int) => {
                let left = self.operand(lhs, Ty::Int);
                return self.arith_of(id, ArithOp::Add, (left, lhs.1), rhs, Ty::Int);
            }
            (Class::Int, Class::Abstract) => {
                let right = self.operand(rhs, Ty::Int);
                return self.arith_of(id, ArithOp::Add, lhs, (right, rhs.1), Ty::Int);
            }
            (Class::Abstract | Class::NumParam(_) | Class::Other, _)
            | (_, Class::Abstract | Class::Other) => {
                let (l, r) = (self.print(lt), self.print(rt));
                self.error("invalid-operands", id, format!("Cannot add {l} and {r}"));
                return self.missing(id);
            }
        };
        self.arith_of(id, ArithOp::Add, lhs, rhs, ty)
    }

    /// `+ - * / %` with the result type decided.
    fn arith_of(
        &mut self,
        id: ExprId,
        op: ArithOp,
        lhs: (TExprId, ExprId),
        rhs: (TExprId, ExprId),
        ty: Ty<'db>,
    ) -> TExprId {
        match self.classify(ty) {
            Class::String => self.concat(id, lhs, rhs),
            Class::Int => {
                let left = self.coerce_node(lhs.0, Ty::Int, lhs.1);
                let right = self.coerce_node(rhs.0, Ty::Int, rhs.1);
                self.arith(id, op, NumKind::Int, left, right, Ty::Int)
            }
            Class::Float => {
                let left = self.coerce_node(lhs.0, Ty::Float, lhs.1);
                let right = self.coerce_node(rhs.0, Ty::Float, rhs.1);
                self.arith(id, op, NumKind::Float, left, right, Ty::Float)
            }
            _ => match self.num_kind(ty) {
                Some(kind) => {
                    let left = self.coerce_node(lhs.0, ty, lhs.1);
                    let right = self.coerce_node(rhs.0, ty, rhs.1);
                    self.arith(id, op, kind, left, right, ty)
                }
                None => self.make(
                    TExprKind::DynamicOp {
                        op,
                        lhs: lhs.0,
                        rhs: rhs.0,
                    },
                    ty,
                    id,
                ),
            },
        }
    }

    fn unknown_op(&mut self, id: ExprId, op: ArithOp, lhs: TExprId, rhs: TExprId) -> TExprId {
        self.make(TExprKind::DynamicOp { op, lhs, rhs }, Ty::Unknown, id)
    }

    fn arithmetic(
        &mut self,
        id: ExprId,
        op: BinaryOp,
        lhs: (TExprId, ExprId),
        rhs: (TExprId, ExprId),
    ) -> TExprId {
        let (lt, rt) = (self.ty(lhs.0), self.ty(rhs.0));
        let is_div = op == BinaryOp::Div;
        let arith = arith_op(op);
        let (left, right, ty) = match (self.classify(lt), self.classify(rt)) {
            (Class::Unknown, _) | (_, Class::Unknown) => {
                return self.unknown_op(id, arith, lhs.0, rhs.0);
            }
            (Class::Float, Class::Float) => (lhs.0, rhs.0, Ty::Float),
            (Class::NumParam(a), Class::NumParam(b)) if a == b && !is_div => (lhs.0, rhs.0, a),
            (Class::NumParam(_), Class::NumParam(_)) => (lhs.0, rhs.0, Ty::Float),
            (Class::NumParam(t), Class::Int) | (Class::Int, Class::NumParam(t)) => {
                (lhs.0, rhs.0, if is_div { Ty::Float } else { t })
            }
            (Class::NumParam(_), Class::Float) | (Class::Float, Class::NumParam(_)) => {
                (lhs.0, rhs.0, Ty::Float)
            }
            (Class::Float, class) => (lhs.0, self.unify_int(rhs, class).0, Ty::Float),
            (class, Class::Float) => (self.unify_int(lhs, class).0, rhs.0, Ty::Float),
            (lc, rc) => {
                let (left, l_int) = self.unify_int(lhs, lc);
                let (right, r_int) = self.unify_int(rhs, rc);
                let ty = int_or_float(l_int && r_int && !is_div);
                (left, right, ty)
            }
        };
        self.arith_of(id, arith, (left, lhs.1), (right, rhs.1), ty)
    }

    /// `a + b` with a String: parts of a concatenation, flattened to the left.
    fn concat(&mut self, id: ExprId, lhs: (TExprId, ExprId), rhs: (TExprId, ExprId)) -> TExprId {
        let mut parts = match self.kind(lhs.0) {
            TExprKind::Concat(parts) => parts.to_vec(),
            _ => vec![self.stringified(lhs.0, lhs.1)],
        };
        parts.push(self.stringified(rhs.0, rhs.1));
        let string = self.core.string;
        self.make(TExprKind::Concat(parts.into()), string, id)
    }

    /// An abstract becomes text by its `toString` or its cast to String; everything else is left to
    /// lowering, by static type.
    pub(super) fn stringified(&mut self, expr: TExprId, at: ExprId) -> TExprId {
        let ty = self.ty(expr);
        let Ty::Abstract(id, args) = self.table.follow_null(ty) else {
            return expr;
        };
        // Null is no receiver for `toString`, it is the text "null".
        let is_nullable = self.is_null_ty(ty) || {
            let ty = self.table.resolve(ty);
            !crate::decl::is_not_null(self.db, ty)
        };
        if let Some(method) = hir_def::field_named(self.db, id, &Self::name("toString"))
            && self.makes_text(method)
        {
            let mut decls = Vec::new();
            let value = if is_nullable {
                self.reusable(expr, &mut decls, at)
            } else {
                expr
            };
            let string = self.core.string;
            let call = self.static_call(method, args.list(self.db).into(), vec![value], string, at);
            if !is_nullable {
                return call;
            }
            let subject = self.again(value);
            let cond = self.null_test(subject, CompareOp::Eq, at);
            let text = self.string(Self::name("null"), at);
            let res = self.make(
                TExprKind::If {
                    cond,
                    then: text,
                    els: Some(call),
                },
                string,
                at,
            );
            decls.push(res);
            return self.block(decls, at);
        }
        let string = self.core.string;
        let snapshot = self.table.snapshot();
        match self.try_coerce(expr, string, at) {
            Ok(expr) => expr,
            Err(_) => {
                self.table.rollback(snapshot);
                match crate::decl::underlying_type(self.db, id, args.list(self.db)) {
                    Some(under) if matches!(under, Ty::Abstract(..)) && under != ty => {
                        let inner = self.coerce_node(expr, under, at);
                        self.stringified(inner, at)
                    }
                    _ => expr,
                }
            }
        }
    }

    /// A `toString` of an abstract that is a method, or a static that takes the value.
    fn makes_text(&self, method: FieldId<'db>) -> bool {
        let sig = crate::signature::field_signature(self.db, method);
        match sig.ty {
            Ty::Fun(fun) => !sig.is_static || fun.params(self.db).len() == 1,
            _ => false,
        }
    }

    /// `Std.string(a)` of an abstract with a `toString` is a call of that.
    pub(super) fn text_of_abstract(
        &mut self,
        method: FieldId<'db>,
        args: &[TExprId],
        at: ExprId,
    ) -> Option<TExprId> {
        if method.name(self.db) != "string" {
            return None;
        }
        let owner = method.type_decl(self.db)?;
        let [arg] = args else { return None };
        let value = match self.kind(*arg) {
            TExprKind::Coerce(inner) => *inner,
            _ => *arg,
        };
        let ty = self.ty(value);
        (hir_def::type_path(self.db, owner) == "Std" && self.has_to_string(ty))
            .then(|| self.stringified(value, at))
    }

    fn equality(
        &mut self,
        id: ExprId,
        op: BinaryOp,
        lhs: (TExprId, ExprId),
        rhs: (TExprId, ExprId),
    ) -> TExprId {
        let (lt, rt) = (self.ty(lhs.0), self.ty(rhs.0));
        if self.table.follow(rt) == Ty::Void {
            self.error("invalid-operands", id, "Cannot compare Void");
            return self.missing(id);
        }
        // Only casts by a method change an operand: `null == 0` must stay false.
        let (left, right) = match self.table.coerce(lt, rt) {
            Ok(cast @ (Coercion::From { .. } | Coercion::To { .. })) => {
                (self.apply_coercion(lhs.0, cast, rt, lhs.1), rhs.0)
            }
            Ok(Coercion::None | Coercion::Implicit) => (lhs.0, rhs.0),
            Err(_) => match self.table.coerce(rt, lt) {
                Ok(cast @ (Coercion::From { .. } | Coercion::To { .. })) => {
                    (lhs.0, self.apply_coercion(rhs.0, cast, lt, rhs.1))
                }
                Ok(Coercion::None | Coercion::Implicit) => (lhs.0, rhs.0),
                Err(_) => (lhs.0, self.coerce(rhs.0, lt, id)),
            },
        };
        self.warn_function_compare(id, left, right);
        let op = if op == BinaryOp::Eq {
            CompareOp::Eq
        } else {
            CompareOp::NotEq
        };
        self.compare(id, op, left, right)
    }

    fn warn_function_compare(&mut self, id: ExprId, lhs: TExprId, rhs: TExprId) {
        if matches!(self.kind(lhs), TExprKind::Null) || matches!(self.kind(rhs), TExprKind::Null) {
            return;
        }
        let (lt, rt) = (self.ty(lhs), self.ty(rhs));
        if matches!(self.table.follow(lt), Ty::Fun(_))
            || matches!(self.table.follow(rt), Ty::Fun(_))
        {
            self.warning(
                "closure-compare",
                super::BodyPlace::Expr(id),
                "Comparison of function values is unspecified on this target, use Reflect.compareMethods instead",
            );
        }
    }

    /// The kind is set by `finish`, when both types are known.
    pub(super) fn compare(
        &mut self,
        id: ExprId,
        op: CompareOp,
        lhs: TExprId,
        rhs: TExprId,
    ) -> TExprId {
        self.make(
            TExprKind::Compare {
                op,
                kind: CompareKind::Dynamic,
                lhs,
                rhs,
            },
            Ty::Bool,
            id,
        )
    }

    fn comparison(
        &mut self,
        id: ExprId,
        op: BinaryOp,
        lhs: (TExprId, ExprId),
        rhs: (TExprId, ExprId),
    ) -> TExprId {
        let (lt, rt) = (self.ty(lhs.0), self.ty(rhs.0));
        let fits = match (self.classify(lt), self.classify(rt)) {
            (Class::Unknown, _) | (_, Class::Unknown) => true,
            (Class::Int | Class::Float, Class::Int | Class::Float)
            | (Class::String, Class::String) => true,
            (Class::Int, c @ Class::Open) => {
                self.unify_int(rhs, c);
                true
            }
            (Class::Float | Class::String, Class::Open) => self.unify(rt, lt, rhs.1),
            (c @ Class::Open, Class::Int) => {
                self.unify_int(lhs, c);
                true
            }
            (Class::Open, Class::Float | Class::String) => self.unify(lt, rt, lhs.1),
            (Class::Open, Class::Open) => {
                self.unify_int(lhs, Class::Open);
                self.unify_int(rhs, Class::Open);
                true
            }
            (Class::Dynamic, Class::Int | Class::Float | Class::String | Class::Dynamic)
            | (Class::Int | Class::Float | Class::String, Class::Dynamic) => true,
            (
                Class::NumParam(_),
                Class::Int | Class::Float | Class::NumParam(_) | Class::Dynamic | Class::Open,
            )
            | (Class::Int | Class::Float | Class::Dynamic | Class::Open, Class::NumParam(_)) => {
                true
            }
            (Class::StrParam, Class::String | Class::StrParam | Class::Open | Class::Dynamic)
            | (Class::String | Class::Open | Class::Dynamic, Class::StrParam) => true,
            (
                Class::Int
                | Class::Float
                | Class::String
                | Class::Open
                | Class::Dynamic
                | Class::NumParam(_)
                | Class::StrParam
                | Class::Abstract
                | Class::Other,
                _,
            ) => false,
        };
        if !fits {
            let (l, r) = (self.print(lt), self.print(rt));
            self.error(
                "invalid-operands",
                id,
                format!("Cannot compare {l} and {r}"),
            );
            return self.missing(id);
        }
        self.compare(id, compare_op(op), lhs.0, rhs.0)
    }

    /// The core scalar that values of `ty` are, through abstracts.
    pub(super) fn num_kind(&mut self, ty: Ty<'db>) -> Option<NumKind> {
        let mut ty = self.table.follow_null(ty);
        for _ in 0..8 {
            match ty {
                Ty::Int => return Some(NumKind::Int),
                Ty::Float => return Some(NumKind::Float),
                Ty::Abstract(id, args) => {
                    if let Some(kind) = scalar_kind(id.name(self.db)) {
                        let info = crate::decl::abstract_info(self.db, id);
                        if info.core_type {
                            return Some(kind);
                        }
                    }
                    let under = crate::decl::underlying_type(self.db, id, args.list(self.db))?;
                    ty = self.table.follow_null(under);
                }
                _ => return None,
            }
        }
        None
    }
}

/// A typed `lhs op rhs`.
pub(super) struct BinaryResult {
    pub value: TExprId,
    /// For `op=`: the value must still be stored (an overload of `op=` itself did it).
    pub needs_assign: bool,
}

pub(super) fn int_or_float<'db>(is_int: bool) -> Ty<'db> {
    if is_int { Ty::Int } else { Ty::Float }
}

pub(super) fn arith_op(op: BinaryOp) -> ArithOp {
    match op {
        BinaryOp::Sub => ArithOp::Sub,
        BinaryOp::Mul => ArithOp::Mul,
        BinaryOp::Div => ArithOp::Div,
        BinaryOp::Mod => ArithOp::Mod,
        BinaryOp::BitAnd => ArithOp::BitAnd,
        BinaryOp::BitOr => ArithOp::BitOr,
        BinaryOp::BitXor => ArithOp::BitXor,
        BinaryOp::Shl => ArithOp::Shl,
        BinaryOp::Shr => ArithOp::Shr,
        BinaryOp::UShr => ArithOp::UShr,
        BinaryOp::Add
        | BinaryOp::Eq
        | BinaryOp::NotEq
        | BinaryOp::Lt
        | BinaryOp::LtEq
        | BinaryOp::Gt
        | BinaryOp::GtEq
        | BinaryOp::BoolAnd
        | BinaryOp::BoolOr
        | BinaryOp::Interval
        | BinaryOp::Arrow
        | BinaryOp::NullCoalesce
        | BinaryOp::In => ArithOp::Add,
    }
}

pub(super) fn compare_op(op: BinaryOp) -> CompareOp {
    match op {
        BinaryOp::NotEq => CompareOp::NotEq,
        BinaryOp::Lt => CompareOp::Lt,
        BinaryOp::LtEq => CompareOp::LtEq,
        BinaryOp::Gt => CompareOp::Gt,
        BinaryOp::GtEq => CompareOp::GtEq,
        _ => CompareOp::Eq,
    }
}

/// Native scalars by name.
pub(super) fn scalar_kind(name: &str) -> Option<NumKind> {
    Some(match name {
        "u8" => NumKind::U8,
        "u16" => NumKind::U16,
        "u32" => NumKind::U32,
        "u64" => NumKind::U64,
        "i8" => NumKind::I8,
        "i16" => NumKind::I16,
        "i32" => NumKind::Int,
        "i64" => NumKind::I64,
        "f32" | "Single" => NumKind::F32,
        "f64" => NumKind::Float,
        _ => return None,
    })
}
