//! What the tests of the actions share, and the tests of those that are a few lines each.

use base_db::{FileRange, TextRange, testing::TestDb};
use expect_test::{Expect, expect};

use super::code_actions;
use crate::test_support::{Case, lines};

fn actions(case: &Case) -> Vec<super::CodeAction> {
    let (file, selection) = case.fixture.selection();
    let range = FileRange {
        file: case.test.file(&file.path),
        range: TextRange::new(
            (selection.start as u32).into(),
            (selection.end as u32).into(),
        ),
    };
    code_actions(case.db(), case.config(), range)
}

/// The titles offered at `$0`, or for what is between two of them.
#[track_caller]
pub(super) fn check_titles(fixture: &str, expect: Expect) {
    let case = Case::new(fixture);
    expect.assert_eq(&lines(actions(&case).into_iter().map(|it| it.title)));
}

/// No action at `$0` has a title that begins so.
#[track_caller]
pub(super) fn check_refused(fixture: &str, title: &str) {
    let case = Case::new(fixture);
    let offered = actions(&case).into_iter().map(|it| it.title);
    let found: Vec<String> = offered.filter(|it| it.starts_with(title)).collect();
    assert!(found.is_empty(), "offered: {found:?}");
}

/// The file after the action whose title begins so. An action may cure errors; it must not bring new ones.
#[track_caller]
pub(super) fn check(fixture: &str, title: &str, expect: Expect) {
    let case = Case::new(fixture);
    let all = actions(&case);
    let text = match all.iter().find(|it| it.title.starts_with(title)) {
        Some(action) => {
            let text = case.apply(&action.edits);
            let before = errors(&case.test, &case);
            let after = errors(&case.after(&action.edits), &case);
            let new = after.iter().filter(|it| !before.contains(it));
            assert_eq!(new.count(), 0, "new errors: {after:#?} in\n{text}");
            text
        }
        None => format!("not among: {}", lines(all.into_iter().map(|it| it.title))),
    };
    expect.assert_eq(&text);
}

/// The file after an action on the file as a whole.
#[track_caller]
fn check_source(fixture: &str, title: &str, expect: Expect) {
    let case = Case::new(fixture);
    let (file, _) = case.fixture.selection();
    let all = super::source_actions(case.db(), case.config(), case.test.file(&file.path));
    let text = match all.iter().find(|it| it.title.starts_with(title)) {
        Some(action) => case.apply(&action.edits),
        None => format!("not among: {}", lines(all.into_iter().map(|it| it.title))),
    };
    expect.assert_eq(&text);
}

fn errors(test: &TestDb, case: &Case) -> Vec<String> {
    let files = case.fixture.files.iter();
    files
        .flat_map(|it| crate::diagnostics(&test.db, test.config, test.file(&it.path)))
        .filter(|it| it.severity == base_db::Severity::Error)
        .map(|it| it.message)
        .collect()
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
            Create local variable `loca`
            Create field `loca`
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
            Create class `Strin`
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
    
                function get_p():String {
                    throw new haxe.exceptions.NotImplementedException();
                }
            }
        "#]],
    );
    check(
        "
        //- /Main.hx
        class A {
            @:isVar public var $0x(get, set):Int;
        }
        ",
        "Add the accessors",
        expect![[r#"
            class A {
                @:isVar public var x(get, set):Int;

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
fn line_ends_of_the_file() {
    let fixture = "class A {\r\n\tfunction f(a:Int) {\r\n\t\ttrace($0a + 1$0);\r\n\t}\r\n}\r\n";
    let case = Case::new(fixture);
    let all = actions(&case);
    let action = all
        .iter()
        .find(|it| it.title.starts_with("Extract into variable"));
    let text = action.map(|it| case.apply(&it.edits)).unwrap_or_default();
    assert_eq!(
        text,
        "class A {\r\n\tfunction f(a:Int) {\r\n\t\tfinal value = a + 1;\r\n\t\ttrace(value);\r\n\t}\r\n}\r\n"
    );
}

#[test]
fn everything_at_once() {
    check_source(
        "
        //- /a/B.hx
        package c;
        class P { public function m() {} }
        class B$0 extends P {
            public function m() { var x = 1
                trace(x)
            }
            override function n(a:Int b:Int) {}
        }
        ",
        "Fix all",
        expect![[r#"
            package a;
            class P { public function m() {} }
            class B extends P {
                override public function m() { var x = 1;
                    trace(x);
                }
                function n(a:Int, b:Int) {}
            }
        "#]],
    );
}

#[test]
fn members_one_by_one() {
    let fixture = "
        interface I { function a():Void; }
        interface J<T> { function b<S:I>(x:Array<S>, y:T):S; }
        class A$0 implements I implements J<lib.Sub> {}
        //- /lib/Lib.hx
        package lib;
        class Sub {}
        ";
    let fixture = &fixture.replace("lib.Sub", "lib.Lib.Sub");
    check_titles(
        fixture,
        expect![[r#"
            Implement 2 missing members
            Implement the members of `I`
            Implement the members of `J`
            Implement `a`
            Implement `b`
            Make `A` abstract
            Move `A` to its own file
            Generate constructor
            Generate `toString`
            Document `A`
        "#]],
    );
    check(
        fixture,
        "Implement the members of `J`",
        expect![[r#"
        //- /Main.hx
        interface I { function a():Void; }
        interface J<T> { function b<S:I>(x:Array<S>, y:T):S; }
        class A implements I implements J<lib.Lib.Sub> {
        	public function b<S:I>(x:Array<S>, y:lib.Lib.Sub):S {
        		throw new haxe.exceptions.NotImplementedException();
        	}
        }
    "#]],
    );
}

#[test]
fn abstract_classes() {
    check(
        "
        abstract class P { abstract function m():Int; }
        class A$0 extends P {}
        ",
        "Make `A` abstract",
        expect![[r#"
            abstract class P { abstract function m():Int; }
            abstract class A extends P {}
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
    check(
        "class P<T> { var x$0 = new Map2<T>(); } class Map2<K> { public function new() {} }\n",
        "Write its type",
        expect![[r#"
            class P<T> { var x:Map2<T> = new Map2<T>(); } class Map2<K> { public function new() {} }
        "#]],
    );
    check(
        "
        //- /Main.hx
        class A { function f() { var x$0 = b.B.make(); } }
        //- /b/B.hx
        package b;
        class B { public static function make():Array<Sub> return []; }
        class Sub {}
        ",
        "Write its type",
        expect![[r#"
            //- /Main.hx
            class A { function f() { var x:Array<b.B.Sub> = b.B.make(); } }
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
    check_source(
        fixture,
        "Sort imports",
        expect![[r#"
        //- /Main.hx
        import a.A;
        import a.Unused;
        import b.B;
        class Main { var a:A; var b:B; }
    "#]],
    );
    check_source(
        fixture,
        "Fix all",
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

/// Bodies that the selection does not touch are not typed.
#[test]
fn only_what_is_touched() {
    let case = Case::new(
        "class A {
            static function first() { var x = y; }
            static function second() { $0z(); }
            static function third() { var x = y; }
        }",
    );
    let (file, selection) = case.fixture.selection();
    let at = (selection.start as u32).into();
    let range = FileRange {
        file: case.test.file(&file.path),
        range: TextRange::new(at, at),
    };
    let executed = case.test.executed(|_| {
        drop(crate::diagnostics::diagnostics_at(
            case.db(),
            case.config(),
            range,
        ))
    });
    let n_typed = executed.iter().filter(|query| *query == "infer").count();
    assert_eq!(n_typed, 1, "{executed:?}");
    let found = crate::diagnostics::diagnostics_at(case.db(), case.config(), range);
    let codes: Vec<_> = found.iter().map(|it| it.code).collect();
    assert_eq!(codes, ["unresolved-identifier"]);
}
