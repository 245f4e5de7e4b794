//! A name at the start of an expression or pattern: locals, members, what is in scope, types,
//! keywords; what fits the expected type first.

use hir::scope::locals_at;
use hir_def::{
    ScopeValue, ctors_of, fields_of,
    ids::TypeDeclId,
    item_tree::TypeDeclKind,
    module::packages_of_package,
    resolve::{is_enum_value, values_in_scope},
    source_path, type_decl_data,
    type_ref::DottedPath,
};
use hir_ty::{
    decl::{ancestors, expand_typedefs},
    print::print_written,
    signature::field_signature,
    table::InferenceTable,
    ty::{Ty, Tys},
};
use syntax::{
    SyntaxKind,
    ast::{self, AstNode},
};

use super::{
    Collector, CompletionItem, CompletionKind, DocsKey,
    context::CompletionContext,
    fields::{field_item, field_kind},
    rank, types,
};
use crate::render::ctor_line;

pub(super) fn complete<'db>(
    ctx: &CompletionContext<'_, 'db>,
    expected: Option<Ty<'db>>,
    acc: &mut Collector,
) {
    if let Some(expected) = expected {
        expected_values(ctx, expected, acc);
    }
    locals(ctx, expected, acc);
    members(ctx, expected, acc);
    scope_values(ctx, acc);
    types::all_types(ctx, acc, rank::TYPE, |_| true);
    packages(ctx, acc);
    super::keywords::expression(acc, !ctx.is_in_static());
}

/// `$name` in a string.
pub(super) fn complete_interpolated(ctx: &CompletionContext<'_, '_>, acc: &mut Collector) {
    locals(ctx, None, acc);
    members(ctx, None, acc);
    scope_values(ctx, acc);
}

pub(super) fn complete_pattern(ctx: &CompletionContext<'_, '_>, acc: &mut Collector) {
    let word = ctx.node.clone();
    let expected = ctx
        .sema
        .expected_type(&word)
        .or_else(|| ctx.sema.switch_subject_type(&word));
    if let Some(expected) = expected {
        let covered = covered_names(ctx);
        let start = acc.items.len();
        expected_values(ctx, expected, acc);
        for item in &mut acc.items[start..] {
            if covered.contains(&item.label) {
                item.rank = rank::CTOR;
            }
        }
    }
    for word in ["var", "final", "null", "true", "false", "_"] {
        acc.keyword(word);
    }
    scope_values(ctx, acc);
    types::all_types(ctx, acc, rank::TYPE, |_| true);
}

/// Names that the other cases of the switch match already.
fn covered_names(ctx: &CompletionContext<'_, '_>) -> Vec<String> {
    let clause = ctx
        .node
        .ancestors()
        .find(|it| it.kind() == SyntaxKind::CASE_CLAUSE);
    let Some(clause) = clause else { return vec![] };
    let others = clause.parent().into_iter().flat_map(|it| it.children());
    let mut res = Vec::new();
    for other in others
        .filter(|it| *it != clause)
        .filter_map(ast::CaseClause::cast)
    {
        if other.case_guard().is_some() {
            continue;
        }
        for pattern in other.patterns() {
            let head = match pattern {
                ast::Expr::CallExpr(it) => it.callee(),
                pattern => Some(pattern),
            };
            match head {
                Some(ast::Expr::NameExpr(it)) => res.push(it.text()),
                Some(ast::Expr::FieldExpr(it)) => res.extend(it.name_ref().map(|it| it.text())),
                _ => {}
            }
        }
    }
    res
}

/// Constructors of the expected enum, values of the expected enum abstract, `true` and `false`.
fn expected_values<'db>(ctx: &CompletionContext<'_, 'db>, expected: Ty<'db>, acc: &mut Collector) {
    let db = ctx.db();
    let mut ty = expand_typedefs(db, expected);
    if let Ty::Null(inner) = ty {
        ty = expand_typedefs(db, inner.ty(db));
    }
    match ty {
        Ty::Bool => {
            for word in ["true", "false"] {
                acc.push(CompletionItem::new(
                    word,
                    CompletionKind::Keyword,
                    rank::EXPECTED,
                ));
            }
        }
        Ty::Enum(decl, _) => {
            for (i, &ctor) in ctors_of(db, decl).iter().enumerate() {
                let mut item = ctor_item(ctx, ctor, rank::EXPECTED);
                // In the order of declaration.
                item.rank += (i as u32).min(9);
                acc.push(item);
            }
        }
        Ty::Abstract(decl, _) => {
            if acc.prefix.is_empty() && decl.name(db) == "Map" {
                literal_items(&[("[]", "[]"), MAP], acc);
            }
            let is_enum = type_decl_data(db, decl).is_some_and(|it| {
                matches!(it.decl.kind, TypeDeclKind::Abstract { is_enum: true, .. })
            });
            if is_enum {
                let fields = fields_of(db, decl).iter();
                let values = fields.filter(|&&it| is_enum_value(db, it));
                for (i, &field) in values.enumerate() {
                    acc.push(field_item(ctx, field, rank::EXPECTED + (i as u32).min(9)));
                }
            }
        }
        Ty::Class(decl, _) if acc.prefix.is_empty() => {
            let literals: &[(&str, &str)] = match &*hir_def::type_path(db, decl) {
                "Array" => &[("[]", "[$0]")],
                "EReg" => &[("~/…/", "~/$1/$0")],
                "haxe.ds.StringMap" | "haxe.ds.IntMap" => &[MAP],
                _ => &[],
            };
            literal_items(literals, acc);
        }
        Ty::Anon(anon) if acc.prefix.is_empty() => {
            let required = |only: bool| {
                let fields = anon.fields(db).iter().filter(|it| !only || !it.optional);
                let parts: Vec<String> = fields
                    .enumerate()
                    .map(|(i, it)| format!("{}: ${}", it.name, i + 1))
                    .collect();
                format!("{{{}}}", parts.join(", "))
            };
            literal_items(&[("{required fields}", &required(true))], acc);
            if required(true) != required(false) {
                literal_items(&[("{all fields}", &required(false))], acc);
            }
        }
        Ty::Fun(fun) => {
            let names: Vec<String> = fun
                .params(db)
                .iter()
                .enumerate()
                .map(|(i, it)| match it.name.as_str() {
                    "" => format!("arg{i}"),
                    name => name.to_owned(),
                })
                .collect();
            let params = match &*names {
                [only] => only.clone(),
                all => format!("({})", all.join(", ")),
            };
            let item = CompletionItem::new(
                &format!("{params} -> …"),
                CompletionKind::Snippet,
                rank::EXPECTED,
            )
            .with_detail(print_written(db, ty))
            .with_snippet(format!("{params} -> $0"));
            if acc.prefix.is_empty() {
                acc.push(item);
                let params = names.join(", ");
                let function = format!("function({params}) {{\n\t$0\n}}");
                literal_items(&[("function() {…}", &function)], acc);
            }
        }
        _ => {}
    }
}

const MAP: (&str, &str) = ("[k => v]", "[${1:key} => ${2:value}]$0");

/// Literals of the expected type, each with its snippet.
fn literal_items(literals: &[(&str, &str)], acc: &mut Collector) {
    for &(label, snippet) in literals {
        let item = CompletionItem::new(label, CompletionKind::Snippet, rank::EXPECTED + 9);
        acc.push(item.with_snippet(snippet));
    }
}

/// How well values fit what is expected.
pub(super) struct Fitness<'db> {
    table: InferenceTable<'db>,
    expected: Option<Ty<'db>>,
}

impl<'db> Fitness<'db> {
    pub fn new(ctx: &CompletionContext<'_, 'db>, expected: Option<Ty<'db>>) -> Self {
        let db = ctx.db();
        let says_something = |it: &Ty<'db>| {
            let ty = expand_typedefs(db, *it);
            !matches!(ty, Ty::Unknown | Ty::Dynamic(_) | Ty::Param(_) | Ty::Void)
                && ty.decl(db).is_none_or(|it| it.0.name(db) != "Any")
        };
        Fitness {
            table: InferenceTable::new(db, ctx.sema.config()),
            expected: expected.filter(says_something),
        }
    }

    /// The rank of a value that fits, or of a method whose result does.
    pub fn rank(&mut self, ty: Ty<'db>) -> Option<u32> {
        let expected = self.expected?;
        let db = self.table.db;
        let mut fits = |ty: Ty<'db>| {
            !matches!(ty, Ty::Unknown | Ty::Dynamic(_) | Ty::Void)
                && self.table.can_unify(ty, expected)
        };
        if fits(ty) {
            return Some(rank::EXPECTED + 7);
        }
        match ty {
            Ty::Fun(fun) if fits(fun.ret(db)) => Some(rank::EXPECTED + 8),
            _ => None,
        }
    }
}

fn locals<'db>(ctx: &CompletionContext<'_, 'db>, expected: Option<Ty<'db>>, acc: &mut Collector) {
    let db = ctx.db();
    let Some(owner) = ctx.field else { return };
    let mut fitness = Fitness::new(ctx, expected);
    for local in locals_at(ctx.sema, owner, ctx.offset) {
        let name = local.name(db);
        if !acc.wants(&name) {
            continue;
        }
        let ty = local.ty(db);
        // What is near comes before what is a member.
        let rank = match fitness.rank(ty) {
            Some(rank) => rank - 2,
            None => rank::LOCAL,
        };
        acc.push(
            CompletionItem::new(&name, CompletionKind::Variable, rank)
                .with_detail(print_written(db, ty)),
        );
    }
}

/// Fields of the class around and its parents, by their bare names.
fn members<'db>(ctx: &CompletionContext<'_, 'db>, expected: Option<Ty<'db>>, acc: &mut Collector) {
    let db = ctx.db();
    let Some(ty) = ctx.ty else { return };
    let mut fitness = Fitness::new(ctx, expected);
    let is_static = ctx.is_in_static();
    let mut seen = rustc_hash::FxHashSet::default();
    for (owner, _) in ancestors(db, ty, Tys::empty(db)) {
        let is_own = owner == ty;
        for &field in fields_of(db, owner) {
            let name = field.name(db);
            let field_is_static =
                hir_def::field_data(db, field).is_some_and(|it| it.field.flags.is_static);
            let is_reachable = match field_is_static {
                true => is_own,
                false => !is_static,
            };
            if name == "new" || !is_reachable || !acc.wants(name) || !seen.insert(name.clone()) {
                continue;
            }
            let rank = match (field_is_static, is_own) {
                (true, _) => rank::STATIC,
                (false, true) => rank::MEMBER,
                (false, false) => rank::INHERITED,
            };
            let rank = fitness.rank(field_signature(db, field).ty).unwrap_or(rank);
            let mut item = field_item(ctx, field, rank);
            if is_hidden_by_local(ctx, name) {
                let qualifier = match field_is_static {
                    true => ty.name(db).to_string(),
                    false => "this".to_owned(),
                };
                item.insert = format!("{qualifier}.{name}");
            }
            acc.push(item);
        }
    }
}

fn is_hidden_by_local(ctx: &CompletionContext<'_, '_>, name: &str) -> bool {
    let Some(owner) = ctx.field else { return false };
    let locals = &ctx.sema.infer(owner).body.locals;
    locals.iter().any(|it| it.name == name)
        && locals_at(ctx.sema, owner, ctx.offset)
            .iter()
            .any(|it| it.name(ctx.db()) == name)
}

/// Module-level fields, constructors, imported statics.
fn scope_values(ctx: &CompletionContext<'_, '_>, acc: &mut Collector) {
    let db = ctx.db();
    let mut seen = rustc_hash::FxHashSet::default();
    for (name, value) in values_in_scope(db, ctx.sema.module) {
        if !acc.wants(&name) || !seen.insert(name.clone()) {
            continue;
        }
        let mut item = match value {
            ScopeValue::Field(field) => field_item(ctx, field, rank::MODULE),
            ScopeValue::EnumAbstractValue(field) => {
                let mut item = field_item(ctx, field, rank::CTOR);
                item.kind = field_kind(ctx, field);
                item
            }
            ScopeValue::EnumCtor(ctor) => ctor_item(ctx, ctor, rank::CTOR),
        };
        item.label = name.to_string();
        item.insert = name.to_string();
        acc.push(item);
    }
}

fn ctor_item<'db>(
    ctx: &CompletionContext<'_, 'db>,
    ctor: hir_def::ids::EnumCtorId<'db>,
    rank: u32,
) -> CompletionItem {
    let db = ctx.db();
    let mut item = CompletionItem::new(ctor.name(db), CompletionKind::EnumCtor, rank)
        .with_detail(ctor_line(db, ctor));
    let owner: TypeDeclId<'db> = ctor.enum_(db);
    item.docs_of = Some(DocsKey {
        type_path: source_path(db, owner),
        member: Some(ctor.name(db).to_string()),
    });
    let params = hir_def::enum_ctor_data(db, ctor).map_or(&[][..], |it| &it.ctor.params);
    let in_pattern = ctx
        .node
        .ancestors()
        .any(|it| it.kind() == SyntaxKind::CASE_CLAUSE);
    if !params.is_empty() && in_pattern {
        let names: Vec<String> = params
            .iter()
            .enumerate()
            .map(|(i, it)| format!("${{{}:{}}}", i + 1, it.name))
            .collect();
        item = item.with_snippet(format!("{}({})", ctor.name(db), names.join(", ")));
    }
    item
}

fn packages(ctx: &CompletionContext<'_, '_>, acc: &mut Collector) {
    for name in packages_of_package(ctx.db(), ctx.sema.config(), &DottedPath::default()) {
        if !name.starts_with('_') {
            acc.push(CompletionItem::new(
                &name,
                CompletionKind::Package,
                rank::PACKAGE,
            ));
        }
    }
}
