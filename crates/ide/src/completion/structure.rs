//! Fields of a structure literal, by the type it is wanted to have.

use hir_def::{Name, item_tree::FieldKind};
use hir_ty::{decl::expand_typedefs, print::print_written, signature::field_signature, ty::Ty};
use syntax::{SyntaxNode, ast, ast::AstNode};

use super::{Collector, CompletionItem, CompletionKind, context::CompletionContext, rank};

pub(super) fn complete(ctx: &CompletionContext<'_, '_>, object: &SyntaxNode, acc: &mut Collector) {
    let db = ctx.db();
    let written: Vec<Name> = match ast::ObjectExpr::cast(object.clone()) {
        Some(object) => object
            .fields()
            .filter_map(|it| it.object_field_name())
            .filter(|it| it.syntax().text_range() != ctx.replace)
            .map(|it| Name::new(it.text()))
            .collect(),
        None => vec![],
    };
    let Some(expected) = ctx.sema.expected_type(object) else {
        return;
    };
    let mut ty = expand_typedefs(db, expected);
    if let Ty::Null(inner) = ty {
        ty = expand_typedefs(db, inner.ty(db));
    }
    let mut fields: Vec<(Name, Ty<'_>, bool)> = Vec::new();
    match ty {
        Ty::Anon(anon) => {
            for field in anon.fields(db) {
                fields.push((field.name.clone(), field.ty, field.optional));
            }
        }
        // `@:structInit`: the parameters of the constructor, or the fields.
        Ty::Class(class, args) if hir_ty::decl::decl_has_meta(db, class, ":structInit") => {
            if let Some(ctor) = hir_ty::member::ctor_field(db, class, args)
                && let Ty::Fun(fun) = field_signature(db, ctor.field).ty
            {
                for param in fun.params(db) {
                    fields.push((param.name.clone(), param.ty, param.optional));
                }
            } else {
                for &field in hir_def::fields_of(db, class) {
                    let signature = field_signature(db, field);
                    if !signature.is_static && !signature.is_method() {
                        let has_value = hir_def::field_data(db, field).is_some_and(|it| {
                            let kind = &it.field.kind;
                            matches!(kind, FieldKind::Var { has_init: true, .. })
                        });
                        fields.push((field.name(db).clone(), signature.ty, has_value));
                    }
                }
            }
        }
        _ => return,
    }
    for (name, ty, optional) in &fields {
        if written.contains(name) {
            continue;
        }
        let question = if *optional { "?" } else { "" };
        let ty = match ty {
            Ty::Null(inner) if *optional => &inner.ty(db),
            ty => ty,
        };
        let mut item = CompletionItem::new(name, CompletionKind::Field, rank::EXPECTED)
            .with_detail(format!("{question}{}", print_written(db, *ty)))
            .with_snippet(format!("{name}: $0"));
        item.rank += u32::from(*optional);
        acc.push(item);
    }
    if written.is_empty() && acc.prefix.is_empty() {
        let required: Vec<String> = fields
            .iter()
            .filter(|it| !it.2)
            .enumerate()
            .map(|(i, (name, ..))| format!("{name}: ${{{}}}", i + 1))
            .collect();
        if required.len() > 1 {
            acc.push(
                CompletionItem::new("all required fields", CompletionKind::Snippet, rank::LOCAL)
                    .with_snippet(required.join(", ")),
            );
        }
    }
}
