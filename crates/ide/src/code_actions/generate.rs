//! Members that follow from the fields of a class: constructor, `toString`, accessors.

use base_db::{FileEdit, TextRange};
use hir::Definition;
use hir_def::{
    Name, field_data, field_named, fields_of,
    ids::{FieldId, TypeDeclId},
    item_tree::{FieldKind, TypeDeclKind},
    type_decl_data,
};
use hir_ty::{
    decl::{parent_class, self_type},
    fold::subst,
    member::ctor_field,
    signature::field_signature,
    ty::{Ty, Tys},
};
use syntax::{
    SyntaxKind, T,
    ast::{self, AstNode, HasModifiers},
};

use super::{
    Actions, CodeActionKind, FixContext,
    context::{AssistContext, definition_at, indent_at, indent_step},
    edit, members,
};
use crate::{render::param_with, type_text::type_text};
use hir::Semantics;

/// On the name of a class.
pub(super) fn assist(ctx: &AssistContext<'_, '_>, acc: &mut Actions) {
    let Some(name) = ctx.token().and_then(|it| it.parent()) else {
        return;
    };
    let is_class_name = name.kind() == SyntaxKind::NAME
        && name
            .parent()
            .is_some_and(|it| it.kind() == SyntaxKind::CLASS_DECL);
    if !is_class_name {
        return;
    }
    let Some(ty) = ctx.sema.type_around(name.text_range().start()) else {
        return;
    };
    for (title, edit) in [
        ("Generate constructor", constructor(ctx.sema, ty, false)),
        ("Generate `toString`", to_string(ctx.sema, ty)),
        ("Generate `equals`", equals(ctx.sema, ty)),
    ] {
        if let Some(edit) = edit {
            acc.refactor(title, CodeActionKind::Refactor, vec![edit]);
        }
    }
}

/// A class without the constructor that its finals, or a `new` somewhere, ask for.
pub(super) fn missing_constructor(ctx: &FixContext<'_, '_>, acc: &mut Actions) {
    let sema = ctx.sema;
    let Some(ty) = sema.type_around(ctx.diagnostic.place.range.start()) else {
        return;
    };
    match own_constructor(sema, ty) {
        None => {
            if let Some(edit) = constructor(sema, ty, true) {
                acc.fix(ctx, "Generate constructor".to_owned(), vec![edit]);
            }
        }
        Some(ctor) => {
            let missing: Vec<String> = ctx
                .diagnostic
                .related
                .iter()
                .filter(|it| it.0.file == sema.file())
                .filter_map(|it| match sema.decl_at(it.0.range.start())? {
                    hir_def::source::DeclAt::Field(field) => {
                        let hint = type_text(sema, field_signature(sema.db, field).ty)?;
                        Some(format!("{}:{hint}", field.name(sema.db)))
                    }
                    _ => None,
                })
                .collect();
            if let Some(edits) = initialised(sema, ctor, &missing) {
                let title = "Initialize in the constructor".to_owned();
                acc.fix(ctx, title, edits);
            }
        }
    }
}

fn own_constructor<'db>(sema: &Semantics<'db>, ty: TypeDeclId<'db>) -> Option<FieldId<'db>> {
    field_named(sema.db, ty, &Name::new("new"))
}

/// Variables of instances that a constructor may give a value; those that must have one when `only_finals`.
fn stored_fields<'db>(
    sema: &Semantics<'db>,
    ty: TypeDeclId<'db>,
    only_finals: bool,
) -> Vec<FieldId<'db>> {
    let db = sema.db;
    let is_stored = |it: &FieldId<'db>| {
        let Some(data) = field_data(db, *it) else {
            return false;
        };
        let is_open = matches!(
            data.field.kind,
            FieldKind::Var {
                has_init: false,
                ..
            }
        );
        let flags = &data.field.flags;
        is_open
            && !flags.is_static
            && !flags.is_inline
            && (!only_finals || flags.is_final)
            && field_signature(db, *it).has_storage()
    };
    fields_of(db, ty)
        .iter()
        .copied()
        .filter(is_stored)
        .collect()
}

/// `new` with a parameter for each variable, after those of the parent's.
fn constructor<'db>(
    sema: &Semantics<'db>,
    ty: TypeDeclId<'db>,
    only_finals: bool,
) -> Option<FileEdit> {
    let db = sema.db;
    let data = type_decl_data(db, ty)?;
    let is_class = matches!(data.decl.kind, TypeDeclKind::Class { .. });
    if !is_class || data.decl.is_extern || own_constructor(sema, ty).is_some() {
        return None;
    }
    let args = match self_type(db, ty) {
        Ty::Class(_, args) => args,
        _ => Tys::empty(db),
    };
    let parent = parent_class(db, ty, args).and_then(|(class, args)| ctor_field(db, class, args));
    let mut params = Vec::new();
    let mut lines = Vec::new();
    if let Some(parent) = &parent {
        let signature = subst(db, field_signature(db, parent.field).ty, &parent.subst(db));
        let mut names = Vec::new();
        if let Ty::Fun(fun) = signature {
            for param in fun.params(db) {
                let hint = |ty| type_text(sema, ty);
                params.push(param_with(db, Some(parent.field), param, hint));
                let spread = if param.rest { "..." } else { "" };
                names.push(format!("{spread}{}", param.name));
            }
        }
        lines.push(format!("\tsuper({});", names.join(", ")));
    }
    for field in stored_fields(sema, ty, only_finals) {
        let name = field.name(db);
        let hint = type_text(sema, field_signature(db, field).ty);
        let is_taken = params.iter().any(|it: &String| {
            let word = it.trim_start_matches(['?', '.']);
            word.split([':', ' ']).next() == Some(name)
        });
        if is_taken {
            return None;
        }
        let hint = hint.map_or_else(String::new, |it| format!(":{it}"));
        // A parameter that takes all the rest stays last.
        let at = params
            .iter()
            .position(|it| it.starts_with("..."))
            .unwrap_or(params.len());
        params.insert(at, format!("{name}{hint}"));
        lines.push(format!("\tthis.{name} = {name};"));
    }
    let body = match lines.is_empty() {
        true => "{}".to_owned(),
        false => format!("{{\n{}\n}}", lines.join("\n")),
    };
    let text = format!("public function new({}) {body}", params.join(", "));
    match fields_of(db, ty)
        .iter()
        .filter(|it| {
            field_data(db, **it).is_some_and(|it| matches!(it.field.kind, FieldKind::Var { .. }))
        })
        .last()
    {
        Some(&last) => {
            let node = hir_def::source::field_source(db, last)?
                .node
                .try_to_node(sema.root())?;
            Some(members::insert_after(sema, &node, &text))
        }
        None => members::insert_at_end(sema, ty, &[text]),
    }
}

/// New parameters `name:Type` of a constructor, stored in the fields of these names.
fn initialised(
    sema: &Semantics<'_>,
    ctor: FieldId<'_>,
    params: &[String],
) -> Option<Vec<FileEdit>> {
    let node = hir_def::source::field_source(sema.db, ctor)?
        .node
        .try_to_node(sema.root())?;
    let function = ast::FunctionField::cast(node)?;
    let list = function.param_list()?;
    let Some(ast::Expr::BlockExpr(block)) = function.body() else {
        return None;
    };
    let has_rest = list.params().any(|it| it.dot3_token().is_some());
    if params.is_empty() || has_rest {
        return None;
    }
    let close = list.r_paren_token()?;
    let comma = if list.params().next().is_some() {
        ", "
    } else {
        ""
    };
    let indent = indent_at(sema, function.syntax().text_range().start());
    let step = indent_step(sema);
    let end = block.r_curly_token()?;
    let mut lines = String::new();
    for param in params {
        let name = param.split(':').next()?;
        lines.push_str(&format!("\n{indent}{step}this.{name} = {name};"));
    }
    lines.push_str(&format!("\n{indent}"));
    let start = end
        .prev_token()
        .filter(|it| it.kind() == SyntaxKind::WHITESPACE)
        .map_or(end.text_range().start(), |it| it.text_range().start());
    Some(vec![
        edit(
            sema,
            TextRange::empty(close.text_range().start()),
            format!("{comma}{}", params.join(", ")),
        ),
        edit(sema, TextRange::new(start, end.text_range().start()), lines),
    ])
}

/// `'Point(x: $x, y: $y)'`
fn to_string<'db>(sema: &Semantics<'db>, ty: TypeDeclId<'db>) -> Option<FileEdit> {
    let db = sema.db;
    let name = Name::new("toString");
    let data = type_decl_data(db, ty)?;
    let is_class = matches!(data.decl.kind, TypeDeclKind::Class { .. });
    if !is_class || data.decl.is_extern || field_named(db, ty, &name).is_some() {
        return None;
    }
    let parent = parent_class(db, ty, Tys::empty(db));
    let overrides = parent.is_some_and(|(parent, _)| {
        hir_ty::decl::ancestors(db, parent, Tys::empty(db))
            .iter()
            .any(|it| field_named(db, it.0, &name).is_some())
    });
    let parts: Vec<String> = stored_and_initialised(sema, ty)
        .iter()
        .map(|it| format!("{0}: ${0}", it.name(db)))
        .collect();
    let override_ = if overrides { "override " } else { "" };
    let text = format!(
        "{override_}public function toString():String {{\n\treturn '{}({})';\n}}",
        ty.name(db),
        parts.join(", ")
    );
    members::insert_at_end(sema, ty, &[text])
}

/// Two objects are equal when their fields are. Without a field there is nothing to compare.
fn equals<'db>(sema: &Semantics<'db>, ty: TypeDeclId<'db>) -> Option<FileEdit> {
    let db = sema.db;
    let name = Name::new("equals");
    let data = type_decl_data(db, ty)?;
    let is_class = matches!(data.decl.kind, TypeDeclKind::Class { .. });
    let has_parent = parent_class(db, ty, Tys::empty(db)).is_some();
    let is_taken = field_named(db, ty, &name).is_some();
    if !is_class || data.decl.is_extern || has_parent || is_taken {
        return None;
    }
    let fields = stored_and_initialised(sema, ty);
    let parts: Vec<String> = fields
        .iter()
        .map(|it| format!("this.{0} == other.{0}", it.name(db)))
        .collect();
    let hint = type_text(sema, self_type(db, ty))?;
    let text = format!(
        "public function equals(other:{hint}):Bool {{\n\treturn {};\n}}",
        parts.join(" && ")
    );
    (!parts.is_empty()).then(|| members::insert_at_end(sema, ty, &[text]))?
}

fn stored_and_initialised<'db>(sema: &Semantics<'db>, ty: TypeDeclId<'db>) -> Vec<FieldId<'db>> {
    let db = sema.db;
    let is_shown = |it: &FieldId<'db>| {
        field_data(db, *it).is_some_and(|data| {
            matches!(data.field.kind, FieldKind::Var { .. }) && !data.field.flags.is_static
        }) && field_signature(db, *it).has_storage()
    };
    fields_of(db, ty).iter().copied().filter(is_shown).collect()
}

/// `var x:Int` → `@:isVar var x(get, set):Int` with its accessors.
pub(super) fn property(ctx: &AssistContext<'_, '_>, acc: &mut Actions) {
    let Some(token) = ctx.token() else { return };
    let Some(var) = token
        .parent()
        .filter(|it| it.kind() == SyntaxKind::NAME)
        .and_then(|it| it.parent())
        .and_then(ast::VarField::cast)
    else {
        return;
    };
    let Some(Definition::Field(field)) = definition_at(ctx.sema, &token) else {
        return;
    };
    let db = ctx.db();
    let is_plain = var.property_access().is_none()
        && !var.is_final()
        && !var.has_modifier(T![inline])
        && !var.has_modifier(T![extern]);
    let is_in_class = field
        .type_decl(db)
        .and_then(|it| type_decl_data(db, it))
        .is_some_and(|it| matches!(it.decl.kind, TypeDeclKind::Class { .. }) && !it.decl.is_extern);
    if !is_plain || !is_in_class {
        return;
    }
    let Some(hint) = type_text(ctx.sema, field_signature(db, field).ty) else {
        return;
    };
    let is_static = field_data(db, field).is_some_and(|it| it.field.flags.is_static);
    let static_ = if is_static { "static " } else { "" };
    let name = token.text();
    let text = format!(
        "{static_}function get_{name}():{hint} {{\n\treturn {name};\n}}\n\n\
         {static_}function set_{name}(value:{hint}):{hint} {{\n\treturn {name} = value;\n}}"
    );
    let Some(ty) = field.type_decl(db) else {
        return;
    };
    let is_free = ["get_", "set_"]
        .iter()
        .all(|it| field_named(db, ty, &Name::new(format!("{it}{name}"))).is_none());
    if !is_free {
        return;
    }
    let first = var
        .modifiers()
        .next()
        .or_else(|| var.var_token())
        .map(|it| it.text_range().start());
    let Some(first) = first else { return };
    acc.refactor(
        "Make it a property with accessors",
        CodeActionKind::RefactorRewrite,
        vec![
            ctx.insert(first, "@:isVar "),
            ctx.insert(token.text_range().end(), "(get, set)"),
            members::insert_after(ctx.sema, var.syntax(), &text),
        ],
    );
}

/// A parameter of the constructor kept in a field of its name.
pub(super) fn store_parameter(ctx: &AssistContext<'_, '_>, acc: &mut Actions) {
    let Some(token) = ctx.token() else { return };
    let Some(param) = token
        .parent()
        .filter(|it| it.kind() == SyntaxKind::NAME)
        .and_then(|it| it.parent())
        .and_then(ast::Param::cast)
    else {
        return;
    };
    let function = param
        .syntax()
        .parent()
        .and_then(|it| it.parent())
        .and_then(ast::FunctionField::cast);
    let Some(function) = function else { return };
    let sema = ctx.sema;
    let Some(ty) = sema.type_around(param.syntax().text_range().start()) else {
        return;
    };
    let is_ctor = function.name().is_some_and(|it| it.text() == "new");
    let is_class = type_decl_data(ctx.db(), ty)
        .is_some_and(|it| matches!(it.decl.kind, TypeDeclKind::Class { .. }));
    let name = token.text();
    let is_new = hir_ty::decl::ancestors(ctx.db(), ty, Tys::empty(ctx.db()))
        .iter()
        .all(|it| field_named(ctx.db(), it.0, &Name::new(name)).is_none());
    let (true, true, true, Some(ast::Expr::BlockExpr(block))) =
        (is_ctor, is_class, is_new, function.body())
    else {
        return;
    };
    let Some(Definition::Local(local)) = definition_at(sema, &token) else {
        return;
    };
    let (Some(hint), Some(open)) = (type_text(sema, local.ty(ctx.db())), block.l_curly_token())
    else {
        return;
    };
    let outer = ctx.indent_at(function.syntax().text_range().start());
    let inner = format!("{outer}{}", indent_step(sema));
    // `super(…)` comes first.
    let after = block
        .statements()
        .next()
        .filter(|it| it.syntax().text().to_string().starts_with("super("))
        .map(|it| super::context::statement_range(it.syntax()).end())
        .unwrap_or(open.text_range().end());
    let is_empty = block.statements().next().is_none();
    let end = if is_empty {
        format!("\n{outer}")
    } else {
        String::new()
    };
    let blank = open
        .next_token()
        .filter(|it| it.kind() == SyntaxKind::WHITESPACE && is_empty);
    let range = match blank {
        Some(blank) => blank.text_range(),
        None => TextRange::empty(after),
    };
    let start = function.syntax().text_range().start();
    for word in ["final", "var"] {
        acc.refactor(
            format!("Keep `{name}` in a {word}"),
            CodeActionKind::Refactor,
            vec![
                ctx.insert(start, format!("{word} {name}:{hint};\n\n{outer}")),
                ctx.edit(range, format!("\n{inner}this.{name} = {name};{end}")),
            ],
        );
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::code_actions::tests::{check, check_refused};

    #[test]
    fn constructors() {
        check(
            r#"
            class P {
                public function new(n:Int, ?s:String) {}
            }
            class A$0 extends P {
                final x:Int;
                var y:Array<String>;
                var z = 1;
                static var t:Int;

                function f() {}
            }
            "#,
            "Generate constructor",
            expect![[r#"
                class P {
                    public function new(n:Int, ?s:String) {}
                }
                class A extends P {
                    final x:Int;
                    var y:Array<String>;
                    var z = 1;
                    static var t:Int;

                    public function new(n:Int, ?s:String, x:Int) {
                        super(n, s);
                        this.x = x;
                    }

                    function f() {}
                }
            "#]],
        );
        check(
            r#"
            class A$0 {
                final x:Int;
                var y:Int;
            }
            "#,
            "Generate constructor",
            expect![[r#"
                class A {
                    final x:Int;
                    var y:Int;

                    public function new(x:Int) {
                        this.x = x;
                    }
                }
            "#]],
        );
        check(
            r#"
            class A$0 {
                final x:Int;

                public function new() {
                    trace(1);
                }
            }
            "#,
            "Initialize in",
            expect![[r#"
                class A {
                    final x:Int;

                    public function new(x:Int) {
                        trace(1);
                        this.x = x;
                    }
                }
            "#]],
        );
        check_refused(
            r#"
            class A$0 {
                function new() {}
            }
            "#,
            "Generate constructor",
        );
    }

    #[test]
    fn to_string() {
        check(
            r#"
            class A$0 {
                final x = 1;
                var y = "s";
            }
            "#,
            "Generate `toString`",
            expect![[r#"
                class A {
                    final x = 1;
                    var y = "s";

                    public function toString():String {
                        return 'A(x: $x, y: $y)';
                    }
                }
            "#]],
        );
        check(
            r#"
            class P { function toString():String return ""; }
            class A$0 extends P {}
            "#,
            "Generate `toString`",
            expect![[r#"
                class P { function toString():String return ""; }
                class A extends P {
                	override public function toString():String {
                		return 'A()';
                	}
                }
            "#]],
        );
    }

    #[test]
    fn equality() {
        check(
            r#"
            class A$0<T> {
                final x = 1;
                var other:T;
            }
            "#,
            "Generate `equals`",
            expect![[r#"
                class A<T> {
                    final x = 1;
                    var other:T;

                    public function equals(other:A<T>):Bool {
                        return this.x == other.x && this.other == other.other;
                    }
                }
            "#]],
        );
    }

    #[test]
    fn properties() {
        check(
            r#"
            class A {
                public var x$0:Int = 1;
            }
            "#,
            "Make it a property",
            expect![[r#"
                class A {
                    @:isVar public var x(get, set):Int = 1;

                    function get_x():Int {
                        return x;
                    }

                    function set_x(value:Int):Int {
                        return x = value;
                    }
                }
            "#]],
        );
        check_refused(
            r#"
            class A {
                final x$0:Int = 1;
            }
            "#,
            "Make it a property",
        );
    }

    #[test]
    fn parameters_kept() {
        check(
            r#"
            class A {
                public function new(x$0:Int) {}
            }
            "#,
            "Keep `x` in a final",
            expect![[r#"
                class A {
                    final x:Int;

                    public function new(x:Int) {
                        this.x = x;
                    }
                }
            "#]],
        );
        check(
            r#"
            class P { public function new() {} }
            class A extends P {
                public function new(x$0:Int, y:Int) {
                    super();
                    trace(y);
                }
            }
            "#,
            "Keep `x` in a var",
            expect![[r#"
                class P { public function new() {} }
                class A extends P {
                    var x:Int;

                    public function new(x:Int, y:Int) {
                        super();
                        this.x = x;
                        trace(y);
                    }
                }
            "#]],
        );
        check_refused(
            r#"
            class A {
                var x:Int;
                public function new(x$0:Int) {}
            }
            "#,
            "Keep",
        );
    }
}
