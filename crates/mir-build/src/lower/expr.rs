//! Expressions: one `match`, whose parts are calls.

use hir_def::{
    body::Expr,
    ids::{FieldId, TypeDeclId},
    item_tree::ImportKind,
};
use hir_ty::{
    decl::expand_typedefs,
    ty::Ty,
    typed_body::{TExprId, TExprKind},
};
use mir::{ClosureTarget, ConvOp, Op, Repr, Symbol, Type};

use super::{Dep, FunctionCx, MirItem, MirOwner, Val, loc};
use crate::{
    decls::{self, DeclKind},
    repr::{elem_kind, elem_repr},
    symbols,
};

/// Stands for the position of its instruction until [`crate::program`] knows it.
pub(crate) const SOURCE_FILE: &str = "$file";
pub(crate) const SOURCE_LINE: &str = "$line";

impl<'db> FunctionCx<'_, 'db> {
    /// The value of the expression as its type is represented; `None` for `Void`.
    pub(super) fn lower(&mut self, id: TExprId) -> Option<Val> {
        let expr = self.expr(id);
        let repr = self.repr(expr.ty);
        let outer = match expr.origin {
            Some(_) => self.b.set_loc(loc(expr.origin)),
            None => self.b.loc(),
        };
        let res = self.lower_kind(id, repr);
        self.b.set_loc(outer);
        match (res, repr) {
            (_, Repr::Void) => None,
            (Some(val), _) => Some(self.convert(val, repr)),
            (None, _) => self.nothing(repr),
        }
    }

    /// The value, in a given representation. A `Void` expression where a value is wanted is null.
    pub(super) fn lower_as(&mut self, id: TExprId, repr: Repr) -> mir::Value {
        // An absent `x:Int = 5` is null even though its type has none.
        if crate::repr::nullable(repr.ty()) && self.is_null_constant(id) {
            return self.zero(repr).value;
        }
        match self.lower(id) {
            Some(val) => self.convert(val, repr).value,
            None => {
                self.zero(if repr == Repr::Void { Repr::Word } else { repr })
                    .value
            }
        }
    }

    pub(super) fn lower_val(&mut self, id: TExprId) -> Val {
        match self.lower(id) {
            Some(val) => val,
            None => self.zero(Repr::Word),
        }
    }

    pub(super) fn lower_word(&mut self, id: TExprId) -> mir::Value {
        self.lower_as(id, Repr::Word)
    }

    fn lower_kind(&mut self, id: TExprId, repr: Repr) -> Option<Val> {
        let expr = self.expr(id);
        match &expr.kind {
            TExprKind::Missing => {
                if self.is_syntax_error(expr.origin) {
                    self.problem(super::ProblemKind::BrokenBody);
                } else if let Some(path) = self.absent_platform(expr.origin) {
                    self.unsupported(format!("`{path}`, which belongs to another platform,"));
                } else {
                    self.unsupported(self.untyped(expr.origin));
                }
                None
            }
            TExprKind::Int(value) => Some(self.number(i64::from(*value), repr)),
            TExprKind::Int64(value) => Some(self.number(*value, repr)),
            TExprKind::Float(bits) => Some(self.float(f64::from_bits(*bits), repr)),
            TExprKind::String(text) => Some(Val {
                value: self.b.const_str(text.clone()),
                repr: Repr::Ref,
            }),
            TExprKind::Bool(value) => Some(Val {
                value: self.b.const_bool(*value),
                repr: Repr::Bool,
            }),
            TExprKind::Null => self.nothing(repr),
            TExprKind::This => Some(self.lower_this(repr)),
            TExprKind::Local(local) => Some(self.read_local(*local)),
            TExprKind::TypeValue(decl) => Some(self.type_value(*decl)),

            TExprKind::Field { recv, field } => Some(self.lower_field_get(*recv, *field)),
            TExprKind::StaticField(field) => Some(self.static_get(*field)),
            TExprKind::AnonField { recv, name } => Some(self.anon_get(*recv, name)),
            TExprKind::DynamicField { recv, name } => {
                let object = self.lower_word(*recv);
                self.out.name(name);
                let value = self.b.ins(
                    Op::DynGet {
                        object,
                        name: name.clone(),
                    },
                    Type::Word,
                );
                Some(Val {
                    value,
                    repr: Repr::Word,
                })
            }
            TExprKind::ArrayGet { array, index } => {
                let array = self.lower_val(*array);
                let index = self.lower_as(*index, Repr::I32);
                let array = self.non_null(array);
                let elem = elem_repr(repr);
                let value = self.b.ins(Op::ArrayGet { array, index }, elem.ty());
                Some(Val { value, repr: elem })
            }
            TExprKind::DynamicGet { recv, index } => {
                let recv = self.lower_word(*recv);
                let index = self.lower_word(*index);
                self.rt("rayzor_dyn_index_get", vec![recv, index], Repr::Word)
            }
            TExprKind::MethodClosure { recv, method } => Some(self.method_closure(*recv, *method)),
            TExprKind::StaticClosure(field) => Some(self.static_closure(*field)),
            TExprKind::CtorClosure(ty) => self.ctor_closure(*ty),
            TExprKind::EnumCtor {
                ctor,
                as_function: true,
            } => {
                let owner = MirOwner::new(self.db(), MirItem::EnumCtor(*ctor), self.empty_args());
                Some(self.function_value(owner))
            }
            TExprKind::EnumCtor {
                ctor,
                as_function: false,
            } => Some(self.enum_new(*ctor, &[])),

            TExprKind::Assign { place, value } => self.lower_assign(place, *value),
            TExprKind::VarDecl { local, init } => {
                self.lower_var(*local, *init);
                None
            }

            TExprKind::Arith { op, kind, lhs, rhs } => {
                Some(self.lower_arith(*op, *kind, *lhs, *rhs))
            }
            TExprKind::Compare { op, kind, lhs, rhs } => {
                Some(self.lower_compare(*op, *kind, *lhs, *rhs))
            }
            TExprKind::DynamicOp { op, lhs, rhs } => self.lower_dynamic_op(*op, *lhs, *rhs),
            TExprKind::And { .. } | TExprKind::Or { .. } => Some(self.lower_logic(id)),
            TExprKind::Not(inner) => {
                let value = self.lower_as(*inner, Repr::Bool);
                Some(Val {
                    value: self.b.unary(mir::UnOp::BNot, value),
                    repr: Repr::Bool,
                })
            }
            TExprKind::Neg { kind, expr } => Some(self.lower_neg(*kind, *expr)),
            TExprKind::BitNot { kind, expr } => Some(self.lower_bit_not(*kind, *expr)),
            TExprKind::Concat(parts) => Some(self.lower_concat(parts)),

            TExprKind::Call { callee, args } => self.lower_call(callee, args, expr.ty),
            TExprKind::New { ctor, args } => self.lower_new(expr.ty, *ctor, args),
            TExprKind::NewGeneric { args } => {
                let ctor = self.ctor_of(expr.ty);
                self.lower_new(expr.ty, ctor, args)
            }
            TExprKind::PosInfos { custom } => Some(self.pos_infos(*custom)),
            TExprKind::EnumNew { ctor, args } => Some(self.enum_new(*ctor, args)),
            TExprKind::Array(elements) => Some(self.lower_array(expr.ty, elements)),
            TExprKind::Object(fields) => {
                let fields: Vec<(Symbol, mir::Value)> = fields
                    .iter()
                    .map(|(name, value)| (name.clone(), self.lower_word(*value)))
                    .collect();
                Some(Val {
                    value: self.b.ins(Op::AnonNew { fields }, Type::Ref),
                    repr: Repr::Ref,
                })
            }
            TExprKind::Closure(closure) => Some(self.lower_closure(id, closure)),

            TExprKind::Coerce(inner) => self.lower_coerce(*inner, expr.ty),
            TExprKind::UnsafeCast(inner) => self.lower_unsafe_cast(*inner, expr.ty),
            TExprKind::CheckedCast(inner) => self.lower_checked_cast(*inner, expr.ty),
            TExprKind::IsType { expr, of } => Some(self.lower_is(*expr, *of)),

            TExprKind::Block(exprs) => {
                let (last, init) = exprs.split_last()?;
                for &expr in init {
                    self.lower(expr);
                    // What follows a `return` is never run.
                    if !self.b.is_reachable() {
                        return None;
                    }
                }
                self.lower(*last)
            }
            TExprKind::If { cond, then, els } => self.lower_if(*cond, *then, *els, repr),
            TExprKind::While {
                cond,
                body,
                do_while,
            } => {
                self.lower_while(*cond, *body, *do_while);
                None
            }
            TExprKind::Switch(switch) => self.lower_switch(switch, repr),
            TExprKind::Try { body, catches } => self.lower_try(*body, catches, repr),
            TExprKind::Return(value) => {
                self.lower_return(*value);
                None
            }
            TExprKind::Break => {
                self.lower_jump(|targets| targets.exit);
                None
            }
            TExprKind::Continue => {
                self.lower_jump(|targets| targets.next);
                None
            }
            TExprKind::Throw(value) => {
                let value = self.lower_word(*value);
                self.b.throw(value);
                None
            }
        }
    }

    /// Whether the parser reported what stands here.
    fn is_syntax_error(&self, origin: Option<hir_def::body::ExprId>) -> bool {
        let (Some(field), Some(origin)) = (self.body.field, origin) else {
            return false;
        };
        let body = hir_def::body::body(self.db(), field);
        let expr = body.exprs.get(origin);
        matches!(expr, None | Some(hir_def::body::Expr::Missing))
    }

    /// What an expression without a type is, as a message names it.
    fn untyped(&self, origin: Option<hir_def::body::ExprId>) -> &'static str {
        let expr = self.body.field.zip(origin).and_then(|(field, origin)| {
            let body = hir_def::body::body(self.db(), field);
            Some(matches!(body.exprs.get(origin)?, Expr::New { .. }))
        });
        match expr {
            Some(true) => "An object whose type parameters are not written (write them out)",
            _ => "A call of a macro",
        }
    }

    /// What of another platform the expression starts with: `js.Browser`, or an imported `Browser`.
    fn absent_platform(&self, origin: Option<hir_def::body::ExprId>) -> Option<String> {
        let db = self.db();
        let field = self.body.field?;
        let module = field.module(db);
        let body = hir_def::body::body(db, field);
        let mut at = origin?;
        let first = loop {
            match body.exprs.get(at)? {
                Expr::Field { expr, .. } | Expr::Index { expr, .. } | Expr::Paren(expr) => {
                    at = *expr
                }
                Expr::Call { callee, .. } => at = *callee,
                Expr::Ident(name) => break name,
                _ => return None,
            }
        };
        let is_absent = |path: &[hir_def::Name]| {
            hir_def::scope::is_absent_platform(db, module.config(db), path)
        };
        if is_absent(std::slice::from_ref(first)) {
            return Some(first.to_string());
        }
        let imports = hir_def::scope::imports_of(db, module);
        let import = imports.iter().find(|it| match &it.kind {
            ImportKind::Alias(name) => name == first,
            ImportKind::Plain | ImportKind::Wildcard | ImportKind::Using => {
                it.path.segments().last() == Some(first)
            }
        })?;
        is_absent(import.path.segments()).then(|| import.path.to_string())
    }

    /// An integer literal of a type represented so.
    fn number(&mut self, value: i64, repr: Repr) -> Val {
        match repr.ty() {
            Type::I8 => Val {
                value: self.b.const_int(Type::I8, i64::from(value as i8)),
                repr,
            },
            Type::I16 => Val {
                value: self.b.const_int(Type::I16, i64::from(value as i16)),
                repr,
            },
            Type::I64 => Val {
                value: self.b.const_int(Type::I64, value),
                repr,
            },
            Type::F64 | Type::F32 => self.float(value as f64, repr),
            Type::I32 => Val {
                value: self.b.const_i32(value as i32),
                repr,
            },
            _ => Val {
                value: self.b.const_i32(value as i32),
                repr: Repr::I32,
            },
        }
    }

    fn float(&mut self, value: f64, repr: Repr) -> Val {
        if repr == Repr::F32 {
            let value = self
                .b
                .ins(Op::Const(mir::Const::f32(value as f32)), Type::F32);
            return Val { value, repr };
        }
        Val {
            value: self.b.const_f64(value),
            repr: Repr::F64,
        }
    }

    fn lower_this(&mut self, repr: Repr) -> Val {
        match (self.this, self.this_cell) {
            // The cell is right in a handler too, which is entered from the start of what it covers.
            (Some((_, repr)), Some(cell)) => Val {
                value: self.b.ins(Op::CellGet { cell }, repr.ty()),
                repr,
            },
            (Some((variable, repr)), None) => Val {
                value: self.b.read_var(variable),
                repr,
            },
            (None, _) => {
                self.internal("`this` outside of a method");
                self.zero(if repr == Repr::Void { Repr::Word } else { repr })
            }
        }
    }

    /// The value of a type: `Math`, `Color`, `Int`.
    pub(super) fn type_value(&mut self, decl: TypeDeclId<'db>) -> Val {
        let ty = self.runtime_decl(decl);
        if decls::decl_kind(self.db(), decl) == DeclKind::Class {
            self.out.dep(Dep::TypeValue(decl));
        }
        let value = self.b.ins(Op::TypeValue { ty }, Type::Ref);
        Val {
            value,
            repr: Repr::Ref,
        }
    }

    /// How a declaration is named at run time; its layout is needed.
    pub(super) fn runtime_decl(&mut self, decl: TypeDeclId<'db>) -> Symbol {
        let db = self.db();
        match decls::decl_kind(db, decl) {
            DeclKind::Class | DeclKind::Interface => {
                let args = self.empty_args();
                self.out.dep(Dep::Class(decl, args));
                symbols::type_symbol(db, decl, args)
            }
            DeclKind::Enum => {
                self.out.dep(Dep::Enum(decl));
                symbols::type_symbol(db, decl, self.empty_args())
            }
            DeclKind::Abstract | DeclKind::Typedef => {
                let ty = hir_ty::decl::self_type(db, decl);
                self.runtime_type(ty)
            }
        }
    }

    /// The symbol that `IsType`, `CastType` and `TypeValue` know a type by.
    pub(super) fn runtime_type(&mut self, ty: Ty<'db>) -> Symbol {
        let db = self.db();
        match expand_typedefs(db, self.ty(ty)) {
            Ty::Int => "Int".into(),
            Ty::Float => "Float".into(),
            Ty::Bool => "Bool".into(),
            Ty::Null(inner) => self.runtime_type(inner.ty(db)),
            Ty::Class(decl, args) => {
                let args = super::instance_args(db, decl, args);
                self.out.dep(Dep::Class(decl, args));
                symbols::type_symbol(db, decl, args)
            }
            Ty::Enum(decl, _) => self.runtime_decl(decl),
            Ty::TypeValue(_) => "Class".into(),
            Ty::Abstract(decl, args) => {
                match (
                    decl.name(db).as_str(),
                    hir_ty::decl::underlying_type(db, decl, args.list(db)),
                ) {
                    ("Class", None) => "Class".into(),
                    ("Enum", None) => "Enum".into(),
                    ("Single", None) => "Float".into(),
                    (_, Some(underlying)) => self.runtime_type(underlying),
                    _ => "Dynamic".into(),
                }
            }
            Ty::Fun(_) => "Function".into(),
            _ => "Dynamic".into(),
        }
    }

    // Fields.

    /// The class as MIR names it, for the receiver's instance of a `@:generic` class.
    pub(super) fn class_of_field(&mut self, recv: Ty<'db>, field: FieldId<'db>) -> Symbol {
        let db = self.db();
        let Some(decl) = decls::owner_decl(db, field) else {
            return Symbol::default();
        };
        let args = self.instance_of(recv, decl);
        self.out.dep(Dep::Class(decl, args));
        symbols::type_symbol(db, decl, args)
    }

    fn lower_field_get(&mut self, recv: TExprId, field: FieldId<'db>) -> Val {
        let db = self.db();
        let recv_ty = self.expr(recv).ty;
        let declared = self.field_repr(recv_ty, field);
        if self.refuse_foreign(field) {
            return self.zero(crate::repr::value_repr(declared));
        }
        let object = self.lower_val(recv);
        if let Some(symbol) = decls::rt_symbol(db, field).cloned() {
            return self.call_runtime(&symbol, vec![object], &[object.repr], declared, None);
        }
        let object = self.non_null(object);
        if decls::is_interface_field(db, field) {
            return self.anon_get_of(object, field.name(db));
        }
        let class = self.class_of_field(recv_ty, field);
        let op = Op::FieldGet {
            object,
            class,
            field: field.name(db).clone(),
        };
        Val {
            value: self.b.ins(op, declared.ty()),
            repr: declared,
        }
    }

    /// Representation of a variable by its declared type, in the receiver's instance.
    pub(super) fn field_repr(&mut self, recv: Ty<'db>, field: FieldId<'db>) -> Repr {
        let db = self.db();
        let map = match decls::owner_decl(db, field) {
            Some(decl) => {
                let args = self.instance_of(recv, decl);
                decls::decl_subst(db, decl, args)
            }
            None => hir_ty::fold::Subst::new(),
        };
        let ty = hir_ty::fold::subst(db, decls::declared_ty(db, field), &map);
        crate::repr::var_repr(db, ty)
    }

    pub(super) fn static_get(&mut self, field: FieldId<'db>) -> Val {
        let db = self.db();
        let repr = crate::repr::var_repr(db, decls::declared_ty(db, field));
        if let Some(symbol) = decls::rt_symbol(db, field).cloned() {
            return self.call_runtime(&symbol, Vec::new(), &[], repr, None);
        }
        if self.refuse_foreign(field) {
            return self.zero(crate::repr::value_repr(repr));
        }
        self.out.dep(Dep::Global(field));
        let global = symbols::field_symbol(db, field, self.empty_args());
        Val {
            value: self.b.ins(Op::GlobalGet { global }, repr.ty()),
            repr,
        }
    }

    fn anon_get(&mut self, recv: TExprId, name: &Symbol) -> Val {
        let object = self.lower_val(recv);
        let object = self.non_null(object);
        self.anon_get_of(object, name)
    }

    pub(super) fn anon_get_of(&mut self, object: mir::Value, name: &Symbol) -> Val {
        self.out.name(name);
        let value = self.b.ins(
            Op::AnonGet {
                object,
                name: name.clone(),
            },
            Type::Word,
        );
        Val {
            value,
            repr: Repr::Word,
        }
    }

    /// The `haxe.PosInfos` of the expression. Line and file are not known here, where nothing may
    /// depend on positions: they are filled in when the program is put together.
    fn pos_infos(&mut self, custom: Option<TExprId>) -> Val {
        let db = self.db();
        let custom = custom.map(|custom| self.lower_word(custom));
        let (class, method) = match self.body.field {
            Some(field) => {
                let symbol = symbols::field_symbol(db, field, self.empty_args());
                let class = symbol
                    .rsplit_once('.')
                    .map_or("", |(class, _)| class)
                    .to_owned();
                (class, field.name(db).clone())
            }
            None => (String::new(), Symbol::default()),
        };
        let file = self.rt_value(SOURCE_FILE, Vec::new(), Repr::Ref);
        let line = self.rt_value(SOURCE_LINE, Vec::new(), Repr::I32);
        let class = self.b.const_str(class);
        let method = self.b.const_str(method);
        let mut fields = vec![
            (Symbol::new_static("fileName"), self.b.box_(Repr::Ref, file)),
            (
                Symbol::new_static("lineNumber"),
                self.b.box_(Repr::I32, line),
            ),
            (
                Symbol::new_static("className"),
                self.b.box_(Repr::Ref, class),
            ),
            (
                Symbol::new_static("methodName"),
                self.b.box_(Repr::Ref, method),
            ),
        ];
        if let Some(custom) = custom {
            fields.push((Symbol::new_static("customParams"), custom));
        }
        Val {
            value: self.b.ins(Op::AnonNew { fields }, Type::Ref),
            repr: Repr::Ref,
        }
    }

    // Function values.

    /// A plain function as a value.
    pub(super) fn function_value(&mut self, owner: MirOwner<'db>) -> Val {
        self.out.dep(Dep::Function(owner));
        let target = ClosureTarget::Function(owner.symbol(self.db()));
        let value = self.b.ins(
            Op::ClosureNew {
                target,
                captures: Vec::new(),
            },
            Type::Ref,
        );
        Val {
            value,
            repr: Repr::Ref,
        }
    }

    fn static_closure(&mut self, field: FieldId<'db>) -> Val {
        let db = self.db();
        if decls::is_dynamic_method(db, field) {
            return self.static_get(field);
        }
        let item = match decls::rt_symbol(db, field) {
            Some(_) => MirItem::RtFunction(field),
            None => MirItem::Field(field),
        };
        let owner = MirOwner::new(db, item, self.empty_args());
        self.function_value(owner)
    }

    fn method_closure(&mut self, recv: TExprId, method: FieldId<'db>) -> Val {
        let db = self.db();
        let recv_ty = self.expr(recv).ty;
        let object = self.lower_val(recv);
        if decls::is_dynamic_method(db, method) {
            let object = self.non_null(object);
            if decls::is_interface_field(db, method) {
                return self.anon_get_of(object, method.name(db));
            }
            let class = self.class_of_field(recv_ty, method);
            let op = Op::FieldGet {
                object,
                class,
                field: method.name(db).clone(),
            };
            return Val {
                value: self.b.ins(op, Type::Ref),
                repr: Repr::Ref,
            };
        }
        let args = match decls::owner_decl(db, method) {
            Some(decl) => self.instance_of(recv_ty, decl),
            None => self.empty_args(),
        };
        if decls::has_slot(db, method) {
            let object = self.non_null(object);
            let class = self.class_of_field(recv_ty, method);
            self.out.dep(Dep::Method(method));
            let target = ClosureTarget::Method {
                class,
                method: crate::layout::slot_name(db, method, args),
            };
            let value = self.b.ins(
                Op::ClosureNew {
                    target,
                    captures: vec![object],
                },
                Type::Ref,
            );
            return Val {
                value,
                repr: Repr::Ref,
            };
        }
        if crate::repr::nullable(object.repr.ty()) {
            self.b.null_check(object.value);
        }
        let owner = MirOwner::new(db, MirItem::BoundMethod(method), args);
        self.out.dep(Dep::Function(owner));
        let target = ClosureTarget::Lambda(owner.symbol(db));
        let this = decls::natural_signature(db, method, &decls::field_subst(db, method, args));
        let this = this.params.first().copied().unwrap_or(Repr::Ref);
        let object = self.convert(object, this);
        let captures = vec![object.value];
        Val {
            value: self.b.ins(Op::ClosureNew { target, captures }, Type::Ref),
            repr: Repr::Ref,
        }
    }

    fn ctor_closure(&mut self, ty: Ty<'db>) -> Option<Val> {
        let db = self.db();
        match expand_typedefs(db, self.ty(ty)) {
            Ty::Class(decl, args) => {
                let args = super::instance_args(db, decl, args);
                let owner = MirOwner::new(db, MirItem::NewFunction(decl), args);
                Some(self.function_value(owner))
            }
            Ty::Abstract(decl, _) => {
                let ctor = decls::own_ctor(db, decl)?;
                let owner = MirOwner::new(db, MirItem::Field(ctor), self.empty_args());
                Some(self.function_value(owner))
            }
            _ => {
                self.unsupported("this constructor as a value");
                None
            }
        }
    }

    // Arrays.

    fn lower_array(&mut self, ty: Ty<'db>, elements: &[TExprId]) -> Val {
        let elem = self.elem_repr_of(ty);
        let travel = elem_repr(elem);
        let values = elements
            .iter()
            .map(|&element| {
                let val = self.lower_val(element);
                let val = self.convert(val, elem);
                self.convert(val, travel).value
            })
            .collect();
        let op = Op::ArrayLit {
            kind: elem_kind(elem),
            values,
        };
        Val {
            value: self.b.ins(op, Type::Ref),
            repr: Repr::Ref,
        }
    }

    /// Representation of the elements of an array type.
    pub(super) fn elem_repr_of(&self, ty: Ty<'db>) -> Repr {
        let db = self.db();
        match expand_typedefs(db, self.ty(ty)) {
            Ty::Class(_, args) => args
                .list(db)
                .first()
                .map_or(Repr::Word, |&elem| crate::repr::repr(db, elem)),
            Ty::Null(inner) => self.elem_repr_of(inner.ty(db)),
            Ty::Abstract(decl, args) => {
                match hir_ty::decl::underlying_type(db, decl, args.list(db)) {
                    Some(underlying) => self.elem_repr_of(underlying),
                    None => Repr::Word,
                }
            }
            _ => Repr::Word,
        }
    }

    pub(super) fn int_to_float(&mut self, val: Val) -> Val {
        let value = self.b.convert(ConvOp::SToF, val.value, Type::F64);
        Val {
            value,
            repr: Repr::F64,
        }
    }
}
