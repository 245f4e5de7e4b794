package rayzor;

import rayzor.rt.Memory;

/**
	A growable list of machine values stored side by side: one copy of the code per element type,
	no boxes. Starts at 16 bytes and doubles. `free` gives its memory back; using it
	afterwards is as using an empty one.

	```haxe
	var vec = new Vec<u8>();
	vec.push(42);
	```
**/
@:generic class Vec<T> {
	var data:RawPtr = Memory.none();
	/** Elements that the collector must see live here instead. **/
	var refs:Null<Array<T>> = null;
	var size:Int = 0;
	var room:Int = 0;

	/** Number of elements. **/
	public var length(get, never):Int;

	public function new() {}

	inline function get_length():Int
		return size;

	/** Number of elements. **/
	public inline function len():Int
		return size;

	/** How many elements fit before memory is asked for again. **/
	public inline function capacity():Int
		return room;

	/** Adds at the end. **/
	public function push(value:T):Void {
		if (Memory.isReference((null : Null<T>))) {
			if (refs == null)
				refs = [];
			refs.push(value);
			size++;
			if (size > room)
				room = size;
		} else {
			if (size == room)
				grow();
			Memory.store(data, size, value);
			size++;
		}
	}

	function grow():Void {
		final one:Int = Memory.sizeOf((null : Null<T>));
		if (room == 0) {
			room = Std.int(16 / one);
			data = Memory.alloc(16);
		} else {
			room *= 2;
			data = Memory.realloc(data, room * one);
		}
	}

	/** Takes the last element away and returns it; `null` when there is none. **/
	public function pop():Null<T> {
		if (size == 0)
			return null;
		size--;
		if (Memory.isReference((null : Null<T>)))
			return refs.pop();
		final value:T = Memory.load(data, size);
		return value;
	}

	/** The element at `index`; throws outside. **/
	public function get(index:Int):T {
		if (index < 0 || index >= size)
			throw 'Index $index is outside of a Vec of $size';
		if (Memory.isReference((null : Null<T>)))
			return refs[index];
		final value:T = Memory.load(data, index);
		return value;
	}

	/** Makes the element at `index` `value`; throws outside. **/
	public function set(index:Int, value:T):Void {
		if (index < 0 || index >= size)
			throw 'Index $index is outside of a Vec of $size';
		if (Memory.isReference((null : Null<T>)))
			refs[index] = value;
		else
			Memory.store(data, index, value);
	}

	/** Takes all elements out; keeps the memory. **/
	public function clear():Void {
		size = 0;
		if (Memory.isReference((null : Null<T>)))
			refs = null;
	}

	/** Gives the memory back. **/
	public function free():Void {
		size = 0;
		room = 0;
		refs = null;
		Memory.free(data);
		data = Memory.none();
	}

	public function toString():String {
		final out = new StringBuf();
		out.add("[");
		for (i in 0...size) {
			if (i > 0)
				out.add(",");
			out.add(Std.string(get(i)));
		}
		out.add("]");
		return out.toString();
	}
}
