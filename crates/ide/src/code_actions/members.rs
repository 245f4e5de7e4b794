//! Members that a class lacks: of its interfaces, of its abstract parent, of its properties.

use base_db::{FileEdit, TextRange};
use hir::Semantics;
use hir_def::{Name, field_data, ids::TypeDeclId, item_tree::FieldKind, source::type_source};
use hir_ty::signature::field_signature;
use syntax::{
    SyntaxKind, SyntaxNode, T,
    ast::{self, AstNode, HasModifiers},
};

use super::{
    Actions, FixContext,
    context::{indent_at, indent_step},
    edit,
};
use crate::completion::NOT_IMPLEMENTED;
use crate::type_text::type_text;

pub(super) fn missing_members(ctx: &FixContext<'_, '_>, acc: &mut Actions) {
    let sema = ctx.sema;
    let Some(ty) = sema.type_around(ctx.diagnostic.place.range.start()) else {
        return;
    };
    let missing = crate::completion::missing_members(sema, ty);
    let mut offer = |title: String, wanted: &dyn Fn(TypeDeclId<'_>, &Name) -> bool| {
        let chosen = missing.iter().filter(|it| wanted(it.0, &it.1));
        let texts: Vec<String> = chosen.map(|it| it.2.clone()).collect();
        if let Some(edit) = insert_at_end(sema, ty, &texts) {
            acc.fix(ctx, title, vec![edit]);
        }
    };
    match missing.len() {
        0 => return,
        1 => offer("Implement the missing member".to_owned(), &|_, _| true),
        n => offer(format!("Implement {n} missing members"), &|_, _| true),
    }
    let mut owners: Vec<TypeDeclId<'_>> = missing.iter().map(|it| it.0).collect();
    owners.dedup();
    if owners.len() > 1 {
        for owner in owners {
            let title = format!("Implement the members of `{}`", owner.name(sema.db));
            offer(title, &|it, _| it == owner);
        }
    }
    if missing.len() > 1 {
        for (_, name, _) in &missing {
            offer(format!("Implement `{name}`"), &|_, it| it == name);
        }
    }
}

/// A class that leaves methods open may be abstract itself.
pub(super) fn make_abstract(ctx: &FixContext<'_, '_>, acc: &mut Actions) {
    let sema = ctx.sema;
    let class = sema
        .token_at(ctx.diagnostic.place.range.start())
        .and_then(|it| it.parent_ancestors().find_map(ast::ClassDecl::cast));
    let Some(class) = class else { return };
    let is_free = !class
        .modifiers()
        .any(|it| matches!(it.kind(), T![abstract] | T![final]));
    if let (Some(word), Some(name), true) = (class.class_token(), class.name(), is_free) {
        let at = TextRange::empty(word.text_range().start());
        acc.fix(
            ctx,
            format!("Make `{}` abstract", name.text()),
            vec![edit(sema, at, "abstract ")],
        );
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
    if let Some(edit) = insert_at_end(sema, ty, &texts) {
        acc.fix(ctx, format!("Add the accessors of `{name}`"), vec![edit]);
    }
}

/// Puts members at the end of a type's body; `sema` is of the file that declares it.
pub(super) fn insert_at_end(
    sema: &Semantics<'_>,
    ty: TypeDeclId<'_>,
    texts: &[String],
) -> Option<FileEdit> {
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
        res.push_str(&indented(text, &inner, &step));
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
    Some(edit(sema, TextRange::new(start, at), res))
}

/// Puts a member behind another.
pub(super) fn insert_after(sema: &Semantics<'_>, field: &SyntaxNode, text: &str) -> FileEdit {
    let outer = indent_at(sema, field.text_range().start());
    let text = indented(text, &outer, &indent_step(sema));
    let at = TextRange::empty(field.text_range().end());
    edit(sema, at, format!("\n\n{text}"))
}

/// The lines of `text`, indented by `outer`; its tabs become steps.
fn indented(text: &str, outer: &str, step: &str) -> String {
    let line = |it: &str| match it.is_empty() {
        true => String::new(),
        false => {
            let code = it.trim_start_matches('\t');
            let depth = it.len() - code.len();
            format!("{outer}{}{code}", step.repeat(depth))
        }
    };
    let lines: Vec<String> = text.lines().map(line).collect();
    lines.join("\n")
}
