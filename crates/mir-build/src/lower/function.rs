//! Whole functions: parameters with their defaults, the body, what happens at its end.

use base_db::Db;
use hir_def::ids::FieldId;
use hir_ty::{
    fold::Subst,
    ty::Tys,
    typed_body::{LocalId, TExprId, TFunction, TParam},
};
use mir::{CmpOp, Op, Repr, Signature, Symbol, builder::Variable};
use rustc_hash::FxHashMap;

use super::{
    BodyCx, FunctionCx, Home, LocalGlobal, MirOwner, MirResult, Output, ProblemKind, Returns, Val,
    broken, loc, whole_body,
};
use crate::{
    captures::Captures,
    decls::{self, DeclKind, natural_signature},
    repr::{nullable, optional_repr, value_repr, var_repr},
};

pub(super) fn lower_field<'db>(
    db: &'db dyn Db,
    owner: MirOwner<'db>,
    field: FieldId<'db>,
) -> MirResult<'db> {
    let Some(inference) = whole_body(db, field) else {
        return broken();
    };
    let map = decls::field_subst(db, field, owner.args(db));
    let mut out = Output::default();
    with_body(db, owner, field, map, &mut out, |body, out| {
        if decls::is_method(db, field) {
            let sig = natural_signature(db, field, &body.map);
            lower_method(body, out, field, sig, &inference.body.function);
        } else {
            lower_initialiser(body, out, field, &inference.body.function);
        }
        lower_local_statics(body, out);
    });
    out.res
}

/// Runs `f` with the context of a field's typed body.
pub(super) fn with_body<'db>(
    db: &'db dyn Db,
    owner: MirOwner<'db>,
    field: FieldId<'db>,
    map: Subst<'db>,
    out: &mut Output<'db>,
    f: impl FnOnce(&BodyCx<'_, 'db>, &mut Output<'db>),
) {
    let typed = &hir_ty::infer::infer(db, field).body;
    let symbol = owner.symbol(db);
    let globals = typed
        .statics
        .iter()
        .map(|it| {
            (
                it.local,
                Symbol::from(format!("{symbol}${}", typed[it.local].name)),
            )
        })
        .collect::<FxHashMap<LocalId, Symbol>>();
    let body = BodyCx {
        db,
        owner,
        field: Some(field),
        typed,
        map,
        captures: Captures::of(typed),
        globals,
        symbol,
    };
    f(&body, out);
}

pub(super) fn lower_method<'db>(
    body: &BodyCx<'_, 'db>,
    out: &mut Output<'db>,
    field: FieldId<'db>,
    sig: Signature,
    function: &TFunction<'db>,
) {
    let db = body.db;
    let decl = decls::owner_decl(db, field);
    let is_abstract_ctor = decls::is_ctor(db, field)
        && decl.is_some_and(|decl| decls::decl_kind(db, decl) == DeclKind::Abstract);
    let returns = match sig.ret {
        ret if is_abstract_ctor => Returns::This(ret),
        Repr::Void => Returns::Nothing,
        ret => Returns::Value(ret),
    };
    let mut fx = FunctionCx::new(body, out, body.symbol.clone(), sig.clone(), returns);
    if decls::is_inline(db, field) {
        fx.b.set_inline(mir::function::InlineHint::Always);
    }
    let mut n_receiver = 0;
    if is_abstract_ctor {
        fx.declare_this(sig.ret, None);
    } else if crate::this_assign::assigns_this(db, field) {
        let this = match decl {
            Some(decl) => var_repr(db, hir_ty::decl::self_type(db, decl)),
            None => Repr::Word,
        };
        let cell = fx.b.param(0);
        let value = fx.b.ins(Op::CellGet { cell }, this.ty());
        fx.declare_this(this, Some(Val { value, repr: this }));
        fx.this_cell = Some(cell);
        n_receiver = 1;
    } else if !decls::is_static(db, field) {
        let this = Val {
            value: fx.b.param(0),
            repr: sig.params[0],
        };
        fx.declare_this(sig.params[0], Some(this));
        if decl.is_some_and(|decl| decls::decl_kind(db, decl) != DeclKind::Abstract) {
            fx.receiver = Some(this.value);
        }
        n_receiver = 1;
    }
    fx.params(&function.params, n_receiver, &sig.params);
    fx.body_and_end(function.body, function.ret.is_unknown());
    fx.finish();
}

/// `pack.Class.x$init`: the value a variable starts with.
fn lower_initialiser<'db>(
    body: &BodyCx<'_, 'db>,
    out: &mut Output<'db>,
    field: FieldId<'db>,
    function: &TFunction<'db>,
) {
    let ret = var_repr(
        body.db,
        hir_ty::fold::subst(body.db, decls::declared_ty(body.db, field), &body.map),
    );
    // Of an instance variable: inline methods of the instance may be called.
    let this = !decls::is_static(body.db, field);
    lower_value_function(body, out, body.symbol.clone(), this, ret, function.body);
}

/// A function that returns the value of an expression; its only parameter may be the object.
fn lower_value_function<'db>(
    body: &BodyCx<'_, 'db>,
    out: &mut Output<'db>,
    symbol: Symbol,
    this: bool,
    ret: Repr,
    value: Option<TExprId>,
) {
    let params = if this { vec![Repr::Ref] } else { Vec::new() };
    let sig = Signature::new(params, ret);
    let mut fx = FunctionCx::new(body, out, symbol, sig, Returns::Value(ret));
    if this {
        let object = Val {
            value: fx.b.param(0),
            repr: Repr::Ref,
        };
        fx.declare_this(Repr::Ref, Some(object));
        fx.receiver = Some(object.value);
    }
    match value {
        Some(value) => {
            let value = fx.lower_as(value, ret);
            fx.b.ret(Some(value));
        }
        None => {
            let zero = fx.zero(ret);
            fx.b.ret(Some(zero.value));
        }
    }
    fx.finish();
}

pub(super) fn lower_local_statics<'db>(body: &BodyCx<'_, 'db>, out: &mut Output<'db>) {
    for it in &body.typed.statics {
        let local = &body.typed[it.local];
        let ty = hir_ty::fold::subst(body.db, local.ty, &body.map);
        let repr = var_repr(body.db, ty);
        let name = body.globals[&it.local].clone();
        let init = it.init.map(|init| {
            let symbol = Symbol::from(format!("{name}$init"));
            lower_value_function(body, out, symbol.clone(), false, repr, Some(init));
            symbol
        });
        let hint = hir_ty::print::print_type(body.db, ty).into();
        let global = mir::GlobalLayout { name, repr, hint };
        out.res.statics.push(LocalGlobal { global, init });
    }
}

impl<'db> FunctionCx<'_, 'db> {
    pub(super) fn declare_this(&mut self, repr: Repr, value: Option<Val>) {
        let variable = self.b.declare_var(repr.ty());
        let value = match value {
            Some(value) => value.value,
            None => self.zero(repr).value,
        };
        self.b.write_var(variable, value);
        self.this = Some((variable, repr));
    }

    /// Gives the parameters their homes; absent ones their defaults.
    pub(super) fn params(&mut self, params: &[TParam], first: usize, reprs: &[Repr]) {
        for (i, param) in params.iter().enumerate() {
            let Some(&repr) = reprs.get(first + i) else {
                self.internal("a parameter without representation");
                return;
            };
            let given = Val {
                value: self.b.param(first + i),
                repr,
            };
            let value = match param.default {
                Some(default) => self.defaulted(param.local, given, default),
                None => given,
            };
            self.declare_local(param.local, Some(value));
        }
    }

    /// `given`, or the default when it is null.
    fn defaulted(&mut self, local: LocalId, given: Val, default: TExprId) -> Val {
        let repr = self.local_repr(local);
        if !nullable(given.repr.ty()) {
            return given;
        }
        let result = self.b.declare_var(repr.ty());
        let (absent, present, join) = (
            self.b.create_block(),
            self.b.create_block(),
            self.b.create_block(),
        );
        let is_null = self.is_null(given);
        self.b.branch(is_null, absent, present);
        self.start(absent);
        let value = self.lower_as(default, repr);
        self.b.write_var(result, value);
        self.b.jump(join);
        self.start(present);
        let value = self.convert(given, repr).value;
        self.b.write_var(result, value);
        self.b.jump(join);
        self.start(join);
        Val {
            value: self.b.read_var(result),
            repr,
        }
    }

    pub(super) fn body_and_end(&mut self, body: Option<TExprId>, is_open: bool) {
        if let Some(body) = body {
            self.lower(body);
        }
        if !self.b.is_reachable() {
            return;
        }
        match self.returns {
            Returns::Nothing => self.b.ret(None),
            Returns::This(_) => self.return_this(),
            Returns::Value(repr) => {
                if let Some(body) = body {
                    self.b.set_loc(loc(self.expr(body).origin));
                }
                // A function of unknown type may return nothing.
                if !is_open {
                    self.problem(ProblemKind::MissingReturn);
                }
                let zero = self.zero(repr);
                self.b.ret(Some(zero.value));
            }
        }
    }

    pub(super) fn return_this(&mut self) {
        match self.this {
            Some((variable, _)) => {
                let this = self.b.read_var(variable);
                self.b.ret(Some(this));
            }
            None => self.internal("a constructor without this"),
        }
    }

    // Locals.

    /// A fresh home for a local, with its first value.
    pub(super) fn declare_local(&mut self, local: LocalId, value: Option<Val>) {
        if let Some(symbol) = self.body.globals.get(&local) {
            self.homes.insert(local, Home::Global(symbol.clone()));
            return;
        }
        let repr = self.local_repr(local);
        let repr = if repr == Repr::Void { Repr::Word } else { repr };
        let value = value.map(|value| self.convert(value, repr));
        if self.body.captures.is_cell(local) {
            let init = match value {
                Some(value) => value,
                None => self.zero(repr),
            };
            let cell = self.b.ins(Op::CellNew { init: init.value }, mir::Type::Ref);
            let variable = self.variable_of(local, mir::Type::Ref, true);
            self.b.write_var(variable, cell);
        } else if self.body.captures.is_slot(local) {
            let slot = match self.homes.get(&local) {
                Some(Home::Slot(slot)) => *slot,
                _ => {
                    let slot = self.b.create_slot(repr.ty());
                    self.homes.insert(local, Home::Slot(slot));
                    slot
                }
            };
            let init = match value {
                Some(value) => value,
                None => self.zero(repr),
            };
            self.b.ins_void(Op::SlotSet {
                slot,
                value: init.value,
            });
        } else {
            let variable = self.variable_of(local, repr.ty(), false);
            match value {
                Some(value) => self.b.write_var(variable, value.value),
                // Declared anew in each round of a loop: the value of the last round is gone.
                None => {
                    let undef = self.b.ins(Op::Const(mir::Const::Undef), repr.ty());
                    self.b.write_var(variable, undef);
                }
            }
        }
    }

    fn variable_of(&mut self, local: LocalId, ty: mir::Type, is_cell: bool) -> Variable {
        match self.homes.get(&local) {
            Some(Home::Var(variable) | Home::Cell(variable)) => *variable,
            _ => {
                let variable = self.b.declare_var(ty);
                if is_cell {
                    self.homes.insert(local, Home::Cell(variable));
                } else {
                    self.variables.insert(variable, local);
                    self.homes.insert(local, Home::Var(variable));
                }
                variable
            }
        }
    }

    fn home(&mut self, local: LocalId) -> Home {
        if let Some(home) = self.homes.get(&local) {
            return home.clone();
        }
        if let Some(symbol) = self.body.globals.get(&local) {
            return Home::Global(symbol.clone());
        }
        // A temporary that is assigned before anything declares it.
        self.declare_local(local, None);
        self.homes[&local].clone()
    }

    pub(super) fn read_local(&mut self, local: LocalId) -> Val {
        let repr = self.local_repr(local);
        let repr = if repr == Repr::Void { Repr::Word } else { repr };
        let ty = repr.ty();
        let value = match self.home(local) {
            Home::Var(variable) => self.b.read_var(variable),
            Home::Slot(slot) => self.b.ins(Op::SlotGet { slot }, ty),
            Home::Cell(variable) => {
                let cell = self.b.peek_var(variable);
                self.b.ins(Op::CellGet { cell }, ty)
            }
            Home::Global(global) => self.b.ins(Op::GlobalGet { global }, ty),
            Home::SelfClosure => match self.closure {
                Some((closure, _)) => {
                    return Val {
                        value: closure,
                        repr: Repr::Ref,
                    };
                }
                None => self.zero(repr).value,
            },
        };
        Val { value, repr }
    }

    /// Assigns; gives the value as the local has it.
    pub(super) fn write_local(&mut self, local: LocalId, value: Val) -> Val {
        let repr = self.local_repr(local);
        let repr = if repr == Repr::Void { Repr::Word } else { repr };
        let value = self.convert(value, repr);
        match self.home(local) {
            Home::Var(variable) => self.b.write_var(variable, value.value),
            Home::Slot(slot) => self.b.ins_void(Op::SlotSet {
                slot,
                value: value.value,
            }),
            Home::Cell(variable) => {
                let cell = self.b.peek_var(variable);
                self.b.ins_void(Op::CellSet {
                    cell,
                    value: value.value,
                });
            }
            Home::Global(global) => self.b.ins_void(Op::GlobalSet {
                global,
                value: value.value,
            }),
            Home::SelfClosure => self.internal("an assignment to a function's own name"),
        }
        value
    }

    /// What a closure takes of a local: its cell, or its value.
    pub(super) fn capture_local(&mut self, local: LocalId) -> Val {
        match self.home(local) {
            Home::Cell(variable) => Val {
                value: self.b.peek_var(variable),
                repr: Repr::Ref,
            },
            Home::Var(variable) => {
                let repr = self.local_repr(local);
                let repr = if repr == Repr::Void { Repr::Word } else { repr };
                Val {
                    value: self.b.peek_var(variable),
                    repr,
                }
            }
            Home::Slot(_) | Home::Global(_) | Home::SelfClosure => self.read_local(local),
        }
    }

    pub(super) fn bind_capture(&mut self, local: LocalId, captured: Val) {
        if self.body.captures.is_cell(local) {
            let variable = self.b.declare_var(mir::Type::Ref);
            self.b.write_var(variable, captured.value);
            self.homes.insert(local, Home::Cell(variable));
        } else {
            let variable = self.b.declare_var(captured.repr.ty());
            self.b.write_var(variable, captured.value);
            self.homes.insert(local, Home::Var(variable));
        }
    }

    pub(super) fn bind_self(&mut self, local: LocalId) {
        self.homes.insert(local, Home::SelfClosure);
    }

    // Small things.

    /// Continues in a block all of whose predecessors are known.
    pub(super) fn start(&mut self, block: mir::BlockId) {
        self.b.seal_block(block);
        self.b.switch_to_block(block);
    }

    pub(super) fn is_null(&mut self, val: Val) -> mir::Value {
        let ty = val.repr.ty();
        if !nullable(ty) {
            return self.b.const_bool(false);
        }
        let null = self.b.null(ty);
        self.b.compare(CmpOp::Eq, val.value, null)
    }

    pub(super) fn empty_args(&self) -> Tys<'db> {
        Tys::empty(self.db())
    }

    /// The natural representation of a parameter.
    pub(super) fn param_repr(&self, param: &TParam) -> Repr {
        let repr = self.local_repr(param.local);
        let repr = value_repr(repr);
        if param.optional || param.default.is_some() {
            optional_repr(repr)
        } else {
            repr
        }
    }
}
