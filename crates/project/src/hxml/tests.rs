use expect_test::{Expect, expect};
use test_utils::Fixture;
use vfs::{MemorySystem, VfsPath};

use super::parse_file;

fn check(fixture: &str, expect: Expect) {
    let fixture = Fixture::parse(fixture);
    let system = MemorySystem::new(
        fixture
            .texts()
            .map(|(path, text)| (VfsPath::new(path), text.into())),
    );
    let parsed = parse_file(&system, &VfsPath::new("/p"), &VfsPath::new("/p/build.hxml"));
    let mut res = String::new();
    for build in &parsed.builds {
        let class_paths: Vec<_> = build
            .class_paths
            .iter()
            .map(|(path, _)| path.as_str())
            .collect();
        let libraries: Vec<_> = build.libraries.iter().map(|(name, _)| &**name).collect();
        let defines: Vec<_> = build
            .defines
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        let target = build.target.map_or("none", |it| it.name());
        let main = build.main.as_deref().unwrap_or("-");
        res += &format!(
            "{target} {main} cp {class_paths:?} lib {libraries:?} D {defines:?} {:?}\n",
            build.modules
        );
    }
    for problem in &parsed.problems {
        res += &format!(
            "{}: {} {}\n",
            problem.place.line, problem.code, problem.message
        );
    }
    expect.assert_eq(&res);
}

#[test]
fn one_build() {
    check(
        r#"
        //- /p/build.hxml
        # sources
        -cp src
        -p "my sources"
        --library heaps:1.9
        -L format
        -D analyzer-optimize
        -D name=value with spaces
        --main pack.Main
        pack.Extra
        --js bin/out.js
        -dce full
        "#,
        expect![[r#"
            js pack.Main cp ["/p/src", "/p/my sources"] lib ["heaps:1.9", "format"] D ["analyzer-optimize=1", "name=value with spaces", "dce=full"] ["pack.Extra"]
        "#]],
    );
}

#[test]
fn each_and_next() {
    check(
        "
        //- /p/build.hxml
        common.hxml
        --each
        --js a.js
        -D one
        --next
        --hl b.hl
        --next
        -cmd echo done
        //- /p/common.hxml
        -cp src
        -main Main
        ",
        expect![[r#"
            js Main cp ["/p/src"] lib [] D ["one=1"] []
            hl Main cp ["/p/src"] lib [] D [] []
            none Main cp ["/p/src"] lib [] D [] []
        "#]],
    );
}

#[test]
fn directories_and_run() {
    check(
        "
        //- /p/build.hxml
        -cp a
        --cwd sub
        -cp b
        nested.hxml
        --run Main
        -cp
        not an option
        //- /p/sub/nested.hxml
        -cp ../c
        ",
        expect![[r#"
            eval Main cp ["/p/a", "/p/sub/b", "/p/c"] lib [] D [] []
        "#]],
    );
}

#[test]
fn problems_have_places() {
    check(
        "
        //- /p/build.hxml
        -cp src
        --jvs out
        missing.hxml
        build.hxml
        -main
        ",
        expect![[r#"
            none - cp ["/p/src"] lib [] D [] []
            1: hxml-unknown-option unknown option `--jvs'
            2: hxml-missing-file File not found: missing.hxml
            3: hxml-includes-itself build.hxml includes itself
            4: hxml-missing-value option `-main' needs an argument.
        "#]],
    );
}
