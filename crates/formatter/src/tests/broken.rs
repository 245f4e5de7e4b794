//! Code with mistakes: what is mistaken stays, the rest is formatted.

use expect_test::expect;

use super::check;

#[test]
fn a_statement() {
    check(
        "class A {\nfunction f() {\na( 1 );\nb  ) 2;\nc( 3 );\n}\n}\n",
        expect![[r#"
            class A {
            	function f() {
            		a(1);
            		b  ) 2;
            		c(3);
            	}
            }
        "#]],
    );
}

#[test]
fn a_missing_brace() {
    check(
        "class A {\nvar a  :Int;\nfunction f() {\n  if (b) {\n c( );\n}\n}\nclass B{var a  :Int;}\n",
        expect![[r#"
            class A {
            var a  :Int;
            function f() {
              if (b) {
             c( );
            }
            }
            class B {
            	var a:Int;
            }
        "#]],
    );
}

/// A part that is not there yet is no mistake of what is.
#[test]
fn half_typed() {
    check(
        "class A {\nfunction f() {\nvar a= ;\nb .\nfoo( 1,\n}\n}\n",
        expect![[r#"
            class A {
            	function f() {
            		var a =;
            b .
            foo( 1,
            }
            }
        "#]],
    );
}
