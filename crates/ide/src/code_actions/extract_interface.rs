//! An interface of a class's public members, which the class implements.

use hir_def::{
    fields_of,
    ids::GenericOwner,
    item_tree::{Accessor, FieldKind, TypeDeclKind},
    type_decl_data,
};
use hir_ty::{
    signature::field_signature,
    ty::{FunParam, Ty},
};
use syntax::{
    SyntaxKind,
    ast::{self, AstNode, HasMetadata},
};

use super::{
    Actions, CodeActionKind,
    context::{AssistContext, has_conditions, indent_step},
    names,
};
use crate::{render::param_with, type_text::type_text};

/// On the name of a class.
pub(super) fn assist(ctx: &AssistContext<'_, '_>, acc: &mut Actions) {
    let class = ctx
        .token()
        .and_then(|it| it.parent())
        .filter(|it| it.kind() == SyntaxKind::NAME)
        .and_then(|it| it.parent())
        .and_then(ast::ClassDecl::cast);
    let Some(class) = class else { return };
    let Some((name, text)) = interface(ctx, &class) else {
        return;
    };
    let Some(list) = class.field_list() else {
        return;
    };
    let node = class.syntax();
    // Above the documentation of the class.
    let start = class
        .doc_comment()
        .map_or(node.text_range().start(), |it| it.text_range().start());
    let params = match class.type_param_list() {
        Some(list) => {
            let names = list.params().filter_map(|it| it.name());
            let names: Vec<String> = names.map(|it| it.text().to_string()).collect();
            format!("<{}>", names.join(", "))
        }
        None => String::new(),
    };
    let brace = list.syntax().text_range().start();
    acc.refactor(
        format!("Extract interface `{name}`"),
        CodeActionKind::RefactorExtract,
        vec![
            ctx.insert(start, text),
            ctx.insert(brace, format!("implements {name}{params} ")),
        ],
    );
}

fn interface(ctx: &AssistContext<'_, '_>, class: &ast::ClassDecl) -> Option<(String, String)> {
    let sema = ctx.sema;
    let db = ctx.db();
    let node = class.syntax();
    let ty = sema.type_around(class.name()?.syntax().text_range().start())?;
    let data = type_decl_data(db, ty)?;
    let is_plain = matches!(data.decl.kind, TypeDeclKind::Class { .. })
        && !data.decl.is_extern
        && !has_conditions(node);
    if !is_plain {
        return None;
    }
    let step = indent_step(sema);
    let mut lines = Vec::new();
    for &field in fields_of(db, ty) {
        let signature = field_signature(db, field);
        let flags = &hir_def::field_data(db, field)?.field.flags;
        let is_member = signature.is_public && !signature.is_static && !flags.is_macro;
        let name = field.name(db);
        if !is_member || name == "new" || flags.is_overload {
            continue;
        }
        match (&hir_def::field_data(db, field)?.field.kind, signature.ty) {
            (FieldKind::Fun { .. }, Ty::Fun(fun)) => {
                // Constraints would have to be written again.
                let generics = hir_def::type_params_of(db, GenericOwner::Field(field));
                if !generics.is_empty() {
                    continue;
                }
                // Without the field: a default belongs to the method, the interface says `?`.
                let param = |it: &FunParam<'_>| param_with(db, None, it, |ty| type_text(sema, ty));
                let params: Vec<String> = fun.params(db).iter().map(param).collect();
                let ret = type_text(sema, fun.ret(db))?;
                lines.push(format!(
                    "{step}function {name}({}):{ret};",
                    params.join(", ")
                ));
            }
            (FieldKind::Var { access, .. }, ty) => {
                let hint = type_text(sema, ty)?;
                let word = if flags.is_final { "final" } else { "var" };
                let access = access
                    .filter(|it| *it != (Accessor::Default, Accessor::Default))
                    .map(crate::render::accessors_text)
                    .unwrap_or_default();
                lines.push(format!("{step}{word} {name}{access}:{hint};"));
            }
            (FieldKind::Fun { .. }, _) => {}
        }
    }
    if lines.is_empty() {
        return None;
    }
    let name = names::unused_in(sema.root(), &format!("I{}", ty.name(db)));
    let params = class
        .type_param_list()
        .map(|it| it.syntax().text().to_string())
        .unwrap_or_default();
    let text = format!("interface {name}{params} {{\n{}\n}}\n\n", lines.join("\n"));
    Some((name, text))
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::code_actions::tests::{check, check_refused};

    #[test]
    fn public_members() {
        check(
            r#"
            /** Stored. */
            class Store$0<T> {
                public final size:Int = 1;
                public var open(default, null):Bool;
                static public var count:Int;
                var secret:Int;

                public function new() {}
                public function get(key:String, ?fallback:T, n = 1):T return fallback;
                function hidden() {}
            }
            "#,
            "Extract interface",
            expect![[r#"
                interface IStore<T> {
                    final size:Int;
                    var open(default, null):Bool;
                    function get(key:String, ?fallback:T, ?n:Int):T;
                }

                /** Stored. */
                class Store<T> implements IStore<T> {
                    public final size:Int = 1;
                    public var open(default, null):Bool;
                    static public var count:Int;
                    var secret:Int;

                    public function new() {}
                    public function get(key:String, ?fallback:T, n = 1):T return fallback;
                    function hidden() {}
                }
            "#]],
        );
        check_refused("class A$0 { var x:Int; }", "Extract interface");
    }
}
