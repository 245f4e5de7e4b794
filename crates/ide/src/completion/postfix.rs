//! Postfix templates: `list.for` becomes `for (item in list) {}`, `x.trace` becomes `trace(x);`.

use base_db::{FileEdit, FileRange, TextRange};
use hir_ty::{decl::expand_typedefs, ty::Ty};
use syntax::{SyntaxKind, SyntaxNode};

use super::{Collector, CompletionItem, CompletionKind, context::CompletionContext, rank};

pub(super) fn complete<'db>(
    ctx: &CompletionContext<'_, 'db>,
    base: &SyntaxNode,
    ty: Ty<'db>,
    acc: &mut Collector,
) {
    let db = ctx.db();
    let text = base.text().to_string();
    // What would be torn apart stays whole.
    if text.contains('\n') {
        return;
    }
    let is_statement = base.parent().is_some_and(|field| {
        field
            .parent()
            .is_some_and(|it| matches!(it.kind(), SyntaxKind::BLOCK_EXPR | SyntaxKind::CASE_BODY))
    });
    let code = text
        .replace('\\', "\\\\")
        .replace('$', "\\$")
        .replace('}', "\\}");
    let bare = match expand_typedefs(db, ty) {
        Ty::Null(inner) => expand_typedefs(db, inner.ty(db)),
        ty => ty,
    };
    let mut templates: Vec<(&str, String)> = vec![
        ("null", format!("{code} == null")),
        ("notnull", format!("{code} != null")),
        ("string", format!("Std.string({code})")),
        ("cast", format!("cast({code}, ${{1:Type}})")),
        ("unsafecast", format!("cast {code}")),
        ("is", format!("{code} is ${{1:Type}}")),
        ("typecheck", format!("({code} : ${{1:Type}})")),
    ];
    if bare == Ty::Bool {
        templates.push(("not", format!("!{code}")));
    }
    if bare == Ty::Float {
        templates.push(("int", format!("Std.int({code})")));
    }
    if is_statement {
        templates.push(("trace", format!("trace({code});")));
        let has_output = ctx.sema.config().defines(db).get("sys").is_some();
        if has_output {
            templates.push(("print", format!("Sys.println({code});")));
        }
        templates.push(("return", format!("return {code};")));
        templates.push(("var", format!("var ${{1:name}} = {code};")));
        templates.push(("final", format!("final ${{1:name}} = {code};")));
        templates.push(("switch", format!("switch ({code}) {{\n\tcase $0:\n}}")));
        match bare {
            Ty::Bool => {
                templates.push(("if", format!("if ({code}) {{\n\t$0\n}}")));
                templates.push(("else", format!("if (!{code}) {{\n\t$0\n}}")));
                templates.push(("while", format!("while ({code}) {{\n\t$0\n}}")));
            }
            Ty::Int => {
                templates.push(("for", format!("for (${{1:i}} in 0...{code}) {{\n\t$0\n}}")));
            }
            _ if is_iterable(ctx, bare) => {
                templates.push(("for", format!("for (${{1:item}} in {code}) {{\n\t$0\n}}")));
            }
            _ => {}
        }
    }
    for (label, insert) in templates {
        // The base and its dot give way to the template.
        let range = TextRange::new(base.text_range().start(), ctx.replace.start());
        let mut item = CompletionItem::new(label, CompletionKind::Snippet, rank::IMPORTABLE)
            .with_detail(insert.lines().next().unwrap_or("").replace("\\$", "$"))
            .with_snippet(insert);
        item.more_edits = vec![FileEdit {
            place: FileRange {
                file: ctx.sema.file(),
                range,
            },
            text: String::new(),
        }];
        acc.push(item);
    }
}

fn is_iterable<'db>(ctx: &CompletionContext<'_, 'db>, ty: Ty<'db>) -> bool {
    let has = |name| {
        ctx.sema
            .member_type(ty, name)
            .is_some_and(|it| !it.is_unknown())
    };
    has("iterator") || has("hasNext")
}
