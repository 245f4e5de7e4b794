//! Broken code is refused, never a panic: every prefix of a program that uses most of the language.

use hir_def::{fields_of, module_fields, module_types};

use super::{db_of, module};
use crate::{checks::module_diagnostics, program};

const TEXT: &str = "import haxe.Exception;
enum E<T> { A; B(x:T, ?n:Int); }
interface I { var p(get, never):Int; function m(x:Int = 5):String; }
abstract Ab(Int) from Int { public inline function up() this++; @:op(A + B) function add(o:Ab):Ab; }
class C<T> implements I { var v:T; public var p(get, never):Int; var w:Void; public function new(v:T, ...r:Int) this.v = v;
	function get_p() return 1; public function m(x:Int = 5) return '$x ${v}'; dynamic function d() {} }
class Main { static var s = [for (i in 0...3) i => new C(i)];
	static function f(e:E<Int>, a:Array<{x:Int}>) { var q; var n = 0;
		try { switch [e, a] { case [A, []]: n = 1; case [B(x, _), [{x: 2}]] if (x > n): q = x; case [B(1 | 2, m), _]: n += m; case _: throw new Exception('x'); } }
		catch (x:Exception) { n--; } catch (x) { return () -> n; }
		for (k => v in s) { if (k == 2) continue; n += v?.p ?? 3; } var ab:Ab = 4; ab.up(); do n++ while (n < 10);
		return function() return n + (cast ab : Int); }
	static function main() { trace(f(B(1), [])()); var d:Dynamic = Main; d.x = d[0] + 1; } }
";

#[test]
fn every_prefix_is_answered() {
    let mut test = db_of(TEXT);
    let cuts = (0..TEXT.len())
        .filter(|&at| TEXT.is_char_boundary(at))
        .step_by(17);
    for at in cuts.chain([TEXT.len()]) {
        test.edit("/Main.hx", &TEXT[..at]);
        let module = module(&test, "/Main.hx");
        module_diagnostics(&test.db, module);
        let types = module_types(&test.db, module).iter();
        let fields = types.flat_map(|&decl| fields_of(&test.db, decl));
        for &field in fields.chain(module_fields(&test.db, module)) {
            let _ = program::reachable(&test.db, field, &program::Options::default());
        }
    }
}

/// Code that the parser left out must not be missing in silence.
#[test]
fn skipped_text_does_not_run() {
    refuses("class Main { static function main():Int { return 1; + 5; } }");
}

/// What `a.name` stands for is the macro's to say: it is no field of the value.
#[test]
fn a_field_that_a_macro_resolves_does_not_run() {
    refuses(
        "class Main { static function main(a:A) return a.name; }
        abstract A(Dynamic) { @:op(a.b) macro function resolve(self, name:String); }",
    );
}

/// The first function of the first type cannot run.
#[track_caller]
fn refuses(text: &str) {
    let test = db_of(text);
    let main = fields_of(
        &test.db,
        module_types(&test.db, module(&test, "/Main.hx"))[0],
    )[0];
    let refused = program::reachable(&test.db, main, &program::Options::default());
    assert!(refused.is_err());
}
