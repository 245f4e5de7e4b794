/** Depth-first search and union-find on a graph of objects. **/
class Block {
	public var id:Int;
	public var ins:Array<Block> = [];
	public var outs:Array<Block> = [];

	public function new(id)
		this.id = id;
}

class UF {
	public var parent:UF;
	public var b:Block;
	public var num:Int;

	public function new() {
		parent = this;
	}

	public function find():UF {
		var list = [];
		var n = this;
		while (n != n.parent) {
			if (n.parent != n.parent.parent)
				list.push(n);
			n = n.parent;
		}
		for (x in list)
			x.parent = n.parent;
		return n;
	}
}

class LoopFinder {
	static function dfs(b:Block, nodes:Array<UF>, num:Map<Int, Int>, last:Array<Int>, cur:Int):Int {
		var u = nodes[cur];
		u.parent = u;
		u.b = b;
		u.num = cur;
		num[b.id] = cur;
		var id = cur;
		for (t in b.outs)
			if (!num.exists(t.id))
				id = dfs(t, nodes, num, last, id + 1);
		last[cur] = id;
		return id;
	}

	static function main() {
		var blocks = [for (i in 0...4000) new Block(i)];
		function edge(a:Int, b:Int) {
			blocks[a].outs.push(blocks[b]);
			blocks[b].ins.push(blocks[a]);
		}
		for (i in 0...3999) {
			edge(i, i + 1);
			if (i % 5 == 4)
				edge(i, i - 3);
			if (i % 50 == 49)
				edge(i, i - 40);
		}
		var loops = 0;
		for (round in 0...40) {
			var n = blocks.length;
			var nodes = [for (i in 0...n) new UF()];
			var num = new Map<Int, Int>(), last = [for (i in 0...n) 0];
			var total = dfs(blocks[0], nodes, num, last, 0) + 1;
			var backs = [for (i in 0...n) []];
			for (w in 0...total)
				for (v in nodes[w].b.ins) {
					var x = num[v.id];
					if (w <= x && x <= last[w])
						backs[w].push(x);
				}
			var w = total;
			while (--w >= 0) {
				var body = [];
				for (v in backs[w])
					if (v != w) {
						var f = nodes[v].find();
						if (body.indexOf(f) < 0)
							body.push(f);
					}
				var work = body.copy();
				while (work.length > 0) {
					var x = work.shift();
					for (p in nodes[x.num].b.ins) {
						var y = nodes[num[p.id]].find();
						if (y.num != w && y.num > w && body.indexOf(y) < 0) {
							body.push(y);
							work.push(y);
						}
					}
				}
				if (body.length > 0) {
					loops++;
					for (x in body)
						x.parent = nodes[w];
				}
			}
		}
		trace(loops);
	}
}
