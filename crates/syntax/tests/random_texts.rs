//! A short fuzzing run: soups of tokens, and good texts with random changes.

use syntax::fuzz::{check_edits, check_text};

/// Pieces that make the grammar go to many places.
const PIECES: &[&str] = &[
    "class ",
    "A",
    "{",
    "}",
    "(",
    ")",
    "[",
    "]",
    "<",
    ">",
    ">",
    ";",
    ":",
    ",",
    ".",
    "=",
    "==",
    "->",
    "=>",
    "?",
    "?.",
    "??",
    "@",
    "@:a",
    "function ",
    "var ",
    "final ",
    "static ",
    "public ",
    "private ",
    "override ",
    "new ",
    "if ",
    "else ",
    "for ",
    "while ",
    "do ",
    "switch ",
    "case ",
    "default",
    "try ",
    "catch ",
    "return ",
    "throw ",
    "cast ",
    "untyped ",
    "macro ",
    "inline ",
    "import ",
    "using ",
    "package ",
    "enum ",
    "abstract ",
    "typedef ",
    "interface ",
    "extends ",
    "implements ",
    "from ",
    "to ",
    "is ",
    "in ",
    "a",
    "b",
    "T",
    "_",
    "$a",
    "$",
    "1",
    "1.",
    "0x",
    ".5",
    "...",
    "\"",
    "'",
    "\"s\"",
    "'$a'",
    "'${",
    "}'",
    "'",
    "\\",
    "~/",
    "/",
    "~/a/g",
    "/*",
    "*/",
    "/**",
    "//",
    "\n",
    "\r\n",
    " ",
    "\t",
    "#if ",
    "#if (",
    "#elseif a",
    "#else ",
    "#end ",
    "#error ",
    "#x",
    "&",
    "&&",
    "|",
    "||",
    "!",
    "~",
    "+",
    "++",
    "-",
    "--",
    "*",
    "%",
    "^",
    "<<",
    "<a>",
    "</a>",
    "/>",
    "é",
    "\u{feff}",
    "this",
    "null",
    "true",
    "super",
    "{a:",
    "${",
    "extern ",
    "dynamic ",
    "operator ",
    "overload ",
    "break",
    "continue",
];

const TEXT: &str = r#"
package a.b;
import c.D;
#if js
/** doc */
@:meta(1) class A<T:B> extends C implements D {
    public static inline var x(get, never):Map<String, Int> = [1 => 2];
    public function new(?a:Int, ...b) { super('v ${a + 1} $b'); }
    function f():{a:Int} {
        for (i in 0...10) if (i % 2 == 0) continue else trace(~/x/g.match("y"));
        switch a { case B(var c, _) if (c > 1): d; default: }
        return @:m (x -> x) ?? cast(y, Int) is Int ? {a: 1} : null;
    }
}
#else
enum E { A; B(c:Int); }
abstract F(Int) from Int { @:op(A + B) static function add(a, b); }
#end
typedef G = { > H, ?a:(b:Int) -> Void };
"#;

struct Rng(u64);

impl Rng {
    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % n as u64) as usize
    }

    fn piece(&mut self) -> &'static str {
        PIECES[self.below(PIECES.len())]
    }
}

/// A thousand texts normally, many more when asked for slow tests.
fn rounds() -> usize {
    if std::env::var_os("RUN_SLOW_TESTS").is_some() {
        200_000
    } else {
        1_000
    }
}

#[test]
fn soups_of_tokens() {
    let mut rng = Rng(0x1234_5678_9ABC_DEF1);
    for _ in 0..rounds() {
        let len = 1 + rng.below(60);
        let text: String = (0..len).map(|_| rng.piece()).collect();
        check_text(&text);
    }
}

#[test]
fn changed_texts() {
    let mut rng = Rng(0x0FED_CBA9_8765_4321);
    for _ in 0..rounds() {
        let mut text = TEXT.to_owned();
        for _ in 0..1 + rng.below(4) {
            let at = rng.below(text.len());
            if !text.is_char_boundary(at) {
                continue;
            }
            let mut end = (at + rng.below(12)).min(text.len());
            while !text.is_char_boundary(end) {
                end -= 1;
            }
            let insert = if rng.below(2) == 0 { rng.piece() } else { "" };
            text.replace_range(at..end.max(at), insert);
        }
        check_text(&text);
    }
}

#[test]
fn edits() {
    let mut rng = Rng(0xDEAD_BEEF_0BAD_F00D);
    for _ in 0..rounds() / 20 {
        let edits: Vec<_> = (0..8)
            .map(|_| {
                (
                    rng.below(2_000) as u16,
                    rng.below(10) as u8,
                    rng.piece().to_owned(),
                )
            })
            .collect();
        check_edits(TEXT, &edits);
    }
}

/// Texts that once broke something.
#[test]
fn old_mistakes() {
    for text in [
        // A string without its end, in a condition, ending in a letter of several bytes.
        "#if (a > \"b\u{feff}\n}\n",
        // A backslash before such a letter.
        "var x = \"\\\u{feff}\";",
        "#error \"\"",
        "class A (",
    ] {
        check_text(text);
    }
}
