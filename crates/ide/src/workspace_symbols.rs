//! Types, fields and constructors of the whole project by name.

use base_db::{ClassPathKind, Config, Db};
use hir::Definition;
use hir_def::{
    ctors_of, fields_of, ids::ModuleId, item_tree::item_tree, module::modules_of_class_paths,
    module_fields, module_types,
};

use crate::navigation::NavigationTarget;

/// At most `limit`, the best matches first. The query's letters must come in order, in any case;
/// `a.b` looks for `b` in something whose path holds `a`.
pub fn workspace_symbols(
    db: &dyn Db,
    configs: &[Config],
    query: &str,
    limit: usize,
) -> Vec<NavigationTarget> {
    let (container, name) = query.rsplit_once('.').unwrap_or(("", query));
    let mut found: Vec<(u32, Definition<'_>)> = Vec::new();
    for &config in configs {
        for &module in modules_of_class_paths(db, config, ClassPathKind::Project) {
            db.unwind_if_revision_cancelled();
            collect(db, module, name, &mut found);
        }
    }
    found.sort_by(|a, b| {
        let key = |it: &(u32, Definition<'_>)| (it.0, it.1.name(db).len(), it.1.name(db));
        key(a).cmp(&key(b))
    });
    let mut res: Vec<NavigationTarget> = Vec::new();
    for (_, def) in found {
        let Some(target) = NavigationTarget::of(db, &def) else {
            continue;
        };
        let in_container = target
            .container
            .as_deref()
            .is_some_and(|it| score(it, container).is_some());
        let is_new = !res.iter().any(|it| it.focus() == target.focus());
        if (container.is_empty() || in_container) && is_new {
            res.push(target);
        }
        if res.len() == limit {
            break;
        }
    }
    res
}

fn collect<'db>(
    db: &'db dyn Db,
    module: ModuleId<'db>,
    query: &str,
    found: &mut Vec<(u32, Definition<'db>)>,
) {
    let tree = item_tree(db, module);
    for (index, item) in tree.types.iter().enumerate() {
        let Some(&ty) = module_types(db, module).get(index) else {
            continue;
        };
        if let Some(score) = score(&item.data.decl.name, query) {
            found.push((score, Definition::Type(ty)));
        }
        for (index, ctor) in item.ctors.iter().enumerate() {
            if let Some(score) = score(&ctor.ctor.name, query)
                && let Some(&ctor) = ctors_of(db, ty).get(index)
            {
                found.push((score + 1, Definition::EnumCtor(ctor)));
            }
        }
        for (index, field) in item.fields.iter().enumerate() {
            if field.field.name != "new"
                && let Some(score) = score(&field.field.name, query)
                && let Some(&field) = fields_of(db, ty).get(index)
            {
                found.push((score + 1, Definition::Field(field)));
            }
        }
    }
    for (index, field) in tree.fields.iter().enumerate() {
        if let Some(score) = score(&field.field.name, query)
            && let Some(&field) = module_fields(db, module).get(index)
        {
            found.push((score, Definition::Field(field)));
        }
    }
}

/// How well a name fits; less is better. Exact, then prefix, then word starts, then anywhere in order.
pub(crate) fn score(name: &str, query: &str) -> Option<u32> {
    if query.is_empty() {
        return Some(40);
    }
    if name == query {
        return Some(0);
    }
    if name.eq_ignore_ascii_case(query) {
        return Some(2);
    }
    let has_prefix = name
        .get(..query.len())
        .is_some_and(|it| it.eq_ignore_ascii_case(query));
    if has_prefix {
        return Some(4);
    }
    let mut letters = query.chars().peekable();
    let mut gaps = 0;
    let mut before = '_';
    for c in name.chars() {
        let Some(&wanted) = letters.peek() else { break };
        let starts_word = c.is_ascii_uppercase() || before == '_' || before == '.';
        if c.eq_ignore_ascii_case(&wanted) {
            letters.next();
            gaps += u32::from(!starts_word);
        }
        before = c;
    }
    letters.peek().is_none().then_some(8 + gaps)
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::workspace_symbols;
    use crate::test_support::{Case, lines};

    #[track_caller]
    fn check(query: &str, expect: Expect) {
        let case = Case::new(
            "
            //- /a/Painter.hx
            package a;
            class Painter { var paint:Int; function paintAll() {} }
            enum Paint { Red; Blue; }
            //- /b/Other.hx
            package b;
            function repaint() {}
            class PaintBox { static var red = 1; }
            ",
        );
        let found = workspace_symbols(case.db(), &[case.config()], query, 10);
        expect.assert_eq(&lines(found.iter().map(|it| case.target(it))));
    }

    #[test]
    fn search() {
        check(
            "paint",
            expect![[r#"
            Field paint in a.Painter at /a/Painter.hx:2 "paint"
            Enum Paint in a at /a/Painter.hx:3 "Paint"
            Class Painter in a at /a/Painter.hx:2 "Painter"
            Class PaintBox in b at /b/Other.hx:3 "PaintBox"
            Method paintAll in a.Painter at /a/Painter.hx:2 "paintAll"
            Function repaint in b.Other at /b/Other.hx:2 "repaint"
        "#]],
        );
        check(
            "PB",
            expect![[r#"
            Class PaintBox in b at /b/Other.hx:3 "PaintBox"
        "#]],
        );
        check(
            "Paint.red",
            expect![[r#"
            Field red in b.Other.PaintBox at /b/Other.hx:3 "red"
            EnumCtor Red in a.Painter.Paint at /a/Painter.hx:3 "Red"
        "#]],
        );
        check("nothing", expect![[""]]);
    }
}
