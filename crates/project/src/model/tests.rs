use expect_test::{Expect, expect};
use test_utils::Fixture;
use vfs::{MemorySystem, VfsPath};

use super::{Options, load};

fn check(fixture: &str, options: Options, expect: Expect) {
    let fixture = Fixture::parse(fixture);
    let system = MemorySystem::new(
        fixture
            .texts()
            .map(|(path, text)| (VfsPath::new(path), text.into())),
    );
    let model = load(&system, &[VfsPath::new("/p")], &options);
    let mut res = String::new();
    for build in &model.builds {
        let paths: Vec<_> = build
            .config
            .class_paths
            .iter()
            .map(|it| it.path.as_str())
            .collect();
        res += &format!(
            "{}: {} {paths:?}\n",
            build.config.name,
            build.config.target.name()
        );
    }
    for problem in &model.problems {
        res += &format!("{}: {}\n", problem.place.line, problem.message);
    }
    expect.assert_eq(&res);
}

const WITH_STD: &str = r#"
//- /s/StdTypes.hx
//- /p/src/Main.hx
"#;

fn with_std(fixture: &str) -> String {
    format!("{fixture}{WITH_STD}")
}

fn std_in_s() -> Options {
    Options {
        std: Some("/s".to_owned()),
        ..Options::default()
    }
}

#[test]
fn a_folder_without_hxml() {
    check(
        &with_std("//- /p/Readme\n"),
        Options::default(),
        expect![[r#"
            p: rayzor ["/p/src", "/p", "/@rayzor/std"]
        "#]],
    );
}

#[test]
fn builds_of_a_folder() {
    check(
        &with_std(
            "//- /p/build.hxml\n-cp src\n-js a.js\n//- /p/all.hxml\nbuild.hxml\n--next\ncommon.hxml\n-hl a.hl\n//- /p/common.hxml\n-cp src\n-cp gone\n//- /p/tests/t.hxml\n-cp .\n--interp\n",
        ),
        std_in_s(),
        expect![[r#"
            all.hxml (1): js ["/p/src", "/p", "/s/js/_std", "/s"]
            all.hxml (2): hl ["/p/gone", "/p/src", "/p", "/s/hl/_std", "/s"]
            tests/t.hxml: eval ["/p/tests", "/s/eval/_std", "/s"]
            1: classpath /p/gone is not a directory or cannot be read from
        "#]],
    );
}

#[test]
fn chosen_builds() {
    let arguments = vec![
        "-cp".to_owned(),
        "src".to_owned(),
        "--cpp".to_owned(),
        "out".to_owned(),
    ];
    check(
        &with_std("//- /p/build.hxml\n-cp src\n-js a.js\n"),
        Options {
            configurations: vec![(arguments.join(" "), arguments)],
            ..std_in_s()
        },
        expect![[r#"
            -cp src --cpp out: cpp ["/p/src", "/p", "/s/cpp/_std", "/s"]
        "#]],
    );
}
