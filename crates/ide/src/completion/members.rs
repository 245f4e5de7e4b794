//! Whole members of a class: what can be overridden, what an interface still wants.

use hir::Semantics;
use hir_def::{
    Name, field_data, field_named, fields_of,
    ids::{FieldId, GenericOwner, TypeDeclId},
    item_tree::{Accessor, FieldKind},
};
use hir_ty::{
    decl::{ancestors, is_interface, self_type},
    fold::{Subst, subst},
    signature::field_signature,
    ty::{FunParam, Ty},
};
use syntax::SyntaxKind;

use super::{Collector, CompletionItem, CompletionKind, context::CompletionContext, rank};
use crate::type_text::type_text;

pub(super) fn complete(ctx: &CompletionContext<'_, '_>, acc: &mut Collector) {
    let db = ctx.db();
    let Some(ty) = ctx.ty else { return };
    for missing in inherited_methods(ctx, ty) {
        let name = missing.field.name(db);
        if !acc.wants(name) && !acc.wants("override") {
            continue;
        }
        let text = method_text(ctx.sema, &missing, typed_modifiers(ctx));
        let label = name.to_string();
        let mut item = CompletionItem::new(&label, CompletionKind::Method, rank::MEMBER)
            .with_detail(match missing.is_wanted {
                true => format!("implement {}", missing.owner.name(db)),
                false => format!("override {}", missing.owner.name(db)),
            })
            .with_snippet(text);
        if missing.is_wanted {
            item.rank = rank::EXPECTED;
        }
        acc.push(item);
    }
}

/// The modifiers that stand before the caret already.
fn typed_modifiers(ctx: &CompletionContext<'_, '_>) -> Typed {
    let mut res = Typed::default();
    let mut token = ctx
        .sema
        .root()
        .token_at_offset(ctx.replace.start())
        .left_biased();
    while let Some(at) = token {
        match at.kind() {
            SyntaxKind::OVERRIDE_KW => res.override_ = true,
            SyntaxKind::PUBLIC_KW | SyntaxKind::PRIVATE_KW => res.visibility = true,
            SyntaxKind::FUNCTION_KW => res.function = true,
            SyntaxKind::INLINE_KW | SyntaxKind::FINAL_KW => {}
            kind if kind.is_trivia() => {}
            _ => break,
        }
        token = at.prev_token();
    }
    res
}

#[derive(Clone, Copy, Default)]
pub(crate) struct Typed {
    override_: bool,
    visibility: bool,
    function: bool,
}

/// A method that a class inherits and does not have itself.
pub(crate) struct Inherited<'db> {
    pub field: FieldId<'db>,
    pub owner: TypeDeclId<'db>,
    /// As seen from the class.
    pub ty: Ty<'db>,
    /// Without it the class does not compile.
    pub is_wanted: bool,
}

fn inherited_methods<'db>(
    ctx: &CompletionContext<'_, 'db>,
    ty: TypeDeclId<'db>,
) -> Vec<Inherited<'db>> {
    inherited(ctx.db(), ty)
}

/// Methods of parents and interfaces that `ty` may override or must implement.
pub(crate) fn inherited<'db>(db: &'db dyn base_db::Db, ty: TypeDeclId<'db>) -> Vec<Inherited<'db>> {
    let mut res: Vec<Inherited<'db>> = Vec::new();
    let own = self_type(db, ty);
    let Some((_, args)) = own.decl(db) else {
        return res;
    };
    if is_interface(db, ty) {
        return res;
    }
    let args = hir_ty::ty::Tys::new(db, args.to_vec());
    let chain = ancestors(db, ty, args);
    let mut done: rustc_hash::FxHashSet<Name> = rustc_hash::FxHashSet::default();
    for &field in fields_of(db, ty) {
        done.insert(field.name(db).clone());
    }
    for (owner, owner_args) in chain {
        if owner == ty {
            continue;
        }
        let map = Subst::of_decl(db, owner, owner_args.list(db));
        let from_interface = is_interface(db, owner);
        for &field in fields_of(db, owner) {
            let Some(data) = field_data(db, field) else {
                continue;
            };
            let flags = &data.field.flags;
            let name = field.name(db);
            let is_method = matches!(data.field.kind, FieldKind::Fun { .. });
            if flags.is_static || name == "new" || flags.is_final || flags.is_inline {
                continue;
            }
            if !is_method && !from_interface || !done.insert(name.clone()) {
                continue;
            }
            let signature = field_signature(db, field);
            res.push(Inherited {
                field,
                owner,
                ty: subst(db, signature.ty, &map),
                is_wanted: from_interface || flags.is_abstract,
            });
        }
    }
    // An interface's method that a parent class has is implemented already.
    res.retain(|it| {
        !is_interface(db, it.owner)
            || !ancestors(db, ty, args).iter().any(|&(owner, _)| {
                owner != ty
                    && !is_interface(db, owner)
                    && field_named(db, owner, it.field.name(db)).is_some()
            })
    });
    res
}

/// `<T, U:Base>` of a generic method.
fn type_params_text<'db>(sema: &Semantics<'db>, missing: &Inherited<'db>) -> String {
    let db = sema.db;
    let params = hir_def::type_params_of(db, GenericOwner::Field(missing.field));
    let texts: Vec<String> = params
        .iter()
        .map(|&param| {
            let bounds = hir_ty::decl::param_bounds(db, param);
            let constraints: Vec<String> = bounds
                .constraints
                .iter()
                .filter_map(|&it| type_text(sema, it))
                .collect();
            match constraints.is_empty() {
                true => param.name(db).to_string(),
                false => format!("{}:{}", param.name(db), constraints.join(" & ")),
            }
        })
        .collect();
    match texts.is_empty() {
        true => String::new(),
        false => format!("<{}>", texts.join(", ")),
    }
}

/// The methods that a property of an interface needs.
fn accessor_texts<'db>(db: &'db dyn base_db::Db, missing: &Inherited<'db>, ty: &str) -> String {
    let name = missing.field.name(db);
    let (read, write) = match field_data(db, missing.field).map(|it| &it.field.kind) {
        Some(FieldKind::Var {
            access: Some(access),
            ..
        }) => *access,
        _ => return String::new(),
    };
    let mut res = String::new();
    if read == Accessor::Call {
        res.push_str(&format!("\n\nfunction get_{name}(){ty} {{\n\t$0\n}}"));
    }
    if write == Accessor::Call {
        res.push_str(&format!(
            "\n\nfunction set_{name}(value{ty}){ty} {{\n\t$0\n}}"
        ));
    }
    res
}

/// The declaration of a method with a body: a call of the parent's, or nothing yet.
pub(crate) fn method_text<'db>(
    sema: &Semantics<'db>,
    missing: &Inherited<'db>,
    typed: Typed,
) -> String {
    let db = sema.db;
    let hint = |ty| type_text(sema, ty).map_or_else(String::new, |it| format!(":{it}"));
    let name = missing.field.name(db);
    let is_abstract_parent =
        field_data(db, missing.field).is_some_and(|it| it.field.flags.is_abstract);
    let overrides = !is_interface(db, missing.owner) && !is_abstract_parent;
    let mut res = String::new();
    if overrides && !typed.override_ {
        res.push_str("override ");
    }
    if !typed.visibility && !typed.function && field_signature(db, missing.field).is_public {
        res.push_str("public ");
    }
    let Ty::Fun(fun) = missing.ty else {
        let access = field_data(db, missing.field).and_then(|it| match it.field.kind {
            FieldKind::Var { access, .. } => access,
            FieldKind::Fun { .. } => None,
        });
        let access = access
            .map(crate::render::accessors_text)
            .unwrap_or_default();
        let ty = hint(missing.ty);
        res.push_str(&format!("var {name}{access}{ty};"));
        res.push_str(&accessor_texts(db, missing, &ty));
        return res;
    };
    if !typed.function {
        res.push_str("function ");
    }
    let param = |it: &FunParam<'db>| {
        crate::render::param_with(db, Some(missing.field), it, |ty| type_text(sema, ty))
    };
    let params: Vec<String> = fun.params(db).iter().map(param).collect();
    let ret = fun.ret(db);
    res.push_str(&format!(
        "{name}{}({}){} {{\n\t",
        type_params_text(sema, missing),
        params.join(", "),
        hint(ret)
    ));
    if overrides {
        let names: Vec<&str> = fun.params(db).iter().map(|it| it.name.as_str()).collect();
        let call = format!("super.{name}({})", names.join(", "));
        match ret {
            Ty::Void => res.push_str(&format!("{call};$0")),
            _ => res.push_str(&format!("return {call};$0")),
        }
    } else {
        res.push_str("$0");
    }
    res.push_str("\n}");
    res
}
