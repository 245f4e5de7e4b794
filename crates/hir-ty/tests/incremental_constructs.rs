//! Construct by construct: which bodies an edit makes inference look at again.
//!
//! The rule: what a body was typed with, it is typed again for when that changes, and for nothing else. An edit behind a
//! written signature stays where it is; an edit of a declaration wakes those who asked for that declaration.

use base_db::testing::TestDb;
use expect_test::{Expect, expect};
use hir_def::ids::{FieldId, ModuleId};

const STD: &str = "
@:coreType abstract Void {}
@:coreType @:notNull @:runtimeValue abstract Float {}
@:coreType @:notNull @:runtimeValue abstract Int to Float {}
@:coreType abstract Null<T> from T to T {}
@:coreType @:notNull @:runtimeValue abstract Bool {}
@:coreType @:runtimeValue abstract Dynamic<T> {}
typedef Iterator<T> = { function hasNext():Bool; function next():T; }
";

/// The modules of a case, `Main` last: what it uses is asked before it.
struct Case {
    test: TestDb,
    paths: Vec<String>,
}

impl Case {
    fn new(fixture: &str) -> Case {
        let fixture = test_utils::Fixture::parse(fixture);
        let std = [
            ("/std/StdTypes.hx", STD),
            (
                "/std/String.hx",
                "extern class String { var length(default, null):Int; }",
            ),
            (
                "/std/Array.hx",
                "extern class Array<T> { var length(default, null):Int; function push(x:T):Int; }",
            ),
        ];
        let test = TestDb::new(std.into_iter().chain(fixture.texts()));
        let paths = fixture.files.iter().map(|it| it.path.clone()).collect();
        let case = Case { test, paths };
        assert_eq!(case.ask().1, Vec::<String>::new(), "the case has errors");
        case
    }

    /// The fields whose bodies were inferred now, and the errors.
    fn ask(&self) -> (Vec<String>, Vec<String>) {
        let (mut woken, mut errors) = (Vec::new(), Vec::new());
        for path in &self.paths {
            if path.ends_with("import.hx") {
                continue;
            }
            let db = &self.test.db;
            let module = ModuleId::new(db, self.test.config, self.test.file(path));
            for field in fields(db, module) {
                let executed = self.test.executed(|db| {
                    let _ = hir_ty::infer::infer(db, field);
                });
                if executed.iter().any(|it| it == "infer") {
                    let owner = field.type_decl(db).map_or("?", |it| it.name(db));
                    woken.push(format!("{owner}.{}", field.name(db)));
                }
            }
            for it in hir_ty::diagnostics::module_diagnostics(db, module) {
                errors.push(it.message);
            }
        }
        (woken, errors)
    }
}

fn fields<'db>(db: &'db base_db::RootDatabase, module: ModuleId<'db>) -> Vec<FieldId<'db>> {
    hir_def::module_types(db, module)
        .iter()
        .flat_map(|&ty| hir_def::fields_of(db, ty).iter().copied())
        .chain(hir_def::module_fields(db, module).iter().copied())
        .collect()
}

/// Each edit, in the file at `path`, puts `new` in place of `old` in the original text; then: who was woken, and errors.
#[track_caller]
fn check(fixture: &str, edits: &[(&str, &str, &str)], expect: Expect) {
    let mut out = String::new();
    for (path, old, new) in edits {
        let mut case = Case::new(fixture);
        let text = base_db::file_text(&case.test.db, case.test.file(path)).to_string();
        assert_eq!(text.matches(old).count(), 1, "`{old}` in {path}");
        case.test.edit(path, &text.replace(old, new));
        let (woken, errors) = case.ask();
        let woken = match woken.is_empty() {
            true => "nobody".to_owned(),
            false => woken.join(", "),
        };
        out.push_str(&format!("{old} => {new}: {woken}\n"));
        for error in errors {
            out.push_str(&format!("  {}\n", error.replace('\n', " / ")));
        }
    }
    expect.assert_eq(&out);
}

#[test]
fn inferred_returns() {
    check(
        "
        //- /C.hx
        class C { public static function c() { var n = 1; return n; } }
        //- /B.hx
        class B { public static function b() return C.c(); }
        //- /Main.hx
        class Main { static function a():Float return B.b(); static function other() return B; }
        ",
        &[
            ("/C.hx", "var n = 1", "var n = 2"),
            ("/C.hx", "var n = 1", "var n = 1.5"),
            ("/C.hx", "var n = 1", "var n = true"),
            ("/B.hx", "return C.c()", "return C.c() + 1"),
        ],
        expect![[r#"
            var n = 1 => var n = 2: C.c
            var n = 1 => var n = 1.5: C.c, B.b, Main.a
            var n = 1 => var n = true: C.c, B.b, Main.a
              Bool should be Float
            return C.c() => return C.c() + 1: B.b
        "#]],
    );
}

#[test]
fn abstracts() {
    check(
        "
        //- /Meters.hx
        abstract Meters(Float) from Float {
            public function new(v:Float) this = v;
            @:to function toInt():Int { return 1; }
            @:op(A + B) static function add(a:Meters, b:Meters):Meters { return new Meters(1); }
            public function twice() return this;
        }
        //- /Main.hx
        class Main {
            static function cast_(m:Meters):Int return m;
            static function op(m:Meters) return m + m;
            static function from():Meters return 1.5;
            static function method(m:Meters) return m.twice();
            static function only(m:Meters) {}
        }
        ",
        &[
            ("/Meters.hx", "{ return 1; }", "{ return 2; }"),
            ("/Meters.hx", "{ return new Meters(1); }", "{ return a; }"),
            ("/Meters.hx", "b:Meters):Meters", "b:Meters):Float"),
            ("/Meters.hx", "@:to function toInt", "function toInt"),
            ("/Meters.hx", "from Float", "to Float"),
            ("/Meters.hx", "twice() return this", "twice() return \"\""),
        ],
        expect![[r#"
            { return 1; } => { return 2; }: Meters.toInt
            { return new Meters(1); } => { return a; }: Meters.add
            b:Meters):Meters => b:Meters):Float: Meters.add, Main.op
            @:to function toInt => function toInt: Meters.new, Meters.toInt, Meters.add, Meters.twice, Main.cast_, Main.op, Main.from, Main.method
              Meters should be Int
            from Float => to Float: Meters.new, Meters.toInt, Meters.add, Meters.twice, Main.cast_, Main.op, Main.from, Main.method
              Float should be Meters
            twice() return this => twice() return "": Meters.twice, Main.method
        "#]],
    );
}

#[test]
fn enums() {
    check(
        "
        //- /Color.hx
        enum Color { Red; Rgb(r:Int); }
        //- /Main.hx
        class Main {
            static function match(c:Color) return switch (c) { case Red: 0; case Rgb(r): r; };
            static function make():Color return Rgb(1);
            static function pass(c:Color) return c;
        }
        ",
        &[
            ("/Color.hx", "Rgb(r:Int)", "Rgb(r:String)"),
            ("/Color.hx", "Red;", "Red; Blue;"),
            ("/Color.hx", "Red;", "Red; // a comment\n"),
        ],
        expect![[r#"
            Rgb(r:Int) => Rgb(r:String): Main.match, Main.make
              String should be Int
              Int should be String / For function argument 'r'
            Red; => Red; Blue;: Main.match
              Unmatched patterns: Blue
            Red; => Red; // a comment
            : nobody
        "#]],
    );
}

#[test]
fn enum_abstracts() {
    check(
        "
        //- /Mode.hx
        enum abstract Mode(Int) { var On = 1; var Off = 2; }
        //- /Main.hx
        class Main {
            static function match(m:Mode) return switch (m) { case On: 0; case Off: 1; };
            static function make():Mode return Mode.On;
            static function pass(m:Mode) return m;
        }
        ",
        &[
            ("/Mode.hx", "On = 1", "On = 3"),
            ("/Mode.hx", "var Off = 2;", "var Off = 2; var Half = 3;"),
        ],
        expect![[r#"
            On = 1 => On = 3: Mode.On, Main.match, Main.make
            var Off = 2; => var Off = 2; var Half = 3;: Mode.Half, Main.match
              Unmatched patterns: Half
        "#]],
    );
}

#[test]
fn classes() {
    check(
        "
        //- /Base.hx
        class Base {
            public var count:Int = 0;
            public function new() {}
            public function run(x:Int):Int { return x; }
        }
        //- /Sub.hx
        class Sub extends Base { override public function run(x:Int):Int { return super.run(x); } }
        //- /Main.hx
        class Main {
            static function call(s:Sub) return s.run(1);
            static function read(s:Sub) return s.count;
            static function up(s:Sub):Base return s;
            static function make() return new Sub();
            static function pass(s:Sub) return s;
        }
        ",
        &[
            ("/Base.hx", "{ return x; }", "{ return x + 1; }"),
            ("/Base.hx", "count:Int = 0", "count:Int = 1"),
            ("/Base.hx", "count:Int = 0", "count:Float = 0"),
            (
                "/Base.hx",
                "function new() {}",
                "function new() {} function more() {}",
            ),
            ("/Base.hx", "function new() {}", "function new(?n:Int) {}"),
            ("/Sub.hx", "extends Base", ""),
        ],
        expect![[r#"
            { return x; } => { return x + 1; }: Base.run
            count:Int = 0 => count:Int = 1: Base.count
            count:Int = 0 => count:Float = 0: Base.count, Main.read
            function new() {} => function new() {} function more() {}: Base.more
            function new() {} => function new(?n:Int) {}: Base.new, Main.make
            extends Base => : Sub.run, Main.call, Main.read, Main.up, Main.make
              Invalid modifier: override on field of class that has no parent
              Current class does not have a superclass
              Sub has no field count
              Sub should be Base
              Sub does not have a constructor
        "#]],
    );
}

#[test]
fn generics() {
    check(
        "
        //- /Box.hx
        class Box<T> {
            var v:T;
            public function new(v:T) { this.v = v; }
            public function get():T { return v; }
            public static function map<A, B>(b:Box<A>, f:A->B):Box<B> { return new Box(f(b.get())); }
        }
        //- /Main.hx
        class Main {
            static function make() return new Box(1);
            static function get(b:Box<String>):Int return b.get().length;
            static function map(b:Box<Int>) return Box.map(b, x -> \"\");
            static function pass(b:Box<Int>) return b;
        }
        ",
        &[
            ("/Box.hx", "{ return v; }", "{ trace; return v; }"),
            ("/Box.hx", "get():T", "get():Null<T>"),
            ("/Box.hx", "f:A->B", "f:A->Box<B>"),
            ("/Box.hx", "class Box<T>", "class Box<T:String>"),
        ],
        expect![[r#"
            { return v; } => { trace; return v; }: Box.get
              Unknown identifier : trace
            get():T => get():Null<T>: Box.get, Box.map, Main.get
            f:A->B => f:A->Box<B>: Box.map, Main.map
              error: Box<map.B> should be map.B / have: Box<Box<...>> / want: Box<map.B>
              String should be Box<Unknown<0>>
            class Box<T> => class Box<T:String>: Box.v, Box.new, Box.get, Box.map, Main.make, Main.get, Main.map
              Constraint check failure for Box.T / map.A should be String
              Constraint check failure for Box.T / map.B should be String
              map.B should be map.B / Constraint check failure for Box.T / map.B should be String / For function argument 'v'
              error: map.B should be String / have: Box<map.B> / want: Box<String>
              Constraint check failure for Box.T / Int should be String
              Constraint check failure for Box.T / Int should be String
              Int should be Int / Constraint check failure for Box.T / Int should be String / For function argument 'v'
        "#]],
    );
}

#[test]
fn usings() {
    check(
        "
        //- /Tools.hx
        class Tools {
            public static function twice(x:Int):Int { return x * 2; }
            public static function shout(s:String) return s;
        }
        //- /Main.hx
        using Tools;
        class Main {
            static function a() return (1).twice();
            static function b() return \"\".shout();
            static function c() return \"\".length;
        }
        ",
        &[
            ("/Tools.hx", "{ return x * 2; }", "{ return x; }"),
            ("/Tools.hx", "twice(x:Int):Int", "twice(x:Int):Float"),
            ("/Tools.hx", "return s;", "return s.length;"),
            (
                "/Tools.hx",
                "class Tools {",
                "class Tools { public static function more(x:Bool):Bool return x;",
            ),
            ("/Main.hx", "using Tools;", "using Tools; // here\n"),
        ],
        expect![[r#"
            { return x * 2; } => { return x; }: Tools.twice
            twice(x:Int):Int => twice(x:Int):Float: Tools.twice, Main.a
            return s; => return s.length;: Tools.shout, Main.b
            class Tools { => class Tools { public static function more(x:Bool):Bool return x;: Tools.more
            using Tools; => using Tools; // here
            : nobody
        "#]],
    );
}

#[test]
fn imports_of_a_directory() {
    check(
        "
        //- /lib/One.hx
        package lib;
        class One { public static function f():Int return 1; }
        //- /lib/Two.hx
        package lib;
        class Two {}
        //- /import.hx
        import lib.One;
        //- /Main.hx
        class Main {
            static function a() return One.f();
            static function b() return 1;
            static function c():Int return 2;
        }
        ",
        &[
            ("/import.hx", "import lib.One;", "import lib.One; // here\n"),
            (
                "/import.hx",
                "import lib.One;",
                "import lib.One;\nimport lib.Two;",
            ),
            ("/import.hx", "import lib.One;", "import lib.Two;"),
        ],
        expect![[r#"
            import lib.One; => import lib.One; // here
            : nobody
            import lib.One; => import lib.One;
            import lib.Two;: nobody
            import lib.One; => import lib.Two;: Main.a
              Unknown identifier : One
        "#]],
    );
}

#[test]
fn structures() {
    check(
        "
        //- /Point.hx
        typedef Point = { x:Int, ?y:Int }
        //- /Main.hx
        class Main {
            static function make():Point return { x: 1 };
            static function read(p:Point) return p.x;
            static function none() return 1;
        }
        ",
        &[
            ("/Point.hx", "x:Int, ?y", "x:Float, ?y"),
            ("/Point.hx", "?y:Int", "?y:Int, ?z:Int"),
            ("/Point.hx", "typedef", "/** A point. */ typedef"),
        ],
        expect![[r#"
            x:Int, ?y => x:Float, ?y: Main.make, Main.read
            ?y:Int => ?y:Int, ?z:Int: Main.make, Main.read
            typedef => /** A point. */ typedef: nobody
        "#]],
    );
}

#[test]
fn static_initialisers() {
    check(
        "
        //- /Conf.hx
        class Conf { public static var inferred = 1; public static var written:Int = 1; public static inline var LIMIT = 3; }
        //- /Main.hx
        class Main {
            static function a() return Conf.inferred;
            static function b() return Conf.written;
            static function c() return Conf.LIMIT;
        }
        ",
        &[
            ("/Conf.hx", "inferred = 1", "inferred = 2"),
            ("/Conf.hx", "inferred = 1", "inferred = true"),
            ("/Conf.hx", "written:Int = 1", "written:Int = 2"),
            ("/Conf.hx", "LIMIT = 3", "LIMIT = 4"),
        ],
        expect![[r#"
            inferred = 1 => inferred = 2: Conf.inferred
            inferred = 1 => inferred = true: Conf.inferred, Main.a
            written:Int = 1 => written:Int = 2: Conf.written
            LIMIT = 3 => LIMIT = 4: Conf.LIMIT, Main.c
        "#]],
    );
}

/// The field's type is decided anew when a body that names it changes, and wakes its users when it
/// is another one.
#[test]
fn fields_typed_by_uses() {
    check(
        "
        //- /Conf.hx
        class Conf {
            public static var list = [];
            static function fill() { list.push(1); }
            static function other() { var n = 1; return n; }
        }
        //- /Main.hx
        class Main { static function a() { Conf.list.push(2); } static function b():Int return 1; }
        ",
        &[
            ("/Conf.hx", "var n = 1", "var n = 2"),
            ("/Conf.hx", "list.push(1)", "list.push(3)"),
            ("/Conf.hx", "list.push(1)", "list.push(true)"),
            ("/Conf.hx", "var n = 1", "list.push(true); var n = 1"),
            ("/Conf.hx", "list = []", "list = [true]"),
            ("/Main.hx", "push(2)", "push(true)"),
        ],
        expect![[r#"
            var n = 1 => var n = 2: Conf.other
            list.push(1) => list.push(3): Conf.fill
            list.push(1) => list.push(true): Conf.list, Conf.fill, Main.a
              Int should be Bool / For function argument 'x'
            var n = 1 => list.push(true); var n = 1: Conf.other
              Bool should be Int / For function argument 'x'
            list = [] => list = [true]: Conf.list, Conf.fill, Main.a
              Int should be Bool / For function argument 'x'
              Int should be Bool / For function argument 'x'
            push(2) => push(true): Main.a
              Bool should be Int / For function argument 'x'
        "#]],
    );
}

#[test]
fn a_body_that_names_no_open_field_decides_nothing() {
    let text = "class Main {
        static var list = [];
        static function fill() { list.push(1); }
        static function other() { var n = 1; return n; }
    }";
    let mut case = Case::new(&format!("//- /Main.hx\n{text}"));
    let mut decided = |edited: &str| {
        case.test.edit("/Main.hx", edited);
        let executed = case.test.executed(|db| {
            let module = ModuleId::new(db, case.test.config, case.test.file("/Main.hx"));
            hir_ty::diagnostics::module_diagnostics(db, module);
        });
        executed.iter().filter(|it| *it == "types_by_uses").count()
    };
    assert_eq!(decided(&text.replace("n = 1", "n = 2.5")), 0);
    assert_eq!(decided(&text.replace("push(1)", "push(true)")), 1);
}
