//! "Missing return": where the reference reports it, and where it does not.

use super::{db_of, module};
use crate::checks::module_diagnostics;

/// Lines of the fixture with an error, against those marked `// missing`.
#[track_caller]
fn check(fixture: &str) {
    let test = db_of(fixture);
    let found: Vec<usize> = module_diagnostics(&test.db, module(&test, "/Main.hx"))
        .iter()
        .map(|it| {
            fixture[..usize::from(it.place.range.start())]
                .lines()
                .count()
        })
        .collect();
    let marked: Vec<usize> = (1..)
        .zip(fixture.lines())
        .filter(|(_, line)| line.contains("// missing"))
        .map(|(n, _)| n)
        .collect();
    assert_eq!(found, marked);
}

#[test]
fn inline_method_that_throws_leaves_its_caller() {
    check(
        "class Main {
	inline static function fail(s:String) throw 'at $s';
	static function far(s:String) throw s;
	static function some(i:Int):Int switch i {
		case 0: return 1;
		default: fail('x');
	}
	static function other(i:Int):Int switch i {
		case 0: return 1;
		default: far('x'); // missing
	}
}",
    );
}

#[test]
fn function_given_for_a_later_parameter_is_typed_once() {
    check(
        "class Main {
	static function later(?id:String, then:Void->Void, at:Float) {}
	static function any(f:Array<Dynamic>->Dynamic) {}
	static function main() {
		var s = '';
		later(function() { s = 'x'; }, 1.0);
		any(function(el) { s = 'y'; });
	}
}",
    );
}

#[test]
fn open_result_of_a_callback_is_void() {
    check(
        "class Main {
	static function with(s:String, f) f(s);
	static function main() {
		var s = '';
		with('a', function(x) s = x);
	}
}",
    );
}

#[test]
fn a_return_inside_of_an_expression_returns() {
    check(
        "class Main {
	static function f(a:Int):Bool return true;
	static function argument():Int {
		f(return 1);
	}
	static function variable():Int {
		var x = {x: return 1};
	}
	static function one_branch(b:Bool):Int {
		if (b) f(return 1) else throw 1;
	}
	static function right(b:Bool):Int {
		b && (return 1); // missing
	}
	static function in_a_function():Int {
		var g = function() return 1; // missing
	}
}",
    );
}
