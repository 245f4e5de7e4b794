//! Just enough of a standard library for the rules of types.

pub(super) const FILES: &[(&str, &str)] = &[
    (
        "/std/StdTypes.hx",
        r#"
@:coreType abstract Void {}
@:coreType @:notNull @:runtimeValue abstract Float {}
@:coreType @:notNull @:runtimeValue abstract Int to Float {}
@:forward @:coreType abstract Null<T> from T to T {}
@:coreType @:notNull @:runtimeValue abstract Bool {}
@:coreType @:runtimeValue abstract Dynamic<T> {}
typedef Iterator<T> = { function hasNext():Bool; function next():T; }
typedef Iterable<T> = { function iterator():Iterator<T>; }
typedef KeyValueIterator<K, V> = Iterator<{ key:K, value:V }>;
typedef KeyValueIterable<K, V> = { function keyValueIterator():KeyValueIterator<K, V>; }
extern interface ArrayAccess<T> {}
"#,
    ),
    (
        "/std/String.hx",
        r#"
extern class String {
    var length(default, null):Int;
    function new(string:String):Void;
    function charAt(index:Int):String;
    function charCodeAt(index:Int):Null<Int>;
    static function fromCharCode(code:Int):String;
}
"#,
    ),
    (
        "/std/Array.hx",
        r#"
extern class Array<T> {
    var length(default, null):Int;
    function new():Void;
    function push(x:T):Int;
    function map<S>(f:T -> S):Array<S>;
    function iterator():Iterator<T>;
}
"#,
    ),
    (
        "/std/Class.hx",
        "@:coreType @:runtimeValue abstract Class<T> {}",
    ),
    (
        "/std/Enum.hx",
        "@:coreType @:runtimeValue abstract Enum<T> {}",
    ),
    ("/std/EnumValue.hx", "@:coreType abstract EnumValue {}"),
    (
        "/std/Any.hx",
        "@:forward.variance abstract Any(Dynamic) from Dynamic to Dynamic {}",
    ),
    (
        "/std/haxe/Rest.hx",
        r#"
package haxe;
@:coreType abstract Rest<T> {
    var length(get, never):Int;
    function get_length():Int;
    @:from static function of<T>(array:Array<T>):Rest<T>;
}
"#,
    ),
    (
        "/std/haxe/Constraints.hx",
        r#"
package haxe;
abstract Function(Dynamic) {}
abstract FlatEnum(Dynamic) {}
abstract NotVoid(Dynamic) {}
abstract Constructible<T>(Dynamic) {}
interface IMap<K, V> { function get(k:K):Null<V>; function set(k:K, v:V):Void; }
"#,
    ),
    (
        "/std/haxe/extern/EitherType.hx",
        "package haxe.extern; abstract EitherType<T1, T2>(Dynamic) from T1 to T1 from T2 to T2 {}",
    ),
    (
        "/std/haxe/ds/StringMap.hx",
        r#"
package haxe.ds;
class StringMap<T> implements haxe.Constraints.IMap<String, T> {
    public function new():Void {}
    public function get(k:String):Null<T> { return null; }
    public function set(k:String, v:T):Void {}
}
"#,
    ),
    (
        "/std/haxe/ds/IntMap.hx",
        r#"
package haxe.ds;
class IntMap<T> implements haxe.Constraints.IMap<Int, T> {
    public function new():Void {}
    public function get(k:Int):Null<T> { return null; }
    public function set(k:Int, v:T):Void {}
}
"#,
    ),
    (
        "/std/haxe/ds/Map.hx",
        r#"
package haxe.ds;
import haxe.Constraints.IMap;
@:multiType(@:followWithAbstracts K)
abstract Map<K, V>(IMap<K, V>) {
    public function new();
    public inline function get(k:K):Null<V> { return this.get(k); }
    @:arrayAccess public inline function arrayRead(k:K):Null<V> { return this.get(k); }
    @:to static inline function toStringMap<K:String, V>(t:IMap<K, V>):StringMap<V> { return null; }
    @:to static inline function toIntMap<K:Int, V>(t:IMap<K, V>):IntMap<V> { return null; }
    @:from static inline function fromStringMap<V>(map:StringMap<V>):Map<String, V> { return null; }
}
"#,
    ),
    ("/std/Map.hx", "typedef Map<K, V> = haxe.ds.Map<K, V>;"),
    (
        "/std/Lambda.hx",
        r#"
class Lambda {
    public static function count<A>(it:Iterable<A>, ?pred:A -> Bool):Int { return 0; }
    public static function array<A>(it:Iterable<A>):Array<A> { return null; }
}
"#,
    ),
];
