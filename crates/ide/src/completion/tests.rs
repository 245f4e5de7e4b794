use expect_test::{Expect, expect};

use super::{CompletionKind, completion};
use crate::test_support::{Case, lines};

fn complete(fixture: &str, keep: impl Fn(&super::CompletionItem) -> bool) -> String {
    let case = Case::new(fixture);
    let found = completion(case.db(), case.config(), case.position());
    let items = found.map(|it| it.items).unwrap_or_default();
    lines(items.iter().filter(|it| keep(it)).map(|it| {
        let detail = it.detail.as_deref().unwrap_or("");
        let insert = match it.insert == it.label {
            true => String::new(),
            false => format!(" => {:?}", it.insert),
        };
        let import = it
            .more_edits
            .iter()
            .map(|it| format!(" +{:?}", it.text))
            .collect::<String>();
        format!("{:?} {} {detail}{insert}{import}", it.kind, it.label)
    }))
}

/// Without postfix templates.
#[track_caller]
fn check(fixture: &str, expect: Expect) {
    expect.assert_eq(&complete(fixture, |it| {
        it.kind != CompletionKind::Snippet || it.more_edits.is_empty()
    }));
}

/// Without keywords, packages and what only an import would bring.
#[track_caller]
fn check_near(fixture: &str, expect: Expect) {
    expect.assert_eq(&complete(fixture, |it| {
        !matches!(it.kind, CompletionKind::Keyword | CompletionKind::Package)
            && it.rank < super::rank::TYPE
    }));
}

#[test]
fn members_of_values() {
    check(
        "class A { function f(s:String) { s.$0 } }",
        expect![[r#"
        Method charAt (index:Int):String
        Method indexOf (str:String, ?startIndex:Int):Int
        Property length Int
        Method split (delimiter:String):Array<String>
    "#]],
    );
    check(
        "class A { function f(s:Array<Int>) { s.p$0 } }",
        expect![[r#"
            Method pop ():Null<Int>
            Method push (x:Int):Int
            Method map (f:Int -> S):Array<S>
        "#]],
    );
    check(
        "class A { function f(s:Null<String>) { s?.len$0 } }",
        expect![[r#"
            Property length Int
        "#]],
    );
    check(
        "typedef P = { x:Int, ?y:String } class A { function f(p:P) { var z = p.$0; } }",
        expect![[r#"
            Field x Int
            Field y Null<String>
        "#]],
    );
}

#[test]
fn members_by_visibility() {
    check(
        "class A { var hidden:Int; public var shown(get, never):Int; function get_shown() return 1; public function m() {} }
         class B { function f(a:A) { a.$0 } }",
        expect![[r#"
            Method m ():Void
            Property shown Int
        "#]],
    );
    check(
        "class A { var hidden:Int; public function m() {} } class B extends A { function f() { this.$0 } }",
        expect![[r#"
            Method f ():Void
            Field hidden Int
            Method m ():Void
        "#]],
    );
}

#[test]
fn extensions_and_forwards() {
    check(
        "using Main.Tools;
         class Tools { public static function twice(x:Int) return x; public static function other(x:String) return x; }
         class B { function f(a:Int) { a.$0 } }",
        expect![[r#"
            Method twice ():Int (from Tools)
        "#]],
    );
    check(
        "@:forward(length) abstract A(String) { public function own() {} } class B { function f(a:A) { a.$0 } }",
        expect![[r#"
            Method own ():Void
            Property length Int
        "#]],
    );
}

#[test]
fn statics_and_packages() {
    check(
        "class A { public static var x = 1; public static function g() {} var y:Int; static function f() { A.$0 } }",
        expect![[r#"
            Method f ():Void
            Method g ():Void
            Field x Int
        "#]],
    );
    check(
        "enum E { One; Two(x:Int); } class A { static function f() { E.$0 } }",
        expect![[r#"
            EnumCtor One Main.E.One
            EnumCtor Two Main.E.Two(x:Int)
        "#]],
    );
    check(
        "
        //- /Main.hx
        class Main { static function main() { a.$0 } }
        //- /a/Tool.hx
        package a;
        class Tool {}
        //- /a/b/Deep.hx
        package a.b;
        class Deep {}
        ",
        expect![[r#"
            Class Tool a.Tool
            Package b 
        "#]],
    );
}

#[test]
fn toplevel() {
    check_near(
        "enum E { One; } class P { function inherited() {} } class A extends P {
            var member:Int; static var shared = 1;
            function f(param:String) { var local = 1; { var inner = 2; } $0 var later = 3; }
        }
        function free() {}",
        expect![[r#"
            Variable local Int
            Variable param String
            Method f (param:String):Void
            Field member Int
            Method inherited ():Void
            Field shared Int
            Function free ():Void
            EnumCtor One Main.E.One
        "#]],
    );
    check_near(
        "class A { var member:Int; static var shared = 1; static function f() { $0 } }",
        expect![[r#"
            Method f ():Void
            Field shared Int
        "#]],
    );
}

#[test]
fn shadowed_member_is_qualified() {
    check_near(
        "class A { var name:Int; function f(name:String) { nam$0 } }",
        expect![[r#"
            Variable name String
            Field name Int => "this.name"
        "#]],
    );
}

#[test]
fn expected_constructors() {
    check_near(
        "
        //- /Main.hx
        class A { function paint(c:lib.Color) {} function f() { paint($0); } }
        //- /lib/Color.hx
        package lib;
        enum Color { Red; Rgb(r:Int, g:Int); }
        ",
        expect![[r#"
            EnumCtor Red lib.Color.Red
            EnumCtor Rgb lib.Color.Rgb(r:Int, g:Int)
            Method f ():Void
            Method paint (c:lib.Color):Void
        "#]],
    );
    check_near(
        "enum abstract Level(Int) { var Low; var High; } class A { function f() { var l:Level = $0; } }",
        expect![[r#"
            EnumCtor Low Level
            EnumCtor High Level
            Method f ():Void
        "#]],
    );
    check_near(
        "enum Color { Red; Rgb(r:Int); } class A { function f(c:Color) { switch (c) { case $0 } } }",
        expect![[r#"
            EnumCtor Red Main.Color.Red
            EnumCtor Rgb Main.Color.Rgb(r:Int) => "Rgb(${1:r})"
        "#]],
    );
    check_near(
        "enum Color { Red; Rgb(r:Int); } class A { function f(c:Color) { switch (c) { case Red: 1; case $0 } } }",
        expect![[r#"
            EnumCtor Rgb Main.Color.Rgb(r:Int) => "Rgb(${1:r})"
            EnumCtor Red Main.Color.Red
        "#]],
    );
    check_near(
        "enum Color { Red; Rgb(r:Int); } class A { function f(c:Color) { return c == R$0; } }",
        expect![[r#"
            EnumCtor Red Main.Color.Red
            EnumCtor Rgb Main.Color.Rgb(r:Int)
        "#]],
    );
}

#[test]
fn types_and_imports() {
    let fixture = |text: &str| {
        format!(
            "
            //- /Main.hx
            package;
            {text}
            //- /lib/Painter.hx
            package lib;
            class Painter {{}}
            interface Paintable {{}}
            abstract class PaintBase {{}}
            "
        )
    };
    let only = |text: &str| {
        complete(&fixture(text), |it| {
            it.label.starts_with("Pai") || it.label == "T"
        })
    };
    expect![[r#"
        Class PaintBase lib.Painter.PaintBase +"\n\nimport lib.Painter.PaintBase;"
        Interface Paintable lib.Painter.Paintable +"\n\nimport lib.Painter.Paintable;"
        Class Painter lib.Painter +"\n\nimport lib.Painter;"
    "#]]
    .assert_eq(&only("class A<T> { var x:Pai$0 }"));
    expect![[r#"
        TypeParam T 
    "#]]
    .assert_eq(&only("class A<T> { var x:$0 }"));
    expect![[r#"
        Class Painter lib.Painter +"\n\nimport lib.Painter;"
    "#]]
    .assert_eq(&only("class A { function f() new Pai$0 }"));
    expect![[r#"
        Interface Paintable lib.Painter.Paintable +"\n\nimport lib.Painter.Paintable;"
    "#]]
    .assert_eq(&only("class A implements Pai$0 {}"));
    expect![[r#"
        Class PaintBase lib.Painter.PaintBase +"\n\nimport lib.Painter.PaintBase;"
        Class Painter lib.Painter +"\n\nimport lib.Painter;"
    "#]]
    .assert_eq(&only("class A extends Pai$0 {}"));
    expect![[r#"
        Class PaintBase lib.Painter.PaintBase +"\n\nimport lib.Painter.PaintBase;"
        Interface Paintable lib.Painter.Paintable +"\n\nimport lib.Painter.Paintable;"
        Class Painter lib.Painter +"\n\nimport lib.Painter;"
    "#]]
    .assert_eq(&only("class A { function f() { Paint$0 } }"));
    expect![[r#"
        Class Painter lib.Painter
    "#]]
    .assert_eq(&only("import lib.$0"));
    expect![[r#"
        Class PaintBase lib.Painter.PaintBase
        Interface Paintable lib.Painter.Paintable
    "#]]
    .assert_eq(&only("import lib.Painter.$0"));
    expect![[r#"
        Class Painter lib.Painter
    "#]]
    .assert_eq(&only("class A { var x:lib.$0 }"));
}

#[test]
fn structures() {
    check(
        "typedef P = { x:Int, y:Int, ?z:String } class A { function f():P { return { $0 }; } }",
        expect![[r#"
            Field x Int => "x: $0"
            Field y Int => "y: $0"
            Field z ?String => "z: $0"
            Snippet all required fields  => "x: ${1}, y: ${2}"
        "#]],
    );
    check(
        "typedef P = { x:Int, y:Int, ?z:String } class A { function g(p:P) {} function f() { g({ x: 1, $0 }); } }",
        expect![[r#"
            Field y Int => "y: $0"
            Field z ?String => "z: $0"
        "#]],
    );
}

#[test]
fn overrides() {
    check(
        "class P<T> { public function m(x:T, ?n = 1):Bool return true; function done() {} final function no() {} }
         interface I { function wanted():Void; }
         class A extends P<Int> implements I { override function done() {} override $0 }",
        expect![[r#"
            Method wanted implement I => "public function wanted():Void {\n\t$0\n}"
            Method m override P => "public function m(x:Int, ?n:Int = 1):Bool {\n\treturn super.m(x, n);$0\n}"
        "#]],
    );
}

#[test]
fn metadata_and_directives() {
    let metas = complete("@:forw$0 abstract A(Int) {}", |_| true);
    expect![[r#"
        Metadata forward Passes access to fields on to the underlying type: the named ones, or all. => "forward($0)"
        Metadata forward.new Lets `new` of the abstract be that of the underlying type.
        Metadata forward.variance Lets type parameters of the abstract vary as those of the underlying type.
        Metadata forwardStatics Passes access to statics on to the underlying type. => "forwardStatics($0)"
    "#]].assert_eq(&metas);
    let conditions = complete("class A { #if deb$0 #end }", |_| true);
    expect![[r#"
        Constant debug 
    "#]]
    .assert_eq(&conditions);
    check(
        "class A { #el$0 }",
        expect![[r#"
        Keyword else 
        Keyword elseif 
    "#]],
    );
    check(
        "class A { var x(g$0, never):Int; }",
        expect![[r#"
        Keyword get 
    "#]],
    );
}

#[test]
fn nothing_in_text_and_names() {
    check("class A { // com$0 }", expect![[""]]);
    check("class A { var s = \"abc$0d\"; }", expect![[""]]);
    check("class A { function na$0 }", expect![[""]]);
    check("class A { function f(par$0) {} }", expect![[""]]);
    check("class A { function f() { 12$0 } }", expect![[""]]);
}

#[test]
fn interpolation() {
    check_near(
        "class A { function f(name:String) { return 'hello $na$0'; } }",
        expect![[r#"
            Variable name String
        "#]],
    );
    check_near(
        "class A { function f(name:String) { return 'hello ${na$0}'; } }",
        expect![[r#"
            Variable name String
        "#]],
    );
}

#[test]
fn postfix_templates() {
    let postfix = |fixture: &str| {
        complete(fixture, |it| {
            it.kind == CompletionKind::Snippet && !it.more_edits.is_empty()
        })
    };
    expect![[r#"
        Snippet cast cast(a, ${1:Type}) => "cast(a, ${1:Type})" +""
        Snippet final final ${1:name} = a; => "final ${1:name} = a;" +""
        Snippet for for (${1:item} in a) { => "for (${1:item} in a) {\n\t$0\n}" +""
        Snippet is a is ${1:Type} => "a is ${1:Type}" +""
        Snippet notnull a != null => "a != null" +""
        Snippet null a == null => "a == null" +""
        Snippet return return a; => "return a;" +""
        Snippet string Std.string(a) => "Std.string(a)" +""
        Snippet switch switch (a) { => "switch (a) {\n\tcase $0:\n}" +""
        Snippet trace trace(a); => "trace(a);" +""
        Snippet typecheck (a : ${1:Type}) => "(a : ${1:Type})" +""
        Snippet unsafecast cast a => "cast a" +""
        Snippet var var ${1:name} = a; => "var ${1:name} = a;" +""
    "#]]
    .assert_eq(&postfix("class A { function f(a:Array<Int>) { a.$0 } }"));
    expect![[r#"
        Snippet if if (a) { => "if (a) {\n\t$0\n}" +""
        Snippet is a is ${1:Type} => "a is ${1:Type}" +""
        Snippet final final ${1:name} = a; => "final ${1:name} = a;" +""
        Snippet string Std.string(a) => "Std.string(a)" +""
        Snippet switch switch (a) { => "switch (a) {\n\tcase $0:\n}" +""
        Snippet while while (a) { => "while (a) {\n\t$0\n}" +""
    "#]]
    .assert_eq(&postfix("class A { function f(a:Bool) { a.i$0 } }"));
    expect![[r#"
        Snippet notnull a != null => "a != null" +""
        Snippet null a == null => "a == null" +""
        Snippet string Std.string(a) => "Std.string(a)" +""
        Snippet unsafecast cast a => "cast a" +""
    "#]]
    .assert_eq(&postfix("class A { function f(a:Int) { var x = a.n$0; } }"));
    expect![[""]].assert_eq(&postfix("class A { static function f() { A.$0 } }"));
}

/// The first four, with everything.
#[track_caller]
fn check_first(fixture: &str, expect: Expect) {
    let all = complete(fixture, |_| true);
    expect.assert_eq(&lines(all.lines().take(4).map(str::to_owned)));
}

#[test]
fn what_fits_comes_first() {
    // A field of the wanted type before a local of another.
    check_first(
        "class A { function g(b:Bool) {} var flag:Bool; function f(name:String) { g($0 } }",
        expect![[r#"
            Keyword false 
            Keyword true 
            Field flag Bool
            Variable name String
        "#]],
    );
    check_first(
        "class A { var count:Int; var name:String; function f():String { return $0 } }",
        expect![[r#"
            Field name String
            Method f ():String
            Field count Int
            Class A Main.A
        "#]],
    );
    check_first(
        "class A { var count:Int; var name:String; function f(a:A):String { return a.$0 } }",
        expect![[r#"
            Field name String
            Method f (a:A):String
            Field count Int
            Snippet cast cast(a, ${1:Type}) => "cast(a, ${1:Type})" +""
        "#]],
    );
    // In branches and structures that are being written.
    check_first(
        "enum E { Red; Green; } class A { function f(b:Bool) { var e:E = b ? $0 } }",
        expect![[r#"
            EnumCtor Red Main.E.Red
            EnumCtor Green Main.E.Green
            Variable e E
            Variable b Bool
        "#]],
    );
    check_first(
        "enum E { Red; Green; } class A { function f() { var o:{e:E} = { e: $0 } } }",
        expect![[r#"
            EnumCtor Red Main.E.Red
            EnumCtor Green Main.E.Green
            Method f ():Void
            Class A Main.A
        "#]],
    );
}

#[test]
fn literals_of_the_expected_type() {
    for (ty, expect) in [
        (
            "Array<Int>",
            expect![[r#"
            Snippet []  => "[$0]"
        "#]],
        ),
        (
            "(x:Int, s:String) -> Void",
            expect![[r#"
            Snippet (x, s) -> … (x : Int, s : String) -> Void => "(x, s) -> $0"
            Snippet function() {…}  => "function(x, s) {\n\t$0\n}"
        "#]],
        ),
        (
            "{x:Int, ?y:String}",
            expect![[r#"
            Snippet {all fields}  => "{x: $1, y: $2}"
            Snippet {required fields}  => "{x: $1}"
        "#]],
        ),
    ] {
        let fixture = format!("class A {{ function g(p:{ty}) {{}} function f() {{ g($0) }} }}");
        let snippets = complete(&fixture, |it| it.kind == CompletionKind::Snippet);
        expect.assert_eq(&snippets);
    }
}

#[test]
fn members_of_the_parent() {
    check(
        "class P { function m() {} } class A extends P { override function m() { super.$0 } }",
        expect![[r#"
            Method m ():Void
        "#]],
    );
}

#[test]
fn private_members_with_access() {
    check(
        "class B { var secret:Int; } class A { function f(b:B) { @:privateAccess b.$0 } }",
        expect![[r#"
            Field secret Int
        "#]],
    );
}

#[test]
fn structures_of_classes() {
    check(
        "@:structInit class P { public var x:Int; public var y = 1; } class A { function f() { var p:P = {$0 } }",
        expect![[r#"
            Field x Int => "x: $0"
            Field y ?Int => "y: $0"
        "#]],
    );
}

#[test]
fn override_with_its_function() {
    check(
        "class P { public function foo():Void {} } class A extends P { override function f$0 }",
        expect![[r#"
            Method foo override P => "foo():Void {\n\tsuper.foo();$0\n}"
        "#]],
    );
}

#[test]
fn tags_of_documentation() {
    check_first(
        "class A {\n/**\n * @param y\n * @$0\n */\nfunction f(x:Int, y:Int) {} }",
        expect![[r#"
            Keyword param x 
            Keyword default 
            Keyword deprecated 
            Keyword event 
        "#]],
    );
    check(
        "class A {\n/**\n * Write to me@$0\n */\nfunction f(x:Int) {} }",
        expect![[""]],
    );
}

#[track_caller]
fn check_templates(fixture: &str, expect: Expect) {
    expect.assert_eq(&complete(fixture, |it| it.kind == CompletionKind::Snippet));
}

#[test]
fn templates_of_declarations() {
    check_templates(
        "//- /a/b/Main.hx\ncl$0",
        expect![[r#"
        Snippet class class Main {… => "class ${1:Main} {\n\tpublic function new($2) {\n\t\t$0\n\t}\n}"
    "#]],
    );
    check_templates(
        "//- /a/b/Main.hx\npa$0",
        expect![[r#"
        Snippet package package a.b; => "package a.b;$0"
    "#]],
    );
    // The name is taken.
    check_templates(
        "class Main {}\nenum$0",
        expect![[r#"
        Snippet enum enum Name {… => "enum ${1:Name} {\n\t$0\n}"
        Snippet enum abstract enum abstract Name(Int) {… => "enum abstract ${1:Name}(${2:Int}) {\n\tvar ${3:Value} = $0;\n}"
    "#]],
    );
}

#[test]
fn templates_of_members() {
    check_templates(
        "class A { prop$0 }",
        expect![[r#"
        Snippet property var name(get, never):Type;… => "var ${1:name}(get, never):${2:Type};\n\nfunction get_$1():$2 {\n\treturn $0;\n}"
        Snippet property get set var name(get, set):Type;… => "var ${1:name}(get, set):${2:Type};\n\nfunction get_$1():$2 {\n\treturn $3;\n}\n\nfunction set_$1(value:$2):$2 {\n\treturn $0;\n}"
    "#]],
    );
    check_templates(
        "interface A { fu$0 }",
        expect![[r#"
        Snippet function new  => "public function new($1) {\n\t$0\n}"
        Snippet function function name():Void; => "function ${1:name}($2):${3:Void};$0"
    "#]],
    );
}

#[test]
fn templates_of_statements() {
    check_templates(
        "class A { function f() { for$0 } }",
        expect![[r#"
        Snippet for for (item in items) {… => "for (${1:item} in ${2:items}) {\n\t$0\n}"
        Snippet fori for (i in 0...n) {… => "for (${1:i} in 0...${2:n}) {\n\t$0\n}"
        Snippet forkv for (key => value in map) {… => "for (${1:key} => ${2:value} in ${3:map}) {\n\t$0\n}"
    "#]],
    );
    // No statement.
    check_templates("class A { function f() { var x = for$0 } }", expect![[""]]);
}

#[test]
fn words_between_a_name_and_a_body() {
    check(
        "class A $0 {}",
        expect![[r#"
        Keyword extends 
        Keyword implements 
    "#]],
    );
    check(
        "class A<T> imp$0 {}",
        expect![[r#"
        Keyword implements 
    "#]],
    );
    check(
        "interface A $0 {}",
        expect![[r#"
        Keyword extends 
    "#]],
    );
    check(
        "abstract A(Int) $0 {}",
        expect![[r#"
        Keyword from 
        Keyword to 
    "#]],
    );
    check(
        "abstract A(Int) from Array<Int> $0 {}",
        expect![[r#"
        Keyword from 
        Keyword to 
    "#]],
    );
    check("class A<T $0> {}", expect![""]);
}

#[test]
fn behind_the_path_of_an_import() {
    check(
        "import haxe.Log $0",
        expect![[r#"
        Keyword as 
    "#]],
    );
    check("import haxe.Log as $0", expect![[""]]);
    check(
        "import haxe.Log.$0",
        expect![[r#"
        Method trace (v:Dynamic, ?infos:haxe.PosInfos):Void
        Keyword * all of them
    "#]],
    );
    check("using haxe.Log.$0", expect![[""]]);
}

#[test]
fn modifiers_that_stand_are_not_offered_again() {
    check(
        "class A { public $0 }",
        expect![[r#"
        Keyword abstract 
        Keyword dynamic 
        Keyword extern 
        Keyword final 
        Keyword function 
        Snippet function new  => "function new($1) {\n\t$0\n}"
        Keyword inline 
        Keyword macro 
        Keyword overload 
        Keyword override 
        Keyword static 
        Keyword var 
    "#]],
    );
    check(
        "class A { static var$0 }",
        expect![[r#"
        Keyword var 
    "#]],
    );
    check(
        "class B { function m() {} } class A extends B { override public $0 }",
        expect![[r#"
            Method m override B => "function m():Void {\n\tsuper.m();$0\n}"
        "#]],
    );
}

#[test]
fn accessors_by_their_place() {
    check(
        "class A { var x($0, never):Int; }",
        expect![[r#"
        Keyword default 
        Keyword dynamic 
        Keyword get 
        Keyword never 
        Keyword null 
    "#]],
    );
    check(
        "class A { var x(get, $0):Int; }",
        expect![[r#"
        Keyword default 
        Keyword dynamic 
        Keyword never 
        Keyword null 
        Keyword set 
    "#]],
    );
}

#[test]
fn extended_structures() {
    check(
        "typedef Opts = {} typedef T = { > Op$0, }",
        expect![[r#"
            Typedef Opts Main.Opts
        "#]],
    );
}

#[test]
fn dollars() {
    check(
        "class A { function f() { $$0 } }",
        expect![[r#"
        Keyword $type warns with the type of an expression => "\\$type($0)"
    "#]],
    );
    check(
        "class A { macro static function f() { return macro $$0; } }",
        expect![[r#"
        Keyword $a{…} an array of expressions, as array or arguments => "\\$a{$0}"
        Keyword $b{…} an array of expressions, as block => "\\$b{$0}"
        Keyword $e{…} an expression => "\\$e{$0}"
        Keyword $i{…} a string, as identifier => "\\$i{$0}"
        Keyword $p{…} an array of strings, as dotted path => "\\$p{$0}"
        Keyword $type warns with the type of an expression => "\\$type($0)"
        Keyword $v{…} a value, as expression that makes it => "\\$v{$0}"
    "#]],
    );
    check(
        "class A { var m:Int; function f(a:Int) { '$$0'; } }",
        expect![[r#"
        Variable a Int
        Method f (a:Int):Void
        Field m Int
    "#]],
    );
    check(
        "class A { var m:Int; function f(a:Int) { 'x $$0 ${a}'; } }",
        expect![[r#"
        Variable a Int
        Method f (a:Int):Void
        Field m Int
    "#]],
    );
    check(
        "class A { var m:Int; function f(a:Int) { '$m$0'; } }",
        expect![[r#"
        Field m Int
    "#]],
    );
    check(
        "class A { var m:Int; function f(a:Int) { '$$$0'; } }",
        expect![[""]],
    );
}

#[test]
fn operators_in_metadata() {
    check(
        "abstract A(Int) { @:op($0) function f(a:A):A; }",
        expect![[r#"
        Constant !A 
        Constant ++A 
        Constant --A 
        Constant -A 
        Constant A != B 
        Constant A % B 
        Constant A & B 
        Constant A && B 
        Constant A * B 
        Constant A + B 
        Constant A += B 
        Constant A - B 
        Constant A -= B 
        Constant A ... B 
        Constant A / B 
        Constant A < B 
        Constant A << B 
        Constant A <= B 
        Constant A == B 
        Constant A > B 
        Constant A >= B 
        Constant A >> B 
        Constant A >>> B 
        Constant A ^ B 
        Constant A | B 
        Constant A || B 
        Constant A() 
        Constant A++ 
        Constant A-- 
        Constant [] 
        Constant a.b 
        Constant ~A 
    "#]],
    );
    check(
        "abstract A(Int) { @:op(A +$0) function f(a:A):A; }",
        expect![""],
    );
}

#[test]
fn directives_in_branches_not_compiled() {
    check(
        "#if nope\nclass A {}\n#e$0\n#end",
        expect![[r#"
        Keyword else 
        Keyword elseif 
        Keyword end 
        Keyword error 
    "#]],
    );
    check(
        "class A { function f(s:String) {\n#if nope\ns.$0\n#end\n} }",
        expect![[""]],
    );
}

#[test]
fn what_is_built_in() {
    check(
        "class A { function f(g:Int->Void) g.$0 }",
        expect![[r#"
        Method bind the function with arguments given => "bind($0)"
    "#]],
    );
    check(
        "enum E { X; } class A { function f(e:E) e.m$0 }",
        expect![[r#"
        Method match (pattern):Bool => "match($0)"
    "#]],
    );
    check(
        "class A { function f() return \"a\".co$0; }",
        expect![[r#"
        Constant code Int
    "#]],
    );
    check(
        "class A { function f() return \"ab\".co$0; }",
        expect![[""]],
    );
    check(
        "enum abstract E(Int) { var X; public function m() {} } class A { function f(e:E) e.$0 }",
        expect![[r#"
            Method m ():Void
        "#]],
    );
}

#[test]
fn other_types_of_a_module_stand_behind_its_path() {
    let module = "\n//- /a/M.hx\npackage a; class M { public static function s() {} } class N {}";
    check(
        &format!("import a.M; class A {{ function f() {{ M.$0 }} }}{module}"),
        expect![[r#"
            Method s ():Void
        "#]],
    );
    check(
        &format!("class A {{ function f() {{ a.M.$0 }} }}{module}"),
        expect![[r#"
            Method s ():Void
            Class N a.M.N
        "#]],
    );
    check(
        &format!("class A {{ function f() {{ var c = a.M; c.$0 }} }}{module}"),
        expect![[r#"
            Method s ():Void
        "#]],
    );
}
