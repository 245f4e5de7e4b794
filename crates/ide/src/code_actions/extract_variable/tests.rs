use expect_test::expect;

use crate::code_actions::tests::{check, check_refused};

#[test]
fn before_the_statement() {
    check(
        r#"
        class A {
            function f(a:Int, b:Int, s:String) {
                trace($0s.length$0 + 1);
            }
        }
        "#,
        "Extract into",
        expect![[r#"
            class A {
                function f(a:Int, b:Int, s:String) {
                    final length = s.length;
                    trace(length + 1);
                }
            }
        "#]],
    );
    check(
        r#"
        class A {
            function f(a:Int, b:Int, s:String) {
                return $0a + b$0;
            }
        }
        "#,
        "Extract into",
        expect![[r#"
            class A {
                function f(a:Int, b:Int, s:String) {
                    final value = a + b;
                    return value;
                }
            }
        "#]],
    );
    check(
        r#"
        class A {
            function f(a:Int, b:Int, s:String) {
                var x = [$0s.indexOf("x")$0];
            }
        }
        "#,
        "Extract into",
        expect![[r#"
            class A {
                function f(a:Int, b:Int, s:String) {
                    final indexOf = s.indexOf("x");
                    var x = [indexOf];
                }
            }
        "#]],
    );
    check(
        r#"
        class A {
            function f(a:Int, b:Int, s:String) {
                $0s.split(",")$0;
                trace(1);
            }
        }
        "#,
        "Extract into",
        expect![[r#"
            class A {
                function f(a:Int, b:Int, s:String) {
                    final split = s.split(",");
                    trace(1);
                }
            }
        "#]],
    );
    check(
        r#"
        class A {
            function f(a:Int, b:Int, s:String) {
                trace('len: ${$0s.length$0}');
            }
        }
        "#,
        "Extract into",
        expect![[r#"
            class A {
                function f(a:Int, b:Int, s:String) {
                    final length = s.length;
                    trace('len: ${length}');
                }
            }
        "#]],
    );
}

#[test]
fn a_body_becomes_a_block() {
    check(
        r#"
        class A {
            function f(a:Int, b:Int, s:String) {
                if (a > 1)
                    trace($0s.length$0);
                else
                    trace(2);
            }
        }
        "#,
        "Extract into",
        expect![[r#"
            class A {
                function f(a:Int, b:Int, s:String) {
                    if (a > 1) {
                        final length = s.length;
                        trace(length);
                    }
                    else
                        trace(2);
                }
            }
        "#]],
    );
    check(
        r#"
        class A {
            function f(a:Int, b:Int, s:String) {
                for (i in 0...a) trace($0i * 2$0);
            }
        }
        "#,
        "Extract into",
        expect![[r#"
            class A {
                function f(a:Int, b:Int, s:String) {
                    for (i in 0...a) {
                        final value = i * 2;
                        trace(value);
                    }
                }
            }
        "#]],
    );
    check(
        r#"
        class A {
            function f(s:String) return $0s.length$0 + 1;
        }
        "#,
        "Extract into",
        expect![[r#"
            class A {
                function f(s:String) {
                    final length = s.length;
                    return length + 1;
                }
            }
        "#]],
    );
    check(
        r#"
        class A {
            function f(a:Int, b:Int, s:String) {
                final g = (x:Int) -> $0x + 1$0;
            }
        }
        "#,
        "Extract into",
        expect![[r#"
            class A {
                function f(a:Int, b:Int, s:String) {
                    final g = (x:Int) -> {
                        final value = x + 1;
                        return value;
                    };
                }
            }
        "#]],
    );
}

#[test]
fn hints_where_the_place_gave_the_type() {
    check(
        r#"
        enum E { Red; }
        class A {
            function f(e:E) { f($0Red$0); }
        }
        "#,
        "Extract into",
        expect![[r#"
            enum E { Red; }
            class A {
                function f(e:E) { final e2:E = Red; f(e2); }
            }
        "#]],
    );
    check(
        r#"
        class A {
            function f(p:{x:Int, ?y:String}) { f($0{x: 1}$0); }
        }
        "#,
        "Extract into",
        expect![[r#"
            class A {
                function f(p:{x:Int, ?y:String}) { final value:{x:Int, ?y:String} = {x: 1}; f(value); }
            }
        "#]],
    );
}

#[test]
fn all_occurrences() {
    check(
        r#"
        class A {
            function f(a:Int, b:Int, s:String) {
                trace($0s.length$0);
                if (a > s.length) {
                    trace(s.length + 1);
                }
            }
        }
        "#,
        "Extract all",
        expect![[r#"
            class A {
                function f(a:Int, b:Int, s:String) {
                    final length = s.length;
                    trace(length);
                    if (a > length) {
                        trace(length + 1);
                    }
                }
            }
        "#]],
    );
    // A call may change what is read.
    check_refused(
        r#"
        class A {
            var n:Int;
            function f() {
                trace($0this.n$0);
                trace(this.n);
            }
        }
        "#,
        "Extract all",
    );
    check_refused(
        r#"
        class A {
            function f(a:A) { trace($0new A()$0); trace(new A()); }
            function new() {}
        }
        "#,
        "Extract all",
    );
}

#[test]
fn refuses() {
    // Not evaluated always, or more than once.
    check_refused(
        r#"
        class A {
            function f(a:Int, b:Int, s:String) {
                trace(s != null && $0s.length > 1$0);
            }
        }
        "#,
        "Extract into variable",
    );
    check_refused(
        r#"
        class A {
            function f(a:Int, b:Int, s:String) {
                while ($0s.length > 1$0) {}
            }
        }
        "#,
        "Extract into variable",
    );
    check_refused(
        r#"
        class A {
            function f(a:Int, b:Int, s:String) {
                trace(a > 1 ? $0s.length$0 : 0);
            }
        }
        "#,
        "Extract into variable",
    );
    // The calls would change places.
    check_refused(
        r#"
        class A {
            function g():Int return 1;
            function f() { trace(g() + $0g()$0); }
        }
        "#,
        "Extract into variable",
    );
    // No values.
    check_refused(
        r#"
        class A {
            function f(a:Int, b:Int, s:String) {
                $0a$0 = 1;
            }
        }
        "#,
        "Extract into variable",
    );
    check_refused(
        r#"
        class A {
            function f(a:Int, b:Int, s:String) {
                $0trace$0(1);
            }
        }
        "#,
        "Extract into variable",
    );
    check_refused(
        r#"
        class A {
            function f(a:Int, b:Int, s:String) {
                switch (a) { case $01$0: trace(1); default: }
            }
        }
        "#,
        "Extract into variable",
    );
    check_refused(
        r#"
        class A {
            function f(a:Int, b:Int, s:String) {
                var r = [for (i in 0...a) i]; for (i in 0...3) trace(1); var c = $0haxe$0.Log.trace;
            }
        }
        "#,
        "Extract into variable",
    );
}
