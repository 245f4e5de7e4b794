//! `cargo xtask random-programs`: programs that nobody wrote, run by the reference, by us, and by us without optimisation.
//! All three must print the same.
//!
//! The programs are well typed, end, and keep to what all targets of Haxe agree on: indices are inside, nothing is divided
//! by zero, Floats are halves. A program that differs is left in the directory that is named at the end; `--seed` and
//! `--count` find it again.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use anyhow::{Context, Result, bail};

const USAGE: &str =
    "usage: cargo xtask random-programs --haxe COMPILER [--rayzor BINARY] [--seed N] [--count N]";

/// Functions per program: starting the reference costs more than they do.
const FUNCTIONS: u64 = 12;

struct Options {
    haxe: PathBuf,
    rayzor: PathBuf,
    seed: u64,
    count: u64,
}

fn options(root: &Path, args: &[String]) -> Result<Options> {
    let mut res = Options {
        haxe: PathBuf::new(),
        rayzor: root.join("target/release/rayzor"),
        seed: 1,
        count: 50,
    };
    let mut args = args.iter();
    while let Some(arg) = args.next() {
        let value = args.next().context(USAGE)?;
        match &**arg {
            "--haxe" => res.haxe = value.into(),
            "--rayzor" => res.rayzor = value.into(),
            "--seed" => res.seed = value.parse()?,
            "--count" => res.count = value.parse()?,
            _ => bail!(USAGE),
        }
    }
    if res.haxe.as_os_str().is_empty() {
        bail!(USAGE);
    }
    Ok(res)
}

pub fn run(root: &Path, args: &[String]) -> Result<()> {
    let options = options(root, args)?;
    let start = Instant::now();
    let dir = std::env::temp_dir().join(format!("rayzor-random-{}", std::process::id()));
    let mut different = 0;
    for seed in options.seed..options.seed + options.count {
        let dir = dir.join(seed.to_string());
        std::fs::create_dir_all(&dir)?;
        std::fs::write(dir.join("Main.hx"), program(seed))?;
        let mut reference = Command::new(&options.haxe);
        reference.args(["--main", "Main", "--interp"]);
        let ours = || {
            let mut command = Command::new(&options.rayzor);
            command.args(["run", "-cp", ".", "--main", "Main"]);
            command
        };
        let mut plain = ours();
        plain.env("RAYZOR_NO_OPT", "1");
        let wanted = output(reference.current_dir(&dir))?;
        let optimised = output(ours().current_dir(&dir))?;
        let plain = output(plain.current_dir(&dir))?;
        if optimised == wanted && plain == wanted {
            std::fs::remove_dir_all(&dir)?;
            continue;
        }
        different += 1;
        let who = match (optimised == wanted, plain == wanted) {
            (false, true) => "optimised",
            (true, false) => "not optimised",
            _ => "both",
        };
        println!("seed {seed}: {who} not as the reference: {}", dir.display());
        for (name, text) in [
            ("wanted", wanted),
            ("optimised", optimised),
            ("plain", plain),
        ] {
            std::fs::write(dir.join(name), text)?;
        }
    }
    println!(
        "{} programs of {FUNCTIONS} functions, {different} different, {:.0} s",
        options.count,
        start.elapsed().as_secs_f64()
    );
    if different > 0 {
        bail!("programs in {}", dir.display());
    }
    let _ = std::fs::remove_dir_all(&dir);
    Ok(())
}

fn output(command: &mut Command) -> Result<String> {
    let output = command.output().with_context(|| format!("{command:?}"))?;
    let mut text = String::from_utf8_lossy(&output.stdout).into_owned();
    if !output.status.success() {
        text.push_str(&format!("status {:?}", output.status.code()));
        text.push_str(&String::from_utf8_lossy(&output.stderr));
    }
    Ok(text)
}

fn program(seed: u64) -> String {
    let mut random = Random(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
    let mut text = PRELUDE.to_owned();
    for i in 0..FUNCTIONS {
        let mut function = Function {
            random: &mut random,
            text: String::new(),
            depth: 2,
            loops: 0,
            callable: i,
        };
        for _ in 0..6 {
            function.statement(3);
        }
        let body = function.text;
        let _ = write!(
            text,
            "\tstatic function f{i}(a:Int, b:Int):Int {{\n{LOCALS}{body}{END}\t}}\n\n"
        );
    }
    text.push_str("\tstatic function main() {\n");
    for i in 0..FUNCTIONS {
        for (a, b) in [(0, 1), (7, -3), (-100, 12345)] {
            let _ = writeln!(
                text,
                "\t\tfuel = 100;\n\t\tSys.println('f{i} ' + f{i}({a}, {b}));"
            );
        }
    }
    text.push_str("\t}\n}\n");
    text
}

const PRELUDE: &str = "enum Shape {
	Dot;
	Line(n:Int);
	Box(w:Int, inner:Shape);
}

interface Measured {
	function measure(k:Int):Int;
}

class Range implements Measured {
	var at = 0;
	var end:Int;

	public function new(end:Int)
		this.end = end;

	public function measure(k:Int):Int
		return end - k;

	public function iterator():Range
		return new Range(end);

	public function hasNext():Bool
		return at < end;

	public function next():Int
		return at++;
}

class Base implements Measured {
	public var n:Int;
	public var half:Float = 0.5;

	public function new(n:Int)
		this.n = n;

	public function get(x:Int):Int
		return n + x;

	public function measure(k:Int):Int
		return k * 2;
}

class Derived extends Base {
	public var other:Base;

	public function new(n:Int) {
		super(n * 2);
		other = new Base(n);
	}

	override function get(x:Int):Int
		return other.get(x) ^ n;
}

class Main {
	static var fuel = 0;
	static var total = 0;

	static function sumOf(it:Iterable<Int>):Int {
		var sum = 0;
		for (x in it)
			sum = (sum + x) | 0;
		return sum;
	}

	static function twice(f:Int->Int, x:Int):Int
		return f(f(x));

	static function size(s:Shape):Int
		return switch s {
			case Dot: 1;
			case Line(n) if (n > 5): n;
			case Line(n): n + 100;
			case Box(w, Box(v, _)): w - v;
			case Box(w, inner): w + size(inner);
		}

";

const LOCALS: &str = "		if (--fuel < 0)
			return a;
		var c = a ^ b, d = 3, t = 'text', p = a < b;
		var xs = [for (i in 0...8) i * a], words = ['x', 'yy', 'zzz', ''];
		var rows = [for (i in 0...4) [for (j in 0...4) i + j]];
		var h = 1.5, o:Base = p ? new Base(a) : new Derived(b), shape = Line(a & 15);
		var any:Dynamic = a, maybe:Null<Int> = p ? b : null, map = [1 => a, 2 => b];
		var fun = (x:Int) -> x + c, record = {n: a, w: 'w'};
";

const END: &str = "		h = h % 1000;
		total = (total + c) | 0;
		Sys.println(c + ' ' + d + ' ' + t.length + ' ' + p + ' ' + xs.join(',') + ' ' + words.join('|') + ' ' + Std.int(h * 2));
		Sys.println(rows.join(';') + ' ' + o.n + ' ' + o.get(1) + ' ' + size(shape) + ' ' + maybe + ' ' + map[1] + ' ' + fun(2) + ' ' + record.n + record.w);
		return c ^ d ^ xs[a & 7] ^ rows[b & 3][a & 3] ^ total;
";

/// xorshift; the same programs everywhere.
struct Random(u64);

impl Random {
    fn below(&mut self, n: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) % n
    }
}

struct Function<'r> {
    random: &'r mut Random,
    text: String,
    depth: usize,
    /// Loops around, which name their variables by it.
    loops: u32,
    /// Functions with smaller numbers may be called, and this one.
    callable: u64,
}

impl Function<'_> {
    fn line(&mut self, text: &str) {
        let tabs = "\t".repeat(self.depth);
        let _ = writeln!(self.text, "{tabs}{text}");
    }

    fn block(&mut self, head: &str, level: u32) {
        self.line(&format!("{head} {{"));
        self.depth += 1;
        for _ in 0..1 + self.random.below(3) {
            self.statement(level - 1);
        }
        self.depth -= 1;
        self.line("}");
    }

    fn statement(&mut self, level: u32) {
        let choice = match self.random.below(5) {
            0 => return self.functional(),
            _ => self.random.below(if level == 0 { 15 } else { 22 }),
        };
        let (x, y) = (self.int(2), self.int(1));
        match choice {
            0 => self.line(&format!("c = {x};")),
            1 => self.line(&format!("d = (d + {x}) | 0;")),
            2 => self.line(&format!("xs[{y} & 7] = {x};")),
            3 => self.line(&format!("rows[{y} & 3][{} & 3] += {x} & 255;", self.loops)),
            4 => {
                let text = format!("p = {};", self.bool(2));
                self.line(&text);
            }
            5 => {
                let text = format!("if (t.length < 40) t += {};", self.string());
                self.line(&text);
            }
            6 => {
                let text = format!("words[{y} & 3] = {};", self.string());
                self.line(&text);
            }
            7 => self.line(&format!("o.n = {x};")),
            8 => self.line(&format!("h = ({x} & 63) * 0.5 + h % 100;")),
            9 => {
                let text = format!("shape = {};", self.shape(2));
                self.line(&text);
            }
            10 => self.line(&format!("any = {x}; d ^= (any : Int);")),
            11 => {
                let text = format!("maybe = {} ? {x} : null;", self.bool(1));
                self.line(&text);
            }
            12 => self.line(&format!("map[{y} & 7] = {x};")),
            13 => self.line(&format!("record.n = record.n - {x};")),
            14 => {
                let factor = self.random.below(100);
                self.line(&format!("fun = x -> (x * {factor}) ^ c;"));
            }
            15 => {
                let cond = self.bool(2);
                self.block(&format!("if ({cond})"), level);
                if self.random.below(2) == 0 {
                    self.block("else", level);
                }
            }
            16 | 17 => {
                let name = format!("i{}", self.loops);
                let n = 1 + self.random.below(6);
                self.loops += 1;
                self.block(&format!("for ({name} in 0...{n})"), level);
                self.loops -= 1;
            }
            18 => {
                self.line(&format!("var w{level} = {x} & 7;"));
                self.block(&format!("while (--w{level} > 0)"), level);
            }
            19 => {
                self.block("try", level);
                let what = ["'no'", "7", "new haxe.Exception('e')"][self.random.below(3) as usize];
                let cond = self.bool(1);
                let end = self.text.trim_end().len() - 1;
                self.text.truncate(end);
                let _ = writeln!(self.text, "\tif ({cond}) throw {what};");
                self.line("} catch (e:String) {");
                self.line("\tc = e.length;");
                self.line("} catch (e:haxe.Exception) {");
                self.line("\td += e.message.length;");
                self.line("}");
            }
            20 => {
                self.block(
                    &format!("switch ({x} & 3) {{ case 0: c++; case 1 | 2:"),
                    level,
                );
                self.line("case _: d--; }");
            }
            _ => {
                self.block("for (x in xs.copy())", level);
                self.line("for (k => v in map) c = (c + k * v) | 0;");
            }
        }
    }

    /// Function values and small objects that are made, used and dropped.
    fn functional(&mut self) {
        let (x, y) = (self.int(1), self.int(1));
        let text = match self.random.below(9) {
            0 => format!("c = Lambda.fold(xs, (x, sum) -> (sum ^ x) + {y}, {x}) | 0;"),
            1 => format!("{{ var k = {x}; Lambda.iter(xs, x -> k = (k + x) ^ {y}); d = k; }}"),
            2 => "c = (c + sumOf(xs) - sumOf([a => b])) | 0;".to_owned(),
            3 => format!("c = (c ^ sumOf(new Range({y} & 7))) | 0;"),
            4 => format!(
                "{{ var pair = {{u: {x}, v: {y}}}; pair.u -= pair.v; d = (d ^ pair.u + pair.v) | 0; }}"
            ),
            5 => format!("c = twice(x -> (x * 3 + {y}) & 0xfffff, {x} & 0xfff);"),
            6 => format!(
                "{{ function down(n:Int):Int return n <= 0 ? {x} : down(n - 1) ^ n; d = down({y} & 7); }}"
            ),
            7 => "xs = xs.map(x -> (x + d) & 0xffff).filter(x -> x % 3 != 0); while (xs.length < 8) xs.push(c);".to_owned(),
            _ => format!("{{ var m:Measured = p ? o : new Range(3); d ^= m.measure({y} & 15); }}"),
        };
        self.line(&text);
    }

    fn string(&mut self) -> String {
        match self.random.below(5) {
            0 => format!("'s' + ({} & 99)", self.int(1)),
            1 => "words[1]".to_owned(),
            2 => format!("t.substr({} & 3, 2)", self.int(1)),
            3 => "record.w".to_owned(),
            _ => "'lit'".to_owned(),
        }
    }

    fn shape(&mut self, level: u32) -> String {
        match self.random.below(if level == 0 { 2 } else { 4 }) {
            0 => "Dot".to_owned(),
            1 => format!("Line({} & 15)", self.int(1)),
            _ => {
                let inner = self.shape(level - 1);
                format!("Box({} & 31, {inner})", self.int(1))
            }
        }
    }

    fn bool(&mut self, level: u32) -> String {
        if level == 0 {
            return "p".to_owned();
        }
        let (x, y) = (self.int(level - 1), self.int(level - 1));
        match self.random.below(7) {
            0 => format!("({x} < {y})"),
            1 => format!("({x} == {y})"),
            2 => format!("({} && {})", self.bool(level - 1), self.bool(level - 1)),
            3 => format!("!{}", self.bool(level - 1)),
            4 => format!("(t == {})", self.string()),
            5 => format!("(h >= {} / 2)", self.random.below(40)),
            _ => format!("({} || maybe == null)", self.bool(level - 1)),
        }
    }

    fn int(&mut self, level: u32) -> String {
        if level == 0 {
            return match self.random.below(9) {
                0 => self.random.below(1000).to_string(),
                1 => format!("-{}", 1 + self.random.below(70000)),
                2 => "a".to_owned(),
                3 => "b".to_owned(),
                4 => "c".to_owned(),
                5 if self.loops > 0 => format!("i{}", self.random.below(self.loops.into())),
                6 => "xs.length".to_owned(),
                7 => "o.n".to_owned(),
                _ => "d".to_owned(),
            };
        }
        let (x, y) = (self.int(level - 1), self.int(level - 1));
        match self.random.below(18) {
            0 | 1 => format!("({x} + {y})"),
            2 => format!("({x} - {y})"),
            3 => format!("({x} * {y})"),
            4 => format!("({x} & {y})"),
            5 => format!("({x} ^ {y})"),
            6 => format!("({x} << ({y} & 7))"),
            7 => format!("({x} >> ({y} & 15))"),
            8 => format!("({x} >>> 3)"),
            9 => format!("({x} % {})", 2 + self.random.below(90)),
            10 => format!("({} ? {x} : {y})", self.bool(level - 1)),
            11 => format!("xs[{x} & 7]"),
            12 => format!("rows[{x} & 3][{y} & 3]"),
            13 => format!("o.get({x})"),
            14 => format!("size({})", self.shape(1)),
            15 => format!("fun({x} & 1023)"),
            16 => format!("f{}({x}, {y})", self.random.below(self.callable + 1)),
            _ => format!("(maybe == null ? {x} : maybe)"),
        }
    }
}
