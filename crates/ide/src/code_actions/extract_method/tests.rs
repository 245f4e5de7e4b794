use expect_test::expect;

use crate::code_actions::tests::{check, check_refused};

#[test]
fn statements() {
    check(
        r#"
        class A {
            function f(a:Int, b:Int, s:String) {
                $0trace(a);
                if (a > b) {
                    trace(s);
                }$0
                trace(2);
            }
        }
        "#,
        "Extract into method",
        expect![[r#"
            class A {
                function f(a:Int, b:Int, s:String) {
                    extracted(a, b, s);
                    trace(2);
                }

                function extracted(a:Int, b:Int, s:String):Void {
                    trace(a);
                    if (a > b) {
                        trace(s);
                    }
                }
            }
        "#]],
    );
    check(
        r#"
        class A {
            static function f(a:Int, b:Int) {
                $0final area = a * b;$0
                trace(area);
            }
        }
        "#,
        "Extract into method",
        expect![[r#"
            class A {
                static function f(a:Int, b:Int) {
                    final area = extracted(a, b);
                    trace(area);
                }

                static function extracted(a:Int, b:Int):Int {
                    final area = a * b;
                    return area;
                }
            }
        "#]],
    );
    check(
        r#"
        class A {
            function f(a:Int, b:Int, s:String) {
                var n = a;
                $0n += b;$0
                trace(n);
            }
        }
        "#,
        "Extract into method",
        expect![[r#"
            class A {
                function f(a:Int, b:Int, s:String) {
                    var n = a;
                    n = extracted(n, b);
                    trace(n);
                }

                function extracted(n:Int, b:Int):Int {
                    n += b;
                    return n;
                }
            }
        "#]],
    );
    check(
        r#"
        class A {
            function f(a:Int, b:Int, s:String) {
                $0var n = a;
                return n + b;$0
            }
        }
        "#,
        "Extract into method",
        expect![[r#"
            class A {
                function f(a:Int, b:Int, s:String) {
                    return extracted(a, b);
                }

                function extracted(a:Int, b:Int):Int {
                    var n = a;
                    return n + b;
                }
            }
        "#]],
    );
    check(
        r#"
        class A<T> {
            var x:T;
            function f<S>(s:S):Array<S> {
                $0x = null;
                var list = [s];$0
                return list;
            }
        }
        "#,
        "Extract into method",
        expect![[r#"
            class A<T> {
                var x:T;
                function f<S>(s:S):Array<S> {
                    var list = extracted(s);
                    return list;
                }

                function extracted<S>(s:S):Array<S> {
                    x = null;
                    var list = [s];
                    return list;
                }
            }
        "#]],
    );
    check(
        r#"
        function f(a:Int) {
            $0trace(a);$0
        }
        "#,
        "Extract into method",
        expect![[r#"
            function f(a:Int) {
                extracted(a);
            }

            function extracted(a:Int):Void {
                trace(a);
            }
        "#]],
    );
}

#[test]
fn expressions() {
    check(
        r#"
        class A {
            function f(a:Int, b:Int, s:String) {
                trace($0a * b + 1$0);
            }
        }
        "#,
        "Extract into method",
        expect![[r#"
            class A {
                function f(a:Int, b:Int, s:String) {
                    trace(extracted(a, b));
                }

                function extracted(a:Int, b:Int):Int {
                    return a * b + 1;
                }
            }
        "#]],
    );
    check(
        r#"
        class A {
            function f(p:{x:Int, ?y:String}) { f($0{x: 1}$0); }
        }
        "#,
        "Extract into method",
        expect![[r#"
            class A {
                function f(p:{x:Int, ?y:String}) { f(extracted()); }

                function extracted():{x:Int, ?y:String} {
                    return {x: 1};
                }
            }
        "#]],
    );
    check(
        r#"
        class A {
            function f(a:Int, b:Int, s:String) {
                for (i in 0...a) trace([for (j in 0...i) $0i * j$0]);
            }
        }
        "#,
        "Extract into method",
        expect![[r#"
            class A {
                function f(a:Int, b:Int, s:String) {
                    for (i in 0...a) trace([for (j in 0...i) extracted(i, j)]);
                }

                function extracted(i:Int, j:Int):Int {
                    return i * j;
                }
            }
        "#]],
    );
}

#[test]
fn refuses() {
    // Two results.
    check_refused(
        r#"
        class A {
            function f(a:Int, b:Int, s:String) {
                $0var x = a;
                var y = b;$0
                trace(x, y);
            }
        }
        "#,
        "Extract into method",
    );
    // Jumps out.
    check_refused(
        r#"
        class A {
            function f(a:Int, b:Int, s:String) {
                $0if (a > b) return;
                trace(1);$0
            }
        }
        "#,
        "Extract into method",
    );
    check_refused(
        r#"
        class A {
            function f(a:Int, b:Int, s:String) {
                while (true) {
                    $0if (a > b) break;$0
                }
            }
        }
        "#,
        "Extract into method",
    );
    // The way ends here, and would not any more.
    check_refused(
        r#"
        class A {
            function f():Int {
                $0throw "no";$0
            }
        }
        "#,
        "Extract into method",
    );
    // A constant.
    check_refused(
        "class A { static inline var X = $01 + 2$0; }",
        "Extract into method",
    );
    // A variable that a closure shares.
    check_refused(
        r#"
        class A {
            function f(a:Int, b:Int, s:String) {
                var n = 0;
                var inc = () -> n++;
                $0inc();
                trace(n);$0
            }
        }
        "#,
        "Extract into method",
    );
    // What only a constructor may do.
    check_refused(
        r#"
        class A {
            final x:Int;
            function new() { $0x = 1;$0 }
        }
        "#,
        "Extract into method",
    );
}
