use base_db::testing::TestDb;
use expect_test::{Expect, expect};
use test_utils::Fixture;

use super::{
    PathPrefix, ScopeValue, TypeResolution, resolve_module_value, resolve_path_prefix,
    resolve_type_path, similar_names,
};
use crate::{
    Name,
    data::source_path,
    diagnostics::module_diagnostics,
    ids::{FieldOwner, ModuleId},
    module::module_path,
    scope::usings_of,
    type_ref::DottedPath,
};

struct Checker {
    db: TestDb,
}

impl Checker {
    fn new(fixture: &str) -> Checker {
        let fixture = Fixture::parse(fixture);
        Checker {
            db: TestDb::new(fixture.texts()),
        }
    }

    fn module(&self, path: &str) -> ModuleId<'_> {
        ModuleId::new(&self.db.db, self.db.config, self.db.file(path))
    }

    /// What each path means as a type in the file `at`.
    fn types(&self, at: &str, paths: &[&str]) -> String {
        let db = &self.db.db;
        let mut res = String::new();
        for path in paths {
            let found = match resolve_type_path(db, self.module(at), &DottedPath::parse(path)) {
                TypeResolution::Type(ty) => source_path(db, ty),
                TypeResolution::Unresolved => "unresolved".to_owned(),
                TypeResolution::Unknown => "unknown".to_owned(),
            };
            res.push_str(&format!("{path}: {found}\n"));
        }
        res
    }

    /// What each name means as a value below members in the file `at`, best first.
    fn values(&self, at: &str, names: &[&str]) -> String {
        let mut res = String::new();
        for name in names {
            let found: Vec<String> =
                resolve_module_value(&self.db.db, self.module(at), &Name::new(name))
                    .into_iter()
                    .map(|it| self.value(it))
                    .collect();
            res.push_str(&format!("{name}: {}\n", found.join(", ")));
        }
        res
    }

    fn value(&self, value: ScopeValue<'_>) -> String {
        let db = &self.db.db;
        match value {
            ScopeValue::Field(field) | ScopeValue::EnumAbstractValue(field) => {
                match field.owner(db) {
                    FieldOwner::Type(ty) => format!("{}.{}", source_path(db, ty), field.name(db)),
                    FieldOwner::Module(module) => {
                        format!("{}:{}", module_path(db, module).dotted(), field.name(db))
                    }
                }
            }
            ScopeValue::EnumCtor(ctor) => {
                format!("{}.{}", source_path(db, ctor.enum_(db)), ctor.name(db))
            }
        }
    }

    fn prefixes(&self, at: &str, paths: &[&str]) -> String {
        let db = &self.db.db;
        let mut res = String::new();
        for path in paths {
            let dotted = DottedPath::parse(path);
            let found = match resolve_path_prefix(db, self.module(at), dotted.segments()) {
                Some((PathPrefix::Type(ty), used)) => format!("{} ({used})", source_path(db, ty)),
                Some((PathPrefix::ModuleField(field), used)) => {
                    format!("{} ({used})", self.value(ScopeValue::Field(field)))
                }
                None => "none".to_owned(),
            };
            res.push_str(&format!("{path}: {found}\n"));
        }
        res
    }

    fn errors(&self, at: &str) -> String {
        let db = &self.db.db;
        let text = base_db::file_text(db, self.db.file(at));
        module_diagnostics(db, self.module(at))
            .iter()
            .map(|it| format!("{:?}: {}\n", &text[it.place.range], it.message))
            .collect()
    }
}

#[track_caller]
fn check(actual: String, expect: Expect) {
    expect.assert_eq(&actual);
}

#[test]
fn order_of_types() {
    let checker = Checker::new(
        "
        //- /p/q/Main.hx
        package p.q;
        import a.Both;
        import b.Both;
        import w.*;
        class Own {}
        private class Hidden {}
        //- /a/Both.hx
        package a;
        class Both {}
        class Own {}
        class OnlyA {}
        private class Secret {}
        //- /b/Both.hx
        package b;
        class Both {}
        //- /w/Wild.hx
        package w;
        class Wild {}
        class Sub {}
        //- /p/Near.hx
        package p;
        class Near {}
        class Sub {}
        //- /p/q/Near.hx
        package p.q;
        class Near {}
        //- /Top.hx
        class Top {}
        //- /std/String.hx
        class String {}
        //- /std/StdTypes.hx
        class Int {}
        ",
    );
    check(
        checker.types(
            "/p/q/Main.hx",
            &[
                "Own",
                "Hidden",
                "Both",
                "OnlyA",
                "Secret",
                "Wild",
                "Sub",
                "Near",
                "p.Near",
                "Top",
                "String",
                "Int",
                "std.String",
                "p.Near.Sub",
                "Near.Sub",
                "Wild.Sub",
                "Main.Own",
                "Both.Own",
                "a.Both.Own",
                "Nothing",
                "js.Browser",
                "a.Nothing",
            ],
        ),
        expect![[r#"
            Own: p.q.Main.Own
            Hidden: p.q.Main.Hidden
            Both: b.Both
            OnlyA: a.Both.OnlyA
            Secret: unresolved
            Wild: w.Wild
            Sub: unresolved
            Near: p.q.Near
            p.Near: p.Near
            Top: Top
            String: String
            Int: StdTypes.Int
            std.String: String
            p.Near.Sub: p.Near.Sub
            Near.Sub: p.Near.Sub
            Wild.Sub: w.Wild.Sub
            Main.Own: p.q.Main.Own
            Both.Own: unresolved
            a.Both.Own: a.Both.Own
            Nothing: unresolved
            js.Browser: unknown
            a.Nothing: unresolved
        "#]],
    );
}

#[test]
fn aliases_and_failed_imports() {
    let checker = Checker::new(
        "
        //- /Main.hx
        import a.B as C;
        import a.B.Sub as D;
        import a.Gone;
        //- /a/B.hx
        package a;
        class B {}
        class Sub {}
        ",
    );
    check(
        checker.types("/Main.hx", &["B", "C", "Sub", "D", "Gone"]),
        expect![[r#"
            B: unresolved
            C: a.B
            Sub: unresolved
            D: a.B.Sub
            Gone: unknown
        "#]],
    );
}

#[test]
fn order_of_values() {
    let checker = Checker::new(
        "
        //- /Main.hx
        import a.Colors;
        import a.Tools.helper;
        import a.Tools.helper as other;
        import a.Many.*;
        import a.Fields;
        function top() {}
        enum First { Red; Own; }
        enum Second { Own; }
        //- /a/Colors.hx
        package a;
        enum Colors { Red; Green; }
        enum abstract Level(Int) { var Low; final High = 2; static var none = 1; }
        typedef Alias = Colors;
        //- /a/Tools.hx
        package a;
        class Tools { public static function helper() {} public function member() {} }
        //- /a/Many.hx
        package a;
        class Many { public static var one = 1; @:noImportGlobal public static var two = 2; public var three = 3; }
        //- /a/Fields.hx
        package a;
        function shared() {}
        private function secret() {}
        ",
    );
    check(
        checker.values(
            "/Main.hx",
            &[
                "top", "Red", "Own", "Green", "Low", "High", "none", "helper", "other", "member",
                "one", "two", "three", "shared", "secret",
            ],
        ),
        expect![[r#"
            top: Main:top
            Red: Main.First.Red
            Own: Main.Second.Own
            Green: a.Colors.Green
            Low: a.Colors.Level.Low
            High: a.Colors.Level.High
            none: 
            helper: a.Tools.helper
            other: a.Tools.helper
            member: 
            one: a.Many.one
            two: 
            three: 
            shared: a.Fields:shared
            secret: 
        "#]],
    );
}

#[test]
fn dotted_values() {
    let checker = Checker::new(
        "
        //- /p/Main.hx
        package p;
        import a.B;
        class Main {}
        class Other {}
        //- /a/B.hx
        package a;
        class B { public static var both = 1; }
        class Sub {}
        function both() {}
        function free() {}
        //- /p/Near.hx
        package p;
        class Near {}
        class Sub {}
        ",
    );
    check(
        checker.prefixes(
            "/p/Main.hx",
            &[
                "a.B",
                "a.B.both",
                "a.B.free",
                "a.B.Sub.x",
                "a.B.unknown.y",
                "B.Sub",
                "Near.Sub",
                "Near.x",
                "Other.x",
                "Main.Other",
                "a",
                "a.b",
                "std.a.B.both",
            ],
        ),
        expect![[r#"
            a.B: a.B (2)
            a.B.both: a.B (2)
            a.B.free: a.B:free (3)
            a.B.Sub.x: a.B.Sub (3)
            a.B.unknown.y: a.B (2)
            B.Sub: a.B (1)
            Near.Sub: p.Near.Sub (2)
            Near.x: p.Near (1)
            Other.x: p.Main.Other (1)
            Main.Other: p.Main.Other (2)
            a: none
            a.b: none
            std.a.B.both: a.B (3)
        "#]],
    );
}

#[test]
fn import_hx() {
    let checker = Checker::new(
        "
        //- /import.hx
        import x.A;
        import x.B;
        using x.A;
        //- /p/import.hx
        import y.A;
        using y.A;
        //- /p/Main.hx
        package p;
        using x.B;
        class Main {}
        //- /x/A.hx
        package x;
        class A {}
        //- /x/B.hx
        package x;
        class B {}
        class B2 {}
        //- /y/A.hx
        package y;
        class A {}
        ",
    );
    check(
        checker.types("/p/Main.hx", &["A", "B", "B2"]),
        expect![[r#"
            A: y.A
            B: x.B
            B2: x.B.B2
        "#]],
    );
    let db = &checker.db.db;
    let usings: Vec<String> = usings_of(db, checker.module("/p/Main.hx"))
        .iter()
        .map(|&it| match it {
            FieldOwner::Type(ty) => source_path(db, ty),
            FieldOwner::Module(module) => {
                format!("functions of {}", crate::module_name(db, module))
            }
        })
        .collect();
    check(
        usings.join(", "),
        expect!["x.B, x.B.B2, functions of B, y.A, functions of A, x.A, functions of A"],
    );
}

#[test]
fn target_files_and_class_paths() {
    let checker = Checker::new(
        "
        //- /Main.hx
        class Main {}
        //- /T.hx
        class Plain {}
        //- /T.rayzor.hx
        class Ours {}
        //- /T.js.hx
        class Theirs {}
        //- /haxe/Over.hx
        package haxe;
        class Over {}
        //- /std/haxe/Over.hx
        package haxe;
        class Over {}
        class FromStd {}
        ",
    );
    check(
        checker.types(
            "/Main.hx",
            &["T.Plain", "T.Ours", "haxe.Over", "haxe.Over.FromStd"],
        ),
        expect![[r#"
            T.Plain: unresolved
            T.Ours: T.Ours
            haxe.Over: haxe.Over
            haxe.Over.FromStd: unresolved
        "#]],
    );
}

#[test]
fn wrong_imports() {
    let checker = Checker::new(
        "
        //- /p/Main.hx
        package q;
        import a.Tool;
        import a;
        import a.Tools.nothing;
        import a.Tools.healper;
        import a.Tools.Nothing;
        import a.Tools.a.b;
        import a.Tools as tools;
        import a.Tools.Secret;
        import b.*;
        using a.Foo;
        import js.Browser;
        //- /a/Tools.hx
        package a;
        class Tools { public static function helper() {} }
        private class Secret {}
        ",
    );
    check(
        checker.errors("/p/Main.hx"),
        expect![[r#"
        "package q;": `package q;` in Main.hx should be `package p;`
        "a.Tool": Type not found : a.Tool (Suggestion: Tools)
        "a": Module name must start with an uppercase letter
        "nothing": Class<a.Tools> has no field nothing
        "healper": Class<a.Tools> has no field healper (Suggestion: helper)
        "Nothing": Class<a.Tools> has no field Nothing
        "a": Module a.Tools does not define field a
        "tools": Type aliases must start with an uppercase letter
        "Secret": Importing private declarations from a module is not allowed
        "a.Foo": Type not found : a.Foo
    "#]],
    );
}

#[test]
fn similar() {
    let names = ["length", "lenght", "len", "push", "Length"].map(Name::new);
    check(
        format!("{:?}", similar_names("lenth", names.iter())),
        expect![[r#"["Length", "length"]"#]],
    );
}

#[test]
fn names_behind_an_absent_library_are_unknown() {
    let checker = Checker::new(
        "
//- /Main.hx
import cs.system.*;
import java.util.Type;
//- /Plain.hx
//- /Type.hx
class Type {}
//- /String.hx
class String {}
",
    );
    check(
        checker.types("/Main.hx", &["Type", "BindingFlags", "String"]),
        expect![[r#"
            Type: unknown
            BindingFlags: unknown
            String: String
        "#]],
    );
    check(
        checker.types("/Plain.hx", &["Type", "BindingFlags"]),
        expect![[r#"
            Type: Type
            BindingFlags: unresolved
        "#]],
    );
}
