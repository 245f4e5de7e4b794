// Operators on what came out of a Dynamic work on the values there are.
class Main {
	static var dd:Dynamic = {a: "x", b: 3, f: 1.5};
	static function foo() return dd.a;
	static function main() {
		var d:Dynamic = {a: "x", b: "y", n: 3, f: 1.5, arr: [1,2], g: function(x) return x};
		trace(d.a + d.b);
		trace(d.n + 1);
		trace(1 + d.n);
		trace(d.n + d.f);
		trace(d.n - d.f);
		trace(d.a + 1);
		trace(d.n * 2);
		trace(d.n / 2);
		trace(d.n % 2);
		trace(d.n < d.f);
		trace(d.n > 1);
		d.n++; trace(d.n);
		trace(d.n++);
		trace(++d.n);
		d.n += 2; trace(d.n);
		d.a += "z"; trace(d.a);
		d.f *= 2; trace(d.f);
		trace(d.arr[0] + d.arr[1]);
		trace(d.arr[0] + 1);
		trace(d.arr.length + 1);
		trace(d.g(4) + 1);
		trace(d.g("s") + "t");
		trace(d.g("s") + d.g("t"));
		trace(-d.n);
		trace(foo());
		trace(foo() + "s");
		var l = d.n; trace(l + 1);
		var x:Int = d.n + 1; trace(x);
		var y:Float = d.n + 1; trace(y);
		var z:String = d.a + 1; trace(z);
		trace(d?.n + 1);
		trace(d.n == 8);
		trace(d.a == "xz");
		trace(d.n != null);
		trace(d.zz == null);
		trace(d.n & 3);
		trace(d.n << 1);
		trace(~d.n);
		var arr:Array<Dynamic> = ["a", 1, 2.5];
		trace(arr[0] + arr[1]);
		trace(arr[1] + arr[2]);
		trace(arr[1] - arr[2]);
		trace(d.arr[0] + "q");
		var n:Null<Int> = 4; trace(n++); trace(++n); trace(n);
		var e:Dynamic = 1; e += 1; trace(e); trace(e++); trace(e); e--; trace(e);
		trace([d.a, d.b].join(","));
		for (k in (d.arr:Array<Int>)) trace(k);
		var a2 = [d.n]; a2.push("s"); trace(a2);
		var s:Array<Int> = d.arr; trace(s[0] + s[1]);
		switch (d.a) { case "xz": trace("ok"); case _: trace("bad"); }
		switch (d.n) { case 8: trace("ok"); case _: trace("bad"); }
	}
}
