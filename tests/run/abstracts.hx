abstract Meters(Float) from Float to Float {
	public inline function new(v:Float) this = v;
	@:op(A + B) static function add(a:Meters, b:Meters):Meters return new Meters((a : Float) + (b : Float));
	@:op(A > B) static function gt(a:Meters, b:Meters):Bool return (a : Float) > (b : Float);
	@:from static function fromInt(i:Int):Meters return new Meters(i);
	@:to function toStr():String return this + "m";
	public function double():Meters return new Meters(this * 2);
	public var km(get, never):Float;
	function get_km() return this / 1000;
}

enum abstract Level(Int) to Int {
	var Low = 1;
	var Mid;
	var High = 10;
	public function next():Level return switch (cast this : Level) {
		case Low: Mid;
		case Mid: High;
		case High: Low;
	}
}

@:forward(length)
abstract Names(Array<String>) {
	public function new() this = [];
	@:arrayAccess function get(i:Int) return this[i];
	@:arrayAccess function set(i:Int, v:String) { this[i] = v; return v; }
	public function add(s:String) { this.push(s); return abstract; }
}

class Main {
	static function main() {
		var a:Meters = 5.5;
		var b:Meters = 3;
		var c = a + b;
		trace((c : Float), c > b, c.double().km);
		var s:String = c;
		trace(s);
		var l = Low;
		trace(l.next() == Mid, (High : Int), (Mid : Int));
		trace(switch (l.next()) {
			case Low: "low";
			case Mid: "mid";
			case High: "high";
		});
		var n = new Names();
		n.add("x").add("y");
		n[1] = "z";
		trace(n[0] + n[1], n.length);
		n[0] += "!";
		trace(n[0]);
	}
}
