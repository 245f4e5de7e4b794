//! Keywords by place, metadata, conditional compilation.

use super::{Collector, CompletionItem, CompletionKind, context::CompletionContext, rank};
use crate::metadata::METADATA;

pub(super) fn module_level(acc: &mut Collector) {
    for word in [
        "package",
        "import",
        "using",
        "class",
        "interface",
        "enum",
        "abstract",
        "typedef",
        "final",
        "extern",
        "private",
        "function",
        "var",
        "inline",
        "macro",
        "dynamic",
    ] {
        acc.keyword(word);
    }
}

/// What may begin a field behind the modifiers that stand already.
pub(super) fn class_body(modifiers: &[String], acc: &mut Collector) {
    let stands = |word: &str| modifiers.iter().any(|it| it == word);
    let is_visible = |word: &str| matches!(word, "public" | "private");
    let has_visibility = modifiers.iter().any(|it| is_visible(it));
    for word in [
        "public", "private", "static", "override", "inline", "dynamic", "macro", "final", "extern",
        "abstract", "overload", "var", "function",
    ] {
        let is_said = stands(word) || has_visibility && is_visible(word);
        if !is_said {
            acc.keyword(word);
        }
    }
    if !stands("static") {
        let head = if has_visibility { "" } else { "public " };
        acc.push(
            CompletionItem::new("function new", CompletionKind::Snippet, rank::KEYWORD)
                .with_snippet(format!("{head}function new($1) {{\n\t$0\n}}")),
        );
    }
}

pub(super) fn expression(acc: &mut Collector, has_this: bool) {
    for word in [
        "var", "final", "function", "if", "else", "for", "while", "do", "switch", "case",
        "default", "try", "catch", "throw", "return", "break", "continue", "new", "cast",
        "untyped", "null", "true", "false", "inline", "static", "macro", "trace", "in", "is",
    ] {
        acc.keyword(word);
    }
    if has_this {
        acc.keyword("this");
        acc.keyword("super");
    }
}

pub(super) fn accessor(is_write: bool, acc: &mut Collector) {
    let call = if is_write { "set" } else { "get" };
    for word in [call, "default", "null", "never", "dynamic"] {
        acc.keyword(word);
    }
}

/// `$type(…)`; in what `macro` quotes also what puts a value there.
pub(super) fn dollar(is_quoted: bool, acc: &mut Collector) {
    let mut push = |label: &str, insert: &str, detail: &str| {
        let item = CompletionItem::new(label, CompletionKind::Keyword, rank::KEYWORD);
        acc.push(item.with_detail(detail).with_snippet(insert));
    };
    push(
        "$type",
        "\\$type($0)",
        "warns with the type of an expression",
    );
    if !is_quoted {
        return;
    }
    for (letter, detail) in [
        ("e", "an expression"),
        ("a", "an array of expressions, as array or arguments"),
        ("b", "an array of expressions, as block"),
        ("i", "a string, as identifier"),
        ("p", "an array of strings, as dotted path"),
        ("v", "a value, as expression that makes it"),
    ] {
        push(
            &format!("${letter}{{…}}"),
            &format!("\\${letter}{{$0}}"),
            detail,
        );
    }
}

pub(super) fn metadata(ctx: &CompletionContext<'_, '_>, acc: &mut Collector) {
    // Whether the colon stands already.
    let text = base_db::file_text(ctx.db(), ctx.sema.file());
    let has_colon = text[..usize::from(ctx.replace.start())].ends_with(':');
    for info in METADATA {
        let name = info.name.trim_start_matches(':');
        let mut item = CompletionItem::new(name, CompletionKind::Metadata, rank::KEYWORD)
            .with_detail(info.docs);
        let head = if has_colon { name } else { info.name };
        item.insert = head.to_owned();
        if !info.args.is_empty() {
            item = item.with_snippet(format!("{head}($0)"));
        }
        acc.push(item);
    }
}

/// The operators that `@:op` takes.
pub(super) fn operators(acc: &mut Collector) {
    for op in [
        "A + B", "A - B", "A * B", "A / B", "A % B", "A == B", "A != B", "A < B", "A <= B",
        "A > B", "A >= B", "A & B", "A | B", "A ^ B", "A << B", "A >> B", "A >>> B", "A && B",
        "A || B", "A ... B", "A += B", "A -= B", "-A", "!A", "~A", "++A", "--A", "A++", "A--",
        "A()", "a.b", "[]",
    ] {
        acc.push(CompletionItem::new(
            op,
            CompletionKind::Constant,
            rank::KEYWORD,
        ));
    }
}

pub(super) fn condition(ctx: &CompletionContext<'_, '_>, acc: &mut Collector) {
    let defines = ctx.sema.config().defines(ctx.db());
    for (name, value) in defines.iter() {
        acc.push(
            CompletionItem::new(name, CompletionKind::Constant, rank::EXPECTED).with_detail(value),
        );
    }
    for name in [
        "debug", "macro", "display", "js", "hl", "cpp", "neko", "php", "python", "lua", "java",
        "jvm", "cs", "flash", "eval", "sys", "static", "utf16", "haxe_ver",
    ] {
        acc.push(CompletionItem::new(
            name,
            CompletionKind::Constant,
            rank::KEYWORD,
        ));
    }
}

pub(super) fn directive(acc: &mut Collector) {
    for word in ["if", "elseif", "else", "end", "error"] {
        acc.keyword(word);
    }
}
