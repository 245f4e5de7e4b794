//! Broken code: one error per mistake, and the rest of the file stays.

use expect_test::expect;

use super::{check, check_errors};

#[test]
fn half_typed_expressions() {
    check(
        "class A { function f() { a. } var b; }",
        expect![[r#"
        (class_decl class (name A) (field_list { (function_field function (name f) (param_list ( )) (block_expr { (field_expr (name_expr a) .) })) (var_field var (name b) ;) }))
        1:29 "}" Unexpected } [unexpected-token]
    "#]],
    );
    check(
        r"class A { function f() { a.
 b(); } var c; }",
        expect![[r#"
            (class_decl class (name A) (field_list { (function_field function (name f) (param_list ( )) (block_expr { (field_expr (name_expr a) .) (call_expr (name_expr b) (arg_list ( ))) ; })) (var_field var (name c) ;) }))
            2:2 "b" Unexpected b [unexpected-token]
        "#]],
    );
    check(
        "class A { function f() { g( } var b; }",
        expect![[r#"
        (class_decl class (name A) (field_list { (function_field function (name f) (param_list ( )) (block_expr { (call_expr (name_expr g) (arg_list ()) })) (var_field var (name b) ;) }))
        1:29 "}" Expected expression or ) [expected-token]
    "#]],
    );
    check(
        "class A { function f() { g(a, } var b; }",
        expect![[r#"
        (class_decl class (name A) (field_list { (function_field function (name f) (param_list ( )) (block_expr { (call_expr (name_expr g) (arg_list ( (name_expr a) ,)) })) (var_field var (name b) ;) }))
        1:31 "}" Expected expression [expected-token]
    "#]],
    );
    check(
        "class A { function f() { var x = } var b; }",
        expect![[r#"
        (class_decl class (name A) (field_list { (function_field function (name f) (param_list ( )) (block_expr { (var_expr var (var_declarator (name x) (initializer =))) })) (var_field var (name b) ;) }))
        1:34 "}" Expected expression [expected-token]
    "#]],
    );
    check(
        "class A { function f() { if (a } var b; }",
        expect![[r#"
        (class_decl class (name A) (field_list { (function_field function (name f) (param_list ( )) (block_expr { (if_expr if ( (name_expr a)) })) (var_field var (name b) ;) }))
        1:32 "}" Expected ) [expected-token]
    "#]],
    );
    check(
        "class A { function f() { a[ } var b; }",
        expect![[r#"
        (class_decl class (name A) (field_list { (function_field function (name f) (param_list ( )) (block_expr { (index_expr (name_expr a) [) })) (var_field var (name b) ;) }))
        1:29 "}" Expected expression [expected-token]
    "#]],
    );
    check(
        "class A { function f() { new } var b; }",
        expect![[r#"
        (class_decl class (name A) (field_list { (function_field function (name f) (param_list ( )) (block_expr { (new_expr new) })) (var_field var (name b) ;) }))
        1:30 "}" Unexpected } [unexpected-token]
    "#]],
    );
    check(
        "class A { function f() { a + } var b; }",
        expect![[r#"
        (class_decl class (name A) (field_list { (function_field function (name f) (param_list ( )) (block_expr { (binary_expr (name_expr a) +) })) (var_field var (name b) ;) }))
        1:30 "}" Expected expression [expected-token]
    "#]],
    );
    check(
        "class A { function f() { switch x { } } var b; }",
        expect![[r#"
            (class_decl class (name A) (field_list { (function_field function (name f) (param_list ( )) (block_expr { (switch_expr switch (name_expr x) (case_list { })) })) (var_field var (name b) ;) }))
        "#]],
    );
    check(
        "class A { function f() { switch x { case  } } var b; }",
        expect![[r#"
            (class_decl class (name A) (field_list { (function_field function (name f) (param_list ( )) (block_expr { (switch_expr switch (name_expr x) (case_list { (case_clause case (case_body)) })) })) (var_field var (name b) ;) }))
            1:43 "}" Expected expression [expected-token]
        "#]],
    );
    check(
        "class A { function f() { return a ? b } var b; }",
        expect![[r#"
            (class_decl class (name A) (field_list { (function_field function (name f) (param_list ( )) (block_expr { (return_expr return (ternary_expr (name_expr a) ? (name_expr b))) })) (var_field var (name b) ;) }))
            1:39 "}" Expected : [expected-token]
        "#]],
    );
    check(
        "class A { function f() { @ } var b; }",
        expect![[r#"
        (class_decl class (name A) (field_list { (function_field function (name f) (param_list ( )) (block_expr { (meta_expr (metadata @)) })) (var_field var (name b) ;) }))
        1:28 "}" Unexpected } [unexpected-token]
    "#]],
    );
}

#[test]
fn half_typed_declarations() {
    check(
        "class",
        expect![[r#"
        (class_decl class)
        1:1 "class" Unexpected end of file [unexpected-token]
    "#]],
    );
    check(
        "class A",
        expect![[r#"
        (class_decl class (name A))
        1:7 "A" Expected extends or implements or { [expected-token]
    "#]],
    );
    check(
        r"class
class B {}",
        expect![[r#"
            (class_decl class)
            (class_decl class (name B) (field_list { }))
            2:1 "class" Unexpected keyword "class" [unexpected-token]
        "#]],
    );
    check(
        "class A extends {} class B {}",
        expect![[r#"
        (class_decl class (name A) (heritage_clause extends) (field_list { }))
        (class_decl class (name B) (field_list { }))
        1:17 "{" Unexpected { [unexpected-token]
    "#]],
    );
    check(
        "class A { public } class B {}",
        expect![[r#"
        (class_decl class (name A) (field_list { (error public) }))
        (class_decl class (name B) (field_list { }))
        1:18 "}" Unexpected } [unexpected-token]
    "#]],
    );
    check(
        "class A { function } class B {}",
        expect![[r#"
        (class_decl class (name A) (field_list { (function_field function) }))
        (class_decl class (name B) (field_list { }))
        1:20 "}" Unexpected } [unexpected-token]
    "#]],
    );
    check(
        "class A { function f( } class B {}",
        expect![[r#"
            (class_decl class (name A) (field_list { (function_field function (name f) (param_list ()) }))
            (class_decl class (name B) (field_list { }))
            1:23 "}" Unexpected } [unexpected-token]
        "#]],
    );
    check(
        "class A { function f(a: } class B {}",
        expect![[r#"
            (class_decl class (name A) (field_list { (function_field function (name f) (param_list ( (param (name a) (type_hint :)))) }))
            (class_decl class (name B) (field_list { }))
            1:25 "}" Unexpected } [unexpected-token]
        "#]],
    );
    check(
        "class A { var } class B {}",
        expect![[r#"
        (class_decl class (name A) (field_list { (var_field var) }))
        (class_decl class (name B) (field_list { }))
        1:15 "}" Unexpected } [unexpected-token]
    "#]],
    );
    check(
        "class A { var a: } class B {}",
        expect![[r#"
        (class_decl class (name A) (field_list { (var_field var (name a) (type_hint :)) }))
        (class_decl class (name B) (field_list { }))
        1:18 "}" Unexpected } [unexpected-token]
    "#]],
    );
    check(
        r"import a.
class B {}",
        expect![[r#"
            (import_decl import (path (name_ref a)) .)
            (class_decl class (name B) (field_list { }))
            1:9 "." Expected identifier [expected-token]
        "#]],
    );
    check(
        r"import
class B {}",
        expect![[r#"
            (import_decl import)
            (class_decl class (name B) (field_list { }))
            1:1 "import" Expected identifier [expected-token]
        "#]],
    );
    check(
        r"typedef A = 
class B {}",
        expect![[r#"
            (typedef_decl typedef (name A) =)
            (class_decl class (name B) (field_list { }))
            2:1 "class" Unexpected keyword "class" [unexpected-token]
        "#]],
    );
    check(
        "enum A { B( } class C {}",
        expect![[r#"
            (enum_decl enum (name A) (enum_ctor_list { (enum_ctor (name B) (param_list ()) }))
            (class_decl class (name C) (field_list { }))
            1:13 "}" Unexpected } [unexpected-token]
        "#]],
    );
    check(
        "abstract A( {} class B {}",
        expect![[r#"
            (abstract_decl abstract (name A) (underlying_type ( (struct_type { })))
            (class_decl class (name B) (field_list { }))
            1:16 "class" Expected ) [expected-token]
        "#]],
    );
    check(
        r"var a:Array<
var b;",
        expect![[r#"
            (var_field var (name a) (type_hint : (path_type (path (name_ref Array)) (type_arg_list <))))
            (var_field var (name b) ;)
            2:1 "var" Unexpected keyword "var" [unexpected-token]
        "#]],
    );
}

#[test]
fn missing_brace() {
    check(
        r"class A {
	function f() {
		if (a) {
			b;
	}
	function g() {}
	public var c;
}
class B {}",
        expect![[r#"
            (class_decl class (name A) (field_list { (function_field function (name f) (param_list ( )) (block_expr { (if_expr if ( (name_expr a) ) (block_expr { (name_expr b) ; })))) (function_field function (name g) (param_list ( )) (block_expr { })) (var_field public var (name c) ;) }))
            (class_decl class (name B) (field_list { }))
            5:2 "}" Expected } [expected-token]
        "#]],
    );
    check(
        r"class A {
	var a;
class B {}",
        expect![[r#"
            (class_decl class (name A) (field_list { (var_field var (name a) ;)))
            (class_decl class (name B) (field_list { }))
            2:7 ";" Expected } [expected-token]
        "#]],
    );
    check(
        "class A { function f() {",
        expect![[r#"
        (class_decl class (name A) (field_list { (function_field function (name f) (param_list ( )) (block_expr {))))
        1:24 "{" Expected } [expected-token]
    "#]],
    );
}

/// A field that is indented by a tab and a blank, its statements by two tabs.
#[test]
fn missing_brace_with_mixed_indentation() {
    check(
        "class A {\n\t public function f() {\n\t\tvar a;\n\t\tfunction g() {}\n\tpublic function h() {}\n}",
        expect![[r#"
            (class_decl class (name A) (field_list { (function_field public function (name f) (param_list ( )) (block_expr { (var_expr var (var_declarator (name a))) ; (function_expr function (name g) (param_list ( )) (block_expr { })))) (function_field public function (name h) (param_list ( )) (block_expr { })) }))
            4:17 "}" Expected } [expected-token]
        "#]],
    );
}

#[test]
fn extra_brace() {
    check(
        r"class A {
	function f() {}
	}
	public function g() {}
}
class B {}",
        expect![[r#"
            (class_decl class (name A) (field_list { (function_field function (name f) (param_list ( )) (block_expr { })) (error }) (function_field public function (name g) (param_list ( )) (block_expr { })) }))
            (class_decl class (name B) (field_list { }))
            3:2 "}" Unexpected } [unexpected-token]
        "#]],
    );
}

#[test]
fn missing_semicolon_and_comma() {
    check(
        r"function f() { a
 b; c d; g(a b, c); [1 2]; }",
        expect![[r#"
            (function_field function (name f) (param_list ( )) (block_expr { (name_expr a) (name_expr b) ; (name_expr c) (name_expr d) ; (call_expr (name_expr g) (arg_list ( (name_expr a) (name_expr b) , (name_expr c) ))) ; (array_expr [ (literal 1) (literal 2) ]) ; }))
            1:16 "a" Missing ; [missing-semicolon]
            2:7 "d" Missing ; [missing-semicolon]
            2:14 "b" Expected , or ) [expected-token]
            2:24 "2" Expected , or ] [expected-token]
        "#]],
    );
    check(
        r"class A { var a = 1
 var b = 2 }",
        expect![[r#"
            (class_decl class (name A) (field_list { (var_field var (name a) (initializer = (literal 1))) (var_field var (name b) (initializer = (literal 2))) }))
            1:19 "1" Missing ; [missing-semicolon]
            2:12 "}" Missing ; [missing-semicolon]
        "#]],
    );
}

#[test]
fn stray_tokens() {
    check_errors(
        "clas A { var x; }",
        expect![[r#"
        1:1 "clas" Unexpected clas [unexpected-token]
    "#]],
    );
    check_errors(
        "foo bar; class A {}",
        expect![[r#"
        1:1 "foo" Unexpected foo [unexpected-token]
    "#]],
    );
    check_errors(
        "class A { foo bar; var x; }",
        expect![[r#"
        1:11 "foo" Unexpected foo [unexpected-token]
    "#]],
    );
    check_errors(
        "function f() { ) a; ] b; else c; }",
        expect![[r#"
        1:16 ")" Unexpected ) [unexpected-token]
        1:21 "]" Unexpected ] [unexpected-token]
        1:26 "else" Unexpected keyword "else" [unexpected-token]
    "#]],
    );
    check_errors(
        "} class A {} ;",
        expect![[r#"
        1:1 "}" Unexpected } [unexpected-token]
        1:14 ";" Unexpected ; [unexpected-token]
    "#]],
    );
}

#[test]
fn errors_have_fixes() {
    for (text, fixed) in [
        ("function f() { a\n}", "function f() { a;\n}"),
        ("function f() { g(a b); }", "function f() { g(a, b); }"),
        ("function f() { g(a; }", "function f() { g(a); }"),
        ("function f() { a[1; }", "function f() { a[1]; }"),
        ("function f() { new A; }", "function f() { new A(); }"),
        ("class A { var a", "class A { var a;"),
        ("typedef A = { a:B c:D }", "typedef A = { a:B, c:D }"),
    ] {
        let parse = crate::parse(text, &crate::Defines::empty());
        let (offset, insert) = parse.errors()[0].insert.expect(text);
        let mut res = text.to_owned();
        res.insert_str(usize::from(offset), insert);
        assert_eq!(res, fixed);
    }
}
