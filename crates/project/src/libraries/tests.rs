use expect_test::{Expect, expect};
use test_utils::Fixture;
use vfs::{MemorySystem, VfsPath};

use super::resolve;
use crate::hxml::parse_file;

fn check(fixture: &str, expect: Expect) {
    let fixture = Fixture::parse(fixture);
    let system = MemorySystem::new(
        fixture
            .texts()
            .map(|(path, text)| (VfsPath::new(path), text.into())),
    );
    let parsed = parse_file(&system, &VfsPath::new("/p"), &VfsPath::new("/p/build.hxml"));
    let mut build = parsed.builds.into_iter().next().expect("a build");
    let (roots, problems) = resolve(&system, &mut build);
    let class_paths: Vec<_> = build
        .class_paths
        .iter()
        .map(|(path, _)| path.as_str())
        .collect();
    let defines: Vec<_> = build
        .defines
        .iter()
        .map(|(name, value)| format!("{name}={value}"))
        .collect();
    let mut res = format!("cp {class_paths:?}\nD {defines:?}\nroots {roots:?}\n");
    for problem in problems {
        res += &format!("{}: {}\n", problem.place.line, problem.message);
    }
    expect.assert_eq(&res);
}

#[test]
fn a_local_repository() {
    check(
        r#"
        //- /p/build.hxml
        -cp src
        -L heaps
        -L missing
        -L format:9.9.9
        //- /p/.haxelib/heaps/.current
        1.9.1
        //- /p/.haxelib/heaps/1,9,1/haxelib.json
        { "classPath": "lib", "dependencies": { "format": "3.0.0" }, "version": "1.9.1" }
        //- /p/.haxelib/heaps/1,9,1/extraParams.hxml
        -D heaps_extra
        --macro hxd.Init.run()
        //- /p/.haxelib/heaps/1,9,1/lib/H.hx
        //- /p/.haxelib/format/.current
        3.4.0
        //- /p/.haxelib/format/3,4,0/haxelib.json
        { "classPath": "" }
        "#,
        expect![[r#"
            cp ["/p/src", "/p/.haxelib/format/3,4,0", "/p/.haxelib/heaps/1,9,1/lib"]
            D ["format=3.4.0", "heaps=1.9.1", "heaps_extra=1"]
            roots [/p/.haxelib/format/3,4,0, /p/.haxelib/heaps/1,9,1]
            2: Library missing is not installed
        "#]],
    );
}

#[test]
fn a_directory_under_development() {
    check(
        r#"
        //- /p/build.hxml
        -cp src
        -L mine
        //- /p/.haxelib/mine/.dev
        /work/mine
        //- /work/mine/haxelib.json
        { "classPath": "src" }
        "#,
        expect![[r#"
            cp ["/p/src", "/work/mine/src"]
            D ["mine=1"]
            roots [/work/mine]
        "#]],
    );
}

#[test]
fn lix() {
    check(
        r#"
        //- /p/build.hxml
        -cp src
        -L tink_core
        //- /p/.haxerc
        { "version": "4.3.6", "resolveLibs": "scoped" }
        //- /p/haxe_libraries/tink_core.hxml
        # @install: lix download
        -cp ${SCOPE_DIR}/cache/tink_core/src
        -D tink_core=2.1.1
        -lib other
        //- /p/haxe_libraries/other.hxml
        -cp ${SCOPE_DIR}/cache/other
        "#,
        expect![[r#"
            cp ["/p/src", "/p/cache/tink_core/src", "/p/cache/other"]
            D ["tink_core=2.1.1"]
            roots [/p/cache/tink_core/src, /p/cache/other]
        "#]],
    );
}
