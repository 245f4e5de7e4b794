/** Maps with objects, strings and numbers as keys. **/
class Item {
	public var id:Int;
	public var name:String;

	public function new(id) {
		this.id = id;
		name = "item" + id;
	}
}

enum Color {
	Red;
	Green;
	Blue;
	Mix(a:Color, b:Color);
}

class ObjectMaps {
	static function main() {
		var items = [for (i in 0...5000) new Item(i)];
		var sum = 0;
		for (round in 0...20) {
			var m = new haxe.ds.ObjectMap<Item, Int>();
			for (it in items)
				m.set(it, it.id + round);
			for (it in items)
				sum = (sum + m.get(it)) & 0xfffffff;
			for (k => v in m)
				sum = (sum + k.id * 3 + v) & 0xfffffff;
			for (i in 0...2500)
				m.remove(items[i * 2]);
			for (it in items)
				if (m.exists(it))
					sum++;
			var names = new Map<String, Item>();
			for (it in items)
				names[it.name] = it;
			for (i in 0...5000) {
				var it = names["item" + (i * 7 % 6000)];
				if (it != null)
					sum += it.id;
			}
			sum &= 0xfffffff;
			var groups = new Map<Int, Array<Item>>();
			for (it in items) {
				var k = it.id % 97;
				var g = groups[k];
				if (g == null)
					groups[k] = g = [];
				g.push(it);
			}
			for (g in groups)
				sum += g.length;
		}
		trace(sum);
	}
}
