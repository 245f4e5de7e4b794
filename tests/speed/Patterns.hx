/** A lexer, a parser, and simplification by nested patterns. **/
enum Token {
	TNum(f:Float);
	TOp(c:String);
	TParen(open:Bool);
	TEof;
}

enum Ast {
	Num(f:Float);
	Bin(op:String, a:Ast, b:Ast);
	Neg(a:Ast);
}

class Patterns {
	static function lex(s:String):Array<Token> {
		var out = [], i = 0;
		while (i < s.length) {
			var c = s.charAt(i);
			switch c {
				case " ":
					i++;
				case "+" | "-" | "*" | "/":
					out.push(TOp(c));
					i++;
				case "(":
					out.push(TParen(true));
					i++;
				case ")":
					out.push(TParen(false));
					i++;
				case _:
					var st = i;
					while (i < s.length && ((s.charCodeAt(i) >= 48 && s.charCodeAt(i) <= 57) || s.charAt(i) == "."))
						i++;
					out.push(TNum(Std.parseFloat(s.substring(st, i))));
			}
		}
		out.push(TEof);
		return out;
	}

	var toks:Array<Token>;
	var p = 0;

	function new(t)
		toks = t;

	function expr():Ast {
		var l = term();
		while (true)
			switch toks[p] {
				case TOp(op = "+" | "-"):
					p++;
					l = Bin(op, l, term());
				case _:
					return l;
			}
	}

	function term():Ast {
		var l = unary();
		while (true)
			switch toks[p] {
				case TOp(op) if (op == "*" || op == "/"):
					p++;
					l = Bin(op, l, unary());
				case _:
					return l;
			}
	}

	function unary():Ast
		return switch toks[p++] {
			case TNum(f): Num(f);
			case TOp("-"): Neg(unary());
			case TParen(true):
				var e = expr();
				p++;
				e;
			case t: throw "unexpected " + t;
		}

	static function simplify(a:Ast):Ast
		return switch a {
			case Bin("+", Num(0), x) | Bin("+", x, Num(0)): simplify(x);
			case Bin("*", Num(1), x) | Bin("*", x, Num(1)): simplify(x);
			case Neg(Neg(x)): simplify(x);
			case Bin(op, x, y): Bin(op, simplify(x), simplify(y));
			case Neg(x): Neg(simplify(x));
			case Num(_): a;
		}

	static function eval(a:Ast):Float
		return switch a {
			case Num(f): f;
			case Neg(x): -eval(x);
			case Bin("+", x, y): eval(x) + eval(y);
			case Bin("-", x, y): eval(x) - eval(y);
			case Bin("*", x, y): eval(x) * eval(y);
			case Bin("/", x, y): eval(x) / eval(y);
			case Bin(op, _, _): throw "bad " + op;
		}

	static function main() {
		var sum = 0.0;
		for (i in 0...15000) {
			var s = '(1 + $i) * 3.5 - -(-(4 / 2)) + 0 * (7 - ${i % 10}) + 1 * (2 + 0)';
			var a = simplify(new Patterns(lex(s)).expr());
			for (k in 0...5)
				sum += eval(a);
		}
		trace(sum);
	}
}
