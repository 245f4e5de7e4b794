//! Statements and expressions.

use expect_test::expect;

use super::{check_body, check_body_with};

#[test]
fn spaces() {
    check_body(
        "var a=1+2*-b;a+=b<<2;if(a==b&&!c)d( e,f )  ;x=a?b:c;i++;--j;a[ 0 ]=b?.c??d;var g=x->x+1;",
        expect![[r#"
            var a = 1 + 2 * -b;
            a += b << 2;
            if (a == b && !c)
            	d(e, f);
            x = a ? b : c;
            i++;
            --j;
            a[0] = b?.c ?? d;
            var g = x -> x + 1;
        "#]],
    );
}

#[test]
fn bodies_that_are_no_blocks() {
    check_body(
        "if(a) b(); else if (c) d(); else { e(); }\nfor(i in 0...10) f(i);\nwhile(g) h();\ndo{i();}while(j);\nvar k=if (l) m else n;",
        expect![[r#"
            if (a)
            	b();
            else if (c)
            	d();
            else {
            	e();
            }
            for (i in 0...10)
            	f(i);
            while (g)
            	h();
            do {
            	i();
            } while (j);
            var k = if (l) m else n;
        "#]],
    );
    check_body_with(
        r#"{"sameLine": {"ifBody": "same", "ifElse": "next", "forBody": "same"}}"#,
        "if(a) b(); else { c(); }\nfor (d in e)\n\tf();",
        expect![[r#"
            if (a) b();
            else {
            	c();
            }
            for (d in e) f();
        "#]],
    );
}

#[test]
fn switch() {
    check_body(
        "switch(a){case 1,2:b();c();\n// about the next\ncase D(e) if(f):case _: // nothing\n}\nreturn switch g { case 1: 2; case _: 3; }",
        expect![[r#"
            switch (a) {
            	case 1, 2:
            		b();
            		c();
            	// about the next
            	case D(e) if (f):
            	case _: // nothing
            }
            return switch g {
            	case 1: 2;
            	case _: 3;
            }
        "#]],
    );
    check_body_with(
        r#"{"indentation": {"indentCaseLabels": false}}"#,
        "switch(a){case 1:b();}",
        expect![[r#"
            switch (a) {
            case 1:
            	b();
            }
        "#]],
    );
}

#[test]
fn braces_on_their_own_lines() {
    check_body_with(
        r#"{"lineEnds": {"leftCurly": "both", "rightCurly": "both"}, "sameLine": {"ifElse": "next", "tryCatch": "next"}}"#,
        "if (a) { b(); } else { c(); } try { d(); } catch (e:Any) { f(); }",
        expect![[r#"
            	function f()
            	{
            if (a)
            {
            	b();
            }
            else
            {
            	c();
            }
            try
            {
            	d();
            }
            catch (e:Any)
            {
            	f();
            }
        "#]],
    );
}

#[test]
fn code_in_strings() {
    check_body(
        r#"trace('a ${b+c} ${d( e )} $$${f} ${"g}"+h}');"#,
        expect![[r#"
            trace('a ${b + c} ${d(e)} $$${f} ${"g}" + h}');
        "#]],
    );
}

/// A space that keeps two tokens from becoming one stays, whatever options say.
#[test]
fn tokens_that_must_not_touch() {
    check_body_with(
        r#"{"whitespace": {"binopPolicy": "none"}}"#,
        "a = b - -c; a = b - -3; a = b < c; var x:Array<Int> = y;",
        expect![[r#"
            a=b- -c;
            a=b- -3;
            a=b<c;
            var x:Array<Int> =y;
        "#]],
    );
    check_body(
        "trace(- -3);",
        expect![[r#"
        trace(- -3);
    "#]],
    );
}

#[test]
fn comments() {
    check_body(
        "a(); //b\n//c\n/* d */ e();\n/*\n   f\n     g\n*/\nh(/* i */ j);\n\n\n\nk(); // @formatter:off\nl( 1,\n  2 );\n// @formatter:on\nm( 1 );",
        expect![[r#"
            a(); // b
            // c
            /* d */ e();
            /*
            	f
            	  g
             */
            h(/* i */ j);

            k(); // @formatter:off
            l( 1,
              2 );
            // @formatter:on
            m(1);
        "#]],
    );
}

#[test]
fn functions_as_arguments() {
    check_body(
        "a(function(b){c();});d(e -> {f();},g);h(function() { i({\nj:1,k:2}); });",
        expect![[r#"
            a(function(b) {
            	c();
            });
            d(e -> {
            	f();
            }, g);
            h(function() {
            	i({
            		j: 1,
            		k: 2
            	});
            });
        "#]],
    );
}
