//! Agreement with the reference on "used without being initialized": its verdicts are recorded
//! next to each case. With `HAXE` set to a reference compiler, the records are checked against it.

use super::{db_of, find_field, module};
use crate::checks::mir_diagnostics;
use hir_ty::infer::{BodyPlace, InferSeverity};

const CASES: &str = include_str!("../../tests/use_before_define.txt");

struct Case<'a> {
    name: &'a str,
    body: &'a str,
    verdicts: Vec<&'a str>,
}

fn cases() -> Vec<Case<'static>> {
    CASES
        .split("# ")
        .filter(|case| !case.trim().is_empty())
        .map(|case| {
            let mut lines = case.lines();
            Case {
                name: lines.next().unwrap_or_default(),
                body: lines.next().unwrap_or_default(),
                verdicts: lines.filter_map(|line| line.strip_prefix("> ")).collect(),
            }
        })
        .collect()
}

fn program(body: &str) -> String {
    format!(
        "class M {{\n\tstatic function g(i:Int) {{}}\n\tstatic function g2(i:Int, j:Int) {{}}\n\
         \tstatic function f(c:Bool, n:Int) {{\n\t\t{body}\n\t}}\n\tstatic function main() f(true, 1);\n}}\n"
    )
}

#[test]
fn verdicts_are_the_references() {
    let mut wrong = String::new();
    assert!(cases().len() >= 40);
    for case in cases() {
        let text = program(case.body);
        let test = db_of(&text);
        let field = find_field(&test, module(&test, "/Main.hx"), "M.f");
        let start = text.find(case.body).expect("the body");
        let mut found: Vec<String> = mir_diagnostics(&test.db, field)
            .iter()
            .map(|it| {
                let BodyPlace::Expr(expr) = it.at else {
                    return format!("{:?} {}", it.at, it.message);
                };
                let range = hir_def::expr_range(&test.db, field, expr).range;
                let (from, to) = (
                    usize::from(range.start()) - start,
                    usize::from(range.end()) - start,
                );
                match it.severity {
                    InferSeverity::Error => format!("error {from}-{to} {}", it.message),
                    _ => format!("warning {from}-{to} (WVarInit) {}", it.message),
                }
            })
            .collect();
        if found.is_empty() {
            found.push("ok".to_owned());
        }
        if found != case.verdicts {
            let types = &hir_ty::infer::infer(&test.db, field).diagnostics;
            let types: Vec<&str> = types.iter().map(|it| it.message.as_str()).collect();
            wrong.push_str(&format!(
                "{}: {found:?}, not {:?} {types:?}\n",
                case.name, case.verdicts
            ));
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}
