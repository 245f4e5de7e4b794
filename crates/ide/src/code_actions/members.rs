//! Members that a class lacks: of its interfaces, of its abstract parent, of its properties.

use hir_def::{field_data, ids::TypeDeclId, item_tree::FieldKind, source::type_source};
use hir_ty::signature::field_signature;
use syntax::{SyntaxKind, SyntaxNode};

use super::{
    Actions, FixContext,
    context::{indent_at, indent_step},
    edit,
    type_text::type_text,
};
use crate::completion::{NOT_IMPLEMENTED, missing_member_texts};

pub(super) fn missing_members(ctx: &FixContext<'_, '_>, acc: &mut Actions) {
    let sema = ctx.sema;
    let Some(ty) = sema.type_around(ctx.diagnostic.place.range.start()) else {
        return;
    };
    let texts = missing_member_texts(sema.db, ty);
    if texts.is_empty() {
        return;
    }
    let title = match texts.len() {
        1 => "Implement the missing member".to_owned(),
        n => format!("Implement {n} missing members"),
    };
    if let Some(edit) = insert_members(ctx, ty, &texts) {
        acc.fix(ctx, title, vec![edit]);
    }
}

pub(super) fn missing_accessor(ctx: &FixContext<'_, '_>, acc: &mut Actions) {
    let sema = ctx.sema;
    let db = sema.db;
    let offset = ctx.diagnostic.place.range.start();
    let Some(hir_def::source::DeclAt::Field(field)) = sema.decl_at(offset) else {
        return;
    };
    let (Some(ty), Some(data)) = (field.type_decl(db), field_data(db, field)) else {
        return;
    };
    let FieldKind::Var {
        access: Some((read, write)),
        ..
    } = data.field.kind
    else {
        return;
    };
    let name = field.name(db);
    let signature = field_signature(db, field);
    let Some(written) = type_text(sema, signature.ty) else {
        return;
    };
    let static_ = if data.field.flags.is_static {
        "static "
    } else {
        ""
    };
    let is_missing = |method: &str| {
        let method = hir_def::Name::new(method);
        hir_def::field_named(db, ty, &method).is_none()
    };
    // `(get, set)` without `@:isVar` is nothing but its accessors.
    let has_storage = signature.has_storage();
    let mut texts = Vec::new();
    if read == hir_def::item_tree::Accessor::Call && is_missing(&format!("get_{name}")) {
        let body = match has_storage {
            true => format!("return {name};"),
            false => NOT_IMPLEMENTED.to_owned(),
        };
        texts.push(format!(
            "{static_}function get_{name}():{written} {{\n\t{body}\n}}"
        ));
    }
    if write == hir_def::item_tree::Accessor::Call && is_missing(&format!("set_{name}")) {
        let body = match has_storage {
            true => format!("return {name} = value;"),
            false => NOT_IMPLEMENTED.to_owned(),
        };
        texts.push(format!(
            "{static_}function set_{name}(value:{written}):{written} {{\n\t{body}\n}}"
        ));
    }
    if let Some(edit) = insert_members(ctx, ty, &texts) {
        acc.fix(ctx, format!("Add the accessors of `{name}`"), vec![edit]);
    }
}

/// Puts members at the end of a type's body.
fn insert_members(
    ctx: &FixContext<'_, '_>,
    ty: TypeDeclId<'_>,
    texts: &[String],
) -> Option<base_db::FileEdit> {
    let sema = ctx.sema;
    if texts.is_empty() {
        return None;
    }
    let decl: SyntaxNode = type_source(sema.db, ty)?.node.try_to_node(sema.root())?;
    let list = decl
        .children()
        .find(|it| it.kind() == SyntaxKind::FIELD_LIST)?;
    let close = list
        .last_token()
        .filter(|it| it.kind() == SyntaxKind::R_CURLY)?;
    let outer = indent_at(sema, decl.text_range().start());
    let step = indent_step(sema);
    let inner = format!("{outer}{step}");
    let mut res = String::new();
    let at = close.text_range().start();
    let is_empty = list.children().next().is_none();
    for (i, text) in texts.iter().enumerate() {
        res.push_str(if i == 0 && is_empty { "\n" } else { "\n\n" });
        for (i, line) in text.lines().enumerate() {
            res.push_str(if i > 0 { "\n" } else { "" });
            if !line.is_empty() {
                res.push_str(&inner);
            }
            res.push_str(&line.replace('\t', &step));
        }
    }
    res.push('\n');
    res.push_str(&outer);
    // What is blank before the brace gives way.
    let mut start = at;
    if let Some(blank) = close
        .prev_token()
        .filter(|it| it.kind() == SyntaxKind::WHITESPACE)
    {
        start = blank.text_range().start();
    }
    Some(edit(sema, base_db::TextRange::new(start, at), res))
}
