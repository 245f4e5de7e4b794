//! Formatting a file or some of its lines, as the nearest `hxformat.json` says.

use base_db::{Db, File, FileEdit, FileRange, TextRange};
use vfs::VfsPath;

/// The edits that format `file`, or of them those on the lines of `range`.
///
/// A file that the options exclude needs none. The error is about the options.
pub fn format(db: &dyn Db, file: File, range: Option<TextRange>) -> Result<Vec<FileEdit>, String> {
    let path = file.path(db);
    let options = options_of(db, path)?;
    if options.is_excluded(path.as_str()) {
        return Ok(Vec::new());
    }
    let text = base_db::file_text(db, file);
    let mut edits = formatter::format(text, &options);
    if let Some(range) = range {
        edits = formatter::within(text, edits, range.start().into()..range.end().into());
    }
    let file_edit = |edit: formatter::TextEdit| FileEdit {
        place: FileRange {
            file,
            range: TextRange::new(
                (edit.range.start as u32).into(),
                (edit.range.end as u32).into(),
            ),
        },
        text: edit.insert,
    };
    Ok(edits.into_iter().map(file_edit).collect())
}

/// What the nearest file with options above a path says.
fn options_of(db: &dyn Db, path: &VfsPath) -> Result<formatter::Config, String> {
    let mut dir = path.parent();
    while let Some(parent) = dir {
        let options = db
            .files()
            .file(db, &parent.join(formatter::config::FILE_NAME));
        if options.exists(db) {
            return formatter::Config::from_json(base_db::file_text(db, options))
                .map_err(|error| format!("{}: {error}", options.path(db).as_str()));
        }
        dir = parent.parent();
    }
    Ok(formatter::Config::default())
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::format;
    use crate::test_support::Case;

    /// Formats the first file, or the lines of `$0…$0` in it.
    fn check(text: &str, expect: Expect) {
        let case = Case::new(text);
        let path = &case.fixture.files[0].path;
        let range = (case.fixture.files[0].cursors.len() == 2).then(|| {
            let (_, range) = case.fixture.selection();
            let offset = |at: usize| (at as u32).into();
            base_db::TextRange::new(offset(range.start), offset(range.end))
        });
        let res = match format(case.db(), case.test.file(path), range) {
            Ok(edits) if edits.is_empty() => "nothing to do\n".to_owned(),
            Ok(edits) => case.apply(&edits),
            Err(error) => format!("error: {error}\n"),
        };
        expect.assert_eq(&res);
    }

    #[test]
    fn a_file() {
        check(
            "//- /a/A.hx\nclass A{var a:Int=1;}\n",
            expect![[r#"
            class A {
            	var a:Int = 1;
            }
        "#]],
        );
    }

    #[test]
    fn some_lines() {
        check(
            "//- /a/A.hx\nclass A {\nvar a:Int=1;\n$0var b:Int=2;$0\nvar c:Int=3;\n}\n",
            expect![[r#"
                class A {
                var a:Int=1;
                	var b:Int = 2;
                var c:Int=3;
                }
            "#]],
        );
    }

    #[test]
    fn the_nearest_options_count() {
        check(
            "//- /a/b/A.hx\nclass A{var a:Int=1;}\n//- /a/hxformat.json\n{\"indentation\": {\"character\": \"  \"}}\n//- /hxformat.json\n{\"disableFormatting\": true}\n",
            expect![[r#"
                //- /a/b/A.hx
                class A {
                  var a:Int = 1;
                }
            "#]],
        );
    }

    #[test]
    fn excluded() {
        check(
            "//- /a/export/A.hx\nclass A{}\n//- /a/hxformat.json\n{\"excludes\": [\"/export/\"]}\n",
            expect![[r#"
                nothing to do
            "#]],
        );
    }

    #[test]
    fn options_with_a_mistake() {
        check(
            "//- /a/A.hx\nclass A{}\n//- /a/hxformat.json\n{\"sameLine\": {\"ifBody\": \"no\"}}\n",
            expect![[r#"
                error: /a/hxformat.json: unknown variant `no`, expected one of `same`, `next`, `keep` at line 1 column 28
            "#]],
        );
    }

    #[test]
    fn broken_code() {
        check(
            "//- /a/A.hx\nclass A{function f(){a( 1);b) 2; c( 3);}}\n",
            expect![[r#"
                class A {
                	function f() {
                		a(1);
                		b) 2;
                		c(3);
                	}
                }
            "#]],
        );
    }
}
