//! Literals: constants, interpolated strings, arrays, comprehensions, maps and structures (Haxe
//! manual, "Literals", "Array Comprehension", "Object declaration", "Map").

use hir_def::{
    Name,
    body::{BinaryOp, Expr, ExprId, Literal, ObjectField, StringPart},
};
use rustc_hash::FxHashMap;

use crate::{
    infer::{BodyPlace, Expected, InferenceContext, RelatedPlace, constant::ConstValue},
    ty::{AnonField, AnonFieldKind, AnonStatus, AnonTy, Ty},
    typed_body::{LocalDecl, LocalId, TExprId, TExprKind},
};

/// Where the elements of a comprehension go.
#[derive(Clone, Copy)]
pub(super) struct Yield<'db> {
    local: LocalId,
    elem: Ty<'db>,
    is_map: bool,
}

impl<'db> InferenceContext<'db> {
    pub(super) fn infer_literal(&mut self, id: ExprId, literal: &Literal) -> TExprId {
        match literal {
            Literal::Int(value) => self.make(TExprKind::Int(*value), Ty::Int, id),
            Literal::Int64(value) => {
                let ty = self.abstract_ty_of(self.core.types.int64);
                self.make(TExprKind::Int64(*value), ty, id)
            }
            Literal::UInt(value) => {
                let ty = self.abstract_ty_of(self.core.types.uint);
                self.make(TExprKind::Int(*value as i32), ty, id)
            }
            Literal::Float(text) => {
                let value = text.parse::<f64>().unwrap_or(f64::NAN);
                self.make(TExprKind::Float(value.to_bits()), Ty::Float, id)
            }
            Literal::String { value, .. } => self.string(value.clone(), id),
            Literal::Regex { pattern, flags } => {
                let args = vec![
                    self.string(pattern.clone(), id),
                    self.string(flags.clone(), id),
                ];
                let ty = self.class_ty("EReg", Vec::new());
                self.new_object(id, ty, args)
            }
        }
    }

    fn abstract_ty_of(&self, id: Option<hir_def::ids::TypeDeclId<'db>>) -> Ty<'db> {
        match id {
            Some(id) => Ty::Abstract(id, crate::ty::Tys::empty(self.db)),
            None => Ty::Unknown,
        }
    }

    pub(super) fn infer_interpolated(&mut self, id: ExprId, parts: &[StringPart]) -> TExprId {
        let mut res = Vec::with_capacity(parts.len());
        for part in parts {
            match part {
                StringPart::Text(text) => {
                    let text = self.string(text.clone(), id);
                    res.push(text);
                }
                StringPart::Expr(expr) => {
                    let value = self.infer_expr(*expr, Expected::Value);
                    if self.table.follow(self.ty(value)) == Ty::Void {
                        self.error("type-mismatch", *expr, "Cannot use Void as value");
                    }
                    res.push(self.stringified(value, *expr));
                }
            }
        }
        let string = self.core.string;
        self.make(TExprKind::Concat(res.into()), string, id)
    }

    // --- arrays

    pub(super) fn infer_array(
        &mut self,
        id: ExprId,
        elems: &[ExprId],
        expected: Expected<'db>,
    ) -> TExprId {
        match elems {
            [] if self.expects_map(expected) => {
                let map = expected.ty().unwrap_or(Ty::Unknown);
                return self.new_map(id, map);
            }
            [single] if matches!(self.expr(*single), Expr::For { .. } | Expr::While { .. }) => {
                return self.infer_comprehension(id, *single, expected);
            }
            [first, ..]
                if matches!(
                    self.expr(*first),
                    Expr::Binary {
                        op: BinaryOp::Arrow,
                        ..
                    }
                ) =>
            {
                return self.infer_map(id, elems, expected);
            }
            _ => {}
        }
        let (want, allow_mixed) = match expected.ty() {
            Some(ty) => self.expected_elem(ty, 0),
            None => (None, false),
        };
        match want {
            Some(elem) => {
                let exprs: Vec<TExprId> = elems.iter().map(|e| self.infer_as(*e, elem)).collect();
                let ty = self.array_of(elem);
                self.make(TExprKind::Array(exprs.into()), ty, id)
            }
            None => {
                let exprs: Vec<(TExprId, ExprId)> = elems
                    .iter()
                    .map(|e| {
                        let value = self.infer_expr(*e, Expected::Value);
                        if self.is_void_value(value, *e) {
                            (self.missing(*e), *e)
                        } else {
                            (value, *e)
                        }
                    })
                    .collect();
                let elem = self.array_elem_ty(&exprs, allow_mixed);
                let exprs: Vec<TExprId> = exprs
                    .into_iter()
                    .map(|(e, at)| self.coerce(e, elem, at))
                    .collect();
                let ty = self.array_of(elem);
                self.make(TExprKind::Array(exprs.into()), ty, id)
            }
        }
    }

    fn array_elem_ty(&mut self, exprs: &[(TExprId, ExprId)], allow_mixed: bool) -> Ty<'db> {
        if exprs.is_empty() {
            return self.fresh();
        }
        let tys: Vec<Ty<'db>> = exprs.iter().map(|(e, _)| self.ty(*e)).collect();
        match self.table.unify_min(&tys) {
            Ok(ty) => ty,
            Err(_) if allow_mixed || self.untyped => Ty::Dynamic(None),
            Err((index, _)) => {
                let (_, at) = exprs[index];
                self.error(
                    "mixed-array",
                    at,
                    "Arrays of mixed types are only allowed if the type is forced to Array<Dynamic>",
                );
                Ty::Unknown
            }
        }
    }

    /// Element type that an expected type gives an array literal; and whether mixing is allowed.
    fn expected_elem(&mut self, ty: Ty<'db>, depth: u32) -> (Option<Ty<'db>>, bool) {
        match self.table.follow_null(ty) {
            Ty::Class(id, args) if Some(id) == self.core.array => {
                let elem = args.list(self.db).first().copied().unwrap_or(Ty::Unknown);
                match self.table.follow(elem) {
                    Ty::Mono(_) => (None, false),
                    Ty::Unknown => (None, true),
                    Ty::Dynamic(None) => (Some(elem), true),
                    _ => (Some(elem), false),
                }
            }
            Ty::Dynamic(None) => (Some(Ty::Dynamic(None)), true),
            Ty::Unknown => (None, true),
            Ty::Anon(anon) => {
                let iterator = anon.field(self.db, "iterator").map(|f| f.ty);
                (iterator.and_then(|it| self.iterator_param(it)), false)
            }
            Ty::Abstract(id, args) if depth < 4 => {
                let mut found = Vec::new();
                let mut mixed = false;
                for from in self.abstract_froms(id, args) {
                    let (elem, allow) = self.expected_elem(from, depth + 1);
                    mixed |= allow;
                    found.extend(elem);
                }
                match found[..] {
                    [elem] => (Some(elem), mixed),
                    _ => (None, mixed),
                }
            }
            _ => (None, false),
        }
    }

    /// T of `() -> Iterator<T>`.
    fn iterator_param(&mut self, ty: Ty<'db>) -> Option<Ty<'db>> {
        let Ty::Fun(fun) = self.table.follow(ty) else {
            return None;
        };
        let Ty::Anon(it) = self.table.follow(fun.ret(self.db)) else {
            return None;
        };
        let next = it.field(self.db, "next")?.ty;
        match self.table.follow(next) {
            Ty::Fun(next) => Some(next.ret(self.db)),
            _ => None,
        }
    }

    // --- comprehensions

    fn infer_comprehension(
        &mut self,
        id: ExprId,
        source: ExprId,
        expected: Expected<'db>,
    ) -> TExprId {
        let is_map = self.yields_pairs(source);
        let (init, ty, elem) = if is_map {
            let ty = match expected.ty() {
                Some(ty) if self.expects_map(expected) => ty,
                _ => self.fresh_map(),
            };
            (self.new_map(id, ty), ty, Ty::Unknown)
        } else {
            let elem = match expected.ty().and_then(|ty| self.expected_elem(ty, 0).0) {
                Some(elem) => elem,
                None => match expected.ty().and_then(|ty| self.array_elem(ty)) {
                    Some(elem) => elem,
                    None => self.fresh(),
                },
            };
            let ty = self.array_of(elem);
            (
                self.make(TExprKind::Array(Box::default()), ty, id),
                ty,
                elem,
            )
        };
        let local = self.add_local(Name::default(), ty, LocalDecl::Temp, Some(id));
        let decl = self.make(
            TExprKind::VarDecl {
                local,
                init: Some(init),
            },
            Ty::Void,
            id,
        );
        let target = Yield {
            local,
            elem,
            is_map,
        };
        let body = self.scoped(|this| this.infer_yield(source, target));
        let res = self.local(local, id);
        self.block(vec![decl, body, res], id)
    }

    /// Whether the innermost expression is `k => v`.
    fn yields_pairs(&self, id: ExprId) -> bool {
        match self.expr(id) {
            Expr::For { body, .. } | Expr::While { body, .. } => self.yields_pairs(*body),
            Expr::If { then, els, .. } => {
                self.yields_pairs(*then) || els.is_some_and(|e| self.yields_pairs(e))
            }
            Expr::Block(stmts) => stmts.last().is_some_and(|e| self.yields_pairs(*e)),
            Expr::Paren(inner) => self.yields_pairs(*inner),
            Expr::Binary {
                op: BinaryOp::Arrow,
                ..
            } => true,
            _ => false,
        }
    }

    /// A comprehension's body: loops and conditions are followed, what they end in is added.
    fn infer_yield(&mut self, id: ExprId, target: Yield<'db>) -> TExprId {
        let res = match self.expr(id) {
            Expr::For {
                key,
                value,
                iter,
                body,
            } => self.infer_for_with(id, key.as_ref(), value, *iter, |this| {
                this.infer_yield(*body, target)
            }),
            Expr::While {
                cond,
                body,
                do_while,
            } => {
                let infer_body = |this: &mut Self| {
                    this.enter_loop();
                    let body = this.scoped(|this| this.infer_yield(*body, target));
                    this.leave_loop();
                    body
                };
                let (cond, body) = if *do_while {
                    let body = infer_body(self);
                    (self.infer_condition(*cond), body)
                } else {
                    let cond = self.infer_condition(*cond);
                    (cond, infer_body(self))
                };
                self.make(
                    TExprKind::While {
                        cond,
                        body,
                        do_while: *do_while,
                    },
                    Ty::Void,
                    id,
                )
            }
            Expr::If { cond, then, els } => {
                let cond = self.infer_condition(*cond);
                let then = self.scoped(|this| this.infer_yield(*then, target));
                let els = els.map(|els| self.scoped(|this| this.infer_yield(els, target)));
                self.make(TExprKind::If { cond, then, els }, Ty::Void, id)
            }
            Expr::Block(stmts) if !stmts.is_empty() => self.scoped(|this| {
                let mut exprs = Vec::with_capacity(stmts.len());
                for (i, stmt) in stmts.iter().enumerate() {
                    exprs.push(if i + 1 == stmts.len() {
                        this.infer_yield(*stmt, target)
                    } else {
                        this.infer_expr(*stmt, Expected::NoValue)
                    });
                }
                this.make(TExprKind::Block(exprs.into()), Ty::Void, id)
            }),
            Expr::Paren(inner) => self.infer_yield(*inner, target),
            Expr::Binary {
                op: BinaryOp::Arrow,
                lhs,
                rhs,
            } => {
                let map = self.local(target.local, id);
                self.map_set(id, map, *lhs, *rhs)
            }
            _ if target.is_map => {
                self.error("map-element", id, "Expected a => b");
                self.missing(id)
            }
            _ => {
                let value = self.infer_as(id, target.elem);
                if self.table.follow(self.ty(value)) == Ty::Void {
                    self.error("type-mismatch", id, "Cannot use Void as value");
                }
                let array = self.local(target.local, id);
                return self.array_push(id, array, value);
            }
        };
        self.record(id, res);
        res
    }

    fn array_push(&mut self, id: ExprId, array: TExprId, value: TExprId) -> TExprId {
        let method = self
            .core
            .array
            .and_then(|array| hir_def::field_named(self.db, array, &Self::name("push")));
        let Some(method) = method else {
            return self.missing(id);
        };
        self.make(
            TExprKind::Call {
                callee: crate::typed_body::Callee::Instance {
                    recv: array,
                    method,
                    dispatch: crate::typed_body::Dispatch::Virtual,
                    type_args: Box::default(),
                },
                args: Box::new([value]),
            },
            Ty::Int,
            id,
        )
    }

    // --- maps

    fn expects_map(&mut self, expected: Expected<'db>) -> bool {
        let map = self.core.types.map;
        match expected.ty().map(|ty| self.table.follow_null(ty)) {
            Some(Ty::Abstract(id, _)) => Some(id) == map,
            _ => false,
        }
    }

    fn fresh_map(&mut self) -> Ty<'db> {
        let (key, value) = (self.fresh(), self.fresh());
        self.map_ty(key, value)
    }

    fn map_ty(&mut self, key: Ty<'db>, value: Ty<'db>) -> Ty<'db> {
        match self.core.types.map {
            Some(id) => Ty::Abstract(id, self.tys(vec![key, value])),
            None => Ty::Unknown,
        }
    }

    /// `new Map()`; `finish` picks the implementation by the key's type.
    fn new_map(&mut self, id: ExprId, ty: Ty<'db>) -> TExprId {
        let ty = self.table.follow_null(ty);
        self.make(
            TExprKind::New {
                ctor: None,
                args: Box::default(),
            },
            ty,
            id,
        )
    }

    /// Key and value type of an expected map type.
    fn map_params(&mut self, ty: Ty<'db>) -> Option<(Ty<'db>, Ty<'db>)> {
        match self.table.follow_null(ty) {
            Ty::Abstract(id, args) if Some(id) == self.core.types.map => match args.list(self.db) {
                [key, value] => Some((*key, *value)),
                _ => None,
            },
            Ty::Class(id, args) => {
                let args = args.list(self.db);
                match (hir_def::type_path(self.db, id).as_str(), args) {
                    ("haxe.ds.IntMap", [value]) => Some((Ty::Int, *value)),
                    ("haxe.ds.StringMap", [value]) => Some((self.core.string, *value)),
                    ("haxe.ds.ObjectMap" | "haxe.ds.EnumValueMap", [key, value]) => {
                        Some((*key, *value))
                    }
                    _ => None,
                }
            }
            _ => None,
        }
    }

    fn infer_map(&mut self, id: ExprId, elems: &[ExprId], expected: Expected<'db>) -> TExprId {
        let params = expected.ty().and_then(|ty| self.map_params(ty));
        let mut pairs = Vec::with_capacity(elems.len());
        let mut keys: FxHashMap<ConstValue, ExprId> = FxHashMap::default();
        for elem in elems {
            let Expr::Binary {
                op: BinaryOp::Arrow,
                lhs,
                rhs,
            } = self.expr(*elem)
            else {
                self.infer_expr(*elem, Expected::Value);
                self.error("map-element", *elem, "Expected a => b");
                continue;
            };
            let (lhs, rhs) = (*lhs, *rhs);
            let (key, value) = match params {
                Some((key_ty, value_ty)) => {
                    (self.infer_as(lhs, key_ty), self.infer_as(rhs, value_ty))
                }
                None => (
                    self.infer_expr(lhs, Expected::Value),
                    self.infer_expr(rhs, Expected::Value),
                ),
            };
            self.check_duplicate_key(&mut keys, key, lhs);
            pairs.push(((key, lhs), (value, rhs)));
        }
        let (key_ty, value_ty) = match params {
            Some(params) => params,
            None => {
                let keys: Vec<_> = pairs.iter().map(|(k, _)| *k).collect();
                let values: Vec<_> = pairs.iter().map(|(_, v)| *v).collect();
                (self.unify_min(&keys), self.unify_min(&values))
            }
        };
        let ty = self.map_ty(key_ty, value_ty);
        let new = self.new_map(id, ty);
        let (decl, local) = self.temp(new, id);
        let mut stmts = vec![decl];
        for ((key, key_at), (value, value_at)) in pairs {
            let key = self.coerce(key, key_ty, key_at);
            let value = self.coerce(value, value_ty, value_at);
            let map = self.local(local, id);
            stmts.push(self.call_member(id, map, "set", vec![(key, key_at), (value, value_at)]));
        }
        let res = self.local(local, id);
        stmts.push(res);
        self.block(stmts, id)
    }

    fn check_duplicate_key(
        &mut self,
        keys: &mut FxHashMap<ConstValue, ExprId>,
        key: TExprId,
        at: ExprId,
    ) {
        let value = match self.kind(key) {
            TExprKind::Int(v) => ConstValue::Int(*v),
            TExprKind::Float(v) => ConstValue::Float(*v),
            TExprKind::String(v) => ConstValue::String(v.clone()),
            TExprKind::Bool(v) => ConstValue::Bool(*v),
            _ => return,
        };
        if let Some(first) = keys.get(&value).copied() {
            self.error("duplicate-key", at, "Duplicate key");
            self.relate_last(
                RelatedPlace::Body(BodyPlace::Expr(first)),
                "Previously defined here",
            );
        } else {
            keys.insert(value, at);
        }
    }

    fn map_set(&mut self, id: ExprId, map: TExprId, key: ExprId, value: ExprId) -> TExprId {
        let params = self.map_params(self.ty(map));
        let (key_ty, value_ty) = params.unwrap_or((Ty::Unknown, Ty::Unknown));
        let key_expr = self.infer_as(key, key_ty);
        let value_expr = self.infer_as(value, value_ty);
        self.call_member(id, map, "set", vec![(key_expr, key), (value_expr, value)])
    }

    // --- structures

    pub(super) fn infer_object(
        &mut self,
        id: ExprId,
        fields: &[ObjectField],
        expected: Expected<'db>,
    ) -> TExprId {
        match expected.ty().map(|ty| self.object_target(ty, 0)) {
            Some(Target::Structure(anon)) if !anon.is_empty() => {
                self.infer_object_as(id, fields, &anon)
            }
            Some(Target::Dynamic(elem)) => self.infer_object_of(id, fields, |_| Some(elem)),
            Some(Target::Class(ty)) => self.infer_struct_init(id, fields, ty),
            _ => self.infer_object_of(id, fields, |_| None),
        }
    }

    /// What an object literal is typed against.
    fn object_target(&mut self, ty: Ty<'db>, depth: u32) -> Target<'db> {
        match self.table.follow_null(ty) {
            Ty::Anon(anon) => Target::Structure(anon.fields(self.db).to_vec()),
            Ty::Dynamic(Some(elem)) => Target::Dynamic(elem.ty(self.db)),
            class @ Ty::Class(id, _) if crate::decl::decl_has_meta(self.db, id, ":structInit") => {
                Target::Class(class)
            }
            Ty::Abstract(id, args) if depth < 4 => {
                if crate::decl::abstract_info(self.db, id).core_type {
                    return Target::Plain;
                }
                let mut found = Vec::new();
                for from in self.abstract_froms(id, args) {
                    match self.object_target(from, depth + 1) {
                        Target::Plain => {}
                        target => found.push(target),
                    }
                }
                match found.len() {
                    0 => Target::Plain,
                    1 => found.remove(0),
                    _ => Target::Several,
                }
            }
            _ => Target::Plain,
        }
    }

    fn infer_object_of(
        &mut self,
        id: ExprId,
        fields: &[ObjectField],
        want: impl Fn(&Name) -> Option<Ty<'db>>,
    ) -> TExprId {
        let mut values = Vec::with_capacity(fields.len());
        let mut anon: Vec<AnonField<'db>> = Vec::with_capacity(fields.len());
        for (i, field) in fields.iter().enumerate() {
            self.check_duplicate_field(id, fields, i);
            let value = match want(&field.name) {
                Some(ty) => self.infer_as(field.value, ty),
                None => self.infer_expr(field.value, Expected::Value),
            };
            let ty = self.ty(value);
            if self.table.follow(ty) == Ty::Void {
                self.error(
                    "void-variable",
                    field.value,
                    "Fields of type Void are not allowed in structures",
                );
            }
            if is_identifier(&field.name) {
                anon.push(AnonField::var(field.name.clone(), ty));
            }
            values.push((field.name.clone(), value));
        }
        let ty = Ty::Anon(AnonTy::new(self.db, anon, AnonStatus::Const));
        self.make(TExprKind::Object(values.into()), ty, id)
    }

    fn check_duplicate_field(&mut self, id: ExprId, fields: &[ObjectField], i: usize) {
        let name = &fields[i].name;
        if fields[..i].iter().any(|f| f.name == *name) {
            self.error_at(
                "duplicate-field",
                BodyPlace::ObjectField(id, i as u32),
                format!("Duplicate field in object declaration : {name}"),
            );
        }
    }

    /// Against a known structure: fields guided by it, none missing, none too many.
    fn infer_object_as(
        &mut self,
        id: ExprId,
        fields: &[ObjectField],
        target: &[AnonField<'db>],
    ) -> TExprId {
        let mut values = Vec::with_capacity(fields.len());
        let mut anon: Vec<AnonField<'db>> = Vec::with_capacity(fields.len());
        let mut extra = Vec::new();
        for (i, field) in fields.iter().enumerate() {
            self.check_duplicate_field(id, fields, i);
            let known = target.iter().find(|f| f.name == field.name);
            let value = match known {
                Some(known) => self.infer_as(field.value, known.ty),
                None => {
                    if is_identifier(&field.name) {
                        extra.push(i);
                    }
                    self.infer_expr(field.value, Expected::Value)
                }
            };
            if is_identifier(&field.name) {
                let mut made = AnonField::var(field.name.clone(), self.ty(value));
                if let Some(known) = known {
                    made.ty = known.ty;
                    if known.kind == AnonFieldKind::Final {
                        made.kind = AnonFieldKind::Final;
                    }
                }
                anon.push(made);
            }
            values.push((field.name.clone(), value));
        }
        if !self.untyped {
            self.check_object_fields(id, fields, target, &extra);
            // Reported: what is missing counts as given, so that nobody reports it again.
            for wanted in target {
                if !wanted.optional && !anon.iter().any(|given| given.name == wanted.name) {
                    anon.push(wanted.clone());
                }
            }
        }
        let ty = Ty::Anon(AnonTy::new(self.db, anon, AnonStatus::Const));
        self.make(TExprKind::Object(values.into()), ty, id)
    }

    fn check_object_fields(
        &mut self,
        id: ExprId,
        fields: &[ObjectField],
        target: &[AnonField<'db>],
        extra: &[usize],
    ) {
        let missing: Vec<&str> = target
            .iter()
            .filter(|f| !f.optional && !fields.iter().any(|given| given.name == f.name))
            .map(|f| f.name.as_str())
            .collect();
        match missing[..] {
            [] => {}
            [one] => self.error("missing-field", id, format!("Object requires field {one}")),
            _ => self.error(
                "missing-field",
                id,
                format!("Object requires fields: {}", missing.join(", ")),
            ),
        }
        if extra.is_empty() {
            return;
        }
        let written: Vec<AnonField<'db>> = target.to_vec();
        let ty = Ty::Anon(AnonTy::new(self.db, written, AnonStatus::Closed));
        let text = self.print(ty);
        for i in extra {
            let name = &fields[*i].name;
            self.error_at(
                "extra-field",
                BodyPlace::ObjectField(id, *i as u32),
                format!("{text} has extra field {name}"),
            );
        }
    }

    /// `{ x: 1 }` where a `@:structInit` class is expected: its constructor, fields evaluated in the
    /// order written.
    fn infer_struct_init(&mut self, id: ExprId, fields: &[ObjectField], class: Ty<'db>) -> TExprId {
        let Some(ctor) = self.struct_init_ctor(class) else {
            return self.infer_object_of(id, fields, |_| None);
        };
        let target: Vec<AnonField<'db>> = ctor
            .params
            .iter()
            .map(|p| AnonField {
                optional: p.optional,
                ..AnonField::var(p.name.clone(), p.ty)
            })
            .collect();
        let object = self.infer_object_as(id, fields, &target);
        let TExprKind::Object(values) = self.kind(object).clone() else {
            return object;
        };
        let mut decls = Vec::new();
        let in_order = values.iter().map(|(name, _)| name).eq(ctor
            .params
            .iter()
            .map(|p| &p.name)
            .filter(|name| values.iter().any(|(n, _)| n == *name)));
        let mut by_name: Vec<(Name, TExprId)> = Vec::new();
        for (name, value) in &values {
            let value = if in_order {
                *value
            } else {
                self.reusable(*value, &mut decls, id)
            };
            by_name.push((name.clone(), value));
        }
        let mut args = Vec::new();
        for param in &ctor.params {
            let given = by_name.iter().find(|(name, _)| *name == param.name);
            args.push(match given {
                Some((_, value)) => *value,
                None => {
                    let ty = self.null_of(param.ty);
                    self.null(ty, id)
                }
            });
        }
        let new = self.make(
            TExprKind::New {
                ctor: ctor.field,
                args: args.into(),
            },
            class,
            id,
        );
        decls.push(new);
        self.block(decls, id)
    }
}

enum Target<'db> {
    Plain,
    /// An `EitherType` of several: no guide.
    Several,
    Structure(Vec<AnonField<'db>>),
    Dynamic(Ty<'db>),
    Class(Ty<'db>),
}

fn is_identifier(name: &str) -> bool {
    let mut chars = name.chars();
    chars
        .next()
        .is_some_and(|c| c.is_ascii_alphabetic() || c == '_')
        && chars.all(|c| c.is_ascii_alphanumeric() || c == '_')
}
