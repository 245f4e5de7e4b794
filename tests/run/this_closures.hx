class Button {
	var clicks = 0;
	var handlers:Array<Int->Void> = [];
	public function new() {
		handlers.push(function(i) clicks += i);
		handlers.push(onClick);
		handlers.push(i -> this.onClick(i * 100));
	}
	function onClick(i:Int) clicks += i * 10;
	public function fire(i:Int) {
		for (h in handlers) h(i);
		return clicks;
	}
	public dynamic function label() return "default " + clicks;
}

class Main {
	static function main() {
		var b = new Button();
		trace(b.fire(1), b.fire(2));
		trace(b.label());
		b.label = () -> "custom";
		trace(b.label());
		var f = b.fire;
		trace(f(0) == b.fire(0));
	}
}
