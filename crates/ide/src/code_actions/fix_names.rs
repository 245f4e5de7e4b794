//! Cures of a name: one that a pattern, a type or a directive cannot have.

use base_db::{FilePosition, TextRange, TextSize};
use hir_def::ctors_of;
use hir_ty::{decl::expand_typedefs, ty::Ty};
use syntax::{ast, ast::AstNode};

use super::{Actions, FixContext, edit, names};

/// A capture that looks like a constructor's name: the constructor, or `var` in front.
pub(super) fn pattern(ctx: &FixContext<'_, '_>, acc: &mut Actions) {
    let sema = ctx.sema;
    let db = sema.db;
    let range = ctx.diagnostic.place.range;
    let Some(node) = sema.token_at(range.start()).and_then(|it| it.parent()) else {
        return;
    };
    let wanted = sema
        .expected_type(&node)
        .or_else(|| sema.switch_subject_type(&node));
    let values: Vec<hir_def::Name> = match wanted.map(|it| expand_typedefs(db, it)) {
        Some(Ty::Enum(decl, _)) => ctors_of(db, decl)
            .iter()
            .map(|it| it.name(db).clone())
            .collect(),
        Some(Ty::Abstract(decl, _)) => hir_def::fields_of(db, decl)
            .iter()
            .filter(|it| hir_def::resolve::is_enum_value(db, **it))
            .map(|it| it.name(db).clone())
            .collect(),
        _ => vec![],
    };
    let written = ctx.text();
    let same = values.iter().filter(|it| it.eq_ignore_ascii_case(written));
    let similar = hir_def::resolve::similar_names(written, values.iter());
    let mut offered = Vec::new();
    for name in same.chain(similar) {
        if !offered.contains(name) {
            offered.push(name.clone());
            let edits = vec![edit(sema, range, name.to_string())];
            acc.fix(ctx, format!("Change to `{name}`"), edits);
        }
    }
    let at = TextRange::empty(range.start());
    acc.fix(
        ctx,
        format!("Write `var {written}`"),
        vec![edit(sema, at, "var ")],
    );
}

/// `#ifdef` and others of C.
pub(super) fn directive(ctx: &FixContext<'_, '_>, acc: &mut Actions) {
    let written = ctx.text().trim();
    let meant = match written {
        "#ifdef" => "#if",
        "#ifndef" => "#if !",
        "#elif" | "#elsif" | "#elseIf" | "#else_if" => "#elseif",
        "#endif" => "#end",
        _ => return,
    };
    let start = ctx.diagnostic.place.range.start();
    let mut range = TextRange::at(start, TextSize::of(written));
    // `#if !` holds together with the name.
    if meant.ends_with('!') {
        let text = base_db::file_text(ctx.sema.db, ctx.sema.file());
        let behind = &text[usize::from(range.end())..];
        let blanks = behind.len() - behind.trim_start_matches([' ', '\t']).len();
        range = TextRange::new(start, range.end() + TextSize::new(blanks as u32));
    }
    acc.fix(
        ctx,
        format!("Change to `{meant}`"),
        vec![edit(ctx.sema, range, meant)],
    );
}

/// A type or an alias of one that begins with a small letter.
pub(super) fn capitalize(ctx: &FixContext<'_, '_>, acc: &mut Actions) {
    let sema = ctx.sema;
    let range = ctx.diagnostic.place.range;
    let token = sema.root().token_at_offset(range.end()).left_biased();
    let Some(token) = token else { return };
    let mut letters = token.text().chars();
    let Some(first) = letters.next().filter(|it| it.is_ascii_lowercase()) else {
        return;
    };
    let name = format!("{}{}", first.to_ascii_uppercase(), letters.as_str());
    let position = FilePosition {
        file: sema.file(),
        offset: token.text_range().start(),
    };
    let renaming = crate::rename::rename(sema.db, sema.config(), position, &name);
    let edits = match renaming {
        Ok(it) if it.moves.is_empty() && !it.edits.is_empty() => it.edits,
        // What nothing can refer to is changed where it stands.
        _ => vec![edit(sema, token.text_range(), name.clone())],
    };
    acc.fix(ctx, format!("Rename to `{name}`"), edits);
}

/// A type with fewer or more parameters than it was declared with.
pub(super) fn type_parameters(ctx: &FixContext<'_, '_>, acc: &mut Actions) {
    let sema = ctx.sema;
    let range = ctx.diagnostic.place.range;
    let path = sema.token_at(range.start()).and_then(|it| {
        let mut around = it.parent_ancestors();
        around.find_map(ast::PathType::cast)
    });
    let Some(path) = path else { return };
    let name = path.path().and_then(|it| it.segments().last()?.token());
    let ty = match name.and_then(|it| sema.classify(&it)).map(|it| it.def) {
        Some(hir::Definition::Type(ty)) => ty,
        _ => return,
    };
    let wanted = hir_ty::decl::type_params_of_decl(sema.db, ty).len();
    let given: Vec<String> = path
        .type_arg_list()
        .into_iter()
        .flat_map(|it| it.args())
        .map(|it| it.syntax().text().to_string())
        .chain(std::iter::repeat("Dynamic".to_owned()))
        .take(wanted)
        .collect();
    let list = match wanted {
        0 => String::new(),
        _ => format!("<{}>", given.join(", ")),
    };
    let range = match path.type_arg_list() {
        Some(list) => list.syntax().text_range(),
        None => TextRange::empty(path.syntax().text_range().end()),
    };
    let title = format!("Write `{}{list}`", ty.name(sema.db));
    acc.fix(ctx, title, vec![edit(sema, range, list)]);
}

/// A type that does not exist: declared at the end of this file.
pub(super) fn create_type(ctx: &FixContext<'_, '_>, acc: &mut Actions) {
    let sema = ctx.sema;
    let range = ctx.diagnostic.place.range;
    let path = sema.token_at(range.start()).and_then(|it| {
        let mut around = it.parent_ancestors();
        around.find_map(ast::PathType::cast)
    });
    let Some(path) = path else { return };
    let segments = path.path().map(|it| it.segments().collect::<Vec<_>>());
    let Some([name]) = segments.as_deref() else {
        return;
    };
    let name = name.text().to_string();
    let Some(parent) = path.syntax().parent() else {
        return;
    };
    let clause = ast::HeritageClause::cast(parent.clone());
    let is_interface = clause.is_some_and(|it| {
        let of = it.syntax().parent().map(|it| it.kind());
        it.implements_token().is_some() || of == Some(syntax::SyntaxKind::INTERFACE_DECL)
    });
    let text = base_db::file_text(sema.db, sema.file());
    let step = super::context::indent_step(sema);
    let params = list_of(path.type_arg_list().map_or(0, |it| it.args().count()));
    let body = match ast::NewExpr::cast(parent) {
        Some(new) => {
            let args = new.arg_list().map(|it| parameters(ctx, &it));
            let args = args.unwrap_or_default();
            format!("{{\n{step}public function new({args}) {{}}\n}}")
        }
        None => "{}".to_owned(),
    };
    let word = if is_interface { "interface" } else { "class" };
    let before = if text.ends_with('\n') { "\n" } else { "\n\n" };
    let at = TextRange::empty(TextSize::of(&**text));
    let edits = vec![edit(
        sema,
        at,
        format!("{before}{word} {name}{params} {body}\n"),
    )];
    acc.fix(ctx, format!("Create {word} `{name}`"), edits);
}

/// `<A, B>`
fn list_of(n: usize) -> String {
    let letters: Vec<String> = ('A'..='Z').take(n).map(String::from).collect();
    match n {
        0 => String::new(),
        1 => "<T>".to_owned(),
        _ => format!("<{}>", letters.join(", ")),
    }
}

/// The parameters that would take these arguments.
pub(super) fn parameters(ctx: &FixContext<'_, '_>, args: &ast::ArgList) -> String {
    let sema = ctx.sema;
    let mut taken: Vec<String> = Vec::new();
    let mut res = Vec::new();
    for arg in args.args() {
        let wanted = Some(names::suggest(sema, &arg)).filter(|it| names::is_free_word(it));
        let wanted = wanted.unwrap_or_else(|| "value".to_owned());
        let name = names::unused(&wanted, |it| taken.iter().any(|other| other == it));
        let hint = sema
            .type_of_node(arg.syntax())
            .filter(|it| !it.is_unknown())
            .and_then(|it| crate::type_text::type_text(sema, it))
            .map_or_else(String::new, |it| format!(":{it}"));
        res.push(format!("{name}{hint}"));
        taken.push(name);
    }
    res.join(", ")
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::code_actions::tests::check;

    #[test]
    fn patterns() {
        check(
            "enum E { Foo; Bar; } class A { function f(e:E) switch e { case $0foo: case Bar: } }",
            "Change to `Foo`",
            expect![
                "enum E { Foo; Bar; } class A { function f(e:E) switch e { case Foo: case Bar: } }"
            ],
        );
        check(
            "enum E { Foo; Bar; } class A { function f(e:E) switch e { case $0foo: case Bar: } }",
            "Write `var foo`",
            expect![
                "enum E { Foo; Bar; } class A { function f(e:E) switch e { case var foo: case Bar: } }"
            ],
        );
        check(
            "enum E { Foo; Bar; } class A { function f(e:E) switch e { case $0Fo: case _: } }",
            "Change to `Foo`",
            expect![[r#"
                not among: Write `var Fo`
            "#]],
        );
    }

    #[test]
    fn directives() {
        check(
            "$0#ifdef x\n#end\nclass A {}",
            "Change to `#if`",
            expect![[r#"
            #if x
            #end
            class A {}"#]],
        );
        check(
            "$0#ifndef x\n#end\nclass A {}",
            "Change to `#if !`",
            expect![[r#"
            #if !x
            #end
            class A {}"#]],
        );
    }

    #[test]
    fn small_letters() {
        check(
            "class $0a {} class B { var x:Int; }",
            "Rename to `A`",
            expect!["class A {} class B { var x:Int; }"],
        );
        check(
            "
            //- /Main.hx
            import b.Tool as $0tool;
            class Main {}
            //- /b/Tool.hx
            package b; class Tool {}
            ",
            "Rename to `Tool`",
            expect![[r#"
                //- /Main.hx
                import b.Tool as Tool;
                class Main {}
            "#]],
        );
    }

    #[test]
    fn parameters_of_types() {
        check(
            "class A { var x:$0Array; }",
            "Write `Array<Dynamic>`",
            expect!["class A { var x:Array<Dynamic>; }"],
        );
        check(
            "class A { var x:$0Array<Int, Int>; }",
            "Write `Array<Int>`",
            expect!["class A { var x:Array<Int>; }"],
        );
    }

    #[test]
    fn new_types() {
        check(
            "class A { var x:$0Gone; }",
            "Create class `Gone`",
            expect![[r#"
            class A { var x:Gone; }

            class Gone {}
        "#]],
        );
        check(
            "class A { function f() new $0Gone<Int>(1, \"x\"); }\n",
            "Create class `Gone`",
            expect![[r#"
            class A { function f() new Gone<Int>(1, "x"); }

            class Gone<T> {
            	public function new(value:Int, text:String) {}
            }
        "#]],
        );
        check(
            "class A implements $0Gone {}\n",
            "Create interface `Gone`",
            expect![[r#"
            class A implements Gone {}

            interface Gone {}
        "#]],
        );
    }
}
