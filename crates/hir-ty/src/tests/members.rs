//! Checklist 8.7, 8.8, 11.8.

use expect_test::expect;

use super::check_member;

const CLASSES: &str = r#"
using Lambda;

class Base<T> {
    public var value:T;
    public function get<S>(s:S):T { return null; }
}
class Child extends Base<String> {}
interface Shape { function area():Float; }
interface Round extends Shape {}
abstract Wrapped(Child) {
    public function own():Int { return 0; }
}
@:forward abstract Open(Child) {
    public var value(get, never):Int;
    function get_value():Int { return 0; }
}
@:forward(get) abstract Partly(Child) {}
class Ext {
    public static function twice(x:Int):Int { return x; }
    public static function ofDynamic(x:Dynamic):String { return null; }
}
@:using(Main.Ext) typedef Number = Int;
@:build(Some.macro()) class Built {}
class Lost extends Gone {}
class Main {
    static var child:Child;
    static var round:Round;
    static var wrapped:Wrapped;
    static var open:Open;
    static var partly:Partly;
    static var structure:{ x:Int };
    static var list:Array<Int>;
    static var nullable:Null<Child>;
    static var dyn:Dynamic;
    static var dynInt:Dynamic<Int>;
    static var number:Number;
    static var built:Built;
    static var lost:Lost;
}
"#;

#[test]
fn inherited_with_arguments() {
    check_member(CLASSES, "child", "value", expect!["field of Base: String"]);
    check_member(
        CLASSES,
        "child",
        "get",
        expect!["field of Base: (s : Unknown<0>) -> String"],
    );
    check_member(
        CLASSES,
        "round",
        "area",
        expect!["field of Shape: () -> Float"],
    );
    check_member(
        CLASSES,
        "nullable",
        "value",
        expect!["field of Base: String"],
    );
    check_member(CLASSES, "child", "nothing", expect!["none"]);
}

#[test]
fn abstracts_and_forwarding() {
    check_member(
        CLASSES,
        "wrapped",
        "own",
        expect!["field of abstract Wrapped: () -> Int"],
    );
    check_member(CLASSES, "wrapped", "value", expect!["none"]);
    check_member(
        CLASSES,
        "open",
        "value",
        expect!["field of abstract Open: Int"],
    );
    check_member(
        CLASSES,
        "open",
        "get",
        expect!["field of Base: (s : Unknown<0>) -> String"],
    );
    check_member(
        CLASSES,
        "partly",
        "get",
        expect!["field of Base: (s : Unknown<0>) -> String"],
    );
    check_member(CLASSES, "partly", "value", expect!["none"]);
}

#[test]
fn structures_and_dynamics() {
    check_member(
        CLASSES,
        "structure",
        "x",
        expect!["field of a structure: Int"],
    );
    check_member(CLASSES, "dyn", "anything", expect!["dynamic: Dynamic"]);
    check_member(CLASSES, "dynInt", "anything", expect!["dynamic: Int"]);
}

#[test]
fn extensions() {
    check_member(
        CLASSES,
        "list",
        "count",
        expect!["extension of Lambda: (?pred : Null<Int -> Bool>) -> Int"],
    );
    check_member(
        CLASSES,
        "list",
        "array",
        expect!["extension of Lambda: () -> Array<Int>"],
    );
    check_member(
        CLASSES,
        "number",
        "twice",
        expect!["extension of Ext: () -> Int"],
    );
    check_member(CLASSES, "child", "count", expect!["none"]);
}

#[test]
fn what_is_hidden_is_unknown() {
    check_member(CLASSES, "built", "anything", expect!["unknown: Unknown"]);
    check_member(CLASSES, "lost", "anything", expect!["unknown: Unknown"]);
}

#[test]
fn the_class_behind_a_map() {
    let test = super::test_db(
        r#"
        abstract Id(String) to String from String {}
        class Main {
            static var a:Map<String, Dynamic>;
            static var b:Map<Int, Null<Int>>;
            static var c:Map<Id, Int>;
            static var d:Map<Bool, Int>;
        }
        "#,
    );
    let db = &test.db;
    let mut out = String::new();
    for &field in hir_def::fields_of(db, super::main_type(&test, "Main")) {
        let mut table = crate::table::InferenceTable::new(db, test.config);
        let ty = table.follow(crate::signature::field_signature(db, field).ty);
        let Some((decl, args)) = ty.decl(db) else {
            continue;
        };
        match table.multi_type_target(decl, args) {
            Ok((_, target)) => out.push_str(&format!("{}\n", table.display(target))),
            Err(err) => out.push_str(&format!("{err:?}\n")),
        }
    }
    expect![[r#"
        haxe.ds.StringMap<Dynamic>
        haxe.ds.IntMap<Null<Int>>
        haxe.ds.StringMap<Int>
        NoTarget
    "#]]
    .assert_eq(&out);
}

#[test]
fn a_used_typedef_extends_as_its_target() {
    let fixture = r#"
        //- /Tools.hx
        typedef Renamed = Lambda;
        class Tools {}
        //- /Main.hx
        using Tools;
        class Main { static var list:Array<Int>; }
        "#;
    check_member(
        fixture,
        "list",
        "array",
        expect!["extension of Lambda: () -> Array<Int>"],
    );
}
