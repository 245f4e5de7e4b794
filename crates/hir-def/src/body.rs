//! A field's function body or initialiser as arenas: syntax without trivia, parentheses
//! kept where they matter, names unresolved, positions apart in [`BodySourceMap`].
//!
//! Haxe parses patterns as expressions and decides by type what a name in a `case` means,
//! so patterns are [`Expr`]s here too; `hir-ty` reads them as patterns.

use crate::{
    Name,
    arena::{Arena, Idx},
    item_tree::{Meta, TypeParam},
    type_ref::{TypeRef, TypeRefId},
};

pub type ExprId = Idx<Expr>;

#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Body {
    pub exprs: Arena<Expr>,
    pub type_refs: Arena<TypeRef>,
    /// Of the field when it is a function: names as in the item tree, with default values.
    pub params: Box<[BodyParam]>,
    /// Body of the function, or initialiser of the variable; `None` when there is none.
    pub root: Option<ExprId>,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct BodyParam {
    pub name: Name,
    pub optional: bool,
    pub rest: bool,
    pub ty: Option<TypeRefId>,
    pub default: Option<ExprId>,
    pub meta: Box<[Meta]>,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FunctionExpr {
    /// `function name(…)`; `None` for anonymous and arrow functions.
    pub name: Option<Name>,
    pub is_inline: bool,
    pub is_arrow: bool,
    pub type_params: Box<[TypeParam]>,
    pub params: Box<[BodyParam]>,
    pub ret: Option<TypeRefId>,
    pub body: Option<ExprId>,
    /// The n-th function expression of the body, in source order.
    pub ordinal: u32,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct VarDecl {
    pub name: Name,
    pub is_final: bool,
    pub is_static: bool,
    pub ty: Option<TypeRefId>,
    pub init: Option<ExprId>,
    pub meta: Box<[Meta]>,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Case {
    /// Alternatives separated by `,`.
    pub patterns: Box<[ExprId]>,
    pub guard: Option<ExprId>,
    /// A `Block` of the case's statements; `None` when empty.
    pub body: Option<ExprId>,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Catch {
    pub name: Name,
    pub ty: Option<TypeRefId>,
    pub body: ExprId,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Literal {
    /// Value and suffix: `0xFFFFFFFF` is -1 already; too large decimals come as `Float`.
    Int(i32),
    Int64(i64),
    UInt(u32),
    /// The source text without `_` and suffix.
    Float(Name),
    /// The value after escapes. `single_quoted` matters to macros and messages only.
    String {
        value: Name,
        single_quoted: bool,
    },
    Regex {
        pattern: Name,
        flags: Name,
    },
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum StringPart {
    Text(Name),
    Expr(ExprId),
}

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum BinaryOp {
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
    Eq,
    NotEq,
    Lt,
    LtEq,
    Gt,
    GtEq,
    BoolAnd,
    BoolOr,
    Interval,
    Arrow,
    NullCoalesce,
    In,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum UnaryOp {
    Not,
    Neg,
    BitNot,
    Increment,
    Decrement,
    Spread,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Expr {
    /// Missing or unparsable; its error was reported by the parser.
    Missing,
    Literal(Literal),
    /// `'a $b ${c}'`
    Interpolated(Box<[StringPart]>),
    /// Any identifier, `this`, `super`, `null`, `true`, `false`, `_`, `abstract`, `$x` included.
    Ident(Name),
    Field {
        expr: ExprId,
        name: Name,
        null_safe: bool,
    },
    /// `a.b!` and friends are macro syntax: `Unsupported`.
    Index {
        expr: ExprId,
        index: ExprId,
    },
    Call {
        callee: ExprId,
        args: Box<[ExprId]>,
    },
    New {
        ty: TypeRefId,
        args: Box<[ExprId]>,
    },
    Binary {
        op: BinaryOp,
        lhs: ExprId,
        rhs: ExprId,
    },
    /// `op` is `None` for plain `=`.
    Assign {
        op: Option<BinaryOp>,
        lhs: ExprId,
        rhs: ExprId,
    },
    Unary {
        op: UnaryOp,
        postfix: bool,
        expr: ExprId,
    },
    Ternary {
        cond: ExprId,
        then: ExprId,
        els: ExprId,
    },
    Is {
        expr: ExprId,
        ty: TypeRefId,
    },
    /// `(e : T)`
    CheckType {
        expr: ExprId,
        ty: TypeRefId,
    },
    /// `cast e` / `cast(e, T)`
    Cast {
        expr: ExprId,
        ty: Option<TypeRefId>,
    },
    Paren(ExprId),
    Array(Box<[ExprId]>),
    Object(Box<[ObjectField]>),
    Function(Box<FunctionExpr>),
    Block(Box<[ExprId]>),
    Vars(Box<[VarDecl]>),
    If {
        cond: ExprId,
        then: ExprId,
        els: Option<ExprId>,
    },
    While {
        cond: ExprId,
        body: ExprId,
        do_while: bool,
    },
    /// `for (v in it) body`, `for (k => v in it) body`.
    For {
        key: Option<Name>,
        value: Name,
        iter: ExprId,
        body: ExprId,
    },
    Switch {
        subject: ExprId,
        cases: Box<[Case]>,
        /** `default:`; a `Block`. */
        default: Option<Option<ExprId>>,
    },
    Try {
        body: ExprId,
        catches: Box<[Catch]>,
    },
    Return(Option<ExprId>),
    Break,
    Continue,
    Throw(ExprId),
    Untyped(ExprId),
    /// `inline f(x)` / `inline new C()`
    Inline(ExprId),
    /// `@meta e`
    Meta {
        meta: Meta,
        expr: ExprId,
    },
    /// `var x` / `final x` as a pattern.
    PatternVar {
        name: Name,
        is_final: bool,
    },
    /// `macro …`, reification, inline markup: parsed, not run. The text names the form.
    Unsupported(&'static str),
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ObjectField {
    pub name: Name,
    pub quoted: bool,
    pub value: ExprId,
}
