//! Declarations: types, fields, imports.

use expect_test::expect;

use super::{check, check_with};

#[test]
fn fields() {
    check(
        "package  a.b ;import c.D;using e.F;@:keep class A<T:B>extends C implements D{var a:Int=1;public var b(default,null):String;static function f( ):Void{}function new(){}\n/** Text. **/ function g(a:Int,?b:Int=2):Int return a;}",
        expect![[r#"
            package a.b;

            import c.D;

            using e.F;

            @:keep class A<T:B> extends C implements D {
            	var a:Int = 1;

            	public var b(default, null):String;

            	static function f():Void {}

            	function new() {}

            	/** Text. **/
            	function g(a:Int, ?b:Int = 2):Int
            		return a;
            }
        "#]],
    );
}

#[test]
fn other_types() {
    check(
        "enum E{A;B(a:Int,?b:String);}typedef T={a:Int,?b:String}typedef S={>T,var c:Int;}\nenum abstract X(Int) from Int to Int{var A=1;var B;}interface I{function f():Void;var g(get,never):Int;}typedef F=(a:Int)->Void;typedef G=Int->Void;",
        expect![[r#"
            enum E {
            	A;
            	B(a:Int, ?b:String);
            }

            typedef T = {a:Int, ?b:String}
            typedef S = {> T, var c:Int;}

            enum abstract X(Int) from Int to Int {
            	var A = 1;
            	var B;
            }

            interface I {
            	function f():Void;
            	var g(get, never):Int;
            }

            typedef F = (a:Int) -> Void;
            typedef G = Int->Void;
        "#]],
    );
}

#[test]
fn empty_lines() {
    check(
        "class A {\n\n\tvar a:Int;\n\n\n\n\tvar b:Int;\n\tvar c:Int;\n\tfunction f() {\n\n\t\ta();\n\n\n\t\tb();\n\n\t}\n\tfunction g() {}\n}\nclass B {}\nclass C {}\n",
        expect![[r#"
            class A {
            	var a:Int;

            	var b:Int;
            	var c:Int;

            	function f() {
            		a();

            		b();
            	}

            	function g() {}
            }

            class B {}
            class C {}
        "#]],
    );
    check_with(
        r#"{"emptyLines": {"maxAnywhereInFile": 2, "finalNewline": false, "classEmptyLines": {"existingBetweenFields": "remove", "betweenFunctions": 2}}}"#,
        "class A {\n\tvar a:Int;\n\n\tvar b:Int;\n\tfunction f() {}\n\tfunction g() {}\n}\n",
        expect![[r#"
            class A {
            	var a:Int;
            	var b:Int;

            	function f() {}


            	function g() {}
            }"#]],
    );
}

#[test]
fn line_ends_of_the_file_stay() {
    let text = "class A {\r\nvar a:Int;\r\n}\r\n";
    let config = crate::Config::default();
    assert_eq!(
        crate::formatted(text, &config),
        "class A {\r\n\tvar a:Int;\r\n}\r\n"
    );
}

#[test]
fn excluded_files() {
    let config = crate::Config::from_json(r#"{"excludes": ["^gen/", "/export/"]}"#).unwrap();
    assert!(config.is_excluded("gen/A.hx"));
    assert!(config.is_excluded("a/export/A.hx"));
    assert!(!config.is_excluded("src/A.hx"));
    let off = crate::Config::from_json(r#"{"disableFormatting": true}"#).unwrap();
    assert_eq!(crate::format("class  A{}", &off), []);
}

#[test]
fn options_that_do_not_exist() {
    assert!(crate::Config::from_json(r#"{"sameLine": {"unknown": 1}}"#).is_ok());
    assert!(crate::Config::from_json(r#"{"sameLine": {"ifBody": "never"}}"#).is_err());
    assert!(crate::Config::from_json(r#"{"indentation": {"character": "x"}}"#).is_err());
}
