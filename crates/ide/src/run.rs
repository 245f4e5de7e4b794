//! The program that runs one function.
//!
//! A function without required parameters is its own entry. With arguments, which are Haxe expressions, the entry is a
//! small module that calls it, typed as if it stood in the same package and had the same imports:
//!
//! ```haxe
//! package pack;
//! import some.Thing;                       // the file's own
//! class RayzorRun { static function run() return @:privateAccess pack.Module.Type.field(1, "two"); }
//! ```

use base_db::{Config, Db, Diagnostic, File, Severity};
use hir_def::Name;
use hir_def::ids::{FieldId, ModuleId};
use hir_def::type_ref::DottedPath;
use hir_ty::ty::Ty;
use mir_build::program::{Options, Reason, owner_of, reachable, reachable_code};
use mir_build::{Problem, ProblemKind};
use syntax::ast;
use syntax::{AstNode, SyntaxKind};
use vfs::VfsPath;

/// Ready for a worker.
#[derive(Clone, Debug)]
pub struct Runnable {
    pub program: mir::Program,
    /// The function's name in the program.
    pub symbol: String,
    /// The function's value means something.
    pub has_value: bool,
}

/// `field` of `file` as a program, under a build of our own target. `base` is what paths in traces are relative to.
/// `Err` says why it cannot run, for people.
pub fn runnable(
    db: &dyn Db,
    run_config: Config,
    file: File,
    field: &str,
    base: Option<&VfsPath>,
) -> Result<Runnable, String> {
    let module = ModuleId::new(db, run_config, file);
    let Some(entry) = find_field(db, module, field) else {
        return Err(format!(
            "There is no function {field} in {}",
            file.path(db).file_name()
        ));
    };
    let lenses = crate::run_lenses(db, run_config, file);
    if let Some(lens) = lenses.iter().find(|it| it.field == field) {
        if lens.needs_object {
            return Err(format!("{field} belongs to an object: say which"));
        }
        if let Some(name) = &lens.first_required {
            return Err(format!("{field} needs an argument for {name}"));
        }
    }
    let options = Options {
        base: base.map(|it| it.as_str().to_owned()),
    };
    match reachable(db, entry, &options) {
        Ok(program) => Ok(Runnable {
            program,
            symbol: mir_build::MirOwner::field(db, entry).symbol(db).to_string(),
            has_value: returns_value(db, entry),
        }),
        Err(why) => Err(refusal(db, &why.reasons)),
    }
}

/// The program that any function needs to be compiled, optimised, and the function's name in it.
pub fn compilable(
    db: &dyn Db,
    run_config: Config,
    file: File,
    field: &str,
) -> Result<(mir::Program, String), String> {
    let module = ModuleId::new(db, run_config, file);
    let found =
        find_field(db, module, field).ok_or_else(|| format!("there is no field {field}"))?;
    let mut program =
        reachable_code(db, found, &Options::default()).map_err(|why| refusal(db, &why.reasons))?;
    mir::passes::optimize(&mut program);
    Ok((program, owner_of(db, found).symbol(db).to_string()))
}

/// `Type.field`, `field` at the level of the module.
pub fn find_field<'db>(
    db: &'db dyn Db,
    module: ModuleId<'db>,
    field: &str,
) -> Option<FieldId<'db>> {
    match field.rsplit_once('.') {
        Some((ty, field)) => {
            // `pack.Module.Type` is as good as `Type`.
            let ty = ty.rsplit('.').next().unwrap_or(ty);
            let decl = hir_def::module_type_named(db, module, &Name::new(ty))?;
            hir_def::field_named(db, decl, &Name::new(field))
        }
        None => hir_def::module_field_named(db, module, &Name::new(field)),
    }
}

/// Which function `wanted` means in `file`: as it is when it has a dot; else that of the type `main_type`, of the first
/// type that has one, or of the module itself.
pub fn entry_named(
    db: &dyn Db,
    config: Config,
    file: File,
    main_type: &str,
    wanted: &str,
) -> String {
    let of_main_type = format!("{main_type}.{wanted}");
    if wanted.contains('.') {
        return wanted.to_owned();
    }
    let lenses = crate::run_lenses(db, config, file);
    let is_it = |field: &str| field.rsplit('.').next() == Some(wanted);
    let has = |field: &str| {
        lenses
            .iter()
            .any(|it| !it.needs_object && it.field == field)
    };
    if has(&of_main_type) {
        return of_main_type;
    }
    let of_any_type = lenses
        .iter()
        .find(|it| !it.needs_object && it.field.contains('.') && is_it(&it.field));
    match of_any_type {
        Some(lens) => lens.field.clone(),
        None if has(wanted) => wanted.to_owned(),
        None => of_main_type,
    }
}

/// The file that `pack.Type` or `pack.Module.Type` is in.
pub fn file_of_type(db: &dyn Db, config: Config, path: &str) -> Option<File> {
    let path = DottedPath::parse(path);
    let whole = hir_def::module_at(db, config, path.clone());
    let module = whole.or_else(|| {
        let (module, _) = path.split_last()?;
        hir_def::module_at(db, config, module)
    })?;
    Some(module.file(db))
}

fn returns_value<'db>(db: &'db dyn Db, field: FieldId<'db>) -> bool {
    match hir_ty::infer::infer(db, field).field_ty {
        Ty::Fun(fun) => fun.ret(db) != Ty::Void,
        _ => true,
    }
}

/// The first few mistakes that keep a function from running.
fn refusal(db: &dyn Db, reasons: &[Reason<'_>]) -> String {
    let mut lines: Vec<String> = Vec::new();
    for reason in reasons {
        for line in lines_of(db, reason) {
            if !lines.contains(&line) {
                lines.push(line);
            }
        }
    }
    let n_more = lines.len().saturating_sub(5);
    lines.truncate(5);
    if n_more > 0 {
        lines.push(format!("and {n_more} more"));
    }
    lines.join("\n")
}

fn lines_of(db: &dyn Db, reason: &Reason<'_>) -> Vec<String> {
    let symbol = &reason.symbol;
    let field = match reason.owner.item(db) {
        mir_build::MirItem::Field(field) => Some(field),
        _ => None,
    };
    let place = |diagnostic: &Diagnostic| {
        let file = diagnostic.place.file;
        let index = base_db::line_index(db, file);
        let line = index
            .try_line_col(diagnostic.place.range.start())
            .map_or(0, |it| it.line)
            + 1;
        format!(
            "{}:{line}: {}",
            file.path(db).file_name(),
            diagnostic.message
        )
    };
    let Problem { at, kind } = &reason.problem;
    match kind {
        ProblemKind::BrokenBody => {
            let mut found = Vec::new();
            if let Some(field) = field {
                hir_ty::diagnostics::body_diagnostics(db, field, &mut found);
            }
            let errors = found.iter().filter(|it| it.severity == Severity::Error);
            let mut lines: Vec<String> = errors.map(place).collect();
            lines.extend(field.into_iter().flat_map(|it| syntax_errors(db, it)));
            if lines.is_empty() {
                vec![format!("{symbol} has errors")]
            } else {
                lines
            }
        }
        ProblemKind::MissingReturn => vec![format!("{symbol}: not every path returns a value")],
        ProblemKind::Unsupported(what) | ProblemKind::Internal(what) => {
            let at = at.zip(field).map(|(expr, field)| {
                let range = hir_def::expr_range(db, field, expr);
                let index = base_db::line_index(db, range.file);
                index
                    .try_line_col(range.range.start())
                    .map_or(0, |it| it.line)
                    + 1
            });
            let line = at.map(|it| format!(":{it}")).unwrap_or_default();
            let what = match kind {
                ProblemKind::Internal(_) => format!("internal error: {what}"),
                _ => format!("not supported: {what}"),
            };
            vec![format!("{symbol}{line}: {what}")]
        }
    }
}

/// What the parser says of a field's text.
fn syntax_errors(db: &dyn Db, field: FieldId<'_>) -> Vec<String> {
    let module = field.module(db);
    let file = module.file(db);
    let Some(source) = hir_def::source::field_source(db, field) else {
        return Vec::new();
    };
    let index = base_db::line_index(db, file);
    base_db::parse(db, file, module.config(db))
        .errors()
        .iter()
        .filter(|it| source.node.text_range().contains_range(it.range))
        .map(|it| {
            let line = index.try_line_col(it.range.start()).map_or(0, |it| it.line) + 1;
            format!("{}:{line}: {}", file.path(db).file_name(), it.message)
        })
        .collect()
}

/// The module that calls `field`, of `object` if it belongs to one, with `arguments`: where it lies and what it says.
/// Its entry is [`CALLER_FIELD`].
pub fn caller(
    db: &dyn Db,
    config: Config,
    file: File,
    field: &str,
    object: Option<&str>,
    arguments: &[String],
) -> (VfsPath, String) {
    let tree = base_db::parse(db, file, config).tree();
    let module = ModuleId::new(db, config, file);
    let mut text = String::new();
    for decl in tree.decls() {
        let is_head = matches!(
            decl.syntax().kind(),
            SyntaxKind::PACKAGE_DECL | SyntaxKind::IMPORT_DECL | SyntaxKind::USING_DECL
        );
        if is_head {
            text.push_str(&decl.syntax().text().to_string());
            text.push('\n');
        }
    }
    let package = tree
        .decls()
        .find_map(|it| match it {
            ast::Decl::PackageDecl(it) => it.path().map(|it| it.text()),
            _ => None,
        })
        .filter(|it| !it.is_empty());
    let name = hir_def::module_name(db, module);
    let path = package.map_or(name.to_string(), |it| format!("{it}.{name}"));
    text.push_str(&format!("import {path};\n"));
    let type_name = field.rsplit_once('.').map(|(ty, _)| ty);
    let callee = match type_name {
        Some(ty) if object.is_some() => {
            format!(
                "({}).{}",
                object.unwrap_or_default(),
                &field[ty.len() + 1..]
            )
        }
        // The module's main type is written once.
        Some(ty) if ty == name.as_str() => format!("{path}.{}", &field[ty.len() + 1..]),
        _ => format!("{path}.{field}"),
    };
    let arguments = arguments.join(", ");
    text.push_str(&format!(
        "@:access({path})\nclass RayzorRun {{\n\tstatic function run() return @:privateAccess {callee}({arguments});\n}}\n"
    ));
    let dir = file.path(db).parent().unwrap_or_else(|| VfsPath::new("/"));
    (dir.join("RayzorRun.hx"), text)
}

pub const CALLER_FIELD: &str = "RayzorRun.run";

#[cfg(test)]
mod tests {
    use base_db::testing::TestDb;

    use super::{caller, entry_named};

    #[test]
    fn which_main() {
        let check = |text: &str, expected: &str| {
            let test = TestDb::new([("/A.hx", text)]);
            let entry = entry_named(&test.db, test.config, test.file("/A.hx"), "A", "main");
            assert_eq!(entry, expected);
        };
        check(
            "class B { static function main() {} } class A { static function main() {} }",
            "A.main",
        );
        check(
            "class B { static function f() {} } class C { static function main() {} }",
            "C.main",
        );
        check("class B {} function main() {}", "main");
        check("class B {}", "A.main");
    }

    #[test]
    fn the_calling_module() {
        let text = "package a;\nimport b.C;\nclass Main { static function f(x:Int) {} }\nclass Other { static function g() {} }";
        let test = TestDb::new([("/a/Main.hx", text)]);
        let file = test.file("/a/Main.hx");
        let call = |field, object, arguments: &[String]| {
            caller(&test.db, test.config, file, field, object, arguments)
        };
        let (path, text) = call("Main.f", None, &["1 + 1".to_owned()]);
        assert_eq!(path.as_str(), "/a/RayzorRun.hx");
        assert!(
            text.starts_with("package a;\nimport b.C;\nimport a.Main;\n"),
            "{text}"
        );
        assert!(text.contains("@:privateAccess a.Main.f(1 + 1);"), "{text}");
        let (_, text) = call("Other.g", None, &[]);
        assert!(text.contains("a.Main.Other.g();"), "{text}");
        let (_, text) = call("Main.h", Some("new Main()"), &["1".to_owned()]);
        assert!(
            text.contains("@:privateAccess (new Main()).h(1);"),
            "{text}"
        );
    }
}
