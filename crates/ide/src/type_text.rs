//! A type as one writes it in this file: by its short name where that is in scope, by its path where not.

use hir::Semantics;
use hir_def::{
    Name,
    ids::{TypeDeclId, TypeParamId},
    item_tree::{Accessor, TypeDeclKind},
    resolve_type_path, source_path, type_decl_data,
    type_ref::DottedPath,
};
use hir_ty::ty::{AnonField, AnonFieldKind, FunParam, Ty};

/// `None` for what is not known or cannot be named here.
pub(crate) fn type_text<'db>(sema: &Semantics<'db>, ty: Ty<'db>) -> Option<String> {
    Writer { sema, depth: 0 }.ty(ty)
}

struct Writer<'a, 'db> {
    sema: &'a Semantics<'db>,
    depth: u32,
}

/// Nobody wants to read a hint that nests deeper.
const MAX_DEPTH: u32 = 12;

impl<'db> Writer<'_, 'db> {
    fn ty(&mut self, ty: Ty<'db>) -> Option<String> {
        if self.depth > MAX_DEPTH {
            return None;
        }
        self.depth += 1;
        let res = self.inner(ty);
        self.depth -= 1;
        res
    }

    fn inner(&mut self, ty: Ty<'db>) -> Option<String> {
        let db = self.sema.db;
        Some(match ty {
            Ty::Unknown | Ty::Mono(_) => return None,
            Ty::Void => "Void".to_owned(),
            Ty::Bool => "Bool".to_owned(),
            Ty::Int => "Int".to_owned(),
            Ty::Float => "Float".to_owned(),
            Ty::Null(inner) => format!("Null<{}>", self.ty(inner.ty(db))?),
            Ty::Dynamic(None) => "Dynamic".to_owned(),
            Ty::Dynamic(Some(inner)) => format!("Dynamic<{}>", self.ty(inner.ty(db))?),
            Ty::Class(decl, args)
            | Ty::Enum(decl, args)
            | Ty::Abstract(decl, args)
            | Ty::Typedef(decl, args) => self.named(decl, args.list(db))?,
            Ty::Fun(fun) => self.function(fun.params(db), fun.ret(db))?,
            Ty::Anon(anon) => self.structure(anon.fields(db))?,
            Ty::Param(param) => self.param(param)?,
            Ty::TypeValue(decl) => {
                let word = match type_decl_data(db, decl).map(|it| &it.decl.kind) {
                    Some(TypeDeclKind::Class { .. } | TypeDeclKind::Interface { .. }) => "Class",
                    Some(TypeDeclKind::Enum) => "Enum",
                    _ => return None,
                };
                let dynamic = hir_def::type_params_of(db, hir_def::ids::GenericOwner::Type(decl))
                    .iter()
                    .map(|_| Ty::DYNAMIC)
                    .collect::<Vec<_>>();
                format!("{word}<{}>", self.named(decl, &dynamic)?)
            }
            Ty::Const(text) => text.text(db).to_string(),
        })
    }

    fn named(&mut self, decl: TypeDeclId<'db>, args: &[Ty<'db>]) -> Option<String> {
        let path = path_text(self.sema, decl)?;
        if args.is_empty() {
            return Some(path);
        }
        let args: Option<Vec<String>> = args.iter().map(|&it| self.ty(it)).collect();
        Some(format!("{path}<{}>", args?.join(", ")))
    }

    fn param(&self, param: TypeParamId<'db>) -> Option<String> {
        Some(param.name(self.sema.db).to_string())
    }

    fn function(&mut self, params: &[FunParam<'db>], ret: Ty<'db>) -> Option<String> {
        let is_named = params.iter().all(|it| !it.name.is_empty());
        let mut parts = Vec::new();
        for param in params {
            let ty = match param.ty {
                Ty::Null(inner) if param.optional => inner.ty(self.sema.db),
                ty => ty,
            };
            let mut text = self.ty(ty)?;
            if matches!(ty, Ty::Fun(_)) {
                text = format!("({text})");
            }
            let question = if param.optional { "?" } else { "" };
            parts.push(match is_named {
                true => format!("{question}{}:{text}", param.name),
                false => format!("{question}{text}"),
            });
        }
        let ret_text = self.ty(ret)?;
        let ret_text = match ret {
            Ty::Fun(_) => format!("({ret_text})"),
            _ => ret_text,
        };
        Some(match &*parts {
            [only] if !is_named => format!("{only} -> {ret_text}"),
            _ => format!("({}) -> {ret_text}", parts.join(", ")),
        })
    }

    fn structure(&mut self, fields: &[AnonField<'db>]) -> Option<String> {
        let is_plain = fields.iter().all(|it| {
            let stored = AnonFieldKind::Var {
                read: Accessor::Default,
                write: Accessor::Default,
            };
            it.kind == stored && !it.is_private
        });
        if !is_plain {
            return None;
        }
        let mut parts = Vec::new();
        for field in fields {
            let question = if field.optional { "?" } else { "" };
            let ty = match field.ty {
                Ty::Null(inner) if field.optional => inner.ty(self.sema.db),
                ty => ty,
            };
            parts.push(format!("{question}{}:{}", field.name, self.ty(ty)?));
        }
        Some(match &*parts {
            [] => "{}".to_owned(),
            _ => format!("{{{}}}", parts.join(", ")),
        })
    }
}

/// How a type is named here.
pub(crate) fn path_text<'db>(sema: &Semantics<'db>, decl: TypeDeclId<'db>) -> Option<String> {
    let db = sema.db;
    let means_it = |path: &DottedPath| resolve_type_path(db, sema.module, path).ty() == Some(decl);
    let name: &Name = decl.name(db);
    if means_it(&DottedPath([name.clone()].into())) {
        return Some(name.to_string());
    }
    let is_private = type_decl_data(db, decl).is_some_and(|it| it.decl.is_private);
    if is_private && decl.module(db) != sema.module {
        return None;
    }
    let path = source_path(db, decl);
    means_it(&DottedPath::parse(&path)).then_some(path)
}
