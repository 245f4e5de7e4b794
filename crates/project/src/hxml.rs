//! Haxe's command line, from hxml files or a shell (manual, chapter "Compiler usage"; haxe-language checklist 14.4).
//!
//! An hxml file has one argument, or an option and its value, a line:
//!
//! ```text
//! # a comment
//! -cp src
//! --library heaps
//! common.hxml
//! --each
//! --js out.js
//! --next
//! --hl out.hl
//! ```

mod assist;
mod defines;
mod options;

use base_db::Target;
use vfs::{System, VfsPath};

pub use assist::{
    HxmlCompletion, HxmlCompletions, HxmlHover, HxmlItemKind, hxml_completion, hxml_definition,
    hxml_hover,
};
pub use options::takes_value;
use options::{OptionKind, hxml_option};

/// Where an argument was written: a line of an hxml file (from 0), or on the command line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    pub file: Option<VfsPath>,
    pub line: u32,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    pub place: Place,
    pub code: &'static str,
    pub message: String,
}

/// One build as written; nothing is looked up yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HxmlBuild {
    /// In the order written.
    pub class_paths: Vec<(VfsPath, Place)>,
    /// `name` or `name:version`.
    pub libraries: Vec<(String, Place)>,
    pub defines: Vec<(String, String)>,
    pub undefines: Vec<String>,
    pub target: Option<Target>,
    pub main: Option<String>,
    /// Modules named without an option.
    pub modules: Vec<String>,
    pub macros: Vec<String>,
    pub resources: Vec<(VfsPath, Option<String>)>,
    /// `-w`, in order.
    pub warnings: Vec<String>,
    pub cwd: VfsPath,
    /// What follows `--run Main`.
    pub run_arguments: Option<Vec<String>>,
}

impl HxmlBuild {
    pub(crate) fn new(cwd: VfsPath) -> HxmlBuild {
        HxmlBuild {
            class_paths: Vec::new(),
            libraries: Vec::new(),
            defines: Vec::new(),
            undefines: Vec::new(),
            target: None,
            main: None,
            modules: Vec::new(),
            macros: Vec::new(),
            resources: Vec::new(),
            warnings: Vec::new(),
            cwd,
            run_arguments: None,
        }
    }

    /// Nothing that would be analysed.
    pub(crate) fn is_empty(&self) -> bool {
        self.class_paths.is_empty()
            && self.libraries.is_empty()
            && self.main.is_none()
            && self.modules.is_empty()
    }
}

/// What a list of arguments means.
#[derive(Clone, Debug, Default)]
pub struct Parsed {
    pub builds: Vec<HxmlBuild>,
    /// The hxml files that were read on the way.
    pub included: Vec<VfsPath>,
    pub problems: Vec<Problem>,
}

/// Reads `arguments` as Haxe does when started in `cwd`.
pub fn parse_arguments(system: &dyn System, cwd: &VfsPath, arguments: &[String]) -> Parsed {
    let arguments = arguments
        .iter()
        .map(|it| {
            (
                it.clone(),
                Place {
                    file: None,
                    line: 0,
                },
            )
        })
        .collect();
    Parser::new(system, cwd).run(arguments)
}

pub(crate) fn parse_file(system: &dyn System, cwd: &VfsPath, file: &VfsPath) -> Parsed {
    let place = Place {
        file: None,
        line: 0,
    };
    Parser::new(system, cwd).run(vec![(file.as_str().to_owned(), place)])
}

/// The arguments of a library's `extraParams.hxml` or of lix's `name.hxml`, added to `build`.
pub(crate) fn parse_into(
    system: &dyn System,
    build: HxmlBuild,
    text: &str,
    file: &VfsPath,
    variables: &dyn Fn(&str) -> Option<String>,
) -> (HxmlBuild, Vec<Problem>) {
    let mut parser = Parser::new(system, &build.cwd.clone());
    parser.current = build;
    parser.arguments(split(text, file, variables));
    (parser.current, parser.parsed.problems)
}

struct Parser<'a> {
    system: &'a dyn System,
    current: HxmlBuild,
    /// What `--each` set aside for every later build.
    common: HxmlBuild,
    /// Files being read, against those that include themselves.
    open: Vec<VfsPath>,
    parsed: Parsed,
}

type Arguments = Vec<(String, Place)>;

impl<'a> Parser<'a> {
    fn new(system: &'a dyn System, cwd: &VfsPath) -> Parser<'a> {
        let empty = HxmlBuild::new(cwd.clone());
        Parser {
            system,
            current: empty.clone(),
            common: empty,
            open: Vec::new(),
            parsed: Parsed::default(),
        }
    }

    fn run(mut self, arguments: Arguments) -> Parsed {
        self.arguments(arguments);
        self.next();
        self.parsed
    }

    fn next(&mut self) {
        let done = std::mem::replace(&mut self.current, self.common.clone());
        if !done.is_empty() {
            self.parsed.builds.push(done);
        }
    }

    fn problem(&mut self, place: Place, code: &'static str, message: String) {
        self.parsed.problems.push(Problem {
            place,
            code,
            message,
        });
    }

    fn arguments(&mut self, arguments: Arguments) {
        let mut rest = arguments.into_iter().peekable();
        while let Some((argument, place)) = rest.next() {
            if !argument.starts_with('-') {
                if argument.ends_with(".hxml") {
                    self.include(&argument, place);
                } else {
                    self.current.modules.push(argument);
                }
                continue;
            }
            // `--js=out.js`
            let (option, attached) = match argument.split_once('=') {
                Some((option, value)) if option.starts_with("--") => {
                    (option.to_owned(), Some(value.to_owned()))
                }
                _ => (argument, None),
            };
            let Some(known) = hxml_option(&option) else {
                // What stands on the same line is its value.
                while rest
                    .next_if(|(_, it)| place.file.is_some() && *it == place)
                    .is_some()
                {}
                self.problem(
                    place,
                    "hxml-unknown-option",
                    format!("unknown option `{option}'"),
                );
                continue;
            };
            let kind = known.kind;
            let value = if known.takes_value() {
                match attached.or_else(|| rest.next().map(|(value, _)| value)) {
                    Some(value) => value,
                    None => {
                        self.problem(
                            place,
                            "hxml-missing-value",
                            format!("option `{option}' needs an argument."),
                        );
                        continue;
                    }
                }
            } else {
                String::new()
            };
            if kind == OptionKind::Run {
                self.current.main = Some(value);
                self.current.target = Some(Target::Eval);
                self.current.run_arguments =
                    Some(rest.by_ref().map(|(argument, _)| argument).collect());
                return;
            }
            self.option(kind, value, place);
        }
    }

    fn include(&mut self, name: &str, place: Place) {
        let path = self.current.cwd.join(name);
        let Ok(text) = self.system.read(&path) else {
            self.problem(
                place,
                "hxml-missing-file",
                format!("File not found: {name}"),
            );
            return;
        };
        if self.open.contains(&path) {
            self.problem(
                place,
                "hxml-includes-itself",
                format!("{name} includes itself"),
            );
            return;
        }
        if !self.parsed.included.contains(&path) {
            self.parsed.included.push(path.clone());
        }
        self.open.push(path.clone());
        self.arguments(split(&text, &path, &crate::env::var));
        self.open.pop();
    }

    fn option(&mut self, kind: OptionKind, value: String, place: Place) {
        let build = &mut self.current;
        match kind {
            OptionKind::ClassPath => {
                let path = build.cwd.join(&value);
                build.class_paths.push((path, place));
            }
            OptionKind::Library => build.libraries.push((value, place)),
            OptionKind::Define => {
                let (name, value) = value.split_once('=').unwrap_or((&value, "1"));
                build.defines.push((name.to_owned(), value.to_owned()));
            }
            OptionKind::Undefine => build.undefines.push(value),
            OptionKind::Flag(define) => build.defines.push((define.to_owned(), "1".to_owned())),
            OptionKind::Valued(define) => build.defines.push((define.to_owned(), value)),
            OptionKind::Main => build.main = Some(value),
            OptionKind::Macro => build.macros.push(value),
            OptionKind::Warning => build.warnings.push(value),
            OptionKind::Resource => {
                let (file, name) = match value.split_once('@') {
                    Some((file, name)) => (file, Some(name.to_owned())),
                    None => (&*value, None),
                };
                let file = build.cwd.join(file);
                build.resources.push((file, name));
            }
            OptionKind::Target(target) => build.target = Some(target),
            OptionKind::Cwd => build.cwd = build.cwd.join(&value),
            OptionKind::Next => self.next(),
            OptionKind::Each => self.common = self.current.clone(),
            OptionKind::Execute => {
                // `-x Main` compiles to Neko and runs it there; the analysis is the same.
                build.main = Some(value);
                build.target = Some(Target::Eval);
            }
            OptionKind::Run | OptionKind::Ignored => {}
        }
    }
}

/// The arguments that a program printed as an hxml text, as `lime display` does.
pub fn arguments_of_text(text: &str) -> Vec<String> {
    let arguments = split(text, &VfsPath::new("/"), &crate::env::var);
    arguments.into_iter().map(|it| it.0).collect()
}

/// The arguments of an hxml text.
fn split(text: &str, file: &VfsPath, variables: &dyn Fn(&str) -> Option<String>) -> Arguments {
    let mut res = Vec::new();
    for (line_number, line) in text.lines().enumerate() {
        let line = unquote(line.trim_start_matches('\u{feff}').trim());
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let place = Place {
            file: Some(file.clone()),
            line: line_number as u32,
        };
        match line.split_once([' ', '\t']) {
            Some((option, value)) if line.starts_with('-') => {
                res.push((unquote(option).to_owned(), place.clone()));
                res.push((substitute(unquote(value.trim()), variables), place));
            }
            _ => res.push((substitute(line, variables), place)),
        }
    }
    res
}

fn unquote(text: &str) -> &str {
    text.strip_prefix('"')
        .and_then(|it| it.strip_suffix('"'))
        .unwrap_or(text)
}

/// `${NAME}` → its value; what has none stays.
fn substitute(text: &str, variables: &dyn Fn(&str) -> Option<String>) -> String {
    let mut res = String::new();
    let mut rest = text;
    while let Some(start) = rest.find("${") {
        let Some(len) = rest[start..].find('}') else {
            break;
        };
        res.push_str(&rest[..start]);
        match variables(&rest[start + 2..start + len]) {
            Some(value) => res.push_str(&value),
            None => res.push_str(&rest[start..=start + len]),
        }
        rest = &rest[start + len + 1..];
    }
    res.push_str(rest);
    res
}

#[cfg(test)]
mod tests;
