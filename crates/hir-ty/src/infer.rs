//! Inference: the types of every expression of a body, what its names mean, and the typed
//! body that MIR is made of (Haxe manual, "Type System": type inference, unification;
//! the reference does the same work in its typer).
//!
//! One walk over the body's expressions, top to bottom as written. Each `infer_*` takes an
//! [`Expected`] type that guides (an arrow function's argument types, `[]` as a `Map`, names of
//! enum constructors) and returns a typed expression; whoever wanted a type then makes the
//! result fit it (`coerce`), which inserts the conversions that [`crate::typed_body`] requires.
//! Monomorphs are solved on the way; when the walk is over, `finish` replaces what is still open.
//!
//! ```haxe
//! function f(a:Array<Int>) return [for (x in a) x + 0.5]; // Array<Float>
//! ```
//!
//! The pieces: `context` is the working struct; `access` is a place that can be read, written or
//! called (a field, a property, an element of an abstract …); the other files are one language
//! construct each.

use base_db::Db;
use hir_def::{
    body::ExprId,
    ids::{EnumCtorId, FieldId, ModuleId, TypeDeclId, TypeParamId},
    type_ref::TypeRefId,
};

use crate::{
    ty::Ty,
    typed_body::{LocalId, TypedBody},
};

mod access;
mod assign;
mod call;
mod cast;
mod closure;
pub(crate) mod constant;
mod context;
mod entry;
mod exhaustive;
mod expr;
mod facts;
mod field;
mod finish;
mod for_loop;
mod ident;
mod index;
mod literal;
mod open_field;
mod operator;
mod overload;
mod overloaded_call;
mod pattern;
mod special_call;
mod switch;
mod unary;
mod visibility;
mod write_through;

pub(crate) use context::InferenceContext;
pub(crate) use open_field::{OpenGroup, type_by_uses};

/// What inference knows about one body.
#[derive(Clone, PartialEq, Eq, Debug, salsa::SalsaValue)]
pub struct InferenceResult<'db> {
    pub body: TypedBody<'db>,
    /// By [`ExprId`]; `None` for what was not reached (macro syntax, say).
    pub expr_types: Vec<Option<Ty<'db>>>,
    /// Sorted by expression.
    pub resolutions: Vec<Resolved<'db>>,
    pub diagnostics: Vec<InferDiagnostic<'db>>,
    /// What is written is for a build macro to read: nothing is said about it, and it cannot run.
    pub is_macro_input: bool,
    /// The field's whole type as the body makes it: a function type for a method.
    pub field_ty: Ty<'db>,
}

impl<'db> InferenceResult<'db> {
    pub fn type_of_expr(&self, expr: ExprId) -> Option<Ty<'db>> {
        self.expr_types
            .get(expr.into_raw() as usize)
            .copied()
            .flatten()
    }

    pub fn resolution(&self, expr: ExprId) -> Option<Resolution<'db>> {
        let at = self
            .resolutions
            .binary_search_by_key(&expr, |resolved| resolved.expr)
            .ok()?;
        Some(self.resolutions[at].to)
    }

    pub fn has_errors(&self) -> bool {
        self.is_macro_input
            || self
                .diagnostics
                .iter()
                .any(|d| d.severity == InferSeverity::Error)
    }
}

/// A name and what it means.
#[derive(Clone, Copy, PartialEq, Eq, Debug, salsa::SalsaValue)]
pub struct Resolved<'db> {
    pub expr: ExprId,
    pub to: Resolution<'db>,
}

/// What a name (identifier, the name behind a dot, `new C`, an operator) stands for.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, salsa::SalsaValue)]
pub enum Resolution<'db> {
    Local(LocalId),
    Field(FieldId<'db>),
    EnumCtor(EnumCtorId<'db>),
    Type(TypeDeclId<'db>),
    TypeParam(TypeParamId<'db>),
    Module(ModuleId<'db>),
    Package,
    /// A field of a structure; its declaration is found through the receiver's type.
    AnonField,
    This,
    Super,
}

/// A place in a body; `hir-def`'s source map gives the range.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum BodyPlace {
    Expr(ExprId),
    /// The name behind the dot of a field access, or of a field of an object literal (with its index).
    FieldName(ExprId),
    ObjectField(ExprId, u32),
    /// The n-th variable of a `var` expression.
    VarName(ExprId, u32),
    TypeRef(TypeRefId),
    /// The n-th parameter of the field (`None`) or of a function expression.
    Param(Option<ExprId>, u32),
    CatchName(ExprId, u32),
    /// The name of the field whose body this is.
    Owner,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum InferSeverity {
    Error,
    Warning,
    Info,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum DiagnosticTag {
    Unnecessary,
    Deprecated,
}

#[derive(Clone, PartialEq, Eq, Debug, salsa::SalsaValue)]
pub struct InferDiagnostic<'db> {
    pub code: &'static str,
    pub severity: InferSeverity,
    pub at: BodyPlace,
    pub message: String,
    pub related: Vec<(RelatedPlace<'db>, String)>,
    pub tag: Option<DiagnosticTag>,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, salsa::SalsaValue)]
pub enum RelatedPlace<'db> {
    Body(BodyPlace),
    Field(FieldId<'db>),
    EnumCtor(EnumCtorId<'db>),
    Type(TypeDeclId<'db>),
}

/// The type wanted by the context.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Expected<'db> {
    /// A statement: the value is dropped.
    NoValue,
    Value,
    Ty(Ty<'db>),
    /// The body of an arrow function whose return type this is: a Void branch makes it Void.
    Implicit(Ty<'db>),
}

impl<'db> Expected<'db> {
    pub(crate) fn ty(self) -> Option<Ty<'db>> {
        match self {
            Expected::Ty(ty) | Expected::Implicit(ty) => Some(ty),
            Expected::Value | Expected::NoValue => None,
        }
    }
    pub(crate) fn is_value(self) -> bool {
        self != Expected::NoValue
    }
}

/// Types, meaning of names, diagnostics and typed body of the function body or initialiser of
/// `field`.
#[salsa::tracked(returns(ref), cycle_initial = infer_initial, cycle_fn = infer_cycle)]
pub fn infer<'db>(db: &'db dyn Db, field: FieldId<'db>) -> InferenceResult<'db> {
    InferenceContext::new(db, field).run()
}

fn infer_initial<'db>(
    _db: &'db dyn Db,
    _id: salsa::Id,
    _field: FieldId<'db>,
) -> InferenceResult<'db> {
    InferenceResult::unknown()
}

fn infer_cycle<'db>(
    _db: &'db dyn Db,
    cycle: &salsa::Cycle<'_>,
    _last: &InferenceResult<'db>,
    value: InferenceResult<'db>,
    _field: FieldId<'db>,
) -> InferenceResult<'db> {
    if cycle.iteration() > MAX_ITERATIONS {
        InferenceResult::unknown()
    } else {
        value
    }
}

/// Rounds after which a cycle of inferred types that does not settle becomes `Unknown`.
const MAX_ITERATIONS: u32 = 8;

impl<'db> InferenceResult<'db> {
    fn unknown() -> Self {
        InferenceResult {
            body: TypedBody::missing(),
            expr_types: Vec::new(),
            resolutions: Vec::new(),
            diagnostics: Vec::new(),
            is_macro_input: false,
            field_ty: Ty::Unknown,
        }
    }
}

/// The type of a field whose hints are missing or incomplete: a function type for a method.
/// Asked only then, so that a body with a full signature never wakes its users.
#[salsa::tracked(returns(copy), cycle_initial = field_type_initial, cycle_fn = field_type_cycle)]
pub fn inferred_field_type<'db>(db: &'db dyn Db, field: FieldId<'db>) -> Ty<'db> {
    if let Some(ty) = type_by_uses(db, field).or_else(|| void_method(db, field)) {
        return ty;
    }
    infer(db, field).field_ty
}

/// The type of a method that leaves out its return type only, and returns nothing: Void, without
/// typing the body. Most methods written without a return type are such, and asking their bodies
/// would tie all of a program's bodies into one knot.
fn void_method<'db>(db: &'db dyn Db, field: FieldId<'db>) -> Option<Ty<'db>> {
    let written = crate::signature::written_signature(db, field);
    if !written.is_method || written.ret.is_some() || returns_value(db, field) {
        return None;
    }
    let mut params = Vec::with_capacity(written.params.len());
    for param in &written.params {
        params.push(crate::ty::FunParam {
            name: param.name.clone(),
            optional: param.optional,
            rest: param.rest,
            ty: param.ty?,
        });
    }
    Some(Ty::fun(db, params, Ty::Void))
}

/// Whether a method's body has a `return e` of its own, or is not there to tell.
#[salsa::tracked(returns(copy))]
fn returns_value<'db>(db: &'db dyn Db, field: FieldId<'db>) -> bool {
    let body = hir_def::body(db, field);
    let Some(root) = body.root else {
        return true;
    };
    has_return(body, root)
}

fn has_return(body: &hir_def::body::Body, expr: ExprId) -> bool {
    use hir_def::body::Expr;
    match &body.exprs[expr] {
        Expr::Return(value) => value.is_some(),
        Expr::Function(_) => false,
        other => {
            let mut found = false;
            other.for_each_child(&mut |child| found = found || has_return(body, child));
            found
        }
    }
}

fn field_type_initial<'db>(_db: &'db dyn Db, _id: salsa::Id, _field: FieldId<'db>) -> Ty<'db> {
    Ty::Unknown
}

fn field_type_cycle<'db>(
    _db: &'db dyn Db,
    cycle: &salsa::Cycle<'_>,
    _last: &Ty<'db>,
    value: Ty<'db>,
    _field: FieldId<'db>,
) -> Ty<'db> {
    if cycle.iteration() > MAX_ITERATIONS {
        Ty::Unknown
    } else {
        value
    }
}
