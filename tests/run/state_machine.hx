enum State {
	Idle;
	Running(task:String, progress:Int);
	Done(result:Result<String>);
}

enum Result<T> {
	Ok(v:T);
	Err(code:Int, ?msg:String);
}

class Machine {
	public var state(default, set):State = Idle;
	public var history:Array<String> = [];
	public var onChange:(State, State) -> Void = (_, _) -> {};
	public function new() {}
	function set_state(s:State) {
		onChange(state, s);
		history.push(name(s));
		return state = s;
	}
	static function name(s:State) return switch (s) {
		case Idle: "idle";
		case Running(t, p) if (p >= 100): 'finishing $t';
		case Running(t, _): 'running $t';
		case Done(Ok(v)): 'ok $v';
		case Done(Err(c, null)): 'error $c';
		case Done(Err(c, m)): 'error $c: $m';
	}
	public function step() switch (state) {
		case Idle: state = Running("job", 0);
		case Running(t, p) if (p >= 100): state = Done(Ok(t.toUpperCase()));
		case Running(t, p): state = Running(t, p + 60);
		case Done(_): state = Idle;
	}
}

class Main {
	static function main() {
		var m = new Machine();
		var changes = 0;
		m.onChange = (a, b) -> if (!a.match(Running(_, _))) changes++;
		for (_ in 0...6) m.step();
		trace(m.history.join(", "), changes);
		m.state = Done(Err(3));
		m.state = Done(Err(4, "bad"));
		trace(m.history[6], m.history[7]);
		trace(m.state);
	}
}
