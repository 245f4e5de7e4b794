//! Behind a dot: members of a value, statics of a type, what is in a package.

use hir::Definition;
use hir_def::{
    Name, ctors_of, fields_of,
    ids::{FieldId, FieldOwner, TypeDeclId},
    module_fields, module_types, source_path, type_decl_data,
};
use hir_ty::{
    fold::{Subst, subst},
    member::{Member, MemberKind, field_names},
    print::print_written,
    table::InferenceTable,
    ty::Ty,
};
use syntax::{SyntaxNode, ast, ast::AstNode};

use super::{
    Collector, CompletionItem, CompletionKind, DocsKey, context::CompletionContext, imports, rank,
};
use crate::{
    SymbolKind,
    navigation::field_symbol_kind,
    render::{ctor_line, param_text},
};

pub(super) fn complete(ctx: &CompletionContext<'_, '_>, base: &SyntaxNode, acc: &mut Collector) {
    let sema = ctx.sema;
    let named = last_name(base)
        .and_then(|it| sema.classify(&it))
        .map(|it| it.def);
    match named {
        Some(Definition::Package(path)) => imports::package_members(ctx, &path, acc),
        Some(Definition::Type(ty)) if !is_value(base) => {
            statics(ctx, ty, acc);
            if is_whole_path(ctx, base, ty) {
                others_of_module(ctx, ty, acc);
            }
        }
        _ => {
            let Some(ty) = super_type(ctx, base).or_else(|| sema.type_of_node(base)) else {
                return;
            };
            if let Ty::TypeValue(decl) = ty {
                return statics(ctx, decl, acc);
            }
            members(ctx, ty, acc);
            built_in(ctx, base, ty, acc);
            prefer_fitting(ctx, base, acc);
            if base.text() != "super" && !ty.is_unknown() {
                super::postfix::complete(ctx, base, ty, acc);
            }
        }
    }
}

/// Members that fit what the place expects come first.
fn prefer_fitting(ctx: &CompletionContext<'_, '_>, base: &SyntaxNode, acc: &mut Collector) {
    let access = base.parent();
    let expected = access.and_then(|it| ctx.sema.expected_type(&it));
    let Some(expected) = expected else { return };
    let mut fitness = super::toplevel::Fitness::new(ctx, Some(expected));
    let Some(ty) = super_type(ctx, base).or_else(|| ctx.sema.type_of_node(base)) else {
        return;
    };
    let mut table = InferenceTable::new(ctx.db(), ctx.sema.config());
    for item in &mut acc.items {
        let member = table.lookup_member(ty, &Name::new(&item.label));
        let Some(member) = member else { continue };
        let ty = table.finish(member.ty);
        if let Some(fit) = fitness.rank(ty) {
            item.rank = rank::EXPECTED + fit;
        }
    }
}

/// What the compiler knows of some values without a declaration: `f.bind(…)`, `e.match(…)`, `"a".code`.
fn built_in<'db>(
    ctx: &CompletionContext<'_, 'db>,
    base: &SyntaxNode,
    ty: Ty<'db>,
    acc: &mut Collector,
) {
    let db = ctx.db();
    let bare = match hir_ty::decl::expand_typedefs(db, ty) {
        Ty::Null(inner) => hir_ty::decl::expand_typedefs(db, inner.ty(db)),
        ty => ty,
    };
    let mut push = |label: &str, kind, detail: &str, insert: &str| {
        let item = CompletionItem::new(label, kind, rank::MEMBER);
        acc.push(item.with_detail(detail).with_snippet(insert));
    };
    if let Ty::Fun(_) = bare {
        let detail = "the function with arguments given";
        push("bind", CompletionKind::Method, detail, "bind($0)");
    }
    if let Ty::Enum(..) = bare {
        let detail = "(pattern):Bool";
        push("match", CompletionKind::Method, detail, "match($0)");
    }
    let literal = ast::Literal::cast(base.clone());
    let is_string = literal.is_some_and(|it| it.kind() == Some(ast::LiteralKind::String));
    let text = base.text().to_string();
    if is_string && text.chars().count() == 3 {
        push("code", CompletionKind::Constant, "Int", "code");
    }
}

/// `super` alone is no value and has no type.
fn super_type<'db>(ctx: &CompletionContext<'_, 'db>, base: &SyntaxNode) -> Option<Ty<'db>> {
    let db = ctx.db();
    if base.text() != "super" {
        return None;
    }
    let Ty::Class(own, args) = hir_ty::decl::self_type(db, ctx.ty?) else {
        return None;
    };
    let (parent, args) = hir_ty::decl::parent_class(db, own, args)?;
    Some(Ty::Class(parent, args))
}

/// `this` and `super` classify as types and are values.
fn is_value(base: &SyntaxNode) -> bool {
    let text = base.text();
    text == "this" || text == "super" || text == "abstract"
}

fn last_name(base: &SyntaxNode) -> Option<syntax::SyntaxToken> {
    match ast::Expr::cast(base.clone())? {
        ast::Expr::NameExpr(it) => it.token(),
        ast::Expr::FieldExpr(it) => it.name_ref()?.token(),
        _ => None,
    }
}

/// The members of a value: its type's own, inherited, forwarded, and extensions.
pub(super) fn members<'db>(ctx: &CompletionContext<'_, 'db>, ty: Ty<'db>, acc: &mut Collector) {
    let db = ctx.db();
    let mut table = InferenceTable::new(db, ctx.sema.config());
    let own = ty
        .decl(db)
        .map(|(decl, _)| hir::structure::behind_typedef(db, decl));
    let mut names = field_names(&table, ty);
    let mut seen = rustc_hash::FxHashSet::default();
    names.retain(|it| seen.insert(it.clone()));
    for name in names {
        if !acc.wants(&name) || is_accessor(&name, &seen) {
            continue;
        }
        let Some(member) = table.lookup_member(ty, &name) else {
            continue;
        };
        if let Some(field) = member.field() {
            let is_static =
                hir_def::field_data(db, field).is_some_and(|it| it.field.flags.is_static);
            // A value of an enum abstract is named by its type.
            let is_value = hir_ty::signature::field_signature(db, field).is_enum_value;
            if !ctx.may_see(field) || is_static || is_value || is_hidden(ctx, field) {
                continue;
            }
        }
        let rank = match &member.kind {
            MemberKind::Instance { owner, .. } if Some(*owner) != own => rank::INHERITED,
            _ => rank::MEMBER,
        };
        acc.push(member_item(ctx, &mut table, &name, &member, rank));
    }
    for owner in table.extension_owners(ctx.sema.module, ty) {
        let fields = match owner {
            FieldOwner::Type(decl) => fields_of(db, decl),
            FieldOwner::Module(module) => hir_def::module_fields(db, module),
        };
        for &field in fields {
            let name = field.name(db);
            if seen.contains(name) || !acc.wants(name) {
                continue;
            }
            if let Some(member) = table.extension(field, ty) {
                seen.insert(name.clone());
                acc.push(member_item(ctx, &mut table, name, &member, rank::EXTENSION));
            }
        }
    }
}

/// `get_x` beside the property `x` is no one's wish.
fn is_accessor(name: &Name, all: &rustc_hash::FxHashSet<Name>) -> bool {
    ["get_", "set_"]
        .iter()
        .any(|prefix| name.strip_prefix(prefix).is_some_and(|it| all.contains(it)))
}

fn is_hidden(ctx: &CompletionContext<'_, '_>, field: FieldId<'_>) -> bool {
    hir_def::field_data(ctx.db(), field)
        .is_some_and(|it| hir_def::item_tree::has_meta(&it.field.meta, ":noCompletion"))
}

fn member_item<'db>(
    ctx: &CompletionContext<'_, 'db>,
    table: &mut InferenceTable<'db>,
    name: &Name,
    member: &Member<'db>,
    rank: u32,
) -> CompletionItem {
    let db = ctx.db();
    let ty = shown_type(ctx, table, member);
    let kind = match member.field() {
        Some(field) => field_kind(ctx, field),
        None if matches!(ty, Ty::Fun(_)) => CompletionKind::Method,
        None => CompletionKind::Field,
    };
    let mut item = CompletionItem::new(name, kind, rank);
    item.detail = Some(detail(ctx, member.field(), ty));
    if let Some(field) = member.field() {
        describe_field(ctx, field, &mut item);
        if let MemberKind::Extension { .. } = member.kind
            && let Some(owner) = field.type_decl(db)
        {
            item.detail = Some(format!(
                "{} (from {})",
                item.detail.unwrap_or_default(),
                owner.name(db)
            ));
        }
    }
    item
}

/// The member's type through its receiver, its own type parameters by name.
fn shown_type<'db>(
    ctx: &CompletionContext<'_, 'db>,
    table: &mut InferenceTable<'db>,
    member: &Member<'db>,
) -> Ty<'db> {
    let db = ctx.db();
    match &member.kind {
        MemberKind::Instance {
            field,
            owner,
            owner_args,
        }
        | MemberKind::Abstract {
            field,
            owner,
            owner_args,
            ..
        } => {
            let map = Subst::of_decl(db, *owner, owner_args.list(db));
            subst(db, hir_ty::signature::field_signature(db, *field).ty, &map)
        }
        _ => table.finish(member.ty),
    }
}

/// `(a:Int, ?b:String):Void` of a method, the type of anything else.
pub(super) fn detail<'db>(
    ctx: &CompletionContext<'_, 'db>,
    field: Option<FieldId<'db>>,
    ty: Ty<'db>,
) -> String {
    let db = ctx.db();
    match ty {
        Ty::Fun(fun) => {
            let params: Vec<String> = fun
                .params(db)
                .iter()
                .map(|it| param_text(db, field, it))
                .collect();
            format!("({}):{}", params.join(", "), print_written(db, fun.ret(db)))
        }
        ty => print_written(db, ty),
    }
}

/// Deprecation and the key of the documentation.
pub(super) fn describe_field<'db>(
    ctx: &CompletionContext<'_, 'db>,
    field: FieldId<'db>,
    item: &mut CompletionItem,
) {
    let db = ctx.db();
    item.is_deprecated = hir_def::field_data(db, field)
        .is_some_and(|it| hir_def::item_tree::has_meta(&it.field.meta, ":deprecated"));
    if let Some(owner) = field.type_decl(db) {
        item.docs_of = Some(DocsKey {
            type_path: source_path(db, owner),
            member: Some(field.name(db).to_string()),
        });
    }
}

pub(super) fn field_kind(ctx: &CompletionContext<'_, '_>, field: FieldId<'_>) -> CompletionKind {
    match field_symbol_kind(ctx.db(), field) {
        SymbolKind::Method => CompletionKind::Method,
        SymbolKind::Function => CompletionKind::Function,
        SymbolKind::Constructor => CompletionKind::Constructor,
        SymbolKind::Property => CompletionKind::Property,
        SymbolKind::Constant => CompletionKind::Constant,
        SymbolKind::EnumCtor => CompletionKind::EnumCtor,
        SymbolKind::Variable => CompletionKind::Variable,
        _ => CompletionKind::Field,
    }
}

/// Statics and constructors of a type.
pub(super) fn statics<'db>(
    ctx: &CompletionContext<'_, 'db>,
    ty: TypeDeclId<'db>,
    acc: &mut Collector,
) {
    let db = ctx.db();
    let ty = hir::structure::behind_typedef(db, ty);
    for &ctor in ctors_of(db, ty) {
        let name = ctor.name(db);
        let line = ctor_line(db, ctor);
        let mut item =
            CompletionItem::new(name, CompletionKind::EnumCtor, rank::MEMBER).with_detail(line);
        item.docs_of = Some(DocsKey {
            type_path: source_path(db, ty),
            member: Some(name.to_string()),
        });
        acc.push(item);
    }
    for &field in fields_of(db, ty) {
        let name = field.name(db);
        let signature = hir_ty::signature::field_signature(db, field);
        let is_static = signature.is_static || signature.is_enum_value;
        if is_static && acc.wants(name) && ctx.may_see(field) && !is_hidden(ctx, field) {
            acc.push(field_item(ctx, field, rank::MEMBER));
        }
    }
}

/// Whether `base` spells the path of the module that is named like the type. What an import names is the type, and its
/// module's others do not follow it.
fn is_whole_path(ctx: &CompletionContext<'_, '_>, base: &SyntaxNode, ty: TypeDeclId<'_>) -> bool {
    let db = ctx.db();
    let path = hir_def::module_path(db, ty.module(db)).dotted();
    let text: String = base.text().to_string();
    text.split('.')
        .map(str::trim)
        .eq(path.to_string().split('.'))
}

/// The other types and the fields of the module named like the type.
fn others_of_module<'db>(
    ctx: &CompletionContext<'_, 'db>,
    named: TypeDeclId<'db>,
    acc: &mut Collector,
) {
    let db = ctx.db();
    let module = named.module(db);
    for &sub in module_types(db, module) {
        let is_private = type_decl_data(db, sub).is_some_and(|it| it.decl.is_private);
        if sub != named && !is_private {
            acc.push(super::types::type_item(ctx, sub, rank::TYPE));
        }
    }
    for &field in module_fields(db, module) {
        if ctx.may_see(field) && acc.wants(field.name(db)) {
            acc.push(field_item(ctx, field, rank::MODULE));
        }
    }
}

pub(super) fn field_item<'db>(
    ctx: &CompletionContext<'_, 'db>,
    field: FieldId<'db>,
    rank: u32,
) -> CompletionItem {
    let db = ctx.db();
    let signature = hir_ty::signature::field_signature(db, field);
    let mut item = CompletionItem::new(field.name(db), field_kind(ctx, field), rank)
        .with_detail(detail(ctx, Some(field), signature.ty));
    describe_field(ctx, field, &mut item);
    item
}
