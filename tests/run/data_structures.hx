import haxe.ds.*;
class K implements haxe.Constraints.IMap<Int, Int> { public function new() {} public function get(k:Int):Null<Int> return k; public function set(k:Int, v:Int):Void {} public function exists(k:Int) return true; public function remove(k:Int) return false; public function keys():Iterator<Int> return [1].iterator(); public function iterator():Iterator<Int> return [2].iterator(); public function keyValueIterator():KeyValueIterator<Int, Int> return null; public function copy():haxe.Constraints.IMap<Int, Int> return this; public function toString() return "K"; public function clear() {} }
class HK { public var n:Int; public function new(n) this.n = n; public function hashCode() return n % 3; public function toString() return 'HK$n'; }
enum E { A; B(i:Int); }
class Main {
	static function sorted<T>(it:Iterator<T>):Array<T> { var a = [for (x in it) x]; a.sort(Reflect.compare); return a; }
	static function main() {
		var m:Map<String, Int> = ["z" => 1, "a" => 2]; m["m"] = 3; trace(sorted(m.keys())); trace(sorted(m.iterator())); trace(m.exists("a"), m.exists("q"), m["q"], m.get("z"), m.remove("a"), m.remove("a")); trace(Lambda.count(m)); var c = m.copy(); c["new"] = 9; trace(m.exists("new"), c["new"]); m.clear(); trace(Lambda.count(m), m.toString()); 
		var im = new IntMap<String>(); for (i in [5, -3, 1000000]) im.set(i, 's$i'); trace(sorted(im.keys())); im.set(5, "x"); trace(im.get(5)); for (k => v in im) if (k == -3) trace(v); 
		var om = new ObjectMap<HK, Int>(); var k1 = new HK(1); var k2 = new HK(1); om.set(k1, 1); om.set(k2, 2); trace(om.get(k1), om.get(k2), om.exists(new HK(1))); om.remove(k1); trace([for (k in om.keys()) k.n]);
		var em = new EnumValueMap<E, String>(); em.set(A, "a"); em.set(B(2), "b2"); em.set(B(1), "b1"); trace(em.get(B(2)), em.exists(B(3)), em.toString()); trace([for (k => v in em) v]); trace(em.remove(A), em.exists(A));
		var bt = new BalancedTree<Int, String>(); for (i in [5, 2, 8, 1, 9, 3]) bt.set(i, "" + i); trace([for (k in bt.keys()) k], bt.get(8), bt.exists(7), bt.remove(5), [for (v in bt) v], bt.toString()); trace([for (k => v in bt.copy()) k + v]);
		var hm = new HashMap<HK, String>(); hm[new HK(4)] = "four"; hm[new HK(1)] = "one"; trace(hm.exists(new HK(7)), hm.get(new HK(10))); trace([for (k => v in hm) v].length);
		var l = new List<Int>(); l.add(2); l.add(3); l.push(1); trace(l, l.length, l.first(), l.last(), l.pop(), l.length, l.isEmpty(), l.remove(3), l.remove(9)); l.add(7); trace(l.filter(x -> x > 2), l.map(x -> x * 2), l.join("-"), [for (i => v in l) i + ":" + v]); l.clear(); trace(l.isEmpty(), l.first(), l.pop());
		var g = new GenericStack<Int>(); g.add(1); g.add(2); g.add(3); trace(g.first(), g.pop(), g.toString(), g.remove(1), g.isEmpty(), [for (x in g) x]);
		var v = new Vector<Int>(4); trace(v[0], v.length); v.fill(7); v[1] = 3; trace(v.toArray(), v.join(","), v.map(x -> x + 1), v.copy().length); Vector.blit(v, 0, v, 1, 3); trace(v.toArray()); trace(Vector.fromData(v.toData()).length); var vs = new Vector<String>(2); trace(vs[0]); var v2 = new Vector(2, "d"); trace(v2.toArray());
		var o:Option<Int> = Some(3); trace(switch o { case Some(x): x; case None: 0; }); var ro:ReadOnlyArray<Int> = [1, 2]; trace(ro.length, ro[1], ro.concat([3]), ro.contains(2)); var e:Either<Int, String> = Right("r"); trace(e);
		var a = [for (i in 0...20) {k: i % 3, i: i}]; ArraySort.sort(a, (x, y) -> x.k - y.k); trace([for (x in a) x.i]); var a2 = [5, 3, 9, 1]; ArraySort.sort(a2, Reflect.compare); trace(a2); var l1:haxe.ds.List<Int> = new haxe.ds.List(); l1.add(1); trace(l1);
		var arr = [3, 1, 2]; trace(arr.concat([4]), arr.join("|"), arr.pop(), arr.push(9), arr.shift(), arr); arr.unshift(0); arr.insert(1, 5); arr.insert(-1, 6); arr.insert(100, 8); trace(arr, arr.remove(5), arr.remove(55), arr.indexOf(9), arr.lastIndexOf(0), arr.contains(6), arr.slice(1, 3), arr.slice(-2), arr.slice(3, 1), arr.splice(1, 2), arr); arr.reverse(); trace(arr, arr.copy() == arr, arr.filter(x -> x > 1), arr.map(x -> '$x'), arr.splice(-1, 1), arr.splice(10, 1)); arr.resize(5); trace(arr); arr.resize(1); trace(arr, arr.length, arr[10], [for (i => x in ["a", "b"]) i + x]); arr[4] = 1; trace(arr); 
		trace([1, 2, 3].indexOf(3, 1), [1, 2, 3].indexOf(1, 1), [1, 2, 1].lastIndexOf(1, 1), [1, 2].indexOf(2, -1), [0.5].contains(0.5), ["a"].indexOf("a"), [[1]].indexOf([1]));
		var it = [1, 2].iterator(); trace(it.hasNext(), it.next(), it.next(), it.hasNext(), it.next()); trace([[3, 1], [2]].map(x -> x.length)); var words = ["pear", "Apple", "fig"]; words.sort((a, b) -> Reflect.compare(a.toLowerCase(), b.toLowerCase())); trace(words); trace(new K()); 
	}
}
// CHOICE: an Int that is not there is 0
