//! The commands from a shell: exit status, streams, and the form of what is printed. Other tools rely on it.

use std::path::Path;
use std::process::{Command, Output};

use expect_test::{Expect, expect};

fn project(files: &[(&str, &str)]) -> tempfile::TempDir {
    let dir = tempfile::tempdir().expect("a directory");
    for (name, text) in files {
        let path = dir.path().join(name);
        std::fs::create_dir_all(path.parent().expect("in a directory")).expect("writable");
        std::fs::write(path, text).expect("writable");
    }
    dir
}

fn rayzor(dir: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_rayzor"))
        .args(arguments)
        .current_dir(dir)
        .output()
        .expect("rayzor starts")
}

/// `status`, standard output and, if there is any, standard error, with the directory taken out.
fn check(files: &[(&str, &str)], arguments: &[&str], expect: Expect) {
    let dir = project(files);
    let output = rayzor(dir.path(), arguments);
    let mut res = format!("status {}\n", output.status.code().unwrap_or(-1));
    res += &String::from_utf8_lossy(&output.stdout);
    if !output.stderr.is_empty() {
        res += &format!("stderr: {}", String::from_utf8_lossy(&output.stderr));
    }
    expect.assert_eq(&res.replace(&format!("{}/", dir.path().display()), ""));
}

#[test]
fn check_as_json() {
    check(
        &[
            ("build.hxml", "-cp src\n"),
            (
                "src/Main.hx",
                "class Main {\n\tvar s = \"😀\"; var n:Int = \"text\";\n}\n",
            ),
            ("src/pack/Fine.hx", "package pack;\nclass Fine {}\n"),
        ],
        &["check", "--format", "json"],
        expect![[r#"
            status 1
            {"code":"type-mismatch","column":28,"endColumn":34,"endLine":2,"file":"src/Main.hx","line":2,"message":"String should be Int","severity":"error"}
        "#]],
    );
}

#[test]
fn check_for_people() {
    check(
        &[("A.hx", "class A { var n:Int = true; }\n")],
        &["check", "A.hx"],
        expect![[r#"
            status 1
            error[type-mismatch]: Bool should be Int
              ┌─ A.hx:1:23
              │
            1 │ class A { var n:Int = true; }
              │                       ^^^^

            1 module, 1 error, 0 warnings
        "#]],
    );
    check(
        &[("A.hx", "class A {}\n")],
        &["check", "-cp", "."],
        expect![[r#"
            status 0
            1 module, 0 errors, 0 warnings
        "#]],
    );
}

/// Options beside a path are those of its build.
#[test]
fn check_for_a_target() {
    let files = &[(
        "src/A.hx",
        "class A { #if js var n:Int = true; #end #if python var s:Int = ''; #end }\n",
    )];
    for path in ["src", "src/A.hx"] {
        check(
            files,
            &["check", path, "-js", "x.js", "--format", "json"],
            expect![[r#"
                status 1
                {"code":"type-mismatch","column":30,"endColumn":34,"endLine":1,"file":"src/A.hx","line":1,"message":"Bool should be Int","severity":"error"}
            "#]],
        );
    }
}

#[test]
fn run_is_the_program() {
    let text = "class Main {\n\tstatic function main() {\n\t\tSys.println(Sys.args().join(\",\"));\n\t\tSys.exit(3);\n\t}\n\tstatic function fails() throw \"no\";\n}\n";
    let files = &[("src/Main.hx", text)];
    check(
        files,
        &["run", "src/Main.hx", "--", "a", "-b"],
        expect![[r#"
            status 3
            a,-b
        "#]],
    );
    check(
        files,
        &["run", "-cp", "src", "--main", "Main", "--field", "fails"],
        expect![[r#"
            status 1
            stderr: Uncaught exception no
            Called from Main.fails (src/Main.hx line 6 column 26)
        "#]],
    );
    check(
        files,
        &["run", "-cp", "src", "-main", "Nothing"],
        expect![[r#"
            status 1
            stderr: Type not found : Nothing
        "#]],
    );
}

#[test]
fn commands_not_understood() {
    check(
        &[],
        &["check", "nowhere"],
        expect![[r#"
            status 1
            error[unresolved-type]: Type not found : nowhere
              command line

            0 modules, 1 error, 0 warnings
        "#]],
    );
    check(
        &[],
        &["check", "--format"],
        expect![[r#"
        status 2
        stderr: rayzor: --format needs a value
    "#]],
    );
}

#[test]
fn format_shows_what_would_change() {
    check(
        &[
            (
                "hxformat.json",
                r#"{"indentation": {"character": "  "}, "excludes": ["/export/"]}"#,
            ),
            ("src/A.hx", "class A {\nvar a:Int;\n  var b:Int;\n}\n"),
            ("src/B.hx", "class B {}\n"),
            ("src/export/C.hx", "class  C{}\n"),
        ],
        &["format", "--check", "src"],
        expect![[r#"
            status 1
            --- src/A.hx
            +++ src/A.hx
            @@ -1,4 +1,4 @@
             class A {
            -var a:Int;
            +  var a:Int;
               var b:Int;
             }
            stderr: 1 of 2 files would change
        "#]],
    );
}

#[test]
fn format_in_place_and_again() {
    let dir = project(&[("A.hx", "class A{var a:Int;}\n")]);
    let output = rayzor(dir.path(), &["format", "A.hx"]);
    assert_eq!(String::from_utf8_lossy(&output.stdout), "A.hx\n");
    let text = std::fs::read_to_string(dir.path().join("A.hx")).expect("readable");
    assert_eq!(text, "class A {\n\tvar a:Int;\n}\n");
    let output = rayzor(dir.path(), &["format", "--check", "."]);
    assert_eq!(output.status.code(), Some(0));
}

#[test]
fn format_with_mistaken_options() {
    check(
        &[
            ("hxformat.json", r#"{"sameLine": {"ifBody": "maybe"}}"#),
            ("A.hx", "class A{}\n"),
        ],
        &["format", "A.hx"],
        expect![[r#"
            status 2
            stderr: rayzor: hxformat.json: unknown variant `maybe`, expected one of `same`, `next`, `keep` at line 1 column 31
        "#]],
    );
}

#[test]
fn traces_name_files_as_class_paths_are_written() {
    check(
        &[
            (
                "src/Main.hx",
                "class Main {\n\tstatic function main() {\n\t\ttrace(1);\n\t\tpack.Other.f();\n\t}\n}\n",
            ),
            (
                "lib/pack/Other.hx",
                "package pack;\nclass Other {\n\tpublic static function f()\n\t\ttrace(2);\n}\n",
            ),
        ],
        &["run", "-cp", "src", "-cp", "lib", "--main", "Main"],
        expect![[r#"
            status 0
            src/Main.hx:3: 1
            lib/pack/Other.hx:4: 2
        "#]],
    );
}

#[test]
fn run_says_what_belongs_to_another_platform() {
    check(
        &[(
            "Main.hx",
            "import js.Browser;\nclass Main {\n\tstatic function main() {\n\t\tBrowser.alert(\"\");\n\t\tpython.Syntax.code(\"\");\n\t}\n}\n",
        )],
        &["run", "-cp", ".", "--main", "Main"],
        expect![[r#"
            status 1
            stderr: Main.main cannot run:
            Main.main:4: not supported: `js.Browser`, which belongs to another platform,
            Main.main:5: not supported: `python`, which belongs to another platform,
        "#]],
    );
}

#[test]
fn run_says_which_type_parameters_are_missing() {
    check(
        &[(
            "Main.hx",
            "@:multiType abstract M<T>(Dynamic) {\n\tpublic function new();\n\t@:to static function i(m:M<Int>):Array<Int> return [];\n}\nclass Main {\n\tstatic var m = new M();\n\tstatic function main() trace(m);\n}\n",
        )],
        &["run", "-cp", ".", "--main", "Main"],
        expect![[r#"
            status 1
            stderr: Main.main cannot run:
            Main.m$init:6: not supported: An object whose type parameters are not written (write them out)
        "#]],
    );
}
