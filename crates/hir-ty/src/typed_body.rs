//! The typed body: what inference hands to MIR lowering. Types are solved, every name is
//! resolved, every implicit conversion is a node, and these are gone: `for` (a `While` over
//! range, array or iterator), compound assignment and `++` (temporaries and `Assign`), properties
//! (calls), abstracts' operators and casts (calls of their methods), static extension (plain
//! calls), map literals and comprehensions (blocks), `?.` and `??` (`If` on a temporary),
//! interpolation (`Concat`), `trace` (a call of `haxe.Log.trace` with its position object),
//! default arguments (a `Null` argument; the callee substitutes), rest arguments (an array),
//! `bind` (a closure), local statics (globals).
//!
//! ```haxe
//! arr[i] += 2;   // { var a = arr; var k = i; a[k] = a[k] + 2; }
//! ```
//!
//! `ty` of an expression is its Haxe type. Where the representation of a *declaration* (a
//! type parameter, say) differs from that of the expression's type (`Int`), lowering converts:
//! it compares `repr(declared)` with `repr(ty)`. `Coerce` stands only where the Haxe types
//! themselves differ.

pub mod walk;

use hir_def::{
    Name,
    body::ExprId,
    ids::{EnumCtorId, FieldId, TypeDeclId},
};

use crate::ty::Ty;

/// Index into [`TypedBody::exprs`].
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, salsa::SalsaValue)]
pub struct TExprId(pub u32);

/// Index into [`TypedBody::locals`].
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, salsa::SalsaValue)]
pub struct LocalId(pub u32);

#[derive(Clone, PartialEq, Eq, Debug, salsa::SalsaValue)]
pub struct TypedBody<'db> {
    pub exprs: Vec<TExpr<'db>>,
    pub locals: Vec<Local<'db>>,
    pub statics: Vec<LocalStatic>,
    /// The field itself; an initialiser is a function without parameters.
    pub function: TFunction<'db>,
}

impl<'db> TypedBody<'db> {
    /// The body of what could not be typed at all.
    pub fn missing() -> Self {
        TypedBody {
            exprs: Vec::new(),
            locals: Vec::new(),
            statics: Vec::new(),
            function: TFunction {
                params: Box::default(),
                ret: Ty::Unknown,
                body: None,
            },
        }
    }
}

impl<'db> std::ops::Index<TExprId> for TypedBody<'db> {
    type Output = TExpr<'db>;
    fn index(&self, id: TExprId) -> &TExpr<'db> {
        &self.exprs[id.0 as usize]
    }
}

impl<'db> std::ops::Index<LocalId> for TypedBody<'db> {
    type Output = Local<'db>;
    fn index(&self, id: LocalId) -> &Local<'db> {
        &self.locals[id.0 as usize]
    }
}

#[derive(Clone, PartialEq, Eq, Debug, salsa::SalsaValue)]
pub struct TFunction<'db> {
    /// Without the receiver of an instance method (`This`).
    pub params: Box<[TParam]>,
    pub ret: Ty<'db>,
    pub body: Option<TExprId>,
}

#[derive(Clone, PartialEq, Eq, Debug, salsa::SalsaValue)]
pub struct TParam {
    /// With the type it has inside the body: `Int` for `x:Int = 5`, `Null<Int>` for `?x:Int`.
    pub local: LocalId,
    pub optional: bool,
    /// A constant expression, taken when the argument is absent or null.
    pub default: Option<TExprId>,
}

#[derive(Clone, PartialEq, Eq, Debug, salsa::SalsaValue)]
pub struct Local<'db> {
    /// Empty for temporaries.
    pub name: Name,
    pub ty: Ty<'db>,
    pub is_final: bool,
    /// Expression that declares it, for related places.
    pub origin: Option<ExprId>,
    /// Where its name stands.
    pub decl: LocalDecl,
}

/// What declared a local; with the body's source map this gives the range of its name.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum LocalDecl {
    /// Made by desugaring; has no name.
    Temp,
    /// The n-th parameter of the field.
    Param(u32),
    /// The n-th parameter of a function expression.
    FnParam(ExprId, u32),
    /// The name of a local function.
    FnName(ExprId),
    /// The n-th variable of a `var a, b`.
    Var(ExprId, u32),
    /// `for (k => v in …)`: the key, the value.
    ForKey(ExprId),
    ForValue(ExprId),
    /// A capture in a pattern.
    Pattern(ExprId),
    /// The n-th catch of a `try`.
    Catch(ExprId, u32),
}

/// `static var x = e` inside a function: a global, initialised with the statics of the class.
/// Reads and writes of it are `Local` and `Place::Local`.
#[derive(Clone, PartialEq, Eq, Debug, salsa::SalsaValue)]
pub struct LocalStatic {
    pub local: LocalId,
    pub init: Option<TExprId>,
}

#[derive(Clone, PartialEq, Eq, Debug, salsa::SalsaValue)]
pub struct TExpr<'db> {
    pub kind: TExprKind<'db>,
    pub ty: Ty<'db>,
    /// The expression of the body it came from; several may share one.
    pub origin: Option<ExprId>,
}

#[derive(Clone, PartialEq, Eq, Debug, salsa::SalsaValue)]
pub enum TExprKind<'db> {
    /// An error was reported here; a body holding one is not lowered.
    Missing,
    Int(i32),
    Int64(i64),
    /// Bits of the f64.
    Float(u64),
    String(Name),
    Bool(bool),
    Null,
    This,
    Local(LocalId),
    /// `Math`, `Color` as a value.
    TypeValue(TypeDeclId<'db>),

    // --- reads
    /// Physical field of a class instance.
    Field {
        recv: TExprId,
        field: FieldId<'db>,
    },
    /// Physical static or module-level variable. Inline constants are already literals.
    StaticField(FieldId<'db>),
    /// Field of a structure, found by name at run time.
    AnonField {
        recv: TExprId,
        name: Name,
    },
    /// Field of a Dynamic.
    DynamicField {
        recv: TExprId,
        name: Name,
    },
    /// `arr[i]` on `Array` (abstracts' array access is a call).
    ArrayGet {
        array: TExprId,
        index: TExprId,
    },
    /// Dynamic `a[i]`.
    DynamicGet {
        recv: TExprId,
        index: TExprId,
    },
    /// `o.m` as a value; `super_` closures are refused earlier.
    MethodClosure {
        recv: TExprId,
        method: FieldId<'db>,
    },
    /// `C.f` or a module function as a value.
    StaticClosure(FieldId<'db>),
    /// `C.new` as a value, of the class type.
    CtorClosure(Ty<'db>),
    /// Constructor without parameters, or with parameters as a value (`is_value` false / true).
    EnumCtor {
        ctor: EnumCtorId<'db>,
        as_function: bool,
    },

    // --- writes; the value of the expression is the value assigned
    Assign {
        place: Place<'db>,
        value: TExprId,
    },
    /// `var x = e` / `var x`; a fresh variable each time it is executed.
    VarDecl {
        local: LocalId,
        init: Option<TExprId>,
    },

    // --- operators; operands were converted to the operand type
    Arith {
        op: ArithOp,
        kind: NumKind,
        lhs: TExprId,
        rhs: TExprId,
    },
    Compare {
        op: CompareOp,
        kind: CompareKind,
        lhs: TExprId,
        rhs: TExprId,
    },
    /// `+` on Dynamic operands and the like: decided at run time.
    DynamicOp {
        op: ArithOp,
        lhs: TExprId,
        rhs: TExprId,
    },
    And {
        lhs: TExprId,
        rhs: TExprId,
    },
    Or {
        lhs: TExprId,
        rhs: TExprId,
    },
    Not(TExprId),
    Neg {
        kind: NumKind,
        expr: TExprId,
    },
    BitNot {
        kind: NumKind,
        expr: TExprId,
    },
    /// String concatenation; lowering stringifies each part by its static type
    /// (an abstract with `toString` was made a call already).
    Concat(Box<[TExprId]>),

    // --- calls; arguments are complete, in order, converted to the parameter's type
    Call {
        callee: Callee<'db>,
        args: Box<[TExprId]>,
    },
    /// `new C(args)` of the class type in `ty`.
    New {
        ctor: Option<FieldId<'db>>,
        args: Box<[TExprId]>,
    },
    EnumNew {
        ctor: EnumCtorId<'db>,
        args: Box<[TExprId]>,
    },
    /// `[a, b]` of `Array<T>`; elements converted to T.
    Array(Box<[TExprId]>),
    /// `{ a: 1 }`, evaluated in source order.
    Object(Box<[(Name, TExprId)]>),
    Closure(Box<TClosure<'db>>),
    /// The `haxe.PosInfos` of `origin`: file, line, class and method are known where positions
    /// are; `custom` is the `Array<Dynamic>` of further arguments of `trace`.
    PosInfos {
        custom: Option<TExprId>,
    },
    /// `~/pattern/flags` is `new EReg(…)`; `new` on a type parameter of a `@:generic` is here.
    NewGeneric {
        args: Box<[TExprId]>,
    },

    // --- conversions
    /// The implicit conversion from the operand's type to `ty`: Int→Float, T→Null<T> and back
    /// (null gives the default), anything ↔ Dynamic (checked towards classes and basic types), function adaptation
    /// (arity, optional arguments, Void return), class → structure or interface (the same object).
    Coerce(TExprId),
    /// `cast e`: no check, the bits are reinterpreted as lowering must (Dynamic→Int unboxes).
    UnsafeCast(TExprId),
    /// `cast(e, T)`: T is `ty`.
    CheckedCast(TExprId),
    /// `e is T` / `Std.isOfType(e, T)` with T known.
    IsType {
        expr: TExprId,
        of: Ty<'db>,
    },

    // --- control
    /// Value and type of the last expression.
    Block(Box<[TExprId]>),
    If {
        cond: TExprId,
        then: TExprId,
        els: Option<TExprId>,
    },
    /// `continue` goes to the condition.
    While {
        cond: TExprId,
        body: TExprId,
        do_while: bool,
    },
    Switch(Box<TSwitch<'db>>),
    Try {
        body: TExprId,
        catches: Box<[TCatch<'db>]>,
    },
    Return(Option<TExprId>),
    Break,
    Continue,
    Throw(TExprId),
}

#[derive(Clone, PartialEq, Eq, Debug, salsa::SalsaValue)]
pub enum Place<'db> {
    Local(LocalId),
    /// `this = v` in an abstract's constructor or inline method.
    This,
    Field {
        recv: TExprId,
        field: FieldId<'db>,
    },
    StaticField(FieldId<'db>),
    AnonField {
        recv: TExprId,
        name: Name,
    },
    DynamicField {
        recv: TExprId,
        name: Name,
    },
    ArrayElement {
        array: TExprId,
        index: TExprId,
    },
    DynamicElement {
        recv: TExprId,
        index: TExprId,
    },
}

#[derive(Clone, PartialEq, Eq, Debug, salsa::SalsaValue)]
pub enum Callee<'db> {
    /// Static method, module function, abstract's method (its `this` is the first argument),
    /// static extension. `type_args` are the solved arguments of the method's own type
    /// parameters (and of the abstract's), for `@:generic`.
    Static {
        method: FieldId<'db>,
        type_args: Box<[Ty<'db>]>,
    },
    Instance {
        recv: TExprId,
        method: FieldId<'db>,
        dispatch: Dispatch,
        type_args: Box<[Ty<'db>]>,
    },
    /// `super(args)`; `None` when the parent has no constructor of its own up the chain.
    SuperCtor { ctor: Option<FieldId<'db>> },
    /// A function value.
    Value(TExprId),
    /// A method of a Dynamic or of a structure, by name.
    Named { recv: TExprId, name: Name },
}

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Dispatch {
    /// By the receiver's class (lowering devirtualises what is final).
    Virtual,
    Interface,
    /// `super.m(…)`.
    Super,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum NumKind {
    Int,
    Float,
    /// Core scalar abstracts, with their width and sign.
    I8,
    I16,
    I64,
    U8,
    U16,
    U32,
    U64,
    F32,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum ArithOp {
    Add,
    Sub,
    Mul,
    Div,
    Mod,
    BitAnd,
    BitOr,
    BitXor,
    Shl,
    Shr,
    UShr,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum CompareOp {
    Eq,
    NotEq,
    Lt,
    LtEq,
    Gt,
    GtEq,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum CompareKind {
    Num(NumKind),
    Bool,
    /// Content, null-safe.
    String,
    /// Identity of references.
    Ref,
    /// Decided at run time by the rules of Dynamic equality and comparison (Null<Int> included).
    Dynamic,
}

#[derive(Clone, PartialEq, Eq, Debug, salsa::SalsaValue)]
pub struct TClosure<'db> {
    pub function: TFunction<'db>,
    /// `function f() … f() …`: the local it is bound to, visible inside.
    pub name: Option<LocalId>,
    /// The n-th closure of the field, names the MIR function.
    pub ordinal: u32,
}

#[derive(Clone, PartialEq, Eq, Debug, salsa::SalsaValue)]
pub struct TSwitch<'db> {
    /// One, or the elements of a multi-subject `switch [a, b]`: evaluated once, in order, into these.
    pub subjects: Box<[TExprId]>,
    pub cases: Box<[TCase<'db>]>,
    /// `None` with `exhaustive` false: falls through to nothing (statement position).
    pub default: Option<TExprId>,
    pub exhaustive: bool,
}

#[derive(Clone, PartialEq, Eq, Debug, salsa::SalsaValue)]
pub struct TCase<'db> {
    /// One row per alternative; as many patterns as subjects.
    pub rows: Box<[Box<[TPat<'db>]>]>,
    pub guard: Option<TExprId>,
    pub body: TExprId,
}

#[derive(Clone, PartialEq, Eq, Debug, salsa::SalsaValue)]
pub enum TPat<'db> {
    Wild,
    Bind {
        local: LocalId,
        sub: Option<Box<TPat<'db>>>,
    },
    Null,
    /// A literal or read-only constant, compared with `==` of the subject's type.
    Const {
        value: TExprId,
        kind: CompareKind,
    },
    Enum {
        ctor: EnumCtorId<'db>,
        args: Box<[TPat<'db>]>,
    },
    /// Exact length.
    Array(Box<[TPat<'db>]>),
    /// Reads of `subject` (a temporary local) with the pattern for each.
    Fields {
        subject: LocalId,
        fields: Box<[(TExprId, TPat<'db>)]>,
    },
    Or(Box<[TPat<'db>]>),
    /// `case String:` on a `Class<T>`.
    TypeValue(TypeDeclId<'db>),
    /// `f(_) => p`: `input` holds the subject inside `expr`.
    Extractor {
        input: LocalId,
        expr: TExprId,
        sub: Box<TPat<'db>>,
    },
}

#[derive(Clone, PartialEq, Eq, Debug, salsa::SalsaValue)]
pub struct TCatch<'db> {
    pub local: LocalId,
    pub kind: CatchKind<'db>,
    pub body: TExprId,
}

#[derive(Clone, PartialEq, Eq, Debug, salsa::SalsaValue)]
pub enum CatchKind<'db> {
    /// `catch(e)` / `catch(e:haxe.Exception)`: everything, wrapped as `haxe.Exception`.
    Exception,
    /// `catch(e:Dynamic)`: everything, unwrapped.
    Dynamic,
    /// By run-time test of the unwrapped value (or of the exception object for subclasses of haxe.Exception).
    Type(Ty<'db>),
}
