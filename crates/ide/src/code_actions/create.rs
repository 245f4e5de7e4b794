//! Declaring what is used and does not exist: a local, a field, a method; typed by the use.
//!
//! ```haxe
//! var n:Int = area(2, "x");   // function area(value:Int, text:String):Int
//! user.name = "Ann";          // var name:String, in the class of `user`
//! ```

use base_db::{ClassPathKind, FileEdit, TextRange};
use hir::Semantics;
use hir_def::{
    ids::{FieldOwner, TypeDeclId},
    item_tree::TypeDeclKind,
    module::modules_of_class_paths,
    source::DeclAt,
    type_decl_data,
    type_ref::is_type_name,
};
use hir_ty::{
    decl::expand_typedefs,
    ty::{Ty, Tys},
};
use syntax::{
    SyntaxKind, SyntaxNode,
    ast::{self, AstNode, BinaryOp},
};

use super::{
    Actions, FixContext,
    context::{indent_at, is_value_unused},
    edit,
    extract_variable::field_node,
    members, names,
};
use crate::{completion::NOT_IMPLEMENTED, type_text::type_text};

/// The cure of `unresolved-identifier`.
pub(super) fn unresolved_name(ctx: &FixContext<'_, '_>, acc: &mut Actions) {
    let sema = ctx.sema;
    let Some(token) = sema.token_at(ctx.diagnostic.place.range.start()) else {
        return;
    };
    let Some(node) = token
        .parent()
        .filter(|it| it.kind() == SyntaxKind::NAME_EXPR)
    else {
        return;
    };
    let name = token.text().to_owned();
    if is_type_name(&name) || !names::is_free_word(&name) {
        return;
    }
    let Some(new) = Use::new(sema, &node) else {
        return;
    };
    let owner = sema.field_around(&node);
    let is_static = owner.is_some_and(|it| {
        hir_def::field_data(sema.db, it).is_some_and(|it| it.field.flags.is_static)
    });
    if new.args.is_none() {
        create_local(ctx, &node, &name, &new, acc);
    }
    match owner.map(|it| it.owner(sema.db)) {
        Some(FieldOwner::Type(ty)) => {
            let text = new.member(sema, &name, is_static, "");
            let home = field_node(&node);
            let edit = match (&home, &new.args) {
                // A method goes behind its caller.
                (Some(home), Some(_)) => Some(members::insert_after(sema, home, &text)),
                _ => insert_variable(sema, ty, &text),
            };
            let may_have = type_decl_data(sema.db, ty).is_some_and(|it| {
                let is_class = matches!(it.decl.kind, TypeDeclKind::Class { .. });
                let is_abstract = matches!(it.decl.kind, TypeDeclKind::Abstract { .. });
                is_class || is_abstract && (is_static || new.args.is_some())
            });
            if let Some(edit) = edit.filter(|_| may_have) {
                acc.fix(ctx, format!("Create {} `{name}`", new.word()), vec![edit]);
            }
        }
        Some(FieldOwner::Module(_)) => {
            if let Some(home) = field_node(&node) {
                let text = new.member(sema, &name, false, "");
                let edit = members::insert_after(sema, &home, &text);
                acc.fix(ctx, format!("Create {} `{name}`", new.word()), vec![edit]);
            }
        }
        None => {}
    }
}

/// The cure of `no-field`: in the class of what stands before the dot, when it is one of the project's.
pub(super) fn missing_field(ctx: &FixContext<'_, '_>, acc: &mut Actions) {
    let sema = ctx.sema;
    let db = sema.db;
    let end = ctx.diagnostic.place.range.end();
    let access = sema
        .root()
        .token_at_offset(end)
        .left_biased()
        .and_then(|it| it.parent_ancestors().find_map(ast::FieldExpr::cast));
    let Some(access) = access else { return };
    let (Some(base), Some(name)) = (access.base(), access.name_ref()) else {
        return;
    };
    let name = name.text().to_string();
    if !names::is_free_word(&name) {
        return;
    }
    let Some(recv) = sema.type_of_node(base.syntax()) else {
        return;
    };
    let recv = match expand_typedefs(db, recv) {
        Ty::Null(inner) => expand_typedefs(db, inner.ty(db)),
        ty => ty,
    };
    let (owner, is_static) = match recv {
        Ty::Class(owner, _) => (owner, false),
        Ty::TypeValue(owner) => (owner, true),
        _ => return,
    };
    let Some(data) = type_decl_data(db, owner) else {
        return;
    };
    let module = owner.module(db);
    let is_own =
        modules_of_class_paths(db, sema.config(), ClassPathKind::Project).contains(&module);
    let is_class = matches!(data.decl.kind, TypeDeclKind::Class { .. });
    if !is_own || !is_class || data.decl.is_extern {
        return;
    }
    let Some(new) = Use::new(sema, access.syntax()) else {
        return;
    };
    let there = Semantics::new(db, sema.config(), module.file(db));
    let is_same = sema
        .type_around(access.syntax().text_range().start())
        .is_some_and(|it| {
            it == owner
                || hir_ty::decl::ancestors(db, it, Tys::empty(db))
                    .iter()
                    .any(|it| it.0 == owner)
        });
    let visibility = if is_same { "" } else { "public " };
    let text = new.member(&there, &name, is_static, visibility);
    let edit = match new.args {
        Some(_) => members::insert_at_end(&there, owner, &[text]),
        None => insert_variable(&there, owner, &text),
    };
    if let Some(edit) = edit {
        acc.fix(
            ctx,
            format!("Create {} `{name}` in `{}`", new.word(), owner.name(db)),
            vec![edit],
        );
    }
}

/// How a name is used.
struct Use<'db> {
    /// The arguments' names and types when it is called.
    args: Option<Vec<(String, Option<Ty<'db>>)>>,
    /// Of the value, or of what the call gives.
    ty: Option<Ty<'db>>,
}

impl<'db> Use<'db> {
    fn new(sema: &Semantics<'db>, node: &SyntaxNode) -> Option<Use<'db>> {
        let parent = node.parent()?;
        let known = |it: Option<Ty<'db>>| it.filter(|it| !it.is_unknown());
        let call = ast::CallExpr::cast(parent.clone())
            .filter(|it| it.callee().is_some_and(|it| it.syntax() == node));
        let Some(call) = call else {
            let binary = ast::BinaryExpr::cast(parent.clone());
            let assigned = binary
                .filter(|it| it.lhs().is_some_and(|it| it.syntax() == node))
                .filter(|it| it.op() == Some(BinaryOp::Assign))
                .and_then(|it| sema.type_of_node(it.rhs()?.syntax()));
            let ty = known(assigned).or_else(|| known(sema.expected_type(node)));
            return Some(Use { args: None, ty });
        };
        let mut args: Vec<(String, Option<Ty<'db>>)> = Vec::new();
        for arg in call.arg_list()?.args() {
            let wanted = match &arg {
                ast::Expr::NameExpr(it) => it.syntax().text().to_string(),
                arg => names::suggest(sema, arg),
            };
            let wanted = Some(wanted)
                .filter(|it| names::is_free_word(it))
                .unwrap_or_else(|| "value".to_owned());
            let name = names::unused(&wanted, |it| args.iter().any(|arg| arg.0 == it));
            args.push((name, known(sema.type_of_node(arg.syntax()))));
        }
        let ty = match is_value_unused(call.syntax()) && super::context::is_statement(call.syntax())
        {
            true => Some(Ty::Void),
            false => known(sema.expected_type(call.syntax())),
        };
        Some(Use {
            args: Some(args),
            ty,
        })
    }

    fn word(&self) -> &'static str {
        if self.args.is_some() {
            "method"
        } else {
            "field"
        }
    }

    /// The declaration, in the file of `there`.
    fn member(
        &self,
        there: &Semantics<'db>,
        name: &str,
        is_static: bool,
        visibility: &str,
    ) -> String {
        let hint = |ty: Option<Ty<'db>>| {
            ty.and_then(|it| type_text(there, it))
                .map_or_else(String::new, |it| format!(":{it}"))
        };
        let static_ = if is_static { "static " } else { "" };
        match &self.args {
            None => {
                let hint = match hint(self.ty) {
                    hint if hint.is_empty() => ":Dynamic".to_owned(),
                    hint => hint,
                };
                format!("{visibility}{static_}var {name}{hint};")
            }
            Some(args) => {
                let params: Vec<String> = args
                    .iter()
                    .map(|(name, ty)| format!("{name}{}", hint(*ty)))
                    .collect();
                format!(
                    "{visibility}{static_}function {name}({}){} {{\n\t{NOT_IMPLEMENTED}\n}}",
                    params.join(", "),
                    hint(self.ty)
                )
            }
        }
    }
}

/// Behind the last variable of a class, or at its top.
fn insert_variable(sema: &Semantics<'_>, ty: TypeDeclId<'_>, text: &str) -> Option<FileEdit> {
    let decl = hir_def::source::type_source(sema.db, ty)?
        .node
        .try_to_node(sema.root())?;
    let list = decl
        .children()
        .find(|it| it.kind() == SyntaxKind::FIELD_LIST)?;
    let last = list
        .children()
        .filter(|it| it.kind() == SyntaxKind::VAR_FIELD)
        .last();
    match last {
        Some(last) => {
            let indent = indent_at(sema, last.text_range().start());
            let at = TextRange::empty(last.text_range().end());
            Some(edit(sema, at, format!("\n{indent}{text}")))
        }
        None if list.children().next().is_none() => {
            members::insert_at_end(sema, ty, &[text.to_owned()])
        }
        None => {
            let first = list.children().next()?;
            let indent = indent_at(sema, first.text_range().start());
            let at = TextRange::empty(first.text_range().start());
            Some(edit(sema, at, format!("{text}\n\n{indent}")))
        }
    }
}

/// `var name = …` before the statement, or in place of the first assignment.
fn create_local(
    ctx: &FixContext<'_, '_>,
    node: &SyntaxNode,
    name: &str,
    new: &Use<'_>,
    acc: &mut Actions,
) {
    let sema = ctx.sema;
    let Some(statement) = node.ancestors().find(super::context::is_statement) else {
        return;
    };
    let is_in_body = matches!(
        sema.decl_at(node.text_range().start()),
        Some(DeclAt::Field(_))
    );
    let start = statement.text_range().start();
    let is_assignment = statement.first_child().is_some_and(|it| it == *node)
        && ast::BinaryExpr::cast(statement.clone()).and_then(|it| it.op())
            == Some(BinaryOp::Assign);
    let text = match is_assignment {
        true => "var ".to_owned(),
        false => {
            let hint = new
                .ty
                .and_then(|it| type_text(sema, it))
                .map_or_else(String::new, |it| format!(":{it}"));
            let value = match new.ty {
                Some(Ty::Int | Ty::Float) => "0",
                Some(Ty::Bool) => "false",
                _ => "null",
            };
            format!("var {name}{hint} = {value};\n{}", indent_at(sema, start))
        }
    };
    if is_in_body {
        acc.fix(
            ctx,
            format!("Create local variable `{name}`"),
            vec![edit(sema, TextRange::empty(start), text)],
        );
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::code_actions::tests::{check, check_refused};

    #[test]
    fn of_names() {
        check(
            r#"
            class A {
                function f(a:Int, b:Int, s:String) {
                    var n:Float = are$0a(a, "x", s.length);
                }
            }
            "#,
            "Create method",
            expect![[r#"
                class A {
                    function f(a:Int, b:Int, s:String) {
                        var n:Float = area(a, "x", s.length);
                    }

                    function area(a:Int, text:String, length:Int):Float {
                        throw new haxe.exceptions.NotImplementedException();
                    }
                }
            "#]],
        );
        check(
            r#"
            class A {
                function f(a:Int, b:Int, s:String) {
                    coun$0t = a;
                }
            }
            "#,
            "Create local",
            expect![[r#"
                class A {
                    function f(a:Int, b:Int, s:String) {
                        var count = a;
                    }
                }
            "#]],
        );
        check(
            r#"
            class A {
                function f(a:Int, b:Int, s:String) {
                    coun$0t = a;
                }
            }
            "#,
            "Create field",
            expect![[r#"
                class A {
                    var count:Int;

                    function f(a:Int, b:Int, s:String) {
                        count = a;
                    }
                }
            "#]],
        );
        check(
            r#"
            class A {
                function f(a:Int, b:Int, s:String) {
                    trace(a + coun$0t);
                }
            }
            "#,
            "Create local",
            expect![[r#"
                class A {
                    function f(a:Int, b:Int, s:String) {
                        var count = null;
                        trace(a + count);
                    }
                }
            "#]],
        );
        check(
            r#"
            class A {
                static function f() {
                    notif$0y();
                }
            }
            "#,
            "Create method",
            expect![[r#"
                class A {
                    static function f() {
                        notify();
                    }

                    static function notify():Void {
                        throw new haxe.exceptions.NotImplementedException();
                    }
                }
            "#]],
        );
        check(
            r#"
            function f() {
                notif$0y(1);
            }
            "#,
            "Create method",
            expect![[r#"
                function f() {
                    notify(1);
                }

                function notify(value:Int):Void {
                    throw new haxe.exceptions.NotImplementedException();
                }
            "#]],
        );
    }

    #[test]
    fn of_fields() {
        check(
            r#"
            //- /Main.hx
            class Main {
                function f(u:lib.User) {
                    u.nam$0e = "Ann";
                }
            }
            //- /lib/User.hx
            package lib;
            class User {
                var id:Int;

                function g() {}
            }
            "#,
            "Create field",
            expect![[r#"
                //- /lib/User.hx
                package lib;
                class User {
                    var id:Int;
                    public var name:String;

                    function g() {}
                }
            "#]],
        );
        check(
            r#"
            //- /Main.hx
            class Main {
                static function f() {
                    var x:Int = lib.User.fin$0d("Ann", []);
                }
            }
            //- /lib/User.hx
            package lib;
            class User {
            }
            "#,
            "Create method",
            expect![[r#"
                //- /lib/User.hx
                package lib;
                class User {
                	public static function find(text:String, list:Array<Dynamic>):Int {
                		throw new haxe.exceptions.NotImplementedException();
                	}
                }
            "#]],
        );
        // Not in the standard library.
        check_refused(
            r#"
            class A {
                function f(a:Int, b:Int, s:String) {
                    s.fo$0o();
                }
            }
            "#,
            "Create",
        );
    }
}
