//! Modules, type declarations and fields.

use expect_test::expect;

use super::{check, check_errors, check_with};
use crate::Defines;

#[test]
fn modules() {
    check(
        "package a.b; import a.B; import a.B.c as d; import a.* ; import a.B in C; using a.B;",
        expect![[r#"
            (package_decl package (path (name_ref a) . (name_ref b)) ;)
            (import_decl import (path (name_ref a) . (name_ref B)) ;)
            (import_decl import (path (name_ref a) . (name_ref B) . (name_ref c)) (import_alias as (name d)) ;)
            (import_decl import (path (name_ref a)) . * ;)
            (import_decl import (path (name_ref a) . (name_ref B)) (import_alias in (name C)) ;)
            (using_decl using (path (name_ref a) . (name_ref B)) ;)
        "#]],
    );
    check(
        "package;",
        expect![[r#"
        (package_decl package ;)
    "#]],
    );
    check(
        "import haxe.macro.Expr;",
        expect![[r#"
        (import_decl import (path (name_ref haxe) . (name_ref macro) . (name_ref Expr)) ;)
    "#]],
    );
    check(
        r"#!/usr/bin/haxe
class A {}",
        expect![[r#"
            (class_decl class (name A) (field_list { }))
        "#]],
    );
}

#[test]
fn classes() {
    check(
        "@:m private extern final class A<T:B> extends C<T> implements D implements E {}",
        expect![[r#"
            (class_decl (metadata @ : (metadata_name m)) private extern final class (name A) (type_param_list < (type_param (name T) (type_hint : (path_type (path (name_ref B))))) >) (heritage_clause extends (path_type (path (name_ref C)) (type_arg_list < (path_type (path (name_ref T))) >))) (heritage_clause implements (path_type (path (name_ref D)))) (heritage_clause implements (path_type (path (name_ref E)))) (field_list { }))
        "#]],
    );
    check(
        "interface A extends B extends C {}",
        expect![[r#"
        (interface_decl interface (name A) (heritage_clause extends (path_type (path (name_ref B)))) (heritage_clause extends (path_type (path (name_ref C)))) (field_list { }))
    "#]],
    );
    check(
        "abstract class A {}",
        expect![[r#"
        (class_decl abstract class (name A) (field_list { }))
    "#]],
    );
    check(
        "class A { public static inline var a:Int = 1; var b(get, never):C; final d = 1; final function e() {} override public function new(?a:B, c = 1, ...d) { } @:m function f<T>():T; macro static function g() return 1; overload extern function h():I; }",
        expect![[r#"
            (class_decl class (name A) (field_list { (var_field public static inline var (name a) (type_hint : (path_type (path (name_ref Int)))) (initializer = (literal 1)) ;) (var_field var (name b) (property_access ( (property_accessor get) , (property_accessor never) )) (type_hint : (path_type (path (name_ref C)))) ;) (var_field final (name d) (initializer = (literal 1)) ;) (function_field final function (name e) (param_list ( )) (block_expr { })) (function_field override public function (name new) (param_list ( (param ? (name a) (type_hint : (path_type (path (name_ref B))))) , (param (name c) (initializer = (literal 1))) , (param ... (name d)) )) (block_expr { })) (function_field (metadata @ : (metadata_name m)) function (name f) (type_param_list < (type_param (name T)) >) (param_list ( )) (type_hint : (path_type (path (name_ref T)))) ;) (function_field macro static function (name g) (param_list ( )) (return_expr return (literal 1)) ;) (function_field overload extern function (name h) (param_list ( )) (type_hint : (path_type (path (name_ref I)))) ;) }))
        "#]],
    );
}

#[test]
fn enums() {
    check(
        "enum A<T> { B; @m C(a:Int, ?b:T); D<U>(c:U):A<U>; }",
        expect![[r#"
            (enum_decl enum (name A) (type_param_list < (type_param (name T)) >) (enum_ctor_list { (enum_ctor (name B) ;) (enum_ctor (metadata @ (metadata_name m)) (name C) (param_list ( (param (name a) (type_hint : (path_type (path (name_ref Int))))) , (param ? (name b) (type_hint : (path_type (path (name_ref T))))) )) ;) (enum_ctor (name D) (type_param_list < (type_param (name U)) >) (param_list ( (param (name c) (type_hint : (path_type (path (name_ref U))))) )) (type_hint : (path_type (path (name_ref A)) (type_arg_list < (path_type (path (name_ref U))) >))) ;) }))
        "#]],
    );
}

#[test]
fn abstracts() {
    check(
        "abstract A<T>(B<T>) from C to D to E { }",
        expect![[r#"
        (abstract_decl abstract (name A) (type_param_list < (type_param (name T)) >) (underlying_type ( (path_type (path (name_ref B)) (type_arg_list < (path_type (path (name_ref T))) >)) )) (abstract_relation from (path_type (path (name_ref C)))) (abstract_relation to (path_type (path (name_ref D)))) (abstract_relation to (path_type (path (name_ref E)))) (field_list { }))
    "#]],
    );
    check(
        "enum abstract A(Int) to Int { var B = 1; var C; }",
        expect![[r#"
            (abstract_decl enum abstract (name A) (underlying_type ( (path_type (path (name_ref Int))) )) (abstract_relation to (path_type (path (name_ref Int)))) (field_list { (var_field var (name B) (initializer = (literal 1)) ;) (var_field var (name C) ;) }))
        "#]],
    );
    check(
        "@:coreType abstract A {}",
        expect![[r#"
        (abstract_decl (metadata @ : (metadata_name coreType)) abstract (name A) (field_list { }))
    "#]],
    );
}

#[test]
fn typedefs() {
    check(
        "private typedef A<T> = B<T>",
        expect![[r#"
        (typedef_decl private typedef (name A) (type_param_list < (type_param (name T)) >) = (path_type (path (name_ref B)) (type_arg_list < (path_type (path (name_ref T))) >)))
    "#]],
    );
    check(
        "typedef A = B; typedef C = D;",
        expect![[r#"
        (typedef_decl typedef (name A) = (path_type (path (name_ref B))) ;)
        (typedef_decl typedef (name C) = (path_type (path (name_ref D))) ;)
    "#]],
    );
}

#[test]
fn module_fields() {
    check(
        "function f() {} private var a = 1; final b:Int = 2; inline function g() return 1; macro function h() {}",
        expect![[r#"
            (function_field function (name f) (param_list ( )) (block_expr { }))
            (var_field private var (name a) (initializer = (literal 1)) ;)
            (var_field final (name b) (type_hint : (path_type (path (name_ref Int)))) (initializer = (literal 2)) ;)
            (function_field inline function (name g) (param_list ( )) (return_expr return (literal 1)) ;)
            (function_field macro function (name h) (param_list ( )) (block_expr { }))
        "#]],
    );
}

#[test]
fn semicolons_after_braces() {
    check(
        "class A { function f() {}; var a = {b: 1} var c:{d:E} function g() return {} }",
        expect![[r#"
            (class_decl class (name A) (field_list { (function_field function (name f) (param_list ( )) (block_expr { }) ;) (var_field var (name a) (initializer = (object_expr { (object_field (object_field_name b) : (literal 1)) }))) (var_field var (name c) (type_hint : (struct_type { (struct_field (name d) (type_hint : (path_type (path (name_ref E))))) }))) (function_field function (name g) (param_list ( )) (return_expr return (block_expr { }))) }))
        "#]],
    );
}

#[test]
fn docs_stand_before() {
    check(
        "/** doc */ class A { /** field */ var a; }",
        expect![[r#"
        (class_decl class (name A) (field_list { (var_field var (name a) ;) }))
    "#]],
    );
}

#[test]
fn wrong_modifiers() {
    check_errors(
        "public class A {} static enum B {} inline abstract C(D) {} public var a; override function f() {}",
        expect![[r#"
            1:1 "public" public modifier is not supported for classes [invalid-modifier]
            1:19 "static" static modifier is not supported for enums [invalid-modifier]
            1:36 "inline" inline modifier is not supported for abstracts [invalid-modifier]
            1:60 "public" public modifier is not supported for module-level fields [invalid-modifier]
            1:74 "override" Unexpected keyword "override" [unexpected-token]
        "#]],
    );
    check_errors(
        "class A { final var a = 1; var ?b; }",
        expect![[r#"
        1:17 "var" `final var` is not supported, use `final` instead [invalid-syntax]
        1:33 "b" ?var syntax is only allowed in structures [invalid-syntax]
    "#]],
    );
    check_errors(
        "class A { public private var a; static inline static function b() {} private public final c; }",
        expect![[r#"
            1:18 "private" Conflicting access modifier private [invalid-modifier]
            1:47 "static" Duplicate access modifier static [invalid-modifier]
            1:78 "public" Conflicting access modifier public [invalid-modifier]
        "#]],
    );
    check_errors(
        "typedef A = { public var a:Int; static var b:Int; override function c():Void; };",
        expect![[r#"
            1:33 "static" Invalid access static [invalid-syntax]
            1:51 "override" Invalid access override [invalid-syntax]
        "#]],
    );
}

#[test]
fn haxe5() {
    let text = "class A { final x(get, never):Int; var y = 0b1010_0001u32; }";
    let defines = Defines::new([("haxe_ver", "5.0")]);
    check_with(
        text,
        &defines,
        expect![[r#"
        (class_decl class (name A) (field_list { (var_field final (name x) (property_access ( (property_accessor get) , (property_accessor never) )) (type_hint : (path_type (path (name_ref Int)))) ;) (var_field var (name y) (initializer = (literal 0b1010_0001u32)) ;) }))
    "#]],
    );
    check_errors(
        text,
        expect![[r#"
        1:18 "(get, never)" A final field with accessors needs Haxe 5 [invalid-syntax]
        1:45 "b1010_0001u32" Missing ; [missing-semicolon]
    "#]],
    );
}

#[test]
fn accessors_where_there_are_none() {
    check_errors(
        "final x(get, never):Int;\nclass A { function f() { var a(get, set):Int = 1; final b(null, null) = 2; } }",
        expect![[r#"
            1:8 "(get, never)" A final field of a module cannot have accessors [invalid-syntax]
            2:31 "(get, set)" Cannot define property accessors for local vars [invalid-syntax]
            2:58 "(null, null)" Cannot define property accessors for local vars [invalid-syntax]
        "#]],
    );
}
