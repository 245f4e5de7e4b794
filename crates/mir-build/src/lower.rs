//! Typed bodies to MIR: one function per body, one per closure in it.
//!
//! [`mir`] is the query; a [`FunctionCx`] lowers one function. Expressions are lowered in the order
//! of evaluation that Haxe fixes (left to right: receiver, arguments, operands, base before index
//! before the assigned value). What inference left implicit is only representation: where a
//! declared type and the type of an expression are represented differently (`T` and `Int`), the
//! value is converted there.

use base_db::Db;
use hir_def::{
    body::ExprId,
    ids::{EnumCtorId, FieldId, TypeDeclId},
};
use hir_ty::{
    fold::{Subst, subst},
    infer::{InferenceResult, infer},
    ty::{Ty, Tys},
    typed_body::{LocalId, TExpr, TExprId, TypedBody},
};
use mir::{BlockId, Function, FunctionBuilder, Loc, Repr, Signature, Slot, Symbol, Value};
use rustc_hash::{FxHashMap, FxHashSet};

use crate::{captures::Captures, decls, repr::repr, symbols};

mod assign;
mod call;
mod cast;
mod closure;
mod construct;
mod control;
mod convert;
pub(crate) mod expr;
mod function;
mod intrinsic;
pub(crate) mod metadata;
mod operator;
pub mod query;
pub(crate) mod spans;
mod string;
mod switch;
mod try_;
mod wrapper;

pub(crate) use construct::instance_args;

/// Something that becomes MIR functions.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, salsa::SalsaValue)]
pub enum MirItem<'db> {
    /// The body of a method or function; the initialiser of a variable, as a function without
    /// parameters.
    Field(FieldId<'db>),
    /// A class's constructor: variable initialisers, then the body or the parent's constructor.
    Ctor(TypeDeclId<'db>),
    /// `C.new` as a value.
    NewFunction(TypeDeclId<'db>),
    /// An enum constructor with parameters as a value.
    EnumCtor(EnumCtorId<'db>),
    /// `o.m` as a value where `m` has no slot: a closure over the receiver.
    BoundMethod(FieldId<'db>),
    /// A function of the runtime as a value.
    RtFunction(FieldId<'db>),
    /// What `haxe.rtti.Meta` reads of a class, interface or enum, made by a function.
    Metadata(TypeDeclId<'db>),
    /// `method` under the natural signature of `slot`, a method that it overrides or implements.
    Bridge {
        method: FieldId<'db>,
        slot: FieldId<'db>,
        /// Of the slot's class, where that is `@:generic`.
        slot_args: Tys<'db>,
    },
}

/// An item, in the instance of its `@:generic` class or method that `args` names.
#[salsa::interned(debug, revisions = usize::MAX)]
pub struct MirOwner<'db> {
    #[returns(copy)]
    pub item: MirItem<'db>,
    #[returns(copy)]
    pub args: Tys<'db>,
}

impl<'db> MirOwner<'db> {
    pub fn field(db: &'db dyn Db, field: FieldId<'db>) -> MirOwner<'db> {
        MirOwner::new(db, MirItem::Field(field), Tys::empty(db))
    }

    /// The symbol of its main function.
    pub fn symbol(self, db: &'db dyn Db) -> Symbol {
        let args = self.args(db);
        match self.item(db) {
            MirItem::Field(field) => {
                let symbol = symbols::field_symbol(db, field, args);
                if decls::is_method(db, field) {
                    symbol
                } else {
                    format!("{symbol}$init").into()
                }
            }
            MirItem::Ctor(decl) => symbols::ctor_symbol(db, decl, args),
            MirItem::NewFunction(decl) => {
                format!("{}$make", symbols::ctor_symbol(db, decl, args)).into()
            }
            MirItem::EnumCtor(ctor) => symbols::enum_ctor_symbol(db, ctor),
            MirItem::BoundMethod(field) => {
                format!("{}$bound", symbols::field_symbol(db, field, args)).into()
            }
            MirItem::RtFunction(field) => {
                format!("{}$fn", symbols::field_symbol(db, field, args)).into()
            }
            MirItem::Metadata(decl) => {
                format!("{}$meta", symbols::type_symbol(db, decl, args)).into()
            }
            MirItem::Bridge {
                method,
                slot,
                slot_args,
            } => {
                let slot = symbols::field_symbol(db, slot, slot_args);
                format!("{}$as${slot}", symbols::field_symbol(db, method, args)).into()
            }
        }
    }
}

/// What a function needs from outside, to put a program together.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, salsa::SalsaValue)]
pub enum Dep<'db> {
    /// Calls it, or makes a closure of it.
    Function(MirOwner<'db>),
    /// Reads fields, tests types, makes instances.
    Class(TypeDeclId<'db>, Tys<'db>),
    /// Makes instances.
    Instance(TypeDeclId<'db>, Tys<'db>),
    Enum(TypeDeclId<'db>),
    /// Has the class as a value: its statics can be looked up.
    TypeValue(TypeDeclId<'db>),
    /// A static variable.
    Global(FieldId<'db>),
    /// Calls this method, or one that overrides or implements it, through its slot.
    Method(FieldId<'db>),
}

#[derive(Clone, PartialEq, Eq, Debug, Default, salsa::SalsaValue)]
pub struct MirResult<'db> {
    /// The item's own function first, then its closures.
    pub functions: Vec<Function>,
    /// Each once, in the order of first mention.
    pub deps: Vec<Dep<'db>>,
    /// Names that are looked up at run time: `d.name`, `structure.name()`.
    pub names: Vec<Symbol>,
    /// Local statics: global, representation, initialiser.
    pub statics: Vec<LocalGlobal>,
    pub problems: Vec<Problem>,
    /// Reads of locals that some path does not assign, and in which function.
    pub undefined_reads: Vec<(Option<ExprId>, LocalId)>,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LocalGlobal {
    pub global: mir::GlobalLayout,
    pub init: Option<Symbol>,
}

/// Why a function cannot be run as it is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Problem {
    pub at: Option<ExprId>,
    pub kind: ProblemKind,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ProblemKind {
    /// The end of a function that must return something can be reached.
    MissingReturn,
    /// The body has errors that were reported elsewhere.
    BrokenBody,
    /// Not supported.
    Unsupported(String),
    /// A bug of ours.
    Internal(String),
}

/// What all functions of one body share.
pub(crate) struct BodyCx<'a, 'db> {
    db: &'db dyn Db,
    owner: MirOwner<'db>,
    /// The field whose body this is.
    field: Option<FieldId<'db>>,
    typed: &'a TypedBody<'db>,
    map: Subst<'db>,
    captures: Captures,
    /// Local statics.
    globals: FxHashMap<LocalId, Symbol>,
    symbol: Symbol,
}

/// What comes out.
#[derive(Default)]
pub(crate) struct Output<'db> {
    res: MirResult<'db>,
    deps: FxHashSet<Dep<'db>>,
    names: FxHashSet<Symbol>,
}

impl<'db> Output<'db> {
    fn dep(&mut self, dep: Dep<'db>) {
        if self.deps.insert(dep) {
            self.res.deps.push(dep);
        }
    }

    fn name(&mut self, name: &Symbol) {
        if self.names.insert(name.clone()) {
            self.res.names.push(name.clone());
        }
    }
}

/// An SSA value with how it is boxed.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Val {
    value: Value,
    repr: Repr,
}

/// Where a local lives.
#[derive(Clone, Debug)]
enum Home {
    Var(mir::builder::Variable),
    Slot(Slot),
    /// The variable holds the cell.
    Cell(mir::builder::Variable),
    Global(Symbol),
    /// The closure being run: a local function's own name inside it.
    SelfClosure,
}

#[derive(Clone, Copy)]
struct LoopTargets {
    /// Where `continue` goes.
    next: BlockId,
    exit: BlockId,
}

/// How the function returns.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Returns {
    Nothing,
    Value(Repr),
    /// The constructor of an abstract returns its `this`.
    This(Repr),
}

/// Lowering one function.
pub(crate) struct FunctionCx<'a, 'db> {
    body: &'a BodyCx<'a, 'db>,
    out: &'a mut Output<'db>,
    b: FunctionBuilder,
    homes: FxHashMap<LocalId, Home>,
    /// Variables of locals, to name them in diagnostics.
    variables: FxHashMap<mir::builder::Variable, LocalId>,
    this: Option<(mir::builder::Variable, Repr)>,
    /// Where an abstract's method that assigns `this` leaves it for its caller.
    this_cell: Option<Value>,
    /// The value of `this` in methods of classes: never null.
    receiver: Option<Value>,
    /// The running closure, in a lambda.
    closure: Option<(Value, Option<LocalId>)>,
    loops: Vec<LoopTargets>,
    returns: Returns,
}

impl<'a, 'db> FunctionCx<'a, 'db> {
    fn new(
        body: &'a BodyCx<'a, 'db>,
        out: &'a mut Output<'db>,
        symbol: Symbol,
        sig: Signature,
        returns: Returns,
    ) -> Self {
        FunctionCx {
            body,
            out,
            b: FunctionBuilder::new(symbol, sig),
            homes: FxHashMap::default(),
            variables: FxHashMap::default(),
            this: None,
            this_cell: None,
            receiver: None,
            closure: None,
            loops: Vec::new(),
            returns,
        }
    }

    fn db(&self) -> &'db dyn Db {
        self.body.db
    }

    /// The type with the arguments of this instance in it.
    fn ty(&self, ty: Ty<'db>) -> Ty<'db> {
        subst(self.body.db, ty, &self.body.map)
    }

    fn repr(&self, ty: Ty<'db>) -> Repr {
        repr(self.body.db, self.ty(ty))
    }

    fn expr(&self, id: TExprId) -> &'a TExpr<'db> {
        &self.body.typed[id]
    }

    fn local_repr(&self, local: LocalId) -> Repr {
        self.repr(self.body.typed[local].ty)
    }

    fn problem(&mut self, kind: ProblemKind) {
        let loc = self.b.loc();
        let at = (!loc.is_none()).then(|| ExprId::from_raw(loc.0));
        self.out.res.problems.push(Problem { at, kind });
    }

    fn unsupported(&mut self, what: impl Into<String>) {
        self.problem(ProblemKind::Unsupported(what.into()));
    }

    fn internal(&mut self, what: impl Into<String>) {
        self.problem(ProblemKind::Internal(what.into()));
    }

    /// Something of the wanted representation, where there is no value: after an error, or in code
    /// that is never reached.
    fn nothing(&mut self, repr: Repr) -> Option<Val> {
        (repr != Repr::Void).then(|| self.zero(repr))
    }

    fn zero(&mut self, repr: Repr) -> Val {
        let value = self.b.zero(repr.ty());
        Val { value, repr }
    }

    /// Ends the function and puts it into the output.
    fn finish(self) {
        let built = self.b.finish();
        for read in built.undefined_reads {
            if let Some(&local) = self.variables.get(&read.variable) {
                let at = (!read.loc.is_none()).then(|| ExprId::from_raw(read.loc.0));
                self.out.res.undefined_reads.push((at, local));
            }
        }
        if let Err(errors) = mir::verify::verify_function(&built.function) {
            let text: Vec<String> = errors.iter().map(ToString::to_string).collect();
            self.out.res.problems.push(Problem {
                at: None,
                kind: ProblemKind::Internal(text.join("; ")),
            });
        }
        self.out.res.functions.push(built.function);
    }
}

/// The typed body of a field, when it has no errors.
pub(crate) fn clean_body<'db>(
    db: &'db dyn Db,
    field: FieldId<'db>,
) -> Option<&'db InferenceResult<'db>> {
    let result = infer(db, field);
    (!result.has_errors()).then_some(result)
}

/// The same for code to run, which must also be all that was written.
pub(crate) fn whole_body<'db>(
    db: &'db dyn Db,
    field: FieldId<'db>,
) -> Option<&'db InferenceResult<'db>> {
    clean_body(db, field).filter(|_| !hir_def::body(db, field).skips_text)
}

pub(crate) fn broken<'db>() -> MirResult<'db> {
    MirResult {
        problems: vec![Problem {
            at: None,
            kind: ProblemKind::BrokenBody,
        }],
        ..MirResult::default()
    }
}

/// Context for functions made without a typed body.
pub(crate) fn bodiless<'a, 'db>(
    db: &'db dyn Db,
    owner: MirOwner<'db>,
    field: Option<FieldId<'db>>,
    typed: &'a TypedBody<'db>,
    map: Subst<'db>,
) -> BodyCx<'a, 'db> {
    BodyCx {
        db,
        owner,
        field,
        typed,
        map,
        captures: Captures::default(),
        globals: FxHashMap::default(),
        symbol: owner.symbol(db),
    }
}

fn loc(origin: Option<ExprId>) -> Loc {
    origin.map_or(Loc::NONE, |expr| Loc(expr.into_raw()))
}
