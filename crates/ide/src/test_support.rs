//! What the tests of the features share: a fixture with a small standard library, and ways to draw
//! an answer on the source.

use base_db::{Config, FilePosition, FileRange, RootDatabase, file_text, testing::TestDb};
use test_utils::Fixture;

use crate::NavigationTarget;

const STD: &str = "
//- /std/StdTypes.hx
@:coreType @:notNull @:runtimeValue abstract Void {}
@:coreType @:notNull @:runtimeValue abstract Float {}
@:coreType @:notNull @:runtimeValue abstract Int to Float {}
@:coreType abstract Null<T> from T to T {}
@:coreType @:notNull @:runtimeValue abstract Bool {}
@:coreType @:runtimeValue abstract Dynamic<T> {}
typedef Iterator<T> = { function hasNext():Bool; function next():T; }
typedef Iterable<T> = { function iterator():Iterator<T>; }
typedef KeyValueIterator<K, V> = Iterator<{ key:K, value:V }>;
extern interface ArrayAccess<T> {}
//- /std/String.hx
extern class String {
    /** The number of characters. */
    var length(default, null):Int;
    function new(string:String):Void;
    function charAt(index:Int):String;
    function indexOf(str:String, ?startIndex:Int):Int;
    function split(delimiter:String):Array<String>;
    static function fromCharCode(code:Int):String;
}
//- /std/Array.hx
extern class Array<T> {
    var length(default, null):Int;
    function new():Void;
    function push(x:T):Int;
    function pop():Null<T>;
    function map<S>(f:T->S):Array<S>;
    function filter(f:T->Bool):Array<T>;
    function iterator():Iterator<T>;
}
//- /std/Class.hx
@:coreType @:runtimeValue abstract Class<T> {}
//- /std/Enum.hx
@:coreType @:runtimeValue abstract Enum<T> {}
//- /std/EnumValue.hx
@:coreType abstract EnumValue {}
//- /std/Any.hx
abstract Any(Dynamic) from Dynamic to Dynamic {}
//- /std/Math.hx
extern class Math { static var PI(default, null):Float; static function abs(v:Float):Float; }
//- /std/Std.hx
extern class Std { static function int(x:Float):Int; static function string(s:Dynamic):String; }
//- /std/haxe/Rest.hx
package haxe;
@:coreType abstract Rest<T> from Array<T> to Array<T> {}
//- /std/haxe/exceptions/NotImplementedException.hx
package haxe.exceptions;
class NotImplementedException { public function new() {} }
//- /std/haxe/PosInfos.hx
package haxe;
typedef PosInfos = { var fileName:String; var lineNumber:Int; var className:String; var methodName:String; var ?customParams:Array<Dynamic>; }
//- /std/haxe/Log.hx
package haxe;
class Log { public static dynamic function trace(v:Dynamic, ?infos:PosInfos):Void {} }
";

pub(crate) struct Case {
    pub test: TestDb,
    pub fixture: Fixture,
}

impl Case {
    pub fn new(fixture: &str) -> Case {
        let std = Fixture::parse(STD);
        let fixture = Fixture::parse(fixture);
        let test = TestDb::new(std.texts().chain(fixture.texts()));
        Case { test, fixture }
    }

    pub fn db(&self) -> &RootDatabase {
        &self.test.db
    }

    pub fn config(&self) -> Config {
        self.test.config
    }

    /// Where `$0` stands.
    pub fn position(&self) -> FilePosition {
        let (file, offset) = self.fixture.cursor();
        FilePosition {
            file: self.test.file(&file.path),
            offset: (offset as u32).into(),
        }
    }

    /// `/A.hx:3 "text"`
    pub fn place(&self, place: FileRange) -> String {
        let text = file_text(self.db(), place.file);
        let range = std::ops::Range::<usize>::from(place.range);
        let line = text[..range.start].matches('\n').count() + 1;
        let path = place.file.path(self.db());
        format!("{}:{line} {:?}", path.as_str(), &text[range])
    }

    pub fn target(&self, target: &NavigationTarget) -> String {
        let container = target.container.as_deref().unwrap_or("-");
        format!(
            "{:?} {} in {container} at {}",
            target.kind,
            target.name,
            self.place(target.focus())
        )
    }

    /// The project after edits.
    pub fn after(&self, edits: &[base_db::FileEdit]) -> TestDb {
        let std = Fixture::parse(STD);
        let mut test = TestDb::new(std.texts().chain(self.fixture.texts()));
        for file in &self.fixture.files {
            let input = self.test.file(&file.path);
            if edits.iter().any(|it| it.place.file == input) {
                test.edit(&file.path, &self.edited(input, edits));
            }
        }
        test
    }

    fn edited(&self, input: base_db::File, edits: &[base_db::FileEdit]) -> String {
        let mut text = file_text(self.db(), input).to_string();
        let mut own: Vec<_> = edits.iter().filter(|it| it.place.file == input).collect();
        // Of two at one place the first comes first.
        own.reverse();
        own.sort_by_key(|it| std::cmp::Reverse((it.place.range.start(), it.place.range.end())));
        for pair in own.windows(2) {
            assert!(
                pair[1].place.range.end() <= pair[0].place.range.start(),
                "edits overlap: {pair:?}"
            );
        }
        for edit in own {
            text.replace_range(std::ops::Range::<usize>::from(edit.place.range), &edit.text);
        }
        text
    }

    /// The fixture's files after edits.
    pub fn apply(&self, edits: &[base_db::FileEdit]) -> String {
        let db = self.db();
        let mut res = String::new();
        for file in &self.fixture.files {
            let input = self.test.file(&file.path);
            if !edits.iter().any(|it| it.place.file == input) {
                continue;
            }
            let text = self.edited(input, edits);
            if self.fixture.files.len() > 1 {
                res.push_str(&format!("//- {}\n", input.path(db).as_str()));
            }
            res.push_str(&text);
        }
        res
    }
}

/// Lines of a list, one each.
pub(crate) fn lines(items: impl IntoIterator<Item = String>) -> String {
    items.into_iter().map(|it| it + "\n").collect()
}
