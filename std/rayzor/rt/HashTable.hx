package rayzor.rt;

/**
	The runtime's hash table: insertion order, iteration by cursor that survives removal.
	`kind`: 0 Int keys, 1 String, 2 objects by identity, 3 enum values by structure.
**/
@:noCompletion extern class HashTable {
	@:rt("rayzor_map_new") static function make(kind:Int):Dynamic;
	@:rt("rayzor_map_get") static function get(h:Dynamic, key:Dynamic):Dynamic;
	@:rt("rayzor_map_set") static function set(h:Dynamic, key:Dynamic, value:Dynamic):Void;
	@:rt("rayzor_map_exists") static function exists(h:Dynamic, key:Dynamic):Bool;
	@:rt("rayzor_map_remove") static function remove(h:Dynamic, key:Dynamic):Bool;
	@:rt("rayzor_map_get_int") static function getInt(h:Dynamic, key:Int):Dynamic;
	@:rt("rayzor_map_set_int") static function setInt(h:Dynamic, key:Int, value:Dynamic):Void;
	@:rt("rayzor_map_exists_int") static function existsInt(h:Dynamic, key:Int):Bool;
	@:rt("rayzor_map_get_string") static function getString(h:Dynamic, key:String):Dynamic;
	@:rt("rayzor_map_set_string") static function setString(h:Dynamic, key:String, value:Dynamic):Void;
	@:rt("rayzor_map_exists_string") static function existsString(h:Dynamic, key:String):Bool;
	@:rt("rayzor_map_len") static function len(h:Dynamic):Int;
	@:rt("rayzor_map_clear") static function clear(h:Dynamic):Void;
	@:rt("rayzor_map_copy") static function copy(h:Dynamic):Dynamic;
	/** Index of the first live entry at or after `cursor`, -1 when there is none. **/
	@:rt("rayzor_map_next") static function next(h:Dynamic, cursor:Int):Int;
	@:rt("rayzor_map_key_at") static function keyAt(h:Dynamic, index:Int):Dynamic;
	@:rt("rayzor_map_value_at") static function valueAt(h:Dynamic, index:Int):Dynamic;
}

/** Steps through the keys of a table. **/
@:noCompletion class TableKeys<K> {
	final h:Dynamic;
	var at:Int;

	public inline function new(h:Dynamic) {
		this.h = h;
		this.at = HashTable.next(h, 0);
	}

	public inline function hasNext():Bool
		return at >= 0;

	public function next():K {
		final key:K = HashTable.keyAt(h, at);
		at = HashTable.next(h, at + 1);
		return key;
	}
}

/** Steps through the values of a table. **/
@:noCompletion class TableValues<V> {
	final h:Dynamic;
	var at:Int;

	public inline function new(h:Dynamic) {
		this.h = h;
		this.at = HashTable.next(h, 0);
	}

	public inline function hasNext():Bool
		return at >= 0;

	public function next():V {
		final value:V = HashTable.valueAt(h, at);
		at = HashTable.next(h, at + 1);
		return value;
	}
}

/** Steps through the pairs of a table. **/
@:noCompletion class TablePairs<K, V> {
	final h:Dynamic;
	var at:Int;

	public inline function new(h:Dynamic) {
		this.h = h;
		this.at = HashTable.next(h, 0);
	}

	public inline function hasNext():Bool
		return at >= 0;

	public function next():{key:K, value:V} {
		final pair = {key: (HashTable.keyAt(h, at) : K), value: (HashTable.valueAt(h, at) : V)};
		at = HashTable.next(h, at + 1);
		return pair;
	}
}
