//! What a type declaration says about types, one small query each: bounds of its type
//! parameters, target of a typedef, supertypes, and everything about abstracts.
//!
//! These look at headers and metadata only, never at bodies; cycles (`typedef A = { > A }`,
//! `class C<T = C>`) end in `Unknown`, and hierarchy walks carry a visited set.

use base_db::Db;
use hir_def::{
    Name,
    body::{BinaryOp, UnaryOp},
    field_data, fields_of,
    ids::{FieldId, GenericOwner, TypeDeclId, TypeParamId},
    item_tree::{FieldKind, Meta, MetaArg, TypeDeclData, TypeDeclKind, find_meta, has_meta},
    type_decl_data, type_params_of,
};
use rustc_hash::FxHashSet;

use crate::{
    core::core_of,
    fold::{Subst, subst},
    lower::{LowerCtx, Lowering, TypeDiagnostic},
    ty::{Ty, Tys},
};

pub fn type_params_of_decl<'db>(db: &'db dyn Db, decl: TypeDeclId<'db>) -> &'db [TypeParamId<'db>] {
    type_params_of(db, GenericOwner::Type(decl))
}

/// The type as seen from inside its declaration: `C<T>` in `class C<T>`.
pub fn self_type<'db>(db: &'db dyn Db, decl: TypeDeclId<'db>) -> Ty<'db> {
    let args: Vec<Ty<'db>> = type_params_of_decl(db, decl)
        .iter()
        .map(|&p| Ty::Param(p))
        .collect();
    type_of_decl(db, decl, &args)
}

/// The type a declaration makes with these arguments; basic types become their own cases.
pub fn type_of_decl<'db>(db: &'db dyn Db, decl: TypeDeclId<'db>, args: &[Ty<'db>]) -> Ty<'db> {
    let core = core_of(db, decl);
    let is = |known: Option<TypeDeclId<'db>>| known == Some(decl);
    if is(core.int) {
        return Ty::Int;
    }
    if is(core.float) {
        return Ty::Float;
    }
    if is(core.bool) {
        return Ty::Bool;
    }
    if is(core.void) {
        return Ty::Void;
    }
    if is(core.null) {
        return match args.first() {
            Some(&inner) => Ty::null(db, inner),
            None => Ty::Unknown,
        };
    }
    if is(core.dynamic) {
        return match args.first() {
            Some(&inner) => Ty::dynamic_of(db, inner),
            None => Ty::Dynamic(None),
        };
    }
    let Some(data) = type_decl_data(db, decl) else {
        return Ty::Unknown;
    };
    let args = Tys::new(db, args.to_vec());
    match data.decl.kind {
        TypeDeclKind::Class { .. } | TypeDeclKind::Interface { .. } => Ty::Class(decl, args),
        TypeDeclKind::Enum => Ty::Enum(decl, args),
        TypeDeclKind::Typedef { .. } => Ty::Typedef(decl, args),
        TypeDeclKind::Abstract { .. } => Ty::Abstract(decl, args),
    }
}

pub fn decl_meta<'db>(db: &'db dyn Db, decl: TypeDeclId<'db>) -> &'db [Meta] {
    match type_decl_data(db, decl) {
        Some(data) => &data.decl.meta,
        None => &[],
    }
}

pub fn decl_has_meta<'db>(db: &'db dyn Db, decl: TypeDeclId<'db>, name: &str) -> bool {
    has_meta(decl_meta(db, decl), name)
}

pub fn is_interface<'db>(db: &'db dyn Db, decl: TypeDeclId<'db>) -> bool {
    type_decl_data(db, decl)
        .is_some_and(|data| matches!(data.decl.kind, TypeDeclKind::Interface { .. }))
}

/// Constraints and default of a type parameter.
#[derive(Clone, PartialEq, Eq, Debug, Default, salsa::SalsaValue)]
pub struct ParamBounds<'db> {
    pub constraints: Box<[Ty<'db>]>,
    pub default: Option<Ty<'db>>,
}

#[salsa::tracked(cycle_result = param_bounds_initial)]
pub fn param_bounds<'db>(db: &'db dyn Db, param: TypeParamId<'db>) -> ParamBounds<'db> {
    let owner = param.owner(db);
    let index = param.index(db) as usize;
    let (params, type_refs) = match owner {
        GenericOwner::Type(decl) => match type_decl_data(db, decl) {
            Some(data) => (&data.decl.params, &data.type_refs),
            None => return ParamBounds::default(),
        },
        GenericOwner::Field(field) => match field_data(db, field) {
            Some(data) => match &data.field.kind {
                FieldKind::Fun { type_params, .. } => (type_params, &data.type_refs),
                FieldKind::Var { .. } => return ParamBounds::default(),
            },
            None => return ParamBounds::default(),
        },
        GenericOwner::Ctor(ctor) => match hir_def::enum_ctor_data(db, ctor) {
            Some(data) => (&data.ctor.type_params, &data.type_refs),
            None => return ParamBounds::default(),
        },
        // Their bounds live in the inference that made them, or nowhere.
        GenericOwner::LocalFn(..) | GenericOwner::AnonMethod(..) => {
            return ParamBounds::default();
        }
    };
    let Some(param) = params.get(index) else {
        return ParamBounds::default();
    };
    let ctx = LowerCtx::for_owner(db, owner);
    let mut lowering = Lowering::new(&ctx, type_refs);
    let mut constraints = Vec::new();
    for &id in &param.constraints {
        lowering.lower_constraint(id, &mut constraints);
    }
    let default = param.default.map(|id| lowering.lower(id));
    ParamBounds {
        constraints: constraints.into_boxed_slice(),
        default,
    }
}

fn param_bounds_initial<'db>(
    _db: &'db dyn Db,
    _id: salsa::Id,
    _param: TypeParamId<'db>,
) -> ParamBounds<'db> {
    ParamBounds::default()
}

/// What a typedef stands for, over its own type parameters.
#[salsa::tracked(returns(copy), cycle_result = typedef_initial)]
pub fn typedef_target<'db>(db: &'db dyn Db, decl: TypeDeclId<'db>) -> Ty<'db> {
    let Some(data) = type_decl_data(db, decl) else {
        return Ty::Unknown;
    };
    let TypeDeclKind::Typedef { ty: Some(id) } = data.decl.kind else {
        return Ty::Unknown;
    };
    if has_meta(&data.decl.meta, ":genericBuild") {
        return Ty::Unknown;
    }
    let ctx = LowerCtx::for_owner(db, GenericOwner::Type(decl));
    Lowering::new(&ctx, &data.type_refs).lower(id)
}

fn typedef_initial<'db>(_db: &'db dyn Db, _id: salsa::Id, _decl: TypeDeclId<'db>) -> Ty<'db> {
    Ty::Unknown
}

/// What a class or interface extends and implements, over its own type parameters.
#[derive(Clone, PartialEq, Eq, Debug, Default, salsa::SalsaValue)]
pub struct Supers<'db> {
    /// Parent class.
    pub extends: Option<Ty<'db>>,
    /// Interfaces of a class, or those an interface extends.
    pub interfaces: Box<[Ty<'db>]>,
    /// `implements Dynamic<T>`.
    pub dynamic: Option<Ty<'db>>,
    /// Something among them could not be resolved: members may be hidden there.
    pub unknown: bool,
}

#[salsa::tracked]
pub fn supers<'db>(db: &'db dyn Db, decl: TypeDeclId<'db>) -> Supers<'db> {
    let mut res = Supers::default();
    let Some(data) = type_decl_data(db, decl) else {
        return res;
    };
    let ctx = LowerCtx::for_owner(db, GenericOwner::Type(decl));
    let mut lowering = Lowering::new(&ctx, &data.type_refs);
    let mut interfaces = Vec::new();
    let (extends, implements) = match &data.decl.kind {
        TypeDeclKind::Class {
            extends,
            implements,
            ..
        } => (*extends, implements),
        TypeDeclKind::Interface { extends } => (None, extends),
        TypeDeclKind::Enum | TypeDeclKind::Typedef { .. } | TypeDeclKind::Abstract { .. } => {
            return res;
        }
    };
    if let Some(id) = extends {
        match expand_typedefs(db, lowering.lower(id)) {
            ty @ Ty::Class(..) => res.extends = Some(ty),
            Ty::Unknown => res.unknown = true,
            _ => {}
        }
    }
    for &id in implements {
        match expand_typedefs(db, lowering.lower(id)) {
            ty @ Ty::Class(..) => interfaces.push(ty),
            Ty::Dynamic(inner) => {
                res.dynamic = Some(inner.map_or(Ty::Dynamic(None), |inner| inner.ty(db)));
            }
            Ty::Unknown => res.unknown = true,
            _ => {}
        }
    }
    res.interfaces = interfaces.into_boxed_slice();
    res
}

/// Follows typedefs at the top of a type that holds no monomorphs.
pub fn expand_typedefs<'db>(db: &'db dyn Db, mut ty: Ty<'db>) -> Ty<'db> {
    for _ in 0..64 {
        let Ty::Typedef(id, args) = ty else {
            return ty;
        };
        ty = expand_typedef(db, id, args.list(db));
    }
    Ty::Unknown
}

/// Whether a value of this type can never be null on a target with basic types: `Int`, `Bool`, an abstract over one.
pub fn is_not_null<'db>(db: &'db dyn Db, mut ty: Ty<'db>) -> bool {
    // Broken code may hold abstracts over each other.
    for _ in 0..64 {
        match expand_typedefs(db, ty) {
            Ty::Int | Ty::Float | Ty::Bool => return true,
            Ty::Abstract(id, args) => {
                let info = abstract_info(db, id);
                if info.not_null || info.core_type {
                    return info.not_null;
                }
                match underlying_type(db, id, args.list(db)) {
                    Some(inner) => ty = inner,
                    None => return false,
                }
            }
            _ => return false,
        }
    }
    false
}

pub fn expand_typedef<'db>(db: &'db dyn Db, id: TypeDeclId<'db>, args: &[Ty<'db>]) -> Ty<'db> {
    let target = typedef_target(db, id);
    if args.is_empty() {
        target
    } else {
        subst(db, target, &Subst::of_decl(db, id, args))
    }
}

/// The class itself, its parents and every interface, each once, with type arguments as seen
/// from `decl<args>`: parents first, then interfaces.
pub fn ancestors<'db>(
    db: &'db dyn Db,
    decl: TypeDeclId<'db>,
    args: Tys<'db>,
) -> Vec<(TypeDeclId<'db>, Tys<'db>)> {
    let mut seen = FxHashSet::default();
    let mut chain = Vec::new();
    let mut next = Some((decl, args));
    while let Some((id, args)) = next.take() {
        if !seen.insert(id) {
            break;
        }
        chain.push((id, args));
        next = parent_class(db, id, args);
    }
    let mut at = 0;
    while at < chain.len() {
        let (id, args) = chain[at];
        let map = Subst::of_decl(db, id, args.list(db));
        for &interface in &supers(db, id).interfaces {
            if let Ty::Class(id, args) = subst(db, interface, &map)
                && seen.insert(id)
            {
                chain.push((id, args));
            }
        }
        at += 1;
    }
    chain
}

/// The parent class as seen from `decl<args>`.
pub fn parent_class<'db>(
    db: &'db dyn Db,
    decl: TypeDeclId<'db>,
    args: Tys<'db>,
) -> Option<(TypeDeclId<'db>, Tys<'db>)> {
    let parent = supers(db, decl).extends?;
    match subst(db, parent, &Subst::of_decl(db, decl, args.list(db))) {
        Ty::Class(id, args) => Some((id, args)),
        _ => None,
    }
}

/// Whether a build macro that was not run may have made something else of the type's fields.
pub fn is_rewritten<'db>(db: &'db dyn Db, decl: TypeDeclId<'db>) -> bool {
    let built = [":build", ":genericBuild"];
    built.iter().any(|meta| decl_has_meta(db, decl, meta))
        || ancestors(db, decl, Tys::empty(db))
            .iter()
            .any(|&(id, _)| decl_has_meta(db, id, ":autoBuild"))
}

/// Whether members of the type may exist that we cannot see: a build macro was not run, or a
/// supertype could not be resolved.
pub fn has_unseen_members<'db>(db: &'db dyn Db, decl: TypeDeclId<'db>) -> bool {
    const OWN: [&str; 3] = [":build", ":genericBuild", ":autoBuild"];
    if OWN.iter().any(|meta| decl_has_meta(db, decl, meta)) {
        return true;
    }
    ancestors(db, decl, Tys::empty(db)).iter().any(|&(id, _)| {
        supers(db, id).unknown
            || decl_has_meta(db, id, ":build")
            || decl_has_meta(db, id, ":autoBuild")
    })
}

pub fn is_subclass<'db>(db: &'db dyn Db, decl: TypeDeclId<'db>, of: TypeDeclId<'db>) -> bool {
    ancestors(db, decl, Tys::empty(db))
        .iter()
        .any(|&(id, _)| id == of)
}

/// Operator of an `@:op(…)`.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum AbstractOp {
    Binary(BinaryOp),
    Assign(BinaryOp),
    Unary { op: UnaryOp, postfix: bool },
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, salsa::SalsaValue)]
pub struct OpField<'db> {
    pub op: AbstractOp,
    pub field: FieldId<'db>,
    pub commutative: bool,
    /// Without a body the operation of the underlying type is exposed.
    pub has_body: bool,
}

/// `@:forward` / `@:forward(a, b)`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Forward {
    No,
    All,
    Only(Box<[Name]>),
}

impl Forward {
    pub fn admits(&self, name: &str) -> bool {
        match self {
            Forward::No => false,
            Forward::All => true,
            Forward::Only(names) => names.iter().any(|n| n == name),
        }
    }
}

/// Everything an abstract declares about casts and operators.
#[derive(Clone, PartialEq, Eq, Debug, salsa::SalsaValue)]
pub struct AbstractInfo<'db> {
    /// `None` for a core type without one.
    pub underlying: Option<Ty<'db>>,
    pub from: Box<[Ty<'db>]>,
    pub to: Box<[Ty<'db>]>,
    pub from_fields: Box<[FieldId<'db>]>,
    pub to_fields: Box<[FieldId<'db>]>,
    pub ops: Box<[OpField<'db>]>,
    pub array: Box<[FieldId<'db>]>,
    pub resolve: Box<[FieldId<'db>]>,
    pub call: Box<[FieldId<'db>]>,
    pub forward: Forward,
    pub forward_statics: Forward,
    pub forward_new: bool,
    pub forward_variance: bool,
    pub is_enum: bool,
    pub core_type: bool,
    pub not_null: bool,
    pub transitive: bool,
    pub callable: bool,
    pub runtime_value: bool,
    /// `@:multiType(K)`: the parameters that must be known; all when none is named.
    pub multi_type: Option<Box<[Name]>>,
}

#[salsa::tracked(cycle_result = abstract_initial)]
pub fn abstract_info<'db>(db: &'db dyn Db, decl: TypeDeclId<'db>) -> AbstractInfo<'db> {
    let Some((data, underlying, from, to, is_enum)) = abstract_decl(db, decl) else {
        return AbstractInfo::empty();
    };
    let ctx = LowerCtx::for_owner(db, GenericOwner::Type(decl));
    let mut lowering = Lowering::new(&ctx, &data.type_refs);
    let meta = &data.decl.meta;
    let mut info = AbstractInfo::empty();
    info.underlying = underlying.map(|id| lowering.lower(id));
    info.from = from.iter().map(|&id| lowering.lower(id)).collect();
    info.to = to.iter().map(|&id| lowering.lower(id)).collect();
    info.forward = forward_of(meta, ":forward");
    info.forward_statics = forward_of(meta, ":forwardStatics");
    info.forward_new = has_meta(meta, ":forward.new");
    info.forward_variance = has_meta(meta, ":forward.variance");
    info.is_enum = is_enum || has_meta(meta, ":enum");
    info.core_type = has_meta(meta, ":coreType");
    info.not_null = has_meta(meta, ":notNull");
    info.transitive = has_meta(meta, ":transitive");
    info.callable = has_meta(meta, ":callable");
    info.runtime_value = has_meta(meta, ":runtimeValue");
    info.multi_type = find_meta(meta, ":multiType").map(|m| {
        m.args
            .iter()
            .filter_map(meta_name)
            .map(|name| match name.rsplit_once(' ') {
                // `@:followWithAbstracts K`
                Some((_, last)) => Name::from(last),
                None => name,
            })
            .collect()
    });

    let mut from_fields = Vec::new();
    let mut to_fields = Vec::new();
    let mut ops = Vec::new();
    let mut array = Vec::new();
    let mut resolve = Vec::new();
    let mut call = Vec::new();
    for &field in fields_of(db, decl) {
        let Some(data) = field_data(db, field) else {
            continue;
        };
        let FieldKind::Fun { has_body, .. } = data.field.kind else {
            continue;
        };
        for meta in &data.field.meta {
            match meta.name.as_str() {
                ":from" => from_fields.push(field),
                ":to" => to_fields.push(field),
                ":arrayAccess" => array.push(field),
                ":resolve" => resolve.push(field),
                ":op" => match meta.args.first().and_then(parse_op) {
                    Some(OpMeta::Op(op)) => ops.push(OpField {
                        op,
                        field,
                        commutative: has_meta(&data.field.meta, ":commutative"),
                        has_body,
                    }),
                    Some(OpMeta::Array) => array.push(field),
                    Some(OpMeta::Resolve) => resolve.push(field),
                    Some(OpMeta::Call) => call.push(field),
                    None => {}
                },
                _ => {}
            }
        }
    }
    info.from_fields = from_fields.into_boxed_slice();
    info.to_fields = to_fields.into_boxed_slice();
    info.ops = ops.into_boxed_slice();
    info.array = array.into_boxed_slice();
    info.resolve = resolve.into_boxed_slice();
    info.call = call.into_boxed_slice();
    info
}

fn abstract_initial<'db>(
    _db: &'db dyn Db,
    _id: salsa::Id,
    _decl: TypeDeclId<'db>,
) -> AbstractInfo<'db> {
    AbstractInfo::empty()
}

impl<'db> AbstractInfo<'db> {
    fn empty() -> Self {
        AbstractInfo {
            underlying: None,
            from: Box::default(),
            to: Box::default(),
            from_fields: Box::default(),
            to_fields: Box::default(),
            ops: Box::default(),
            array: Box::default(),
            resolve: Box::default(),
            call: Box::default(),
            forward: Forward::No,
            forward_statics: Forward::No,
            forward_new: false,
            forward_variance: false,
            is_enum: false,
            core_type: false,
            not_null: false,
            transitive: false,
            callable: false,
            runtime_value: false,
            multi_type: None,
        }
    }
}

type AbstractDecl<'db> = (
    &'db TypeDeclData,
    Option<hir_def::type_ref::TypeRefId>,
    &'db [hir_def::type_ref::TypeRefId],
    &'db [hir_def::type_ref::TypeRefId],
    bool,
);

fn abstract_decl<'db>(db: &'db dyn Db, decl: TypeDeclId<'db>) -> Option<AbstractDecl<'db>> {
    let data = type_decl_data(db, decl)?;
    match &data.decl.kind {
        TypeDeclKind::Abstract {
            underlying,
            from,
            to,
            is_enum,
        } => Some((data, *underlying, from, to, *is_enum)),
        _ => None,
    }
}

fn forward_of(meta: &[Meta], name: &str) -> Forward {
    match find_meta(meta, name) {
        None => Forward::No,
        Some(m) if m.args.is_empty() => Forward::All,
        Some(m) => Forward::Only(m.args.iter().filter_map(meta_name).collect()),
    }
}

fn meta_name(arg: &MetaArg) -> Option<Name> {
    match arg {
        MetaArg::Path(path) => path.0.last().cloned(),
        MetaArg::Text(text) | MetaArg::String(text) => Some(text.clone()),
        MetaArg::Int(_)
        | MetaArg::Float(_)
        | MetaArg::Bool(_)
        | MetaArg::Array(_)
        | MetaArg::Object(_) => None,
    }
}

enum OpMeta {
    Op(AbstractOp),
    Array,
    Resolve,
    Call,
}

/// Reads the argument of `@:op`: operand names do not matter.
fn parse_op(arg: &MetaArg) -> Option<OpMeta> {
    let text = match arg {
        MetaArg::Path(path) if path.0.len() == 2 => return Some(OpMeta::Resolve),
        MetaArg::Array(elements) if elements.is_empty() => return Some(OpMeta::Array),
        MetaArg::Text(text) => text.as_str(),
        _ => return None,
    };
    if text.split_whitespace().nth(1) == Some("in") {
        return Some(OpMeta::Op(AbstractOp::Binary(BinaryOp::In)));
    }
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let left = text.trim_start_matches(is_word);
    let has_left = left.len() < text.len();
    let op = left.trim_end_matches(is_word);
    let has_right = op.len() < left.len();
    if op == "[]" {
        return Some(OpMeta::Array);
    }
    Some(match (has_left, op, has_right) {
        (true, "()", false) => OpMeta::Call,
        (true, ".", true) => OpMeta::Resolve,
        (true, _, true) => {
            if let Some(op) = binary_op(op) {
                OpMeta::Op(AbstractOp::Binary(op))
            } else {
                OpMeta::Op(AbstractOp::Assign(binary_op(op.strip_suffix('=')?)?))
            }
        }
        (true, _, false) => OpMeta::Op(AbstractOp::Unary {
            op: unary_op(op)?,
            postfix: true,
        }),
        (false, _, true) => OpMeta::Op(AbstractOp::Unary {
            op: unary_op(op)?,
            postfix: false,
        }),
        (false, _, false) => return None,
    })
}

fn binary_op(text: &str) -> Option<BinaryOp> {
    Some(match text {
        "+" => BinaryOp::Add,
        "-" => BinaryOp::Sub,
        "*" => BinaryOp::Mul,
        "/" => BinaryOp::Div,
        "%" => BinaryOp::Mod,
        "&" => BinaryOp::BitAnd,
        "|" => BinaryOp::BitOr,
        "^" => BinaryOp::BitXor,
        "<<" => BinaryOp::Shl,
        ">>" => BinaryOp::Shr,
        ">>>" => BinaryOp::UShr,
        "==" => BinaryOp::Eq,
        "!=" => BinaryOp::NotEq,
        "<" => BinaryOp::Lt,
        "<=" => BinaryOp::LtEq,
        ">" => BinaryOp::Gt,
        ">=" => BinaryOp::GtEq,
        "&&" => BinaryOp::BoolAnd,
        "||" => BinaryOp::BoolOr,
        "..." => BinaryOp::Interval,
        "=>" => BinaryOp::Arrow,
        "??" => BinaryOp::NullCoalesce,
        "in" => BinaryOp::In,
        _ => return None,
    })
}

fn unary_op(text: &str) -> Option<UnaryOp> {
    Some(match text {
        "!" => UnaryOp::Not,
        "-" => UnaryOp::Neg,
        "~" => UnaryOp::BitNot,
        "++" => UnaryOp::Increment,
        "--" => UnaryOp::Decrement,
        "..." => UnaryOp::Spread,
        _ => return None,
    })
}

/// The value type of an abstract with these arguments.
pub fn underlying_type<'db>(
    db: &'db dyn Db,
    decl: TypeDeclId<'db>,
    args: &[Ty<'db>],
) -> Option<Ty<'db>> {
    let underlying = abstract_info(db, decl).underlying?;
    Some(subst(db, underlying, &Subst::of_decl(db, decl, args)))
}

/// Errors in the written hints of a declaration's header.
#[salsa::tracked]
pub fn header_diagnostics<'db>(db: &'db dyn Db, decl: TypeDeclId<'db>) -> Vec<TypeDiagnostic> {
    let Some(data) = type_decl_data(db, decl) else {
        return Vec::new();
    };
    let ctx = LowerCtx::for_owner(db, GenericOwner::Type(decl));
    let mut lowering = Lowering::new(&ctx, &data.type_refs).checking();
    let mut out = Vec::new();
    for param in &data.decl.params {
        for &id in &param.constraints {
            lowering.lower_constraint(id, &mut out);
        }
        if let Some(id) = param.default {
            lowering.lower(id);
        }
    }
    match &data.decl.kind {
        TypeDeclKind::Class {
            extends,
            implements,
            ..
        } => {
            for &id in extends.iter().chain(implements.iter()) {
                lowering.lower(id);
            }
        }
        TypeDeclKind::Interface { extends } => {
            for &id in extends {
                lowering.lower(id);
            }
        }
        TypeDeclKind::Enum => {}
        TypeDeclKind::Typedef { ty } => {
            if let Some(id) = ty {
                lowering.lower(*id);
            }
        }
        TypeDeclKind::Abstract {
            underlying,
            from,
            to,
            ..
        } => {
            for &id in underlying.iter().chain(from.iter()).chain(to.iter()) {
                lowering.lower(id);
            }
        }
    }
    lowering.finish()
}
