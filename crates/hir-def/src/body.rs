//! A field's function body or initialiser as arenas: syntax without trivia, parentheses
//! kept where they matter, names unresolved, positions apart in [`BodySourceMap`].
//!
//! Haxe parses patterns as expressions and decides by type what a name in a `case` means,
//! so patterns are [`Expr`]s here too; `hir-ty` reads them as patterns.

mod lower;
pub mod pretty;
mod walk;

use std::sync::Arc;

use base_db::{Db, FileRange, TextRange, TextSize};
use rustc_hash::FxHashMap;
use syntax::{SyntaxKind, SyntaxNode};

use crate::{
    Name,
    arena::{Arena, Idx},
    ids::{BodyOwner, FieldId},
    item_tree::{Meta, TypeParam},
    source::field_source,
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
    /// The parser left something out that it could not place: what is here is not all that was written.
    pub skips_text: bool,
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

/// The body of a field; empty for a field that is no longer there.
pub fn body<'db>(db: &'db dyn Db, owner: BodyOwner<'db>) -> &'db Body {
    body_query(db, owner)
}

#[salsa::tracked(returns(deref))]
fn body_query<'db>(db: &'db dyn Db, owner: BodyOwner<'db>) -> Arc<Body> {
    lowered_body(db, owner).body.clone()
}

/// Positions of a body's expressions, relative to the field's declaration.
#[salsa::tracked(returns(deref))]
pub fn body_source_map<'db>(db: &'db dyn Db, owner: BodyOwner<'db>) -> Arc<BodySourceMap> {
    lowered_body(db, owner).map.clone()
}

struct LoweredBody {
    body: Arc<Body>,
    map: Arc<BodySourceMap>,
}

#[salsa::tracked(returns(ref), no_eq, lru = 256)]
fn lowered_body<'db>(db: &'db dyn Db, owner: BodyOwner<'db>) -> LoweredBody {
    let (body, map) = match field_syntax(db, owner) {
        Some(green) => lower::lower_body(&SyntaxNode::new_root(green.0.clone())),
        None => Default::default(),
    };
    LoweredBody {
        body: Arc::new(body),
        map: Arc::new(map),
    }
}

#[derive(Clone, Eq)]
struct FieldSyntax(syntax::GreenNode);

impl PartialEq for FieldSyntax {
    fn eq(&self, other: &FieldSyntax) -> bool {
        // Trees before and after an edit share what it did not touch.
        std::ptr::eq(&*self.0, &*other.0) || self.0 == other.0
    }
}

/// The syntax of one field, cut out of its file: an edit elsewhere in the file leaves it
/// equal, so that only the edited body is lowered anew.
#[salsa::tracked(returns(as_ref), lru = 2048)]
fn field_syntax<'db>(db: &'db dyn Db, field: FieldId<'db>) -> Option<FieldSyntax> {
    let module = field.module(db);
    let source = field_source(db, field)?;
    let parse = base_db::parse(db, module.file(db), module.config(db));
    let node = source.node.try_to_node(&parse.syntax_node())?;
    Some(FieldSyntax(node.green().to_owned()))
}

/// The field's declaration as a tree of its own, for who needs more than the body; offsets
/// are relative to its start.
pub fn field_node<'db>(db: &'db dyn Db, field: FieldId<'db>) -> Option<SyntaxNode> {
    Some(SyntaxNode::new_root(field_syntax(db, field)?.0.clone()))
}

/// The n-th function expression of a body.
pub fn function_expr<'db>(
    db: &'db dyn Db,
    owner: BodyOwner<'db>,
    ordinal: u32,
) -> Option<&'db FunctionExpr> {
    body(db, owner)
        .exprs
        .iter()
        .find_map(|(_, expr)| match expr {
            Expr::Function(it) if it.ordinal == ordinal => Some(&**it),
            _ => None,
        })
}

/// Where the parts of a body stand, relative to the start of the field's declaration.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct BodySourceMap {
    /// By [`ExprId`].
    exprs: Box<[TextRange]>,
    /// By [`TypeRefId`].
    type_refs: Box<[TextRange]>,
    /// Which expression a syntax node became. Several nodes may share one (`-1`).
    by_node: FxHashMap<(SyntaxKind, TextRange), ExprId>,
    /// Names of what an expression declares or selects, in source order.
    names: Box<[NameSource]>,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NameSource {
    /// The declaring expression; `None` for the parameters of the field itself.
    pub expr: Option<ExprId>,
    pub name: Name,
    pub kind: NameKind,
    pub range: TextRange,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum NameKind {
    /// `var x`
    Var,
    /// `for (k => v in …)`
    LoopVar,
    /// `catch (e)`
    Catch,
    Param,
    /// `function f()` as an expression.
    Function,
    /// `b` of `a.b`.
    Selector,
    /// `x` of `{ x: 1 }`.
    ObjectField,
}

impl NameKind {
    /// Whether the name declares a local.
    pub fn is_binding(self) -> bool {
        !matches!(self, NameKind::Selector | NameKind::ObjectField)
    }
}

impl BodySourceMap {
    pub fn expr_range(&self, expr: ExprId) -> TextRange {
        self.exprs
            .get(expr.into_raw() as usize)
            .copied()
            .unwrap_or_default()
    }

    pub fn type_ref_range(&self, ty: TypeRefId) -> TextRange {
        self.type_refs
            .get(ty.into_raw() as usize)
            .copied()
            .unwrap_or_default()
    }

    /// The expression that a node became, by its kind and its range in the field's tree.
    pub fn expr_of(&self, kind: SyntaxKind, range: TextRange) -> Option<ExprId> {
        self.by_node.get(&(kind, range)).copied()
    }

    pub fn names(&self) -> &[NameSource] {
        &self.names
    }

    /// Where a local is named in its declaration. A pattern's variable is its own expression.
    pub fn binding_range(&self, origin: Option<ExprId>, name: &str) -> Option<TextRange> {
        let named = self
            .names
            .iter()
            .find(|it| it.expr == origin && it.name == name && it.kind.is_binding());
        named
            .map(|it| it.range)
            .or_else(|| Some(self.expr_range(origin?)))
    }

    /// The n-th name of that kind in an expression.
    pub fn name_range(&self, expr: Option<ExprId>, kind: NameKind, n: usize) -> Option<TextRange> {
        let mut same = self
            .names
            .iter()
            .filter(|it| it.expr == expr && it.kind == kind);
        same.nth(n).map(|it| it.range)
    }

    /// `b` of `a.b`.
    pub fn selector_range(&self, expr: ExprId) -> Option<TextRange> {
        self.name_range(Some(expr), NameKind::Selector, 0)
    }
}

/// Where a field's declaration starts in its file: what a relative position is relative to.
pub fn body_start<'db>(db: &'db dyn Db, owner: BodyOwner<'db>) -> Option<TextSize> {
    Some(field_source(db, owner)?.range().start())
}

/// A position of the source map as a place in the file.
pub fn body_range<'db>(db: &'db dyn Db, owner: BodyOwner<'db>, range: TextRange) -> FileRange {
    let start = body_start(db, owner).unwrap_or_default();
    FileRange {
        file: owner.module(db).file(db),
        range: range + start,
    }
}

/// Where an expression stands in its file.
pub fn expr_range<'db>(db: &'db dyn Db, owner: BodyOwner<'db>, expr: ExprId) -> FileRange {
    body_range(db, owner, body_source_map(db, owner).expr_range(expr))
}

/// Where a type hint of a body stands in its file.
pub fn body_type_ref_range<'db>(
    db: &'db dyn Db,
    owner: BodyOwner<'db>,
    ty: TypeRefId,
) -> FileRange {
    body_range(db, owner, body_source_map(db, owner).type_ref_range(ty))
}

/// Where a local is named in its declaration.
pub fn binding_range<'db>(
    db: &'db dyn Db,
    owner: BodyOwner<'db>,
    origin: Option<ExprId>,
    name: &str,
) -> Option<FileRange> {
    let range = body_source_map(db, owner).binding_range(origin, name)?;
    Some(body_range(db, owner, range))
}

/// Where `b` of `a.b` stands, or the whole expression for any other.
pub fn selector_range<'db>(db: &'db dyn Db, owner: BodyOwner<'db>, expr: ExprId) -> FileRange {
    let map = body_source_map(db, owner);
    let range = map
        .selector_range(expr)
        .unwrap_or_else(|| map.expr_range(expr));
    body_range(db, owner, range)
}

#[cfg(test)]
mod tests;
