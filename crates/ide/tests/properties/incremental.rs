//! After any sequence of edits the answers are those of a database that saw the last texts only.
//!
//! Each file of a small project has several versions, broken ones among them; random steps put one
//! in place of another, and everything said about every file is compared with a fresh database.

use base_db::{FilePosition, testing::TestDb};
use test_utils::Fixture;

use super::{
    ask::{Random, report},
    edits::random_edit,
    live::Project,
};

/// A path and the versions its text goes through.
const FILES: &[(&str, &[&str])] = &[
    (
        "/Main.hx",
        &[
            "import lib.Color; using lib.Tools; class Main { static function main() { var p = new Player(1); trace(p.twice().hp); paint(Red); } static function paint(c:Color) { switch (c) { case Red: case Rgb(r): trace(r + 1); } } }",
            "import lib.Color; class Main extends Player { static function main() { var p = new Player(\"a\"); p.hp = \"x\"; p.twice(); } }",
            "import lib.*; class Main { static function main() { var a = []; a.push(new Player(1)); for (p in a) p.hit(2); return Tools.twice(1) } }",
            "class Main { static function main() { var x = helper(3); x.foo; y; } static function helper(n) return n",
        ],
    ),
    (
        "/Player.hx",
        &[
            "class Player { public var hp:Int; public function new(hp:Int) { this.hp = hp; } public function hit(n) { hp -= n; return hp; } }",
            "class Player { public var hp:Float; public function new(hp:String) { this.hp = 1.5; } public function hit(n:Int):Void {} }",
            "class Player extends Base<Int> { public var hp(get, never):Int; function get_hp() return value(); public function new(hp:Int) super(hp); public function hit(n) return other.hit(n); var other:Player; }",
            "class Player { public function hit( }",
            "class Player extends Base<Int> { public function hit(n:Int):Int return super.hit(n); }",
        ],
    ),
    (
        "/Base.hx",
        &[
            "class Base<T> { var v:T; public function new(v:T) { this.v = v; } function value() return v; }",
            "class Base<T> extends Player { function value():String return \"\"; }",
            "interface Base<T> { function value():T; }",
            "class Base<T> extends Player { override public function hit(n:Int):Int return n; }",
            "",
        ],
    ),
    (
        "/lib/Color.hx",
        &[
            "package lib; enum Color { Red; Rgb(r:Int); }",
            "package lib; enum abstract Color(Int) { var Red; var Blue; }",
            "package other; enum Color { Red; Rgb(r:String); Blue; }",
            "package lib; typedef Color = { r:Int }",
        ],
    ),
    (
        "/lib/Tools.hx",
        &[
            "package lib; class Tools { public static function twice<T>(x:T):T return x; }",
            "package lib; class Tools { public static function twice(x:Int) return x * 2; }",
            "package lib; class Tools { static function other() return Main.main(); }",
        ],
    ),
    (
        "/import.hx",
        &[
            "",
            "using lib.Tools;",
            "import lib.Color.*;",
            "import lib.Gone;",
        ],
    ),
];

const STD: &str = "
//- /std/StdTypes.hx
@:coreType @:notNull abstract Void {}
@:coreType @:notNull abstract Float {}
@:coreType @:notNull abstract Int to Float {}
@:coreType abstract Null<T> from T to T {}
@:coreType @:notNull abstract Bool {}
@:coreType abstract Dynamic<T> {}
typedef Iterator<T> = { function hasNext():Bool; function next():T; }
typedef Iterable<T> = { function iterator():Iterator<T>; }
//- /std/String.hx
extern class String { var length(default, null):Int; }
//- /std/Array.hx
extern class Array<T> { var length(default, null):Int; function push(x:T):Int; function iterator():Iterator<T>; }
//- /std/haxe/PosInfos.hx
package haxe;
typedef PosInfos = { var fileName:String; }
//- /std/haxe/Log.hx
package haxe;
class Log { public static dynamic function trace(v:Dynamic, ?infos:PosInfos):Void {} }
";

#[test]
fn incremental_equals_from_scratch() {
    for seed in 0..4 {
        check(seed);
    }
}

fn check(seed: u64) {
    let mut random = Random(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ 0x2545_f491);
    let mut versions = vec![0; FILES.len()];
    let mut live = fresh(&versions);
    for step in 0..30 {
        let file = random.below(FILES.len());
        versions[file] = random.below(FILES[file].1.len());
        live.edit(FILES[file].0, FILES[file].1[versions[file]]);
        // Half of the steps ask about one file only, so that memos of different ages meet.
        let asked: Vec<usize> = match random.below(2) {
            0 => vec![random.below(FILES.len())],
            _ => (0..FILES.len()).collect(),
        };
        let scratch = fresh(&versions);
        for index in asked {
            let path = FILES[index].0;
            let offset = random.below(FILES[index].1[versions[index]].len() + 1);
            let (was, wanted) = (
                report_at(&live, path, offset),
                report_at(&scratch, path, offset),
            );
            assert_eq!(
                was, wanted,
                "seed {seed}, step {step}, {path}, versions {versions:?}"
            );
        }
    }
}

fn fresh(versions: &[usize]) -> TestDb {
    let std = Fixture::parse(STD);
    let own = FILES
        .iter()
        .zip(versions)
        .map(|((path, texts), &version)| (*path, texts[version]));
    TestDb::new(std.texts().chain(own))
}

fn report_at(test: &TestDb, path: &str, offset: usize) -> String {
    let position = FilePosition {
        file: test.file(path),
        offset: (offset as u32).into(),
    };
    report(&test.db, test.config, position)
}

/// Real files, each step an edit at a random place.
#[test]
fn edits_of_the_standard_library() {
    let mut random = Random(7);
    let names = [
        "StringTools.hx",
        "haxe/ds/List.hx",
        "haxe/ds/BalancedTree.hx",
    ];
    let paths = names.map(|it| project::embedded_std().join(it));
    let mut live = Project::of_std();
    let originals = paths.clone().map(|it| live.text(&it));
    let mut texts = originals.clone().map(|it| it.to_string());
    for step in 0..8 {
        let file = random.below(paths.len());
        texts[file] = match random.below(4) {
            0 => originals[file].to_string(),
            _ => random_edit(&mut random, &texts[file]),
        };
        live.set_text(&paths[file], &texts[file]);
        let asked = random.below(paths.len());
        let offset = random.below(texts[asked].len() + 1);
        let mut scratch = live.anew();
        for (path, text) in paths.iter().zip(&texts) {
            scratch.set_text(path, text);
        }
        let report_of = |project: &Project| {
            let position = FilePosition {
                file: project.file(&paths[asked]),
                offset: (offset as u32).into(),
            };
            report(&project.db, project.config, position)
        };
        let (was, wanted) = (report_of(&live), report_of(&scratch));
        assert_eq!(was, wanted, "step {step}, {}", paths[asked]);
    }
}
