//! Which functions of a file can be run, and where their lens stands: from syntax alone, so that it is there at once and
//! in broken files too. Whether one *will* run is found out when it is asked to.
//!
//! ```haxe
//! class Main {
//!     static function main() {}        // ▶ Run
//!     static function f(x:Int) {}      // ▶ Run with…
//!     function g() {}                  // ▶ Run on…
//! }
//! function top() {}                    // ▶ Run
//! ```

use base_db::{Config, Db, File, TextRange, TextSize};
use syntax::ast::{self, HasModifiers};
use syntax::{AstNode, SyntaxKind};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RunLens {
    /// The name of the function.
    pub range: TextRange,
    /// The whole of it.
    pub full_range: TextRange,
    /// `Type.field`, or `field` at the level of the module.
    pub field: String,
    /// It belongs to an object, which somebody must name before it can run.
    pub needs_object: bool,
    /// As they are written.
    pub params: Vec<String>,
    /// The first parameter without a default.
    pub first_required: Option<String>,
    /// Behind the parameters and the written return type: where a result can stand.
    pub signature_end: TextSize,
}

impl RunLens {
    pub fn needs_arguments(&self) -> bool {
        self.first_required.is_some()
    }
}

pub fn run_lenses(db: &dyn Db, config: Config, file: File) -> Vec<RunLens> {
    let mut res = Vec::new();
    for decl in base_db::parse(db, file, config).tree().decls() {
        match decl {
            ast::Decl::FunctionField(function) => res.extend(lens(&function, None)),
            ast::Decl::ClassDecl(it) => of_type(it.name(), it.field_list(), &mut res),
            ast::Decl::AbstractDecl(it) => of_type(it.name(), it.field_list(), &mut res),
            ast::Decl::PackageDecl(_)
            | ast::Decl::ImportDecl(_)
            | ast::Decl::UsingDecl(_)
            | ast::Decl::InterfaceDecl(_)
            | ast::Decl::EnumDecl(_)
            | ast::Decl::TypedefDecl(_)
            | ast::Decl::VarField(_) => {}
        }
    }
    res
}

fn of_type(name: Option<ast::Name>, fields: Option<ast::FieldList>, res: &mut Vec<RunLens>) {
    let (Some(name), Some(fields)) = (name, fields) else {
        return;
    };
    let owner = name.syntax().text().to_string();
    for field in fields.fields() {
        if let ast::Field::FunctionField(function) = field {
            res.extend(lens(&function, Some(&owner)));
        }
    }
}

fn lens(function: &ast::FunctionField, owner: Option<&str>) -> Option<RunLens> {
    let cannot_run = |kind| matches!(kind, SyntaxKind::MACRO_KW | SyntaxKind::EXTERN_KW);
    function.body()?;
    if function.modifiers().any(|it| cannot_run(it.kind())) {
        return None;
    }
    let name = function.name()?;
    let text = name.syntax().text().to_string();
    let is_static = function
        .modifiers()
        .any(|it| it.kind() == SyntaxKind::STATIC_KW);
    if text == "new" {
        return None;
    }
    let is_required = |param: &ast::Param| {
        param.question_token().is_none()
            && param.initializer().is_none()
            && param.dot3_token().is_none()
    };
    let first_required = function
        .param_list()
        .and_then(|it| it.params().find(is_required));
    let first_required = first_required.map(|it| {
        it.name().map_or_else(
            || "a parameter".to_owned(),
            |it| it.syntax().text().to_string(),
        )
    });
    let hint = function.type_hint().map(|it| it.syntax().text_range());
    let param_list = function.param_list().map(|it| it.syntax().text_range());
    let signature_end = hint
        .or(param_list)
        .map_or(name.syntax().text_range().end(), |it| it.end());
    let params = function.param_list().into_iter().flat_map(|it| it.params());
    Some(RunLens {
        range: name.syntax().text_range(),
        full_range: function.syntax().text_range(),
        needs_object: owner.is_some() && !is_static,
        params: params
            .map(|it| it.syntax().text().to_string().trim().to_owned())
            .collect(),
        field: owner.map_or(text.clone(), |it| format!("{it}.{text}")),
        first_required,
        signature_end,
    })
}

#[cfg(test)]
mod tests {
    use base_db::testing::TestDb;
    use expect_test::{Expect, expect};

    use super::run_lenses;

    fn check(text: &str, expect: Expect) {
        let test = TestDb::new([("/Main.hx", text)]);
        let lenses = run_lenses(&test.db, test.config, test.file("/Main.hx"));
        let line = |it: super::RunLens| {
            let on = if it.needs_object { " on" } else { "" };
            let with = if it.needs_arguments() { " with" } else { "" };
            format!("{}{on}{with} ({})\n", it.field, it.params.join(" | "))
        };
        expect.assert_eq(&lenses.into_iter().map(line).collect::<String>());
    }

    #[test]
    fn what_can_run() {
        check(
            "
class Main {
    static function main() {}
    public static function optional(?a:Int, b = 2, ...rest:Int) {}
    static function required(a:Int) {}
    function instance() {}
    static macro function m() {}
    static extern function e():Void;
}
abstract A(Int) { public static function f() {} }
function top() {}
",
            expect![[r#"
                Main.main ()
                Main.optional (?a:Int | b = 2 | ...rest:Int)
                Main.required with (a:Int)
                Main.instance on ()
                A.f ()
                top ()
            "#]],
        );
    }

    #[test]
    fn broken_code() {
        check(
            "class Main { static function a( { } static function b() { var x = ; } ",
            expect![[r#"
                Main.a ()
                Main.b ()
            "#]],
        );
    }
}
