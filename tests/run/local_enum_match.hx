enum Expr {
	Num(v:Float);
	Add(a:Expr, b:Expr);
	Mul(a:Expr, b:Expr);
	Neg(e:Expr);
	Var(n:String);
}

class Main {
	static function eval(e:Expr, env:Map<String, Float>):Float return switch (e) {
		case Num(v): v;
		case Add(a, b): eval(a, env) + eval(b, env);
		case Mul(Num(0), _) | Mul(_, Num(0)): 0;
		case Mul(a, b): eval(a, env) * eval(b, env);
		case Neg(Neg(x)): eval(x, env);
		case Neg(x): -eval(x, env);
		case Var(n) if (env.exists(n)): env[n];
		case Var(n): throw "unbound " + n;
	}
	static function main() {
		var env = ["x" => 2.5];
		trace(eval(Add(Num(1), Mul(Var("x"), Num(4))), env));
		trace(eval(Neg(Neg(Num(3))), env), eval(Mul(Num(0), Var("y")), env));
		try trace(eval(Var("y"), env)) catch (e:String) trace(e);
		var e = Add(Num(1), Num(2));
		trace(e.match(Add(_, _)), e.match(Num(_)));
	}
}
