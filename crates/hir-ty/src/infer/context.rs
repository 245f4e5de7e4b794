//! The working struct of inference: the body at hand, the monomorphs, the locals in scope, the
//! functions being typed, and what has been made so far. Building blocks that every construct
//! uses (make an expression, a temporary, a diagnostic; make a value fit a type) live here.

use base_db::Db;
use hir_def::{
    Name,
    body::{Body, Expr, ExprId},
    ids::{FieldId, FieldOwner, ModuleId, TypeDeclId},
    item_tree::FieldKind,
    type_ref::TypeRefId,
};
use rustc_hash::FxHashMap;

use crate::{
    cast::Coercion,
    core::{CoreTypes, core_types},
    infer::{
        BodyPlace, DiagnosticTag, InferDiagnostic, InferSeverity, InferenceResult, RelatedPlace,
        Resolution,
    },
    lower::LowerCtx,
    signature::{MethodKind, SigKind},
    table::InferenceTable,
    ty::{BoxTy, FunParam, FunTy, Ty, Tys},
    typed_body::{
        Callee, Local, LocalDecl, LocalId, LocalStatic, TExpr, TExprId, TExprKind, TFunction,
    },
    unify::UnifyError,
};

pub(crate) struct InferenceContext<'db> {
    pub(super) db: &'db dyn Db,
    pub(super) field: FieldId<'db>,
    pub(super) module: ModuleId<'db>,
    /// The type whose field this is.
    pub(super) owner: Option<TypeDeclId<'db>>,
    /// Type of `this`; `None` in statics. In an abstract it is the underlying type.
    pub(super) this_ty: Option<Ty<'db>>,
    /// Of the field itself while its body is typed, for recursion.
    pub(super) own_ty: Option<Ty<'db>>,
    /// The body is the initialiser of a variable without a hint.
    pub(super) is_open_field: bool,
    /// The body is an initialiser; `this` is out of reach in that of an instance variable.
    pub(super) is_initialiser: bool,
    /// `this = v` was seen.
    pub(super) assigned_this: bool,
    /// The number of functions around the initialiser of a local static that is being typed.
    pub(super) static_init: Option<usize>,
    /// Type of `abstract`.
    pub(super) abstract_ty: Option<Ty<'db>>,
    pub(super) body: &'db Body,
    pub(super) table: InferenceTable<'db>,
    pub(super) lower: LowerCtx<'db>,
    pub(super) core: Core<'db>,

    pub(super) exprs: Vec<TExpr<'db>>,
    pub(super) locals: Vec<Local<'db>>,
    pub(super) local_info: Vec<LocalInfo<'db>>,
    pub(super) statics: Vec<LocalStatic>,
    pub(super) expr_types: Vec<Option<Ty<'db>>>,
    pub(super) resolutions: FxHashMap<ExprId, Resolution<'db>>,
    pub(super) diagnostics: Vec<InferDiagnostic<'db>>,

    /// Names in scope, innermost last.
    pub(super) scope: Vec<(Name, LocalId)>,
    /// The function being typed and those around it.
    pub(super) functions: Vec<FnCx<'db>>,
    /// Null tests of `?.` waiting for the end of their chain.
    pub(super) safe_navs: Vec<SafeNav>,
    /// Inside `untyped`.
    pub(super) untyped: bool,
    /// Inside `@:privateAccess`.
    pub(super) private_access: bool,
    /// Something in the body is right, but only a compiler with macros or inlining can run it.
    pub(super) is_unrunnable: bool,
    /// How many of the next accesses of properties are to the storage: `@:bypassAccessor`.
    pub(super) bypass_accessor: u32,
    /// Receiver of `_` in an extractor pattern.
    pub(super) underscore: Option<LocalId>,
    /// Ordinals given out so far: those of the source's function expressions, then made-up closures (`bind`).
    pub(super) closure_count: u32,
}

/// Types of the standard library that inference itself makes.
pub(super) struct Core<'db> {
    pub types: &'db CoreTypes<'db>,
    pub string: Ty<'db>,
    pub array: Option<TypeDeclId<'db>>,
}

#[derive(Clone, Default)]
pub(super) struct LocalInfo<'db> {
    /// Own type parameters of a local function.
    pub type_params: Box<[hir_def::ids::TypeParamId<'db>]>,
    /// `for (i in 0...n)`: assigning is an error.
    pub is_loop_var: bool,
    pub is_function: bool,
    pub is_static: bool,
    pub used: bool,
    /// Its type comes from a call that a build macro may have given another.
    pub may_be_narrowed: bool,
}

pub(super) struct FnCx<'db> {
    pub ret: Ty<'db>,
    /// A `return e` was seen.
    pub returns_value: bool,
    pub loops: u32,
    /// Of these, those around the function: an inline one may leave them.
    pub outer_loops: u32,
    pub is_local: bool,
}

pub(super) struct SafeNav {
    /// Declaration of the temporary; `None` when the base is a local already.
    pub decl: Option<TExprId>,
    pub base: TExprId,
    pub at: ExprId,
}

impl<'db> InferenceContext<'db> {
    pub(crate) fn new(db: &'db dyn Db, field: FieldId<'db>) -> Self {
        let table = InferenceTable::new(db, field.module(db).config(db));
        InferenceContext::over(db, field, table)
    }

    /// With the monomorphs of others.
    pub(super) fn over(db: &'db dyn Db, field: FieldId<'db>, table: InferenceTable<'db>) -> Self {
        let (module, owner) = match field.owner(db) {
            FieldOwner::Type(ty) => (ty.module(db), Some(ty)),
            FieldOwner::Module(module) => (module, None),
        };
        let body = hir_def::body(db, field);
        let n_exprs = body.exprs.len();
        let n_functions = body
            .exprs
            .iter()
            .filter(|(_, expr)| matches!(expr, Expr::Function(_)))
            .count();
        InferenceContext {
            db,
            field,
            module,
            owner,
            this_ty: None,
            own_ty: None,
            is_open_field: false,
            is_initialiser: false,
            assigned_this: false,
            static_init: None,
            abstract_ty: None,
            body,
            table,
            lower: LowerCtx::for_body(db, field),
            core: Core::new(db, module),
            exprs: Vec::with_capacity(n_exprs + n_exprs / 2),
            locals: Vec::new(),
            local_info: Vec::new(),
            statics: Vec::new(),
            expr_types: vec![None; n_exprs],
            resolutions: FxHashMap::default(),
            diagnostics: Vec::new(),
            scope: Vec::new(),
            functions: Vec::new(),
            safe_navs: Vec::new(),
            untyped: false,
            private_access: false,
            is_unrunnable: false,
            bypass_accessor: 0,
            underscore: None,
            closure_count: n_functions as u32,
        }
    }

    pub(crate) fn run(mut self) -> InferenceResult<'db> {
        let (function, field_ty) = self.infer_field();
        self.finish(function, field_ty)
    }

    /// Only for what it binds in the table.
    pub(super) fn walk_for_bindings(mut self) -> InferenceTable<'db> {
        self.infer_field();
        self.table
    }

    /// The body's function, and the type of the whole field.
    fn infer_field(&mut self) -> (TFunction<'db>, Ty<'db>) {
        self.enter_owner();
        match hir_def::field_data(self.db, self.field).map(|data| &data.field.kind) {
            Some(FieldKind::Fun { .. }) => self.infer_method(),
            Some(FieldKind::Var { .. }) => self.infer_initialiser(),
            None => {
                let function = TFunction {
                    params: Box::default(),
                    ret: Ty::Unknown,
                    body: None,
                };
                (function, Ty::Unknown)
            }
        }
    }

    // --- making expressions

    pub(super) fn alloc(
        &mut self,
        kind: TExprKind<'db>,
        ty: Ty<'db>,
        origin: Option<ExprId>,
    ) -> TExprId {
        let id = TExprId(self.exprs.len() as u32);
        self.exprs.push(TExpr { kind, ty, origin });
        id
    }

    pub(super) fn make(&mut self, kind: TExprKind<'db>, ty: Ty<'db>, at: ExprId) -> TExprId {
        self.alloc(kind, ty, Some(at))
    }

    pub(super) fn missing(&mut self, at: ExprId) -> TExprId {
        self.make(TExprKind::Missing, Ty::Unknown, at)
    }

    pub(super) fn ty(&self, expr: TExprId) -> Ty<'db> {
        self.exprs[expr.0 as usize].ty
    }

    pub(super) fn kind(&self, expr: TExprId) -> &TExprKind<'db> {
        &self.exprs[expr.0 as usize].kind
    }

    pub(super) fn int(&mut self, value: i32, at: ExprId) -> TExprId {
        self.make(TExprKind::Int(value), Ty::Int, at)
    }

    pub(super) fn string(&mut self, value: Name, at: ExprId) -> TExprId {
        let ty = self.core.string;
        self.make(TExprKind::String(value), ty, at)
    }

    pub(super) fn null(&mut self, ty: Ty<'db>, at: ExprId) -> TExprId {
        self.make(TExprKind::Null, ty, at)
    }

    pub(super) fn block(&mut self, exprs: Vec<TExprId>, at: ExprId) -> TExprId {
        match exprs[..] {
            [single] => single,
            _ => {
                let ty = exprs.last().map_or(Ty::Void, |e| self.ty(*e));
                self.make(TExprKind::Block(exprs.into()), ty, at)
            }
        }
    }

    pub(super) fn add_local(
        &mut self,
        name: Name,
        ty: Ty<'db>,
        decl: LocalDecl,
        origin: Option<ExprId>,
    ) -> LocalId {
        let id = LocalId(self.locals.len() as u32);
        self.locals.push(Local {
            name,
            ty,
            is_final: false,
            origin,
            decl,
        });
        self.local_info.push(LocalInfo::default());
        id
    }

    pub(super) fn bind_name(&mut self, name: Name, local: LocalId) {
        self.scope.push((name, local));
    }

    pub(super) fn local(&mut self, local: LocalId, at: ExprId) -> TExprId {
        let ty = self.locals[local.0 as usize].ty;
        self.make(TExprKind::Local(local), ty, at)
    }

    /// A temporary holding `value`: its declaration, and the local.
    pub(super) fn temp(&mut self, value: TExprId, at: ExprId) -> (TExprId, LocalId) {
        let ty = self.ty(value);
        let local = self.add_local(Name::default(), ty, LocalDecl::Temp, Some(at));
        let decl = self.make(
            TExprKind::VarDecl {
                local,
                init: Some(value),
            },
            Ty::Void,
            at,
        );
        (decl, local)
    }

    /// `value` as something that may be evaluated twice: constants, locals, `this` and types as they
    /// are, anything else through a temporary whose declaration goes to `decls`.
    pub(super) fn reusable(
        &mut self,
        value: TExprId,
        decls: &mut Vec<TExprId>,
        at: ExprId,
    ) -> TExprId {
        match self.kind(value) {
            TExprKind::Int(_)
            | TExprKind::Float(_)
            | TExprKind::String(_)
            | TExprKind::Bool(_)
            | TExprKind::Null
            | TExprKind::This
            | TExprKind::TypeValue(_)
            | TExprKind::Missing => value,
            TExprKind::Local(local) if self.locals[local.0 as usize].decl == LocalDecl::Temp => {
                value
            }
            _ => {
                let (decl, local) = self.temp(value, at);
                decls.push(decl);
                self.local(local, at)
            }
        }
    }

    /// A new expression equal to `value`, which must be reusable.
    pub(super) fn again(&mut self, value: TExprId) -> TExprId {
        let copy = self.exprs[value.0 as usize].clone();
        self.alloc(copy.kind, copy.ty, copy.origin)
    }

    pub(super) fn static_call(
        &mut self,
        method: FieldId<'db>,
        type_args: Box<[Ty<'db>]>,
        args: Vec<TExprId>,
        ret: Ty<'db>,
        at: ExprId,
    ) -> TExprId {
        if let Some(set_in) = self.call_writing_through(method, &type_args, &args, ret, at) {
            return set_in;
        }
        if let Some(text) = self.text_of_abstract(method, &args, at) {
            return text;
        }
        self.make(
            TExprKind::Call {
                callee: Callee::Static { method, type_args },
                args: args.into(),
            },
            ret,
            at,
        )
    }

    // --- types

    pub(super) fn fresh(&mut self) -> Ty<'db> {
        self.table.fresh()
    }

    pub(super) fn null_of(&mut self, ty: Ty<'db>) -> Ty<'db> {
        match self.table.follow(ty) {
            Ty::Null(_) | Ty::Unknown => ty,
            Ty::Void => Ty::Void,
            _ => Ty::Null(BoxTy::new(self.db, ty)),
        }
    }

    pub(super) fn array_of(&mut self, elem: Ty<'db>) -> Ty<'db> {
        match self.core.array {
            Some(array) => Ty::Class(array, Tys::new(self.db, vec![elem])),
            None => Ty::Unknown,
        }
    }

    pub(super) fn array_elem(&mut self, ty: Ty<'db>) -> Option<Ty<'db>> {
        match self.table.follow_null(ty) {
            Ty::Class(id, args) if Some(id) == self.core.array => {
                args.list(self.db).first().copied()
            }
            _ => None,
        }
    }

    pub(super) fn is_string(&mut self, ty: Ty<'db>) -> bool {
        let string = self.core.string;
        string != Ty::Unknown && self.table.follow_null(ty) == string
    }

    pub(super) fn tys(&self, list: Vec<Ty<'db>>) -> Tys<'db> {
        Tys::new(self.db, list)
    }

    pub(super) fn fun_ty(&self, params: Vec<FunParam<'db>>, ret: Ty<'db>) -> Ty<'db> {
        Ty::Fun(FunTy::new(self.db, params, ret))
    }

    pub(super) fn class_ty(&self, path: &str, args: Vec<Ty<'db>>) -> Ty<'db> {
        match self.type_by_path(path) {
            Some(id) => Ty::Class(id, self.tys(args)),
            None => Ty::Unknown,
        }
    }

    pub(super) fn type_by_path(&self, path: &str) -> Option<TypeDeclId<'db>> {
        hir_def::type_by_path(self.db, self.module.config(self.db), path)
    }

    pub(super) fn lower_hint(&mut self, ty: TypeRefId) -> Ty<'db> {
        let mut diagnostics = Vec::new();
        let res =
            crate::lower::lower_type_ref(&self.lower, &self.body.type_refs, ty, &mut diagnostics);
        self.report_hint(diagnostics);
        res
    }

    pub(super) fn report_hint(&mut self, diagnostics: Vec<crate::lower::TypeDiagnostic>) {
        for diagnostic in diagnostics {
            self.diagnostics.push(InferDiagnostic {
                code: diagnostic.code,
                severity: InferSeverity::Error,
                at: BodyPlace::TypeRef(diagnostic.at),
                message: diagnostic.message,
                related: Vec::new(),
                tag: None,
            });
        }
    }

    // --- making a value fit

    /// Makes `expr` a value of type `to`, with the conversion as a node; an error when it cannot be.
    pub(super) fn coerce(&mut self, expr: TExprId, to: Ty<'db>, at: ExprId) -> TExprId {
        match self.try_coerce(expr, to, at) {
            Ok(expr) => expr,
            // `untyped` lets everything through.
            Err(_) if self.untyped || self.may_be_narrowed(expr) => {
                self.make(TExprKind::UnsafeCast(expr), to, at)
            }
            Err(err) => {
                self.mismatch(&err, BodyPlace::Expr(at), None);
                self.make(TExprKind::Missing, to, at)
            }
        }
    }

    /// A call of an inherited method on a class under a build macro: the macro may have made an override that gives
    /// something narrower (`clone` of the class itself, say).
    pub(super) fn may_be_narrowed(&self, expr: TExprId) -> bool {
        let (recv, method) = match self.kind(expr) {
            TExprKind::Call {
                callee: Callee::Instance { recv, method, .. },
                ..
            } => (recv, method),
            TExprKind::Local(local) => return self.local_info[local.0 as usize].may_be_narrowed,
            TExprKind::Coerce(inner) => return self.may_be_narrowed(*inner),
            _ => return false,
        };
        let recv = self.table.follow_null(self.ty(*recv));
        match (recv, method.type_decl(self.db)) {
            (Ty::Class(decl, _), Some(owner)) => {
                decl != owner && crate::decl::is_rewritten(self.db, decl)
            }
            _ => false,
        }
    }

    pub(super) fn try_coerce(
        &mut self,
        expr: TExprId,
        to: Ty<'db>,
        at: ExprId,
    ) -> Result<TExprId, UnifyError<'db>> {
        let from = self.ty(expr);
        let coercion = self.table.coerce(from, to)?;
        Ok(self.apply_coercion(expr, coercion, to, at))
    }

    pub(super) fn apply_coercion(
        &mut self,
        expr: TExprId,
        coercion: Coercion<'db>,
        to: Ty<'db>,
        at: ExprId,
    ) -> TExprId {
        match coercion {
            Coercion::None => self.coerce_node(expr, to, at),
            Coercion::Implicit => self.coerce_node(expr, to, at),
            Coercion::From {
                method,
                type_args,
                arg,
                ret,
            }
            | Coercion::To {
                method,
                type_args,
                arg,
                ret,
            } => {
                // The macro's own expression would stand here.
                if self.sig(method).kind == SigKind::Method(MethodKind::Macro) {
                    return self.make(TExprKind::Missing, to, at);
                }
                let arg = self.coerce_node(expr, arg, at);
                let call = self.static_call(method, type_args, vec![arg], ret, at);
                self.coerce_node(call, to, at)
            }
        }
    }

    /// The implicit conversion to `to`; `finish` drops it when both types turn out the same.
    pub(super) fn coerce_node(&mut self, expr: TExprId, to: Ty<'db>, at: ExprId) -> TExprId {
        let from = self.ty(expr);
        if from == to {
            return expr;
        }
        self.make(TExprKind::Coerce(expr), to, at)
    }

    pub(super) fn unify(&mut self, from: Ty<'db>, to: Ty<'db>, at: ExprId) -> bool {
        match self.table.unify(from, to) {
            Ok(()) => true,
            Err(_) if self.untyped => true,
            Err(err) => {
                self.mismatch(&err, BodyPlace::Expr(at), None);
                false
            }
        }
    }

    pub(super) fn can_unify(&mut self, from: Ty<'db>, to: Ty<'db>) -> bool {
        self.table.probe(|table| table.unify(from, to).is_ok())
    }

    // --- diagnostics

    pub(super) fn error(&mut self, code: &'static str, at: ExprId, message: impl Into<String>) {
        self.error_at(code, BodyPlace::Expr(at), message);
    }

    pub(super) fn error_at(
        &mut self,
        code: &'static str,
        at: BodyPlace,
        message: impl Into<String>,
    ) {
        self.report(code, InferSeverity::Error, at, message.into());
    }

    pub(super) fn warning(
        &mut self,
        code: &'static str,
        at: BodyPlace,
        message: impl Into<String>,
    ) {
        self.report(code, InferSeverity::Warning, at, message.into());
    }

    pub(super) fn report(
        &mut self,
        code: &'static str,
        severity: InferSeverity,
        at: BodyPlace,
        message: String,
    ) {
        self.diagnostics.push(InferDiagnostic {
            code,
            severity,
            at,
            message,
            related: Vec::new(),
            tag: None,
        });
    }

    pub(super) fn tag_last(&mut self, tag: DiagnosticTag) {
        if let Some(last) = self.diagnostics.last_mut() {
            last.tag = Some(tag);
        }
    }

    pub(super) fn relate_last(&mut self, place: RelatedPlace<'db>, message: impl Into<String>) {
        if let Some(last) = self.diagnostics.last_mut() {
            last.related.push((place, message.into()));
        }
    }

    /// "Int should be String", with what it was for behind it.
    pub(super) fn mismatch(
        &mut self,
        err: &UnifyError<'db>,
        at: BodyPlace,
        context: Option<String>,
    ) {
        let mut message = err.message(&self.table);
        if let Some(context) = context {
            message.push('\n');
            message.push_str(&context);
        }
        self.report("type-mismatch", InferSeverity::Error, at, message);
    }

    pub(super) fn print(&mut self, ty: Ty<'db>) -> String {
        self.table.display(ty)
    }

    pub(super) fn resolve_to(&mut self, at: ExprId, resolution: Resolution<'db>) {
        self.resolutions.insert(at, resolution);
    }

    // --- scopes

    pub(super) fn scoped<R>(&mut self, f: impl FnOnce(&mut Self) -> R) -> R {
        let mark = self.scope.len();
        let res = f(self);
        self.scope.truncate(mark);
        res
    }

    pub(super) fn lookup_local(&self, name: &str) -> Option<LocalId> {
        self.scope
            .iter()
            .rev()
            .find(|(n, _)| n == name)
            .map(|(_, local)| *local)
    }

    pub(super) fn in_static(&self) -> bool {
        self.this_ty.is_none()
    }

    pub(super) fn expr(&self, id: ExprId) -> &'db Expr {
        &self.body.exprs[id]
    }

    /// Without parentheses and metadata that do not change the meaning.
    pub(super) fn skip_parens(&self, mut id: ExprId) -> ExprId {
        while let Expr::Paren(inner) = self.expr(id) {
            id = *inner;
        }
        id
    }

    pub(super) fn attempt<R>(&mut self, f: impl FnOnce(&mut Self) -> Option<R>) -> Option<R> {
        let snapshot = self.table.snapshot();
        let n_diagnostics = self.diagnostics.len();
        let n_scope = self.scope.len();
        let n_navs = self.safe_navs.len();
        match f(self) {
            Some(res) => {
                self.table.commit(snapshot);
                Some(res)
            }
            None => {
                self.table.rollback(snapshot);
                self.diagnostics.truncate(n_diagnostics);
                self.scope.truncate(n_scope);
                self.safe_navs.truncate(n_navs);
                None
            }
        }
    }
}

impl<'db> Core<'db> {
    fn new(db: &'db dyn Db, module: ModuleId<'db>) -> Self {
        let types = core_types(db, module.config(db));
        Core {
            types,
            string: types.string_ty(db),
            array: types.array,
        }
    }
}
