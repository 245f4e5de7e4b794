//! Parsing of the fixture language; see the crate's header.

use std::ops::Range;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fixture {
    pub files: Vec<FixtureFile>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FixtureFile {
    pub path: String,
    /// Without `$0` marks.
    pub text: String,
    /// Where `$0` stood.
    pub cursors: Vec<usize>,
}

/// A `//^^^ label`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Annotation {
    pub range: Range<usize>,
    pub label: String,
}

const CURSOR: &str = "$0";

impl Fixture {
    /// A text whose every line is indented is unindented first, so that tests can be set into their functions.
    pub fn parse(text: &str) -> Fixture {
        let text = unindent(text);
        let mut files: Vec<(String, String)> = Vec::new();
        for line in text.split_inclusive('\n') {
            if let Some(path) = line.trim_end().strip_prefix("//- ") {
                let path = path.trim();
                assert!(
                    path.starts_with('/'),
                    "a fixture path starts with `/`: {path}"
                );
                files.push((path.to_owned(), String::new()));
            } else {
                if files.is_empty() {
                    files.push(("/Main.hx".to_owned(), String::new()));
                }
                if let Some((_, text)) = files.last_mut() {
                    text.push_str(line);
                }
            }
        }
        let has_headers = text.lines().any(|it| it.starts_with("//- "));
        if has_headers
            && files
                .first()
                .is_some_and(|(_, text)| text.trim().is_empty())
            && files[0].0 == "/Main.hx"
        {
            files.remove(0);
        }
        if files.is_empty() {
            files.push(("/Main.hx".to_owned(), String::new()));
        }
        Fixture {
            files: files
                .into_iter()
                .map(|(path, text)| FixtureFile::new(path, &text))
                .collect(),
        }
    }

    /// Path and text of each file, as `TestDb::new` wants them.
    pub fn texts(&self) -> impl Iterator<Item = (&str, &str)> {
        self.files.iter().map(|it| (&*it.path, &*it.text))
    }

    /// The one `$0` of the fixture: its file and offset.
    pub fn cursor(&self) -> (&FixtureFile, usize) {
        let mut all = self
            .files
            .iter()
            .flat_map(|file| file.cursors.iter().map(move |&it| (file, it)));
        let first = all.next().expect("a `$0` in the fixture");
        assert!(all.next().is_none(), "only one `$0` in the fixture");
        first
    }

    /// What `$0…$0` encloses, or the empty range at a single `$0`.
    pub fn selection(&self) -> (&FixtureFile, Range<usize>) {
        let mut marked = self.files.iter().filter(|it| !it.cursors.is_empty());
        let file = marked.next().expect("a `$0` in the fixture");
        assert!(marked.next().is_none(), "`$0` in one file only");
        match *file.cursors {
            [at] => (file, at..at),
            [start, end] => (file, start..end),
            _ => panic!("one or two `$0`, not {}", file.cursors.len()),
        }
    }
}

impl FixtureFile {
    fn new(path: String, text: &str) -> FixtureFile {
        let mut res = FixtureFile {
            path,
            text: String::new(),
            cursors: Vec::new(),
        };
        let mut parts = text.split(CURSOR);
        res.text.push_str(parts.next().unwrap_or_default());
        for part in parts {
            res.cursors.push(res.text.len());
            res.text.push_str(part);
        }
        res
    }

    /// All `//^^^ label` lines. The carets point into the nearest line above that is not such a line itself.
    pub fn annotations(&self) -> Vec<Annotation> {
        let mut res = Vec::new();
        let mut line_start = 0;
        let mut target_start = 0;
        for line in self.text.split_inclusive('\n') {
            let annotation = line.find("//").and_then(|slashes| {
                let carets_and_label = line[slashes + 2..].trim_start_matches(' ');
                let skipped = line.len() - slashes - 2 - carets_and_label.len();
                let n_carets = carets_and_label
                    .bytes()
                    .take_while(|&it| it == b'^')
                    .count();
                let is_first = line[..slashes].trim().is_empty();
                (n_carets > 0 && is_first).then(|| {
                    let column = slashes + 2 + skipped;
                    let start = target_start + column;
                    Annotation {
                        range: start..start + n_carets,
                        label: carets_and_label[n_carets..].trim().to_owned(),
                    }
                })
            });
            match annotation {
                Some(it) => res.push(it),
                None => target_start = line_start,
            }
            line_start += line.len();
        }
        res
    }
}

/// Takes a first empty line and the common indentation away.
fn unindent(text: &str) -> String {
    let text = text.strip_prefix('\n').unwrap_or(text);
    let indent_of = |line: &str| line.len() - line.trim_start_matches([' ', '\t']).len();
    let indent = text
        .lines()
        .filter(|it| !it.trim().is_empty())
        .map(indent_of)
        .min()
        .unwrap_or(0);
    text.split_inclusive('\n')
        .map(|line| {
            if line.trim().is_empty() {
                line.trim_start_matches([' ', '\t'])
            } else {
                &line[indent..]
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::Fixture;

    #[test]
    fn files_and_cursor() {
        let fixture = Fixture::parse(
            "
            //- /a/A.hx
            class A {}
            //- /B.hx
            class B$0 {
                var x;
            }
            ",
        );
        assert_eq!(
            fixture.texts().collect::<Vec<_>>(),
            [
                ("/a/A.hx", "class A {}\n"),
                ("/B.hx", "class B {\n    var x;\n}\n")
            ]
        );
        let (file, offset) = fixture.cursor();
        assert_eq!((&*file.path, offset), ("/B.hx", 7));
    }

    #[test]
    fn one_file_needs_no_header() {
        let fixture = Fixture::parse("var a = $01 + 2$0;");
        let (file, range) = fixture.selection();
        assert_eq!((&*file.path, &file.text[range]), ("/Main.hx", "1 + 2"));
    }

    #[test]
    fn labels() {
        let fixture = Fixture::parse(
            "
            var foo = bar();
            //  ^^^ Int
            //        ^^^ Void -> Int
            ",
        );
        let file = &fixture.files[0];
        let got: Vec<_> = file
            .annotations()
            .into_iter()
            .map(|it| (file.text[it.range].to_owned(), it.label))
            .collect();
        assert_eq!(
            got,
            [
                ("foo".into(), "Int".into()),
                ("bar".into(), "Void -> Int".into())
            ]
        );
    }
}
