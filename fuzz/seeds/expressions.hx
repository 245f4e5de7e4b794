class A {
    function f() {
        var a = 1, b:Int = 2, c;
        final d = a + b * -c % 3 - ~4 / 5 << 1 >> 2 >>> 3 & 4 | 5 ^ 6;
        a += b -= c *= 1; a >>>= 2; a ??= b ?? c; a <<= 1;
        var e = a == b && c != d || !(a < b) && a >= b ? a : b is Int ? 1 : 2;
        for (i in 0...10) if (i % 2 == 0) continue else break;
        for (k => v in m) trace(k, v);
        while (true) { do x++ while (--y > 0); }
        var g = [for (i in a) for (j in b) if (i != j) i => j];
        switch a {
            case 1 | 2, 3 if (b): { c; }
            case B(var x, _) | C({a: y, b: [z, _]}): x;
            case _.toLowerCase() => "a": null;
            case -1 | "s" | ~/r/ | true: return;
            case []: throw "x";
            default:
        }
        try f(cast x, cast(y, Int), (z : Float)) catch (e:Dynamic) untyped { __js__("x"); } catch (e) {}
        var h = function<T>(x:T):T return x, i = x -> x, j = (x:Int, ?y = 1) -> { x; }, k = () -> null;
        inline function local(a, ...b) return a + b.length;
        @:m(1) @n return @o (inline f(a?.b?.c()[1]!, ...d) : Null<Int>);
        new A<B<C>>(a.b.C.new.bind(_, 1)).d.macro.e;
        var o = {a: 1, "b": 2, c: {d: function() {}}}; static var s = 1;
        if (a) b else if (c) d; else e;
        x.y = x.z++ + ++x.w - -1 - --x.v;
    }
}
