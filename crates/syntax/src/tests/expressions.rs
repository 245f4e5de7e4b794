//! Expressions: strength of operators, what takes everything to its right, all forms.

use expect_test::expect;

use super::{check, check_expr};

#[test]
fn binary_levels() {
    check_expr(
        "a + b * c",
        expect![[r#"
        (binary_expr (name_expr a) + (binary_expr (name_expr b) * (name_expr c)))
    "#]],
    );
    check_expr(
        "a * b + c",
        expect![[r#"
        (binary_expr (binary_expr (name_expr a) * (name_expr b)) + (name_expr c))
    "#]],
    );
    check_expr(
        "a - b - c",
        expect![[r#"
        (binary_expr (binary_expr (name_expr a) - (name_expr b)) - (name_expr c))
    "#]],
    );
    check_expr(
        "a % b * c",
        expect![[r#"
        (binary_expr (binary_expr (name_expr a) % (name_expr b)) * (name_expr c))
    "#]],
    );
    check_expr(
        "a | b == c & d",
        expect![[r#"
        (binary_expr (binary_expr (name_expr a) | (name_expr b)) == (binary_expr (name_expr c) & (name_expr d)))
    "#]],
    );
    check_expr(
        "a << b + c",
        expect![[r#"
        (binary_expr (name_expr a) << (binary_expr (name_expr b) + (name_expr c)))
    "#]],
    );
    check_expr(
        "a ?? b == c",
        expect![[r#"
        (binary_expr (binary_expr (name_expr a) ?? (name_expr b)) == (name_expr c))
    "#]],
    );
    check_expr(
        "a && b || c && d",
        expect![[r#"
        (binary_expr (binary_expr (name_expr a) && (name_expr b)) || (binary_expr (name_expr c) && (name_expr d)))
    "#]],
    );
    check_expr(
        "a...b + 1",
        expect![[r#"
        (binary_expr (name_expr a) ... (binary_expr (name_expr b) + (literal 1)))
    "#]],
    );
    check_expr(
        "a = b = c",
        expect![[r#"
        (binary_expr (name_expr a) = (binary_expr (name_expr b) = (name_expr c)))
    "#]],
    );
    check_expr(
        "a += b ? c : d",
        expect![[r#"
        (binary_expr (name_expr a) += (ternary_expr (name_expr b) ? (name_expr c) : (name_expr d)))
    "#]],
    );
    check_expr(
        "a + b = c",
        expect![[r#"
        (binary_expr (binary_expr (name_expr a) + (name_expr b)) = (name_expr c))
    "#]],
    );
    check_expr(
        "a => b => c",
        expect![[r#"
        (binary_expr (name_expr a) => (binary_expr (name_expr b) => (name_expr c)))
    "#]],
    );
    check_expr(
        "a + b => c",
        expect![[r#"
        (binary_expr (binary_expr (name_expr a) + (name_expr b)) => (name_expr c))
    "#]],
    );
}

#[test]
fn greater_is_put_together() {
    check_expr(
        "a >= b",
        expect![[r#"
        (binary_expr (name_expr a) >= (name_expr b))
    "#]],
    );
    check_expr(
        "a >> b >>> c",
        expect![[r#"
        (binary_expr (binary_expr (name_expr a) >> (name_expr b)) >>> (name_expr c))
    "#]],
    );
    check_expr(
        "a >>= b",
        expect![[r#"
        (binary_expr (name_expr a) >>= (name_expr b))
    "#]],
    );
    check_expr(
        "a >>>= b",
        expect![[r#"
        (binary_expr (name_expr a) >>>= (name_expr b))
    "#]],
    );
    check_expr(
        "a > > b",
        expect![[r#"
        (binary_expr (name_expr a) >)
        1:13 ">" Expected expression [expected-token]
    "#]],
    );
}

#[test]
fn in_and_is() {
    check_expr(
        "a in b ? c : d",
        expect![[r#"
        (ternary_expr (binary_expr (name_expr a) in (name_expr b)) ? (name_expr c) : (name_expr d))
    "#]],
    );
    check_expr(
        "a in b = c ? d : e",
        expect![[r#"
        (binary_expr (name_expr a) in (binary_expr (name_expr b) = (ternary_expr (name_expr c) ? (name_expr d) : (name_expr e))))
    "#]],
    );
    check_expr(
        "a in b + c",
        expect![[r#"
        (binary_expr (name_expr a) in (binary_expr (name_expr b) + (name_expr c)))
    "#]],
    );
    check_expr(
        "x + a in b",
        expect![[r#"
        (binary_expr (name_expr x) + (binary_expr (name_expr a) in (name_expr b)))
    "#]],
    );
    check_expr(
        "a == b is T",
        expect![[r#"
        (binary_expr (name_expr a) == (is_expr (name_expr b) is (path_type (path (name_ref T)))))
    "#]],
    );
    check_expr(
        "!a is T",
        expect![[r#"
        (is_expr (prefix_expr ! (name_expr a)) is (path_type (path (name_ref T))))
    "#]],
    );
    check_expr(
        "a is T && b",
        expect![[r#"
        (binary_expr (is_expr (name_expr a) is (path_type (path (name_ref T)))) && (name_expr b))
    "#]],
    );
    check_expr(
        "-a in b",
        expect![[r#"
        (binary_expr (prefix_expr - (name_expr a)) in (name_expr b))
    "#]],
    );
}

#[test]
fn ternary() {
    check_expr(
        "a || b ? c : d",
        expect![[r#"
        (ternary_expr (binary_expr (name_expr a) || (name_expr b)) ? (name_expr c) : (name_expr d))
    "#]],
    );
    check_expr(
        "a ? b : c ? d : e",
        expect![[r#"
        (ternary_expr (name_expr a) ? (name_expr b) : (ternary_expr (name_expr c) ? (name_expr d) : (name_expr e)))
    "#]],
    );
    check_expr(
        "a ? b : c = d",
        expect![[r#"
        (ternary_expr (name_expr a) ? (name_expr b) : (binary_expr (name_expr c) = (name_expr d)))
    "#]],
    );
    check_expr(
        "a = b ? c : d",
        expect![[r#"
        (binary_expr (name_expr a) = (ternary_expr (name_expr b) ? (name_expr c) : (name_expr d)))
    "#]],
    );
}

#[test]
fn prefix_and_postfix() {
    check_expr(
        "-a + b",
        expect![[r#"
        (binary_expr (prefix_expr - (name_expr a)) + (name_expr b))
    "#]],
    );
    check_expr(
        "-a.b()",
        expect![[r#"
        (prefix_expr - (call_expr (field_expr (name_expr a) . (name_ref b)) (arg_list ( ))))
    "#]],
    );
    check_expr(
        "!a++",
        expect![[r#"
        (prefix_expr ! (postfix_expr (name_expr a) ++))
    "#]],
    );
    check_expr(
        "- -1",
        expect![[r#"
        (prefix_expr - (prefix_expr - (literal 1)))
    "#]],
    );
    check_expr(
        "~a[0]",
        expect![[r#"
        (prefix_expr ~ (index_expr (name_expr a) [ (literal 0) ]))
    "#]],
    );
    check_expr(
        "a!",
        expect![[r#"
        (postfix_expr (name_expr a) !)
    "#]],
    );
    check_expr(
        "f(...args)",
        expect![[r#"
        (call_expr (name_expr f) (arg_list ( (prefix_expr ... (name_expr args)) )))
    "#]],
    );
}

#[test]
fn metadata_covers_operand_or_assignment() {
    check_expr(
        "x == @m a = b",
        expect![[r#"
        (binary_expr (name_expr x) == (meta_expr (metadata @ (metadata_name m)) (binary_expr (name_expr a) = (name_expr b))))
    "#]],
    );
    check_expr(
        "x * @m a + b >>= c",
        expect![[r#"
        (binary_expr (name_expr x) * (meta_expr (metadata @ (metadata_name m)) (binary_expr (binary_expr (name_expr a) + (name_expr b)) >>= (name_expr c))))
    "#]],
    );
    check_expr(
        "x == @m a >= b",
        expect![[r#"
        (binary_expr (binary_expr (name_expr x) == (meta_expr (metadata @ (metadata_name m)) (name_expr a))) >= (name_expr b))
    "#]],
    );
    check_expr(
        "-@m a = b",
        expect![[r#"
        (prefix_expr - (meta_expr (metadata @ (metadata_name m)) (binary_expr (name_expr a) = (name_expr b))))
    "#]],
    );
    check_expr(
        "@m a + b",
        expect![[r#"
        (binary_expr (meta_expr (metadata @ (metadata_name m)) (name_expr a)) + (name_expr b))
    "#]],
    );
    check_expr(
        "@m a = b",
        expect![[r#"
        (meta_expr (metadata @ (metadata_name m)) (binary_expr (name_expr a) = (name_expr b)))
    "#]],
    );
    check_expr(
        "@m a + b = c",
        expect![[r#"
        (meta_expr (metadata @ (metadata_name m)) (binary_expr (binary_expr (name_expr a) + (name_expr b)) = (name_expr c)))
    "#]],
    );
    check_expr(
        "@m @:n(1) a.b = c",
        expect![[r#"
        (meta_expr (metadata @ (metadata_name m)) (meta_expr (metadata @ : (metadata_name n) (arg_list ( (literal 1) ))) (binary_expr (field_expr (name_expr a) . (name_ref b)) = (name_expr c))))
    "#]],
    );
    check_expr(
        "@m a ? b : c",
        expect![[r#"
        (ternary_expr (meta_expr (metadata @ (metadata_name m)) (name_expr a)) ? (name_expr b) : (name_expr c))
    "#]],
    );
    check_expr(
        "@m a is T",
        expect![[r#"
        (meta_expr (metadata @ (metadata_name m)) (is_expr (name_expr a) is (path_type (path (name_ref T)))))
    "#]],
    );
    check_expr(
        "@:a.b.c(x) d",
        expect![[r#"
        (meta_expr (metadata @ : (metadata_name a . b . c) (arg_list ( (name_expr x) ))) (name_expr d))
    "#]],
    );
    check_expr(
        "inline f() + 1",
        expect![[r#"
        (binary_expr (inline_expr inline (call_expr (name_expr f) (arg_list ( )))) + (literal 1))
    "#]],
    );
    check_expr(
        "@m a => b",
        expect![[r#"
        (binary_expr (meta_expr (metadata @ (metadata_name m)) (name_expr a)) => (name_expr b))
    "#]],
    );
    check_expr(
        "x = @m a = b",
        expect![[r#"
        (binary_expr (name_expr x) = (meta_expr (metadata @ (metadata_name m)) (binary_expr (name_expr a) = (name_expr b))))
    "#]],
    );
}

#[test]
fn takes_all_to_the_right() {
    check_expr(
        "cast { a; } + b",
        expect![[r#"
        (binary_expr (cast_expr cast (block_expr { (name_expr a) ; })) + (name_expr b))
    "#]],
    );
    check_expr(
        "cast a + b",
        expect![[r#"
        (cast_expr cast (binary_expr (name_expr a) + (name_expr b)))
    "#]],
    );
    check_expr(
        "cast(a, T) + b",
        expect![[r#"
        (binary_expr (cast_expr cast ( (name_expr a) , (path_type (path (name_ref T))) )) + (name_expr b))
    "#]],
    );
    check_expr(
        "cast (a).b + c",
        expect![[r#"
        (cast_expr cast (binary_expr (field_expr (paren_expr ( (name_expr a) )) . (name_ref b)) + (name_expr c)))
    "#]],
    );
    check_expr(
        "cast (a : T)",
        expect![[r#"
        (cast_expr cast (check_type_expr ( (name_expr a) (type_hint : (path_type (path (name_ref T)))) )))
    "#]],
    );
    check_expr(
        "untyped a + b",
        expect![[r#"
        (untyped_expr untyped (binary_expr (name_expr a) + (name_expr b)))
    "#]],
    );
    check_expr(
        "throw a + b",
        expect![[r#"
        (throw_expr throw (binary_expr (name_expr a) + (name_expr b)))
    "#]],
    );
    check_expr(
        "macro a + b",
        expect![[r#"
        (macro_expr macro (binary_expr (name_expr a) + (name_expr b)))
    "#]],
    );
    check_expr(
        "function() return a + b",
        expect![[r#"
        (function_expr function (param_list ( )) (return_expr return (binary_expr (name_expr a) + (name_expr b))))
    "#]],
    );
}

#[test]
fn bodies_take_no_operator() {
    check_expr(
        "if (a) b else c + d",
        expect![[r#"
        (if_expr if ( (name_expr a) ) (name_expr b) else (binary_expr (name_expr c) + (name_expr d)))
    "#]],
    );
    check_expr(
        "a + if (b) c",
        expect![[r#"
        (binary_expr (name_expr a) + (if_expr if ( (name_expr b) ) (name_expr c)))
    "#]],
    );
    check_expr(
        "{ a; }",
        expect![[r#"
        (block_expr { (name_expr a) ; })
    "#]],
    );
    check_expr(
        "switch a { case 1: b; } ",
        expect![[r#"
        (switch_expr switch (name_expr a) (case_list { (case_clause case (literal 1) : (case_body (name_expr b) ;)) }))
    "#]],
    );
    check_expr(
        "for (i in 0...3) i + 1",
        expect![[r#"
        (for_expr for ( (binary_expr (name_expr i) in (binary_expr (literal 0) ... (literal 3))) ) (binary_expr (name_expr i) + (literal 1)))
    "#]],
    );
}

#[test]
fn calls_fields_indexes() {
    check_expr(
        "a.b.c",
        expect![[r#"
        (field_expr (field_expr (name_expr a) . (name_ref b)) . (name_ref c))
    "#]],
    );
    check_expr(
        "a?.b()",
        expect![[r#"
        (call_expr (field_expr (name_expr a) ?. (name_ref b)) (arg_list ( )))
    "#]],
    );
    check_expr(
        "a(b, c,)[d]",
        expect![[r#"
        (index_expr (call_expr (name_expr a) (arg_list ( (name_expr b) , (name_expr c) , ))) [ (name_expr d) ])
    "#]],
    );
    check_expr(
        "new a.B<C>(d)",
        expect![[r#"
        (new_expr new (path_type (path (name_ref a) . (name_ref B)) (type_arg_list < (path_type (path (name_ref C))) >)) (arg_list ( (name_expr d) )))
    "#]],
    );
    check_expr(
        "a.new",
        expect![[r#"
        (field_expr (name_expr a) . (name_ref new))
    "#]],
    );
    check_expr(
        "a.macro.function",
        expect![[r#"
        (field_expr (field_expr (name_expr a) . (name_ref macro)) . (name_ref function))
    "#]],
    );
    check_expr(
        "macro.a",
        expect![[r#"
        (field_expr (name_expr macro) . (name_ref a))
    "#]],
    );
    check_expr(
        "1.foo",
        expect![[r#"
        (field_expr (literal 1) . (name_ref foo))
    "#]],
    );
    check_expr(
        "1. + 2",
        expect![[r#"
        (binary_expr (literal 1.) + (literal 2))
    "#]],
    );
    check_expr(
        "a.$b",
        expect![[r#"
        (field_expr (name_expr a) . (name_ref $b))
    "#]],
    );
}

#[test]
fn arrow_functions() {
    check_expr(
        "x -> x + 1",
        expect![[r#"
        (arrow_function (param_list (param (name x))) -> (binary_expr (name_expr x) + (literal 1)))
    "#]],
    );
    check_expr(
        "() -> 1",
        expect![[r#"
        (arrow_function (param_list ( )) -> (literal 1))
    "#]],
    );
    check_expr(
        "(a, b) -> a",
        expect![[r#"
        (arrow_function (param_list ( (param (name a)) , (param (name b)) )) -> (name_expr a))
    "#]],
    );
    check_expr(
        "(a:Int, ?b:T = 1, ...c) -> a",
        expect![[r#"
        (arrow_function (param_list ( (param (name a) (type_hint : (path_type (path (name_ref Int))))) , (param ? (name b) (type_hint : (path_type (path (name_ref T)))) (initializer = (literal 1))) , (param ... (name c)) )) -> (name_expr a))
    "#]],
    );
    check_expr(
        "(a = 1) -> b -> c",
        expect![[r#"
        (arrow_function (param_list ( (param (name a) (initializer = (literal 1))) )) -> (arrow_function (param_list (param (name b))) -> (name_expr c)))
    "#]],
    );
    check_expr(
        "f(x -> y, z)",
        expect![[r#"
        (call_expr (name_expr f) (arg_list ( (arrow_function (param_list (param (name x))) -> (name_expr y)) , (name_expr z) )))
    "#]],
    );
    check_expr(
        "(a)",
        expect![[r#"
        (paren_expr ( (name_expr a) ))
    "#]],
    );
    check_expr(
        "(a : T)",
        expect![[r#"
        (check_type_expr ( (name_expr a) (type_hint : (path_type (path (name_ref T)))) ))
    "#]],
    );
}

#[test]
fn functions() {
    check_expr(
        "function f<T>(a:T, ?b = 1):Int return a",
        expect![[r#"
        (function_expr function (name f) (type_param_list < (type_param (name T)) >) (param_list ( (param (name a) (type_hint : (path_type (path (name_ref T))))) , (param ? (name b) (initializer = (literal 1))) )) (type_hint : (path_type (path (name_ref Int)))) (return_expr return (name_expr a)))
    "#]],
    );
    check_expr(
        "inline function f() {}",
        expect![[r#"
        (function_expr inline function (name f) (param_list ( )) (block_expr { }))
    "#]],
    );
    check_expr(
        "function(@m a) {}",
        expect![[r#"
        (function_expr function (param_list ( (param (metadata @ (metadata_name m)) (name a)) )) (block_expr { }))
    "#]],
    );
}

#[test]
fn arrays_objects_blocks() {
    check_expr(
        "[]",
        expect![[r#"
        (array_expr [ ])
    "#]],
    );
    check_expr(
        "[a, b,]",
        expect![[r#"
        (array_expr [ (name_expr a) , (name_expr b) , ])
    "#]],
    );
    check_expr(
        "[a => b, c => d]",
        expect![[r#"
        (array_expr [ (binary_expr (name_expr a) => (name_expr b)) , (binary_expr (name_expr c) => (name_expr d)) ])
    "#]],
    );
    check_expr(
        "[for (i in a) if (i) i]",
        expect![[r#"
        (array_expr [ (for_expr for ( (binary_expr (name_expr i) in (name_expr a)) ) (if_expr if ( (name_expr i) ) (name_expr i))) ])
    "#]],
    );
    check_expr(
        "{}",
        expect![[r#"
        (block_expr { })
    "#]],
    );
    check_expr(
        r#"{a: 1, "b": 2}"#,
        expect![[r#"
        (object_expr { (object_field (object_field_name a) : (literal 1)) , (object_field (object_field_name "b") : (literal 2)) })
    "#]],
    );
    check_expr(
        "{a: 1,}",
        expect![[r#"
        (object_expr { (object_field (object_field_name a) : (literal 1)) , })
    "#]],
    );
    check_expr(
        "{ a; }",
        expect![[r#"
        (block_expr { (name_expr a) ; })
    "#]],
    );
    check_expr(
        "{'a': 1}.a",
        expect![[r#"
        (field_expr (object_expr { (object_field (object_field_name 'a') : (literal 1)) }) . (name_ref a))
    "#]],
    );
}

#[test]
fn control_flow() {
    check_expr(
        "if (a) b; else if (c) d else e",
        expect![[r#"
        (if_expr if ( (name_expr a) ) (name_expr b) ; else (if_expr if ( (name_expr c) ) (name_expr d) else (name_expr e)))
    "#]],
    );
    check_expr(
        "while (a) b",
        expect![[r#"
        (while_expr while ( (name_expr a) ) (name_expr b))
    "#]],
    );
    check_expr(
        "do a while (b)",
        expect![[r#"
        (do_while_expr do (name_expr a) while ( (name_expr b) ))
    "#]],
    );
    check_expr(
        "try a catch (e:E) b catch (e) c",
        expect![[r#"
        (try_expr try (name_expr a) (catch_clause catch ( (name e) (type_hint : (path_type (path (name_ref E)))) ) (name_expr b)) (catch_clause catch ( (name e) ) (name_expr c)))
    "#]],
    );
    check_expr(
        "for (k => v in m) k",
        expect![[r#"
        (for_expr for ( (binary_expr (name_expr k) => (binary_expr (name_expr v) in (name_expr m))) ) (name_expr k))
    "#]],
    );
}

#[test]
fn switch_and_patterns() {
    check_expr(
        "switch (a) { case B(var x, _) | C if (x > 1): d; e; case {f: 1}, [g]: default: }",
        expect![[r#"
            (switch_expr switch (paren_expr ( (name_expr a) )) (case_list { (case_clause case (binary_expr (call_expr (name_expr B) (arg_list ( (var_expr var (var_declarator (name x))) , (name_expr _) ))) | (name_expr C)) (case_guard if ( (binary_expr (name_expr x) > (literal 1)) )) : (case_body (name_expr d) ; (name_expr e) ;)) (case_clause case (object_expr { (object_field (object_field_name f) : (literal 1)) }) , (array_expr [ (name_expr g) ]) : (case_body)) (case_clause default : (case_body)) }))
        "#]],
    );
    check_expr(
        "switch a { case x = 1: case _.b => c: }",
        expect![[r#"
        (switch_expr switch (name_expr a) (case_list { (case_clause case (binary_expr (name_expr x) = (literal 1)) : (case_body)) (case_clause case (binary_expr (field_expr (name_expr _) . (name_ref b)) => (name_expr c)) : (case_body)) }))
    "#]],
    );
}

#[test]
fn variables() {
    check(
        "function f() { var a = 1, b:T; final c; static var d; @m e; }",
        expect![[r#"
            (function_field function (name f) (param_list ( )) (block_expr { (var_expr var (var_declarator (name a) (initializer = (literal 1))) , (var_declarator (name b) (type_hint : (path_type (path (name_ref T)))))) ; (var_expr final (var_declarator (name c))) ; (var_expr static var (var_declarator (name d))) ; (meta_expr (metadata @ (metadata_name m)) (name_expr e)) ; }))
        "#]],
    );
    check_expr(
        "if (a) var b = 1",
        expect![[r#"
        (if_expr if ( (name_expr a) ) (var_expr var (var_declarator (name b) (initializer = (literal 1)))))
    "#]],
    );
}

#[test]
fn macros_and_reification() {
    check_expr(
        "macro $i{a} + ${b} + $c",
        expect![[r#"
        (macro_expr macro (binary_expr (binary_expr (reification_expr $i { (name_expr a) }) + (reification_expr $ { (name_expr b) })) + (name_expr $c)))
    "#]],
    );
    check_expr(
        "macro : Array<Int>",
        expect![[r#"
        (macro_expr macro (type_hint : (path_type (path (name_ref Array)) (type_arg_list < (path_type (path (name_ref Int))) >))))
    "#]],
    );
    check_expr(
        "macro class A { var x; }",
        expect![[r#"
        (macro_expr macro (class_decl class (name A) (field_list { (var_field var (name x) ;) })))
    "#]],
    );
    check_expr(
        "macro class A { static var ?x; }",
        expect![[r#"
            (macro_expr macro (class_decl class (name A) (field_list { (var_field static var ? (name x) ;) })))
        "#]],
    );
    check_expr(
        "macro var a = 1, b",
        expect![[r#"
        (macro_expr macro (var_expr var (var_declarator (name a) (initializer = (literal 1))) , (var_declarator (name b))))
    "#]],
    );
    check_expr(
        "macro { $a{b}; }",
        expect![[r#"
        (macro_expr macro (block_expr { (reification_expr $a { (name_expr b) }) ; }))
    "#]],
    );
    check_expr(
        "$v{1}.x",
        expect![[r#"
        (field_expr (reification_expr $v { (literal 1) }) . (name_ref x))
    "#]],
    );
}

#[test]
fn strings_with_interpolation() {
    check_expr(
        "'a $b ${c + 1} $$ $1'",
        expect![[r#"
        (template_expr ' a  (interpolation $ (name_expr b))   (interpolation ${ (binary_expr (name_expr c) + (literal 1)) })  $$ $1 ')
    "#]],
    );
    check_expr(
        "'${'inner ${x}'}'",
        expect![[r#"
        (template_expr ' (interpolation ${ (template_expr ' inner  (interpolation ${ (name_expr x) }) ') }) ')
    "#]],
    );
    check_expr(
        "'$this'",
        expect![[r#"
        (template_expr ' (interpolation $ (this_expr this)) ')
    "#]],
    );
    check_expr(
        "'plain'",
        expect![[r#"
        (literal 'plain')
    "#]],
    );
    check_expr(
        "'${{a: 1}}'",
        expect![[r#"
        (template_expr ' (interpolation ${ (object_expr { (object_field (object_field_name a) : (literal 1)) }) }) ')
    "#]],
    );
    check_expr(
        r"'\$'",
        expect![[r#"
        (literal '\$')
        1:10 "\\$" Invalid escape sequence \$ [invalid-escape]
    "#]],
    );
}

#[test]
fn markup() {
    check_expr(
        "<div><b/>text</div>",
        expect![[r#"
        (markup_expr <div><b/>text</div>)
    "#]],
    );
    check_expr(
        "<div/>",
        expect![[r#"
        (markup_expr <div/>)
    "#]],
    );
    check_expr(
        "<a>don't</a>",
        expect![[r#"
        (markup_expr <a>don't</a>)
    "#]],
    );
    check(
        "function f() { <a>x</a> <b></b>; g(); }",
        expect![[r#"
        (function_field function (name f) (param_list ( )) (block_expr { (markup_expr <a>x</a>) (markup_expr <b></b>) ; (call_expr (name_expr g) (arg_list ( ))) ; }))
    "#]],
    );
}
