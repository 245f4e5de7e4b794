//! Cures around constructors: the call of the parent's, and one that is missing.

use base_db::TextRange;
use hir_def::{Name, field_named, type_decl_data};
use hir_ty::{
    decl::{parent_class, self_type},
    member::ctor_field,
    signature::field_signature,
    ty::Ty,
};
use syntax::{
    SyntaxKind,
    ast::{self, AstNode},
};

use super::{
    Actions, FixContext,
    context::{indent_at, indent_step},
    edit, fix_names, fix_values, members,
};
use hir::Semantics;

/// `super(…)` in front of a constructor's body; parameters of the same name are handed on.
pub(super) fn call_super(ctx: &FixContext<'_, '_>, acc: &mut Actions) {
    let sema = ctx.sema;
    let db = sema.db;
    let Some(ty) = sema.type_around(ctx.diagnostic.place.range.start()) else {
        return;
    };
    let own = field_named(db, ty, &Name::new("new"));
    let node = own
        .and_then(|it| hir_def::source::field_source(db, it))
        .and_then(|it| it.node.try_to_node(sema.root()))
        .and_then(ast::FunctionField::cast);
    let Some(node) = node else { return };
    let Ty::Class(class, args) = self_type(db, ty) else {
        return;
    };
    let Some((parent, parent_args)) = parent_class(db, class, args) else {
        return;
    };
    let Some(ctor) = ctor_field(db, parent, parent_args) else {
        return;
    };
    let signature = hir_ty::fold::subst(db, field_signature(db, ctor.field).ty, &ctor.subst(db));
    let Ty::Fun(fun) = signature else { return };
    let handed: Vec<String> = node
        .param_list()
        .into_iter()
        .flat_map(|it| it.params().collect::<Vec<_>>())
        .filter_map(|it| Some(it.name()?.text().to_string()))
        .collect();
    let values: Vec<String> = fun
        .params(db)
        .iter()
        .take_while(|it| !it.rest && (!it.optional || handed.iter().any(|name| it.name == name)))
        .map(|it| match handed.iter().any(|name| it.name == name) {
            true => it.name.to_string(),
            false => fix_values::default_value(sema, it.ty).to_owned(),
        })
        .collect();
    let call = format!("super({});", values.join(", "));
    let title = format!("Call `{}`", call.trim_end_matches(';'));
    match node.body() {
        Some(ast::Expr::BlockExpr(body)) => {
            let Some(open) = body.l_curly_token() else {
                return;
            };
            let outer = indent_at(sema, node.syntax().text_range().start());
            let step = indent_step(sema);
            let at = TextRange::empty(open.text_range().end());
            let is_empty = body.statements().next().is_none();
            let is_one_line = !body.syntax().text().to_string().contains('\n');
            let end = match (is_empty, is_one_line) {
                (true, true) => format!("\n{outer}"),
                (false, true) => format!("\n{outer}{step}"),
                _ => String::new(),
            };
            let mut range = at;
            // What follows on the line moves to the next.
            if is_one_line
                && let Some(blank) = open.next_token()
                && blank.kind() == SyntaxKind::WHITESPACE
            {
                range = blank.text_range();
            }
            let text = format!("\n{outer}{step}{call}{end}");
            acc.fix(ctx, title, vec![edit(sema, range, text)]);
        }
        Some(body) => {
            let mut range = body.syntax().text_range();
            if let Some(semicolon) = node.semicolon_token() {
                range = range.cover(semicolon.text_range());
            }
            let text = format!("{{ {call} {}; }}", body.syntax().text());
            acc.fix(ctx, title, vec![edit(sema, range, text)]);
        }
        None => {}
    }
}

/// `new C(1)` of a class that has no constructor.
pub(super) fn create(ctx: &FixContext<'_, '_>, acc: &mut Actions) {
    let sema = ctx.sema;
    let db = sema.db;
    let new = sema
        .root()
        .token_at_offset(ctx.diagnostic.place.range.start())
        .right_biased()
        .and_then(|it| it.parent_ancestors().find_map(ast::NewExpr::cast));
    let Some(new) = new else { return };
    let name = new
        .path_type()
        .and_then(|it| it.path()?.segments().last()?.token());
    let ty = match name.and_then(|it| sema.classify(&it)).map(|it| it.def) {
        Some(hir::Definition::Type(ty)) => hir::structure::behind_typedef(db, ty),
        _ => return,
    };
    let module = ty.module(db);
    let kind = base_db::ClassPathKind::Project;
    let is_own = hir_def::module::modules_of_class_paths(db, sema.config(), kind).contains(&module);
    let is_written_here = type_decl_data(db, ty).is_some_and(|it| !it.decl.is_extern);
    if !is_own || !is_written_here {
        return;
    }
    let params = new.arg_list().map(|it| fix_names::parameters(ctx, &it));
    let text = format!("public function new({}) {{}}", params.unwrap_or_default());
    let there = Semantics::new(db, sema.config(), module.file(db));
    if let Some(edit) = members::insert_at_end(&there, ty, &[text]) {
        acc.fix(
            ctx,
            format!("Create the constructor of `{}`", ty.name(db)),
            vec![edit],
        );
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::code_actions::tests::check;

    #[test]
    fn of_the_parent() {
        check(
            "class B { public function new(a:Int, ?b:Int) {} } class A extends B { public function $0new(a:Int) {} }",
            "Call `super",
            expect![[r#"
                class B { public function new(a:Int, ?b:Int) {} } class A extends B { public function new(a:Int) {
                	super(a);
                } }"#]],
        );
        check(
            "
            class B { public function new(a:Int, s:String) {} }
            class A extends B {
                public function $0new() {
                    trace(1);
                }
            }
            ",
            "Call `super",
            expect![[r#"
                class B { public function new(a:Int, s:String) {} }
                class A extends B {
                    public function new() {
                        super(0, "");
                        trace(1);
                    }
                }
            "#]],
        );
        check(
            "class B { public function new() {} } class A extends B { public function $0new() trace(1); }",
            "Call `super",
            expect![
                "class B { public function new() {} } class A extends B { public function new() { super(); trace(1); } }"
            ],
        );
    }

    #[test]
    fn that_is_missing() {
        check(
            "class B {} class A { function f() $0new B(1, \"x\"); }",
            "Create the constructor",
            expect![[r#"
                class B {
                	public function new(value:Int, text:String) {}
                } class A { function f() new B(1, "x"); }"#]],
        );
    }
}
