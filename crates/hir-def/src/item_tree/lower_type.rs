//! Type hints, parameters and metadata from syntax, shared by item trees and bodies.
//!
//! Haxe's two notations for function types meet here: `(a:Int) -> R` is one function,
//! `A -> B -> R` another of two arguments, and one unnamed type in parentheses counts as the
//! old notation.

use base_db::TextRange;
use syntax::{
    T,
    ast::{self, AstNode, HasMetadata, HasModifiers, HasName},
};

use super::{Accessor, Meta, MetaArg, Param, TypeParam};
use crate::{
    Name,
    arena::Arena,
    type_ref::{
        AnonFieldKindRef, AnonFieldRef, ConstArg, DottedPath, FunParamRef, TypeArgRef, TypeRef,
        TypeRefId,
    },
};

/// Collects the type hints of one owner.
#[derive(Default)]
pub(crate) struct TypeLower {
    pub(crate) arena: Arena<TypeRef>,
    pub(crate) ranges: Vec<TextRange>,
    n_anon_methods: u32,
}

impl TypeLower {
    pub(crate) fn alloc(&mut self, ty: TypeRef, range: TextRange) -> TypeRefId {
        self.ranges.push(range);
        self.arena.alloc(ty)
    }

    pub(crate) fn finish(mut self) -> (Arena<TypeRef>, Box<[TextRange]>) {
        self.arena.shrink_to_fit();
        (self.arena, self.ranges.into())
    }

    pub(crate) fn opt_hint(&mut self, hint: Option<ast::TypeHint>) -> Option<TypeRefId> {
        let hint = hint?;
        Some(self.required(hint.ty(), hint.syntax().text_range()))
    }

    /// A type that the grammar demands; its absence was reported by the parser.
    pub(crate) fn required(&mut self, ty: Option<ast::Type>, around: TextRange) -> TypeRefId {
        match ty {
            Some(ty) => self.ty(&ty),
            None => self.alloc(TypeRef::Error, around),
        }
    }

    pub(crate) fn ty(&mut self, ty: &ast::Type) -> TypeRefId {
        let range = ty.syntax().text_range();
        let res = match ty {
            ast::Type::PathType(ty) => return self.path_type(ty),
            ast::Type::ParenType(ty) => return self.required(ty.ty(), range),
            ast::Type::StructType(ty) => self.struct_type(ty),
            ast::Type::FunctionType(ty) => self.function_type(ty),
            ast::Type::ArrowType(ty) => self.arrow_type(ty),
            ast::Type::OptionalType(ty) => TypeRef::Optional(self.required(ty.ty(), range)),
            ast::Type::RestType(ty) => {
                let elem = self.required(ty.ty(), range);
                TypeRef::Path {
                    path: DottedPath::parse("haxe.Rest"),
                    args: Box::new([TypeArgRef::Type(elem)]),
                }
            }
            ast::Type::IntersectionType(ty) => {
                let mut parts = Vec::new();
                self.intersection(ty, &mut parts);
                TypeRef::Intersection(parts.into())
            }
        };
        self.alloc(res, range)
    }

    fn intersection(&mut self, ty: &ast::IntersectionType, parts: &mut Vec<TypeRefId>) {
        let range = ty.syntax().text_range();
        for side in [ty.left(), ty.right()] {
            match side {
                Some(ast::Type::IntersectionType(inner)) => self.intersection(&inner, parts),
                side => {
                    let part = self.required(side, range);
                    parts.push(part);
                }
            }
        }
    }

    pub(crate) fn path_type(&mut self, ty: &ast::PathType) -> TypeRefId {
        let range = ty.syntax().text_range();
        let Some(path) = ty.path().and_then(|it| dotted_path(&it)) else {
            return self.alloc(TypeRef::Error, range);
        };
        let args = ty
            .type_arg_list()
            .into_iter()
            .flat_map(|it| it.args())
            .map(|arg| self.type_arg(&arg))
            .collect();
        self.alloc(TypeRef::Path { path, args }, range)
    }

    fn type_arg(&mut self, arg: &ast::TypeArg) -> TypeArgRef {
        if let Some(ty) = arg.as_type() {
            return TypeArgRef::Type(self.ty(&ty));
        }
        let literal = ast::Literal::cast(arg.syntax().clone());
        let text = || Name::new(plain_text(arg.syntax()));
        TypeArgRef::Const(match literal.as_ref().and_then(|it| it.kind()) {
            Some(ast::LiteralKind::Int) => ConstArg::Int(text()),
            Some(ast::LiteralKind::Float) => ConstArg::Float(text()),
            Some(ast::LiteralKind::String) => ConstArg::String(
                literal
                    .and_then(|it| it.string_value())
                    .unwrap_or_default()
                    .into(),
            ),
            Some(ast::LiteralKind::Bool(value)) => ConstArg::Bool(value),
            _ => ConstArg::Other(text()),
        })
    }

    fn function_type(&mut self, ty: &ast::FunctionType) -> TypeRef {
        let range = ty.syntax().text_range();
        let params: Vec<_> = ty
            .function_type_param_list()
            .into_iter()
            .flat_map(|it| it.params())
            .collect();
        let is_old = matches!(&*params, [only] if only.name().is_none());
        let mut res: Vec<FunParamRef> = params
            .iter()
            .map(|it| self.function_type_param(it))
            .collect();
        let ret = match ty.ret() {
            Some(ret) if is_old => self.rest_of_arrows(ret, &mut res),
            ret => self.required(ret, range),
        };
        if is_old {
            self.drop_void(&mut res);
        }
        TypeRef::Fun {
            params: res.into(),
            ret,
        }
    }

    fn function_type_param(&mut self, param: &ast::FunctionTypeParam) -> FunParamRef {
        let range = param.syntax().text_range();
        let name = param.name().map(|it| Name::new(it.text()));
        let is_rest = param.dot3_token().is_some();
        let mut res = self.arrow_param(param.ty(), range);
        res.name = name;
        res.optional |= param.question_token().is_some();
        res.rest |= is_rest;
        res
    }

    /// `A`, `?A` or `...A` before an arrow.
    fn arrow_param(&mut self, ty: Option<ast::Type>, around: TextRange) -> FunParamRef {
        let (optional, rest, ty) = match ty {
            Some(ast::Type::OptionalType(it)) => (true, false, it.ty()),
            Some(ast::Type::RestType(it)) => (false, true, it.ty()),
            ty => (false, false, ty),
        };
        FunParamRef {
            name: None,
            optional,
            rest,
            ty: self.required(ty, around),
        }
    }

    fn arrow_type(&mut self, ty: &ast::ArrowType) -> TypeRef {
        let range = ty.syntax().text_range();
        let mut params = vec![self.arrow_param(ty.param(), range)];
        let ret = match ty.ret() {
            Some(ret) => self.rest_of_arrows(ret, &mut params),
            None => self.alloc(TypeRef::Error, range),
        };
        self.drop_void(&mut params);
        TypeRef::Fun {
            params: params.into(),
            ret,
        }
    }

    /// `B -> R` behind `A ->` continues the same function.
    fn rest_of_arrows(&mut self, mut ret: ast::Type, params: &mut Vec<FunParamRef>) -> TypeRefId {
        loop {
            let range = ret.syntax().text_range();
            let next = match &ret {
                ast::Type::ArrowType(it) => {
                    params.push(self.arrow_param(it.param(), range));
                    it.ret()
                }
                ast::Type::FunctionType(it) => {
                    let list = it.function_type_param_list();
                    for param in list.into_iter().flat_map(|it| it.params()) {
                        params.push(self.function_type_param(&param));
                    }
                    it.ret()
                }
                _ => return self.ty(&ret),
            };
            match next {
                Some(next) => ret = next,
                None => return self.alloc(TypeRef::Error, range),
            }
        }
    }

    /// `Void -> R` takes nothing.
    fn drop_void(&self, params: &mut Vec<FunParamRef>) {
        if let [only] = &**params
            && let TypeRef::Path { path, args } = &self.arena[only.ty]
            && args.is_empty()
            && matches!(path.segments(), [name] if name == "Void")
        {
            params.clear();
        }
    }

    fn struct_type(&mut self, ty: &ast::StructType) -> TypeRef {
        let extends = ty
            .extensions()
            .filter_map(|it| it.path_type())
            .map(|it| self.path_type(&it))
            .collect();
        // The two notations do not mix, so source order is kept.
        let mut fields = Vec::new();
        for field in ty.struct_fields() {
            let Some(name) = field.name() else { continue };
            fields.push(AnonFieldRef {
                name: Name::new(name.text()),
                optional: field.question_token().is_some(),
                is_private: false,
                kind: AnonFieldKindRef::Var {
                    access: None,
                    is_final: false,
                    ty: self.opt_hint(field.type_hint()),
                },
                meta: Box::new([]),
            });
        }
        for field in ty.fields() {
            fields.extend(self.struct_class_field(&field));
        }
        TypeRef::Anon {
            extends,
            fields: fields.into(),
        }
    }

    fn struct_class_field(&mut self, field: &ast::Field) -> Option<AnonFieldRef> {
        let name = Name::new(field.name()?.text());
        let meta = metas(field.metadata());
        let mut optional = super::has_meta(&meta, ":optional");
        let kind = match field {
            ast::Field::VarField(var) => {
                optional |= var.question_token().is_some();
                AnonFieldKindRef::Var {
                    access: accessors(var.property_access()),
                    is_final: var.is_final(),
                    ty: self.opt_hint(var.type_hint()),
                }
            }
            ast::Field::FunctionField(fun) => {
                let ordinal = self.n_anon_methods;
                self.n_anon_methods += 1;
                AnonFieldKindRef::Fun {
                    ordinal,
                    type_params: self.type_params(fun.type_param_list()),
                    params: self.params(fun.param_list()),
                    ret: self.opt_hint(fun.type_hint()),
                }
            }
        };
        Some(AnonFieldRef {
            name,
            optional,
            is_private: field.has_modifier(T![private]),
            kind,
            meta,
        })
    }

    pub(crate) fn type_params(&mut self, list: Option<ast::TypeParamList>) -> Box<[TypeParam]> {
        list.into_iter()
            .flat_map(|it| it.params())
            .map(|param| {
                let constraint = self.opt_hint(param.constraint());
                // `T:A & B` is two constraints, each a type to satisfy.
                let constraints = match constraint.map(|it| (it, &self.arena[it])) {
                    Some((_, TypeRef::Intersection(parts))) => parts.clone(),
                    Some((id, _)) => Box::new([id]),
                    None => Box::new([]),
                };
                TypeParam {
                    name: param.name().map(|it| it.text()).unwrap_or_default().into(),
                    constraints,
                    default: param.default().map(|it| {
                        let range = it.syntax().text_range();
                        self.required(it.ty(), range)
                    }),
                    meta: metas(param.metadata()),
                }
            })
            .collect()
    }

    pub(crate) fn params(&mut self, list: Option<ast::ParamList>) -> Box<[Param]> {
        list.into_iter()
            .flat_map(|it| it.params())
            .map(|param| Param {
                name: param.name().map(|it| it.text()).unwrap_or_default().into(),
                optional: param.question_token().is_some(),
                rest: param.dot3_token().is_some(),
                ty: self.opt_hint(param.type_hint()),
                has_default: param.initializer().is_some(),
                null_default: param
                    .initializer()
                    .and_then(|it| it.expr())
                    .is_some_and(|it| it.syntax().text() == "null"),
                meta: metas(param.metadata()),
            })
            .collect()
    }
}

pub(crate) fn dotted_path(path: &ast::Path) -> Option<DottedPath> {
    let segments: Box<[Name]> = path
        .segments()
        .map(|it| Name::new(it.text()))
        .filter(|it| !it.is_empty())
        .collect();
    (!segments.is_empty()).then_some(DottedPath(segments))
}

pub(crate) fn accessors(access: Option<ast::PropertyAccess>) -> Option<(Accessor, Accessor)> {
    let access = access?;
    let word = |it: Option<ast::PropertyAccessor>| match it.map(|it| it.text()).as_deref() {
        Some("null") => Accessor::Null,
        Some("never") => Accessor::Never,
        Some("dynamic") => Accessor::Dynamic,
        None | Some("default") => Accessor::Default,
        // `get`, `set`, and the old spelling with the method's name.
        Some(_) => Accessor::Call,
    };
    Some((word(access.read()), word(access.write())))
}

pub(crate) fn metas(list: impl Iterator<Item = ast::Metadata>) -> Box<[Meta]> {
    list.filter_map(|it| meta(&it)).collect()
}

pub(crate) fn meta(meta: &ast::Metadata) -> Option<Meta> {
    let name = meta.name_text()?;
    let name = if meta.is_compiler() {
        Name::new(format!(":{name}"))
    } else {
        Name::new(name)
    };
    let args = meta
        .arg_list()
        .into_iter()
        .flat_map(|it| it.args())
        .map(|it| meta_arg(&it))
        .collect();
    Some(Meta { name, args })
}

fn meta_arg(arg: &ast::Expr) -> MetaArg {
    let text = || MetaArg::Text(Name::new(plain_text(arg.syntax())));
    match arg {
        ast::Expr::Literal(literal) => match literal.kind() {
            Some(ast::LiteralKind::String) => {
                MetaArg::String(literal.string_value().unwrap_or_default().into())
            }
            Some(ast::LiteralKind::Int) => match literal.int_value(false) {
                Some(Ok(value)) => MetaArg::Int(value.into()),
                _ => text(),
            },
            Some(ast::LiteralKind::Float) => MetaArg::Float(Name::new(
                literal.syntax().text().to_string().replace('_', ""),
            )),
            Some(ast::LiteralKind::Bool(value)) => MetaArg::Bool(value),
            Some(ast::LiteralKind::Null | ast::LiteralKind::Regex) | None => text(),
        },
        ast::Expr::ArrayExpr(array) => {
            MetaArg::Array(array.elements().map(|it| meta_arg(&it)).collect())
        }
        ast::Expr::ObjectExpr(object) => MetaArg::Object(
            object
                .fields()
                .filter_map(|field| {
                    let name = Name::new(field.object_field_name()?.text());
                    Some((name, meta_arg(&field.expr()?)))
                })
                .collect(),
        ),
        ast::Expr::ParenExpr(paren) => match paren.expr() {
            Some(inner) => meta_arg(&inner),
            None => text(),
        },
        ast::Expr::PrefixExpr(prefix) if prefix.op() == Some(ast::PrefixOp::Neg) => {
            match prefix.operand().as_ref().map(meta_arg) {
                Some(MetaArg::Int(value)) => MetaArg::Int(value.wrapping_neg()),
                Some(MetaArg::Float(value)) => MetaArg::Float(Name::from(format!("-{value}"))),
                _ => text(),
            }
        }
        _ => match expr_path(arg) {
            Some(path) => MetaArg::Path(path),
            None => text(),
        },
    }
}

/// `a.b.C` as a path.
fn expr_path(expr: &ast::Expr) -> Option<DottedPath> {
    let mut segments = Vec::new();
    let mut at = expr.clone();
    loop {
        match at {
            ast::Expr::NameExpr(name) => {
                segments.push(Name::new(name.text()));
                break;
            }
            ast::Expr::FieldExpr(field) if !field.is_safe() => {
                segments.push(Name::new(field.name_ref()?.text()));
                at = field.base()?;
            }
            _ => return None,
        }
    }
    segments.reverse();
    Some(DottedPath(segments.into()))
}

/// The tokens without trivia: words that would run together are kept apart by a space, and
/// so is a binary operator from its operands.
fn plain_text(node: &syntax::SyntaxNode) -> String {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let mut res = String::new();
    for token in node
        .descendants_with_tokens()
        .filter_map(|it| it.into_token())
    {
        if token.kind().is_trivia() {
            continue;
        }
        let text = token.text();
        let is_operator = token.parent().is_some_and(|it| {
            ast::BinaryExpr::can_cast(it.kind()) && ast::BinaryOp::from_kind(token.kind()).is_some()
        });
        if is_operator {
            res.push(' ');
            res.push_str(text);
            res.push(' ');
            continue;
        }
        if res.ends_with(is_word) && text.starts_with(is_word) {
            res.push(' ');
        }
        res.push_str(text);
    }
    res
}
