//! `#if`: every branch is formatted, as if it were the one that counts.

use expect_test::expect;

use super::{check, check_with};

#[test]
fn branches() {
    check(
        "class A {\n#if js\nvar a=1;\n#elseif (cpp&&!debug)\nvar b=2;\n#if c\nvar d=3;\n#else\nvar e=4;\n#end\n#else\nfunction f(){\n#if g return  1; #else\nreturn  2;\n#end\n}\n#end\n}",
        expect![[r#"
            class A {
            	#if js
            	var a = 1;
            	#elseif (cpp && !debug)
            	var b = 2;
            	#if c
            	var d = 3;
            	#else
            	var e = 4;
            	#end
            	#else
            	function f() {
            		#if g
            		return 1;
            		#else
            		return 2;
            		#end
            	}
            	#end
            }
        "#]],
    );
}

#[test]
fn in_the_middle_of_a_line() {
    check(
        "class A { function f() { var a=#if js 1 #else  2 #end; b(c #if d ,e #end); } }",
        expect![[r#"
            class A {
            	function f() {
            		var a = #if js 1 #else 2 #end;
            		b(c #if d, e #end);
            	}
            }
        "#]],
    );
}

/// Branches that open or close a block on their own.
#[test]
fn halves_of_blocks() {
    check(
        "class A { function f() {\n#if a\nif (b) {\n#else\nif (c) {\n#end\nd();\n}\n} }",
        expect![[r#"
            class A {
            	function f() {
            		#if a
            		if (b) {
            		#else
            		if (c) {
            		#end
            			d();
            		}
            	}
            }
        "#]],
    );
}

#[test]
fn where_directives_stand() {
    let text = "class A { function f() {\n#if a\nb();\n#if c\nd();\n#end\n#end\n} }";
    for policy in ["fixedZero", "alignedIncrease", "alignedNestedIncrease"] {
        let options = format!(r#"{{"indentation": {{"conditionalPolicy": "{policy}"}}}}"#);
        let expect = match policy {
            "fixedZero" => expect![[r#"
                class A {
                	function f() {
                #if a
                		b();
                #if c
                		d();
                #end
                #end
                	}
                }
            "#]],
            "alignedIncrease" => expect![[r#"
                class A {
                	function f() {
                		#if a
                			b();
                			#if c
                				d();
                			#end
                		#end
                	}
                }
            "#]],
            _ => expect![[r#"
                class A {
                	function f() {
                		#if a
                		b();
                			#if c
                			d();
                			#end
                		#end
                	}
                }
            "#]],
        };
        check_with(&options, text, expect);
    }
}

/// `else` of a branch that is over holds nothing that follows.
#[test]
fn half_of_an_if() {
    check(
        "class A { function f() {\n#if a\nif (b) {\nc();\n}\nelse\n#end\nd();\n} }",
        expect![[r#"
            class A {
            	function f() {
            		#if a
            		if (b) {
            			c();
            		} else
            		#end
            		d();
            	}
            }
        "#]],
    );
}
