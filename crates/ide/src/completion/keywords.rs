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

pub(super) fn class_body(acc: &mut Collector) {
    for word in [
        "public", "private", "static", "override", "inline", "dynamic", "macro", "final", "extern",
        "abstract", "overload", "var", "function",
    ] {
        acc.keyword(word);
    }
    acc.push(
        CompletionItem::new("function new", CompletionKind::Snippet, rank::KEYWORD)
            .with_snippet("public function new($1) {\n\t$0\n}"),
    );
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

pub(super) fn accessor(acc: &mut Collector) {
    for word in ["get", "set", "default", "null", "never", "dynamic"] {
        acc.keyword(word);
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
