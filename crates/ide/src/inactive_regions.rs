//! The branches of `#if` that the configuration leaves out, for fading.

use base_db::{Config, Db, File, TextRange};
use syntax::{Step, SyntaxKind::INACTIVE};

/// In the order of the text.
pub fn inactive_regions(db: &dyn Db, config: Config, file: File) -> Vec<TextRange> {
    if !base_db::file_text(db, file).contains("#if") {
        return Vec::new();
    }
    let steps = base_db::parse(db, file, config).walk();
    steps
        .filter_map(|step| match step {
            Step::Enter(INACTIVE, range) => Some(range),
            _ => None,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use base_db::testing::TestDb;
    use expect_test::{Expect, expect};

    use super::inactive_regions;

    fn check(text: &str, expect: Expect) {
        let test = TestDb::with_defines([("/Main.hx", text)], base_db::Defines::new([("js", "1")]));
        let regions = inactive_regions(&test.db, test.config, test.file("/Main.hx"));
        let res: Vec<String> = regions
            .iter()
            .map(|&it| format!("{:?}\n", &text[it]))
            .collect();
        expect.assert_eq(&res.concat());
    }

    #[test]
    fn branches() {
        check(
            "#if js\nvar a;\n#elseif cpp\nvar b;\n#if x var c; #end\n#else\nvar d;\n#end var e = #if !js 1 #else 2 #end;",
            expect![[r#"
                "var b;\n#if x var c; #end"
                "var d;"
                "1"
            "#]],
        );
    }

    #[test]
    fn unclosed() {
        check("#if cpp\nvar a;", expect![[""]]);
        check("#if js\nvar a;\n#else\nvar b;", expect![[""]]);
    }
}
