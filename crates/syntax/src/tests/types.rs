//! Types in both notations.

use expect_test::expect;

use super::check;

#[test]
fn paths() {
    check(
        r#"typedef A = a.b.C.D<E<F>, "s", 1, -1, [x]>;"#,
        expect![[r#"
            (typedef_decl typedef (name A) = (path_type (path (name_ref a) . (name_ref b) . (name_ref C) . (name_ref D)) (type_arg_list < (path_type (path (name_ref E)) (type_arg_list < (path_type (path (name_ref F))) >)) , (literal "s") , (literal 1) , (prefix_expr - (literal 1)) , (array_expr [ (name_expr x) ]) >)) ;)
        "#]],
    );
    check(
        "typedef A = a.B.c;",
        expect![[r#"
        (typedef_decl typedef (name A) = (path_type (path (name_ref a) . (name_ref B) . (name_ref c))) ;)
        1:17 "c" Unexpected c [unexpected-token]
    "#]],
    );
    check(
        "typedef A = a;",
        expect![[r#"
        (typedef_decl typedef (name A) = (path_type (path (name_ref a))) ;)
        1:13 "a" Type name should start with an uppercase letter [invalid-name]
    "#]],
    );
}

#[test]
fn functions() {
    check(
        "typedef A = B -> C -> D;",
        expect![[r#"
        (typedef_decl typedef (name A) = (arrow_type (path_type (path (name_ref B))) -> (arrow_type (path_type (path (name_ref C))) -> (path_type (path (name_ref D))))) ;)
    "#]],
    );
    check(
        "typedef A = (B) -> C;",
        expect![[r#"
        (typedef_decl typedef (name A) = (arrow_type (paren_type ( (path_type (path (name_ref B))) )) -> (path_type (path (name_ref C)))) ;)
    "#]],
    );
    check(
        "typedef A = (B, C) -> D;",
        expect![[r#"
        (typedef_decl typedef (name A) = (function_type (function_type_param_list ( (function_type_param (path_type (path (name_ref B)))) , (function_type_param (path_type (path (name_ref C)))) )) -> (path_type (path (name_ref D)))) ;)
    "#]],
    );
    check(
        "typedef A = (a:B, ?c:D, ...e:F) -> G;",
        expect![[r#"
        (typedef_decl typedef (name A) = (function_type (function_type_param_list ( (function_type_param (name a) : (path_type (path (name_ref B)))) , (function_type_param ? (name c) : (path_type (path (name_ref D)))) , (function_type_param ... (name e) : (path_type (path (name_ref F)))) )) -> (path_type (path (name_ref G)))) ;)
    "#]],
    );
    check(
        "typedef A = () -> (B -> C);",
        expect![[r#"
        (typedef_decl typedef (name A) = (function_type (function_type_param_list ( )) -> (paren_type ( (arrow_type (path_type (path (name_ref B))) -> (path_type (path (name_ref C)))) ))) ;)
    "#]],
    );
    check(
        "typedef A = ?B -> C;",
        expect![[r#"
        (typedef_decl typedef (name A) = (arrow_type (optional_type ? (path_type (path (name_ref B)))) -> (path_type (path (name_ref C)))) ;)
    "#]],
    );
    check(
        "typedef A = ((?a:B)) -> C;",
        expect![[r#"
        (typedef_decl typedef (name A) = (arrow_type (paren_type ( (paren_type ( (function_type_param ? (name a) : (path_type (path (name_ref B)))) )) )) -> (path_type (path (name_ref C)))) ;)
    "#]],
    );
    check(
        "typedef A = (B -> C) -> D;",
        expect![[r#"
        (typedef_decl typedef (name A) = (arrow_type (paren_type ( (arrow_type (path_type (path (name_ref B))) -> (path_type (path (name_ref C)))) )) -> (path_type (path (name_ref D)))) ;)
    "#]],
    );
}

#[test]
fn structures() {
    check(
        "typedef A = { a:B, ?c:D, };",
        expect![[r#"
        (typedef_decl typedef (name A) = (struct_type { (struct_field (name a) (type_hint : (path_type (path (name_ref B))))) , (struct_field ? (name c) (type_hint : (path_type (path (name_ref D))))) , }) ;)
    "#]],
    );
    check(
        "typedef A = { > B, > C, d:E };",
        expect![[r#"
        (typedef_decl typedef (name A) = (struct_type { (struct_extension > (path_type (path (name_ref B))) ,) (struct_extension > (path_type (path (name_ref C))) ,) (struct_field (name d) (type_hint : (path_type (path (name_ref E))))) }) ;)
    "#]],
    );
    check(
        "typedef A = { var a:B; final c:D; var ?d:E; function f():G; }",
        expect![[r#"
            (typedef_decl typedef (name A) = (struct_type { (var_field var (name a) (type_hint : (path_type (path (name_ref B)))) ;) (var_field final (name c) (type_hint : (path_type (path (name_ref D)))) ;) (var_field var ? (name d) (type_hint : (path_type (path (name_ref E)))) ;) (function_field function (name f) (param_list ( )) (type_hint : (path_type (path (name_ref G)))) ;) }))
        "#]],
    );
    check(
        "typedef A = {}",
        expect![[r#"
        (typedef_decl typedef (name A) = (struct_type { }))
    "#]],
    );
}

#[test]
fn intersections() {
    check(
        "typedef A = B & C & { d:E };",
        expect![[r#"
        (typedef_decl typedef (name A) = (intersection_type (path_type (path (name_ref B))) & (intersection_type (path_type (path (name_ref C))) & (struct_type { (struct_field (name d) (type_hint : (path_type (path (name_ref E))))) }))) ;)
    "#]],
    );
    check(
        "function f<T:A & B, @:const U = C>() {}",
        expect![[r#"
        (function_field function (name f) (type_param_list < (type_param (name T) (type_hint : (intersection_type (path_type (path (name_ref A))) & (path_type (path (name_ref B)))))) , (type_param (metadata @ : (metadata_name const)) (name U) (type_default = (path_type (path (name_ref C))))) >) (param_list ( )) (block_expr { }))
    "#]],
    );
}

#[test]
fn hints() {
    check(
        "var a:Array<Array<Int>>= b;",
        expect![[r#"
        (var_field var (name a) (type_hint : (path_type (path (name_ref Array)) (type_arg_list < (path_type (path (name_ref Array)) (type_arg_list < (path_type (path (name_ref Int))) >)) >))) (initializer = (name_expr b)) ;)
    "#]],
    );
    check(
        "var a:A->B = c;",
        expect![[r#"
        (var_field var (name a) (type_hint : (arrow_type (path_type (path (name_ref A))) -> (path_type (path (name_ref B))))) (initializer = (name_expr c)) ;)
    "#]],
    );
}
