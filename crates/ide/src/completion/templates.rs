//! Templates of declarations and statements: `class` becomes a class with its braces and the caret inside.
//!
//! They stand behind the keyword of the same name, which is what a person means who types on.

use hir_def::{data::module_type_named, module_name, package_of, type_ref::is_type_name};
use syntax::SyntaxKind;
use syntax::ast::{self, AstNode};

use super::{Collector, CompletionItem, CompletionKind, context::CompletionContext, rank};

pub(super) fn module_level(ctx: &CompletionContext<'_, '_>, acc: &mut Collector) {
    let db = ctx.db();
    let module = ctx.sema.module;
    let name = module_name(db, module);
    // The type after which the file is named, unless it is there.
    let is_free = is_type_name(name) && module_type_named(db, module, name).is_none();
    let name = if is_free { name.as_str() } else { "Name" };
    push(
        acc,
        "class",
        format!("class ${{1:{name}}} {{\n\tpublic function new($2) {{\n\t\t$0\n\t}}\n}}"),
    );
    push(
        acc,
        "interface",
        format!("interface ${{1:{name}}} {{\n\t$0\n}}"),
    );
    push(acc, "enum", format!("enum ${{1:{name}}} {{\n\t$0\n}}"));
    push(acc, "typedef", format!("typedef ${{1:{name}}} = $0;"));
    push(
        acc,
        "struct",
        format!("typedef ${{1:{name}}} = {{\n\tvar ${{2:field}}:${{3:Type}};$0\n}}"),
    );
    push(
        acc,
        "abstract",
        format!("abstract ${{1:{name}}}(${{2:Type}}) {{\n\t$0\n}}"),
    );
    push(
        acc,
        "enum abstract",
        format!("enum abstract ${{1:{name}}}(${{2:Int}}) {{\n\tvar ${{3:Value}} = $0;\n}}"),
    );
    push(
        acc,
        "main",
        format!("class ${{1:{name}}} {{\n\tstatic function main() {{\n\t\t$0\n\t}}\n}}"),
    );
    let package = package_of(db, module).to_string();
    if !package.is_empty() {
        push(acc, "package", format!("package {package};$0"));
    }
}

pub(super) fn class_body(ctx: &CompletionContext<'_, '_>, acc: &mut Collector) {
    push(acc, "var", "var ${1:name}:${2:Type};$0");
    push(acc, "final", "final ${1:name}:${2:Type};$0");
    push(acc, "readonly", "var ${1:name}(default, null):${2:Type};$0");
    let mut around = ctx.node.ancestors();
    let has_bodies = around.find_map(ast::TypeDecl::cast).is_some_and(|it| {
        matches!(
            it.syntax().kind(),
            SyntaxKind::CLASS_DECL | SyntaxKind::ABSTRACT_DECL
        )
    });
    if has_bodies {
        push(
            acc,
            "function",
            "function ${1:name}($2):${3:Void} {\n\t$0\n}",
        );
        push(
            acc,
            "property",
            "var ${1:name}(get, never):${2:Type};\n\nfunction get_$1():$2 {\n\treturn $0;\n}",
        );
        push(
            acc,
            "property get set",
            "var ${1:name}(get, set):${2:Type};\n\nfunction get_$1():$2 {\n\treturn $3;\n}\n\nfunction set_$1(value:$2):$2 {\n\treturn $0;\n}",
        );
        push(acc, "main", "static function main() {\n\t$0\n}");
    } else {
        push(acc, "function", "function ${1:name}($2):${3:Void};$0");
        push(acc, "property", "var ${1:name}(get, never):${2:Type};$0");
    }
}

/// Where a statement can stand.
pub(super) fn statement(ctx: &CompletionContext<'_, '_>, acc: &mut Collector) {
    let is_list = |it: SyntaxKind| matches!(it, SyntaxKind::BLOCK_EXPR | SyntaxKind::CASE_BODY);
    // What is typed may be a name or a keyword, `for` without anything behind it.
    let starts_here = ctx.node.text_range().start() == ctx.replace.start();
    let is_statement = is_list(ctx.node.kind())
        || starts_here && ctx.node.parent().is_some_and(|it| is_list(it.kind()));
    if !is_statement {
        return;
    }
    push(acc, "for", "for (${1:item} in ${2:items}) {\n\t$0\n}");
    push(acc, "fori", "for (${1:i} in 0...${2:n}) {\n\t$0\n}");
    push(
        acc,
        "forkv",
        "for (${1:key} => ${2:value} in ${3:map}) {\n\t$0\n}",
    );
    push(acc, "while", "while (${1:condition}) {\n\t$0\n}");
    push(acc, "do", "do {\n\t$0\n} while (${1:condition});");
    push(acc, "if", "if (${1:condition}) {\n\t$0\n}");
    push(
        acc,
        "ifelse",
        "if (${1:condition}) {\n\t$2\n} else {\n\t$0\n}",
    );
    push(
        acc,
        "switch",
        "switch (${1:value}) {\n\tcase ${2:pattern}:\n\t\t$0\n}",
    );
    push(acc, "try", "try {\n\t$1\n} catch (${2:e}) {\n\t$0\n}");
}

fn push(acc: &mut Collector, label: &str, text: impl Into<String>) {
    let text = text.into();
    let item = CompletionItem::new(label, CompletionKind::Snippet, rank::KEYWORD + 1)
        .with_detail(shown(&text))
        .with_snippet(text);
    acc.push(item);
}

/// The first line as it will read.
fn shown(snippet: &str) -> String {
    let mut lines = snippet.lines();
    let mut res = String::new();
    let mut rest = lines.next().unwrap_or_default();
    while let Some((before, placeholder)) = rest.split_once('$') {
        res.push_str(before);
        rest = match placeholder
            .strip_prefix('{')
            .and_then(|it| it.split_once('}'))
        {
            Some((inner, after)) => {
                res.push_str(inner.split_once(':').map_or("", |(_, name)| name));
                after
            }
            None => placeholder.trim_start_matches(|it: char| it.is_ascii_digit()),
        };
    }
    res.push_str(rest);
    if lines.next().is_some() {
        res.push('…');
    }
    res
}
