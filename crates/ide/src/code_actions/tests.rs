use base_db::{FileRange, TextRange};
use expect_test::{Expect, expect};

use super::code_actions;
use crate::test_support::{Case, lines};

fn actions(case: &Case) -> Vec<super::CodeAction> {
    let position = case.position();
    let range = FileRange {
        file: position.file,
        range: TextRange::empty(position.offset),
    };
    code_actions(case.db(), case.config(), range)
}

/// The titles offered at `$0`.
#[track_caller]
fn check_titles(fixture: &str, expect: Expect) {
    let case = Case::new(fixture);
    expect.assert_eq(&lines(actions(&case).into_iter().map(|it| it.title)));
}

/// The file after the action whose title begins so.
#[track_caller]
fn check(fixture: &str, title: &str, expect: Expect) {
    let case = Case::new(fixture);
    let all = actions(&case);
    let text = match all.iter().find(|it| it.title.starts_with(title)) {
        Some(action) => case.apply(&action.edits),
        None => format!("not among: {}", lines(all.into_iter().map(|it| it.title))),
    };
    expect.assert_eq(&text);
}

#[test]
fn import_and_spelling() {
    let fixture = "
        //- /Main.hx
        class Main { var x:Painte$0r; }
        //- /lib/Painter.hx
        package lib;
        class Painter {}
        ";
    check(
        fixture,
        "Import lib.Painter",
        expect![[r#"
        //- /Main.hx
        import lib.Painter;

        class Main { var x:Painter; }
    "#]],
    );
    check(
        fixture,
        "Write lib.Painter",
        expect![[r#"
        //- /Main.hx
        class Main { var x:lib.Painter; }
    "#]],
    );
    check_titles(
        "class Main { function f() { var local = 1; trace(loca$0); } }",
        expect![[r#"
            Change to `local`
        "#]],
    );
    check(
        "class Main { function f(s:String) { s.lengt$0h2; } }",
        "Change to",
        expect!["class Main { function f(s:String) { s.length; } }"],
    );
    check_titles(
        "class Main { var x:Strin$0; }",
        expect![[r#"
        Change to `String`
    "#]],
    );
}

#[test]
fn members() {
    check(
        "
        //- /Main.hx
        interface I<T> {
            function m(x:T, ?n:Int):Bool;
            var p(get, never):String;
        }
        class A$0 implements I<Int> {
            var own:Int;
        }
        ",
        "Implement",
        expect![[r#"
            interface I<T> {
                function m(x:T, ?n:Int):Bool;
                var p(get, never):String;
            }
            class A implements I<Int> {
                var own:Int;

                public function m(x:Int, ?n:Int):Bool {
                    throw new haxe.exceptions.NotImplementedException();
                }

                public var p(get, never):String;
            }
        "#]],
    );
    check(
        "
        //- /Main.hx
        class A {
            public var $0x(get, set):Int;
        }
        ",
        "Add the accessors",
        expect![[r#"
            class A {
                public var x(get, set):Int;

                function get_x():Int {
                    return x;
                }

                function set_x(value:Int):Int {
                    return x = value;
                }
            }
        "#]],
    );
}

#[test]
fn overrides() {
    check(
        "class P { public function m() {} } class A extends P { public function m$0() {} }\n",
        "Add `override`",
        expect![[r#"
            class P { public function m() {} } class A extends P { override public function m() {} }
        "#]],
    );
    check(
        "class A { override public function m$0() {} }\n",
        "Remove `override`",
        expect![[r#"
            class A { public function m() {} }
        "#]],
    );
}

#[test]
fn finals() {
    check(
        "class A { function f() { final x = 1; x$0 = 2; } }\n",
        "Make `x` a var",
        expect![[r#"
            class A { function f() { var x = 1; x = 2; } }
        "#]],
    );
    check(
        "class A { function f() { var x$0 = 1; return x; } }\n",
        "Make it final",
        expect![[r#"
            class A { function f() { final x = 1; return x; } }
        "#]],
    );
    check_titles(
        "class A { function f():Void { var x$0:Int = 1; x = 2; } }",
        expect![[""]],
    );
}

#[test]
fn cases() {
    check(
        "
        enum Color { Red; Rgb(r:Int); Blue; }
        class A {
            function f(c:Color) {
                switch ($0c) {
                    case Red: 1;
                }
            }
        }
        ",
        "Add the missing cases",
        expect![[r#"
            enum Color { Red; Rgb(r:Int); Blue; }
            class A {
                function f(c:Color) {
                    switch (c) {
                        case Red: 1;
                        case Blue:
                        case Rgb(r):
                    }
                }
            }
        "#]],
    );
}

#[test]
fn package_line() {
    check(
        "
        //- /a/B.hx
        package c$0;
        class B {}
        ",
        "Write",
        expect![[r#"
            package a;
            class B {}
        "#]],
    );
}

#[test]
fn types() {
    check(
        "class A { function f$0(x:Int) { return [x]; } }\n",
        "Write its type",
        expect![[r#"
            class A { function f(x:Int):Array<Int> { return [x]; } }
        "#]],
    );
    check(
        "class A { function f(x:Int) { var y$0 = [x]; } }\n",
        "Write its type",
        expect![[r#"
            class A { function f(x:Int) { var y:Array<Int> = [x]; } }
        "#]],
    );
}

#[test]
fn imports() {
    let fixture = "
        //- /Main.hx
        import b.B;
        import a.A;
        import a.Un$0used;
        class Main { var a:A; var b:B; }
        //- /a/A.hx
        package a; class A {}
        //- /a/Unused.hx
        package a; class Unused {}
        //- /b/B.hx
        package b; class B {}
        ";
    check(
        fixture,
        "Remove unused import",
        expect![[r#"
        //- /Main.hx
        import b.B;
        import a.A;
        class Main { var a:A; var b:B; }
    "#]],
    );
    check(
        fixture,
        "Organize imports",
        expect![[r#"
        //- /Main.hx
        import a.A;
        import b.B;
        class Main { var a:A; var b:B; }
    "#]],
    );
}
