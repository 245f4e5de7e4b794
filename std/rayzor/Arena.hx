package rayzor;

import rayzor.rt.Memory;

/** Memory handed out from the front of large blocks and given back all at once. **/
class Arena {
	final blocks:Vec<ArenaBlock> = new Vec<ArenaBlock>();
	final blockSize:Int;
	var used:Int = 0;
	var allocated:Int = 0;

	/** Bytes handed out and not given back. **/
	public var bytes(get, never):Int;

	public function new(blockSize:Int = 65536)
		this.blockSize = blockSize;

	inline function get_bytes():Int
		return allocated;

	/** `size` bytes, aligned to 16. **/
	public function alloc(size:Int):ArenaSlice {
		final wanted = (size + 15) & ~15;
		final n = blocks.length;
		if (n == 0 || used + wanted > blocks.get(n - 1).size) {
			final room = wanted > blockSize ? wanted : blockSize;
			blocks.push(new ArenaBlock(Memory.alloc(room), room));
			used = 0;
		}
		final slice = new ArenaSlice(blocks.get(blocks.length - 1), used, size);
		used += wanted;
		allocated += wanted;
		return slice;
	}

	/** Gives everything back. Slices must not be used afterwards: reading one throws. **/
	public function free():Void {
		for (i in 0...blocks.length)
			blocks.get(i).free();
		blocks.free();
		used = 0;
		allocated = 0;
	}
}

@:noCompletion @:allow(rayzor) class ArenaBlock {
	public final size:Int;

	var data:RawPtr;
	var alive:Bool = true;

	public function new(data:RawPtr, size:Int) {
		this.data = data;
		this.size = size;
	}

	public function free():Void {
		if (!alive)
			return;
		alive = false;
		Memory.free(data);
	}
}

/** Bytes of an arena. **/
class ArenaSlice {
	/** Number of bytes. **/
	public final length:Int;

	final block:ArenaBlock;
	final start:Int;

	@:allow(rayzor.Arena) function new(block:ArenaBlock, start:Int, length:Int) {
		this.block = block;
		this.start = start;
		this.length = length;
	}

	inline function check(index:Int):Void {
		if (index < 0 || index >= length)
			throw 'Index $index is outside of $length bytes';
		if (!block.alive)
			throw "The arena was freed";
	}

	/** The byte at `index`; throws outside. **/
	public function get(index:Int):Int {
		check(index);
		final byte:u8 = Memory.load(block.data, start + index);
		return byte;
	}

	/** Stores the low 8 bits of `value` at `index`; throws outside. **/
	public function set(index:Int, value:Int):Void {
		check(index);
		Memory.store(block.data, start + index, (value : u8));
	}
}
