//! Texts that nobody writes: deep nesting, endless chains, half of everything.
//! None may panic, overflow the stack or take more than linear time.

use syntax::{Defines, parse};

/// Parses the pattern repeated up to a size, alone and inside a function, and walks the tree.
fn check(pattern: &str) {
    for prefix in [
        "",
        "class C { function f() { ",
        "class C { var x = ",
        "typedef T = ",
    ] {
        let mut text = String::from(prefix);
        while text.len() < size() {
            text.push_str(pattern);
        }
        let parse = parse(&text, &Defines::empty());
        let root = parse.syntax_node();
        assert_eq!(root.text(), text.as_str(), "{pattern} after {prefix}");
        // A recursive walk, as features do it.
        assert!(
            height(&root) < 6_000,
            "{pattern} after {prefix}: {}",
            height(&root)
        );
    }
}

/// A megabyte when there is time, otherwise enough to pass every limit.
fn size() -> usize {
    if std::env::var_os("RUN_SLOW_TESTS").is_some() {
        1 << 20
    } else {
        1 << 15
    }
}

fn height(root: &syntax::SyntaxNode) -> usize {
    let (mut depth, mut max) = (0usize, 0usize);
    for event in root.preorder() {
        match event {
            syntax::WalkEvent::Enter(_) => depth += 1,
            syntax::WalkEvent::Leave(_) => depth -= 1,
        }
        max = max.max(depth);
    }
    max
}

macro_rules! check {
    ($($name:ident: $($pattern:literal),+;)*) => {
        $(#[test] fn $name() { $(check($pattern);)+ })*
    };
}

check! {
    parens: "(", "f(", "(a)->(", "if(", "cast(", "new A(";
    braces: "{", "{a:", "${", "switch x { case y: ", "function f() {", "class A {";
    brackets: "[", "a[", "[a=>";
    types: "Array<", "var x:{a:", "(a:", "?", "A->", "A&", "<";
    fields: "a.", "a?.b", "x().", "x.a[0]", "x[y].z.", "a.b.c[";
    operators: "1+", "a=", "!", "-", "a?b:", "a in ", "a->", "a??", "x is T ", "a=>";
    statements: "else if(a) b; ", "if(a) b else ", "try a catch(e:E) ", "do ", "for(x in y) ", "return ";
    keywords: "function ", "public ", "class ", "case ", "var ", "macro ", "abstract ", "enum ", "inline ";
    metadata: "@a ", "@:a(", "@a.b.c ", "@", "@:a @:b x = ";
    strings: "\"", "'", "'${", "'$a ", "\\", "'${'", "\"a\n";
    comments: "/*", "/**", "~/", "//a\n";
    directives: "#if a ", "#if (", "#if !", "#else ", "#end ", "#if a #elseif b ", "#error ", "#if (a && ", "#x ";
    markup: "x = <a>'</a>;", "<a>", "<a/>", "x=<a>\"</a>", "</a>";
    closers: ")", "}", "]", ">", "});", ")}";
    foreign: "é", "\u{0}", "\u{feff}", "\r", "𝄞 ";
}

#[test]
fn mixed_chains_stay_shallow() {
    // Each level puts a long chain around the next one.
    let chain = ".a".repeat(900);
    let text = format!("class C {{ var x = {}", format!("x[y{chain}").repeat(50));
    let parse = parse(&text, &Defines::empty());
    assert!(height(&parse.syntax_node()) < 6_000);
    let text = format!(
        "class C {{ var x = {}0{}; }}",
        "x[".repeat(50),
        format!("]{chain}").repeat(50)
    );
    let parse = syntax::parse(&text, &Defines::empty());
    assert!(height(&parse.syntax_node()) < 6_000);
}

#[test]
fn long_chains_are_no_error() {
    let text = format!("class C {{ var x = 1{}; }}", " + 1".repeat(1_000));
    assert_eq!(parse(&text, &Defines::empty()).errors(), []);
    let text = format!(
        "class C {{ function f() {{ if (a) b; {} }} }}",
        "else if (a) b; ".repeat(1_000)
    );
    assert_eq!(parse(&text, &Defines::empty()).errors(), []);
}
