//! Help with writing hxml files: what can stand at a place, and what an option means.
//!
//! Both read the file and the disk alone; the class paths are those that the file itself names.

use std::ops::Range;

use vfs::{EntryKind, System, VfsPath};

use super::defines::{DEFINES, Define};
use super::options::{HXML_OPTIONS, HxmlOption, OptionKind, ValueKind, hxml_option};
use super::{HxmlBuild, parse_file};
use crate::libraries;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HxmlCompletions {
    /// In bytes.
    pub replace: Range<usize>,
    pub items: Vec<HxmlCompletion>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HxmlCompletion {
    pub label: String,
    pub kind: HxmlItemKind,
    pub detail: Option<String>,
    /// A sentence about an option.
    pub docs: Option<&'static str>,
    pub insert: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum HxmlItemKind {
    Option,
    Directory,
    File,
    Library,
    Define,
    Module,
    Word,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HxmlHover {
    /// In bytes.
    pub range: Range<usize>,
    /// Markdown.
    pub text: String,
}

/// What can stand at `offset` of the file `path` with this text.
pub fn hxml_completion(
    system: &dyn System,
    path: &VfsPath,
    text: &str,
    offset: usize,
) -> Option<HxmlCompletions> {
    let line = Line::at(text, offset)?;
    let cx = Assist { system, path, text };
    let (range, typed, items) = match (&line.option, &line.value) {
        // Behind an option.
        (Some((_, name)), Some((start, value))) if offset >= *start => {
            let typed = value.get(..offset - start)?;
            let option = hxml_option(name)?;
            let (begin, items) = cx.values(option, typed);
            (start + begin..start + value.len(), &typed[begin..], items)
        }
        (Some((start, name)), _) => {
            let typed = name.get(..offset.checked_sub(*start)?)?;
            (*start..start + name.len(), typed, options())
        }
        (None, Some((start, value))) => {
            let typed = value.get(..offset.checked_sub(*start)?)?;
            (*start..start + value.len(), typed, cx.bare())
        }
        (None, None) => (offset..offset, "", cx.bare()),
    };
    let mut items = items;
    items.retain(|it| fits(&it.label, typed));
    Some(HxmlCompletions {
        replace: range,
        items,
    })
}

/// What the option at `offset` means, or where the library there is.
pub fn hxml_hover(
    system: &dyn System,
    path: &VfsPath,
    text: &str,
    offset: usize,
) -> Option<HxmlHover> {
    let line = Line::at(text, offset)?;
    let (start, name) = line.option?;
    let option = hxml_option(name)?;
    let name_range = start..start + name.len();
    if offset <= name_range.end {
        return Some(HxmlHover {
            range: name_range,
            text: option_text(option),
        });
    }
    let (start, value) = line.value?;
    let range = start..start + value.len();
    let cwd = path.parent()?;
    let text = match option.kind {
        OptionKind::Library => {
            let (name, version) = value.split_once(':').unwrap_or((value, ""));
            let mut found = libraries::installed(system, &cwd).into_iter();
            let found = found.find(|it| it.name.eq_ignore_ascii_case(name))?;
            let version = found.version.as_deref().filter(|_| version.is_empty());
            let version = version.map(|it| format!(" {it}")).unwrap_or_default();
            format!("**{}**{version}\n\n`{}`", found.name, found.dir)
        }
        OptionKind::ClassPath | OptionKind::Resource => {
            let file = value.split('@').next().unwrap_or_default();
            let full = cwd.join(file);
            match system.kind(&full) {
                Some(_) => format!("`{full}`"),
                None => format!("`{full}` does not exist"),
            }
        }
        _ if option.value == ValueKind::Define => {
            let name = value.split('=').next().unwrap_or_default();
            let spelled = name.replace('_', "-");
            DEFINES
                .iter()
                .find(|it| it.name == spelled)?
                .docs
                .to_owned()
        }
        _ => return None,
    };
    Some(HxmlHover { range, text })
}

/// The file that is named at `offset`: another hxml file, a module, a resource.
pub fn hxml_definition(
    system: &dyn System,
    path: &VfsPath,
    text: &str,
    offset: usize,
) -> Option<VfsPath> {
    let line = Line::at(text, offset)?;
    let (start, value) = line.value?;
    if !(start..=start + value.len()).contains(&offset) {
        return None;
    }
    let cx = Assist { system, path, text };
    let value_kind = match line.option {
        Some((_, name)) => hxml_option(name)?.value,
        None if value.ends_with(".hxml") => ValueKind::File,
        None => ValueKind::Class,
    };
    let candidates: Vec<VfsPath> = match value_kind {
        ValueKind::File | ValueKind::Output => {
            vec![cx.cwd().join(value.split('@').next().unwrap_or_default())]
        }
        ValueKind::Class => {
            let module = format!("{}.hx", value.replace('.', "/"));
            cx.class_paths()
                .iter()
                .map(|dir| dir.join(&module))
                .collect()
        }
        _ => return None,
    };
    candidates
        .into_iter()
        .find(|it| system.kind(it) == Some(EntryKind::File))
}

/// The line of a place, cut into an option and its value. Places are bytes of the whole text.
struct Line<'a> {
    option: Option<(usize, &'a str)>,
    value: Option<(usize, &'a str)>,
}

impl<'a> Line<'a> {
    /// `None` in a comment.
    fn at(text: &'a str, offset: usize) -> Option<Line<'a>> {
        let before = text.get(..offset)?;
        let line_start = before.rfind('\n').map_or(0, |it| it + 1);
        let line = text[line_start..].lines().next().unwrap_or_default();
        let content = line.trim();
        let indent = line.len() - line.trim_start().len();
        let start = line_start + indent;
        if content.starts_with('#') {
            return None;
        }
        if !content.starts_with('-') {
            let value = (!content.is_empty()).then_some((start, content));
            return Some(Line {
                option: None,
                value,
            });
        }
        let end = content
            .find([' ', '\t', '='])
            .filter(|it| content[*it..].starts_with([' ', '\t']) || content.starts_with("--"));
        let name = &content[..end.unwrap_or(content.len())];
        let behind = start + name.len();
        // A blank at the end of the line is where a value will stand.
        let rest = &line[indent + name.len()..];
        let value = rest.get(1..).map(|value| {
            let blanks = value.len() - value.trim_start().len();
            (behind + 1 + blanks, value.trim())
        });
        Some(Line {
            option: Some((start, name)),
            value,
        })
    }
}

struct Assist<'a> {
    system: &'a dyn System,
    path: &'a VfsPath,
    text: &'a str,
}

impl Assist<'_> {
    fn cwd(&self) -> VfsPath {
        self.path.parent().unwrap_or_else(|| self.path.clone())
    }

    /// What can follow an option, and how much of `typed` stays as it is.
    fn values(&self, option: &HxmlOption, typed: &str) -> (usize, Vec<HxmlCompletion>) {
        match option.value {
            ValueKind::Directory => self.paths(typed, false),
            ValueKind::File | ValueKind::Output => self.paths(typed, true),
            ValueKind::Library => (0, self.libraries()),
            ValueKind::Define => (0, defines(self.text)),
            ValueKind::Class => self.modules(typed),
            ValueKind::OneOf(words) => (
                0,
                words
                    .iter()
                    .map(|it| item(it, HxmlItemKind::Word))
                    .collect(),
            ),
            ValueKind::None | ValueKind::Text => (0, Vec::new()),
        }
    }

    /// What can stand where no option does: options, other hxml files, modules.
    fn bare(&self) -> Vec<HxmlCompletion> {
        let mut res = options();
        for entry in self.system.read_dir(&self.cwd()) {
            if entry.name.ends_with(".hxml") && *entry.name != *self.path.file_name() {
                res.push(item(&entry.name, HxmlItemKind::File));
            }
        }
        let (_, modules) = self.modules("");
        res.extend(modules);
        res
    }

    /// Entries of the directory that is typed so far.
    fn paths(&self, typed: &str, with_files: bool) -> (usize, Vec<HxmlCompletion>) {
        let begin = typed.rfind('/').map_or(0, |it| it + 1);
        let dir = self.cwd().join(&typed[..begin]);
        let mut res = Vec::new();
        for entry in self.system.read_dir(&dir) {
            let is_hidden = entry.name.starts_with('.') && !typed[begin..].starts_with('.');
            match entry.kind {
                _ if is_hidden => {}
                EntryKind::Dir => res.push(item(&entry.name, HxmlItemKind::Directory)),
                EntryKind::File if with_files => res.push(item(&entry.name, HxmlItemKind::File)),
                EntryKind::File => {}
            }
        }
        (begin, res)
    }

    fn libraries(&self) -> Vec<HxmlCompletion> {
        let found = libraries::installed(self.system, &self.cwd());
        let mut res: Vec<HxmlCompletion> = Vec::new();
        for library in found {
            res.push(HxmlCompletion {
                detail: library.version,
                ..item(&library.name, HxmlItemKind::Library)
            });
        }
        res
    }

    /// Packages and modules below the class paths of the file, of the package that is typed so far.
    fn modules(&self, typed: &str) -> (usize, Vec<HxmlCompletion>) {
        let begin = typed.rfind('.').map_or(0, |it| it + 1);
        let package = typed[..begin].replace('.', "/");
        let mut res: Vec<HxmlCompletion> = Vec::new();
        for dir in self.class_paths() {
            for entry in self.system.read_dir(&dir.join(&package)) {
                let first = entry.name.chars().next();
                let found = match entry.kind {
                    EntryKind::Dir if first.is_some_and(|it| it.is_ascii_lowercase()) => {
                        item(&entry.name, HxmlItemKind::Directory)
                    }
                    EntryKind::File => match entry.name.strip_suffix(".hx") {
                        Some("import") | None => continue,
                        Some(module) => item(module, HxmlItemKind::Module),
                    },
                    EntryKind::Dir => continue,
                };
                if !res.contains(&found) {
                    res.push(found);
                }
            }
        }
        (begin, res)
    }

    /// The class paths of all builds in the file; the directory itself where it names none.
    fn class_paths(&self) -> Vec<VfsPath> {
        let parsed = parse_file(self.system, &self.cwd(), self.path);
        let mut dirs = self.class_paths_of_text();
        for build in &parsed.builds {
            dirs.extend(build.class_paths.iter().map(|(dir, _)| dir.clone()));
        }
        if dirs.is_empty() {
            dirs.push(self.cwd());
        }
        dirs.sort();
        dirs.dedup();
        dirs
    }

    /// The text may be newer than the file on disk.
    fn class_paths_of_text(&self) -> Vec<VfsPath> {
        let build = HxmlBuild::new(self.cwd());
        let (build, _) =
            super::parse_into(self.system, build, self.text, self.path, &crate::env::var);
        build.class_paths.into_iter().map(|(dir, _)| dir).collect()
    }
}

fn options() -> Vec<HxmlCompletion> {
    let mut res = Vec::new();
    for option in HXML_OPTIONS {
        let placeholder = option.value.placeholder();
        for name in option.names {
            let blank = if option.takes_value() { " " } else { "" };
            res.push(HxmlCompletion {
                label: (*name).to_owned(),
                kind: HxmlItemKind::Option,
                detail: (!placeholder.is_empty()).then(|| placeholder.to_owned()),
                docs: Some(option.docs),
                insert: format!("{name}{blank}"),
            });
        }
    }
    res
}

fn option_text(option: &HxmlOption) -> String {
    let names = option.names.join(", ");
    let value = option.value.placeholder();
    let blank = if value.is_empty() { "" } else { " " };
    let words = match option.value {
        ValueKind::OneOf(words) => format!("\n\nOne of `{}`.", words.join("`, `")),
        _ => String::new(),
    };
    format!(
        "```hxml\n{names}{blank}{value}\n```\n{}{words}",
        option.docs
    )
}

fn item(label: &str, kind: HxmlItemKind) -> HxmlCompletion {
    HxmlCompletion {
        label: label.to_owned(),
        kind,
        detail: None,
        docs: None,
        insert: label.to_owned(),
    }
}

/// Those of the targets that the file names first; all when it names none.
fn defines(text: &str) -> Vec<HxmlCompletion> {
    let targets = targets_of(text);
    let is_meant = |it: &Define| {
        targets.is_empty()
            || it.targets.is_empty()
            || it.targets.iter().any(|it| targets.contains(it))
    };
    let (own, general): (Vec<&Define>, Vec<&Define>) = DEFINES
        .iter()
        .filter(|it| is_meant(it))
        .partition(|it| !it.targets.is_empty() && !targets.is_empty());
    own.into_iter()
        .chain(general)
        .map(|it| HxmlCompletion {
            docs: Some(it.docs),
            detail: (!it.targets.is_empty()).then(|| it.targets.join(", ")),
            ..item(it.name, HxmlItemKind::Define)
        })
        .collect()
}

/// The targets that the options of the text choose.
fn targets_of(text: &str) -> Vec<&'static str> {
    let mut res: Vec<&'static str> = Vec::new();
    for line in text.lines() {
        let option = line.split_whitespace().next().unwrap_or_default();
        let targets: &[&str] = match option.trim_start_matches('-') {
            _ if !option.starts_with('-') => &[],
            "js" => &["js"],
            "hl" => &["hl"],
            "cpp" | "cppia" => &["cpp"],
            "cs" => &["cs"],
            "java" => &["java"],
            "jvm" => &["java", "jvm"],
            "lua" => &["lua"],
            "neko" => &["neko"],
            "php" => &["php"],
            "python" => &["python"],
            "swf" => &["flash"],
            "interp" | "run" | "x" => &["eval"],
            _ => &[],
        };
        res.extend(targets);
    }
    res
}

/// The letters of `typed` in their order, whatever their case: clients rank, we only leave out what cannot be meant.
fn fits(label: &str, typed: &str) -> bool {
    let mut letters = label.chars();
    typed
        .chars()
        .all(|wanted| letters.any(|it| it.eq_ignore_ascii_case(&wanted)))
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};
    use vfs::{MemorySystem, VfsPath};

    use super::{hxml_completion, hxml_definition, hxml_hover};

    fn system(text: &str) -> MemorySystem {
        let files = [
            ("/p/build.hxml", text),
            ("/p/common.hxml", ""),
            ("/p/src/Main.hx", ""),
            ("/p/src/import.hx", ""),
            ("/p/src/app/Tool.hx", ""),
            ("/p/assets/logo.png", ""),
            ("/p/.haxelib/heaps/.current", "1.9.1"),
            ("/p/.haxelib/heaps/1,9,1/haxelib.json", "{}"),
            ("/p/.haxelib/format/.dev", "../../src"),
        ];
        MemorySystem::new(files.map(|(path, text)| (VfsPath::new(path), text.into())))
    }

    fn cut(text: &str) -> (String, usize) {
        let offset = text.find('|').expect("a caret");
        (text.replace('|', ""), offset)
    }

    fn complete(text: &str, expect: Expect) {
        let (text, offset) = cut(text);
        let found = hxml_completion(
            &system(&text),
            &VfsPath::new("/p/build.hxml"),
            &text,
            offset,
        );
        let mut res = String::new();
        if let Some(found) = found {
            res += &format!("{:?}\n", &text[found.replace]);
            for item in found.items.iter().take(8) {
                let detail = item.detail.as_deref().unwrap_or_default();
                res += &format!("{:?} {} {detail}\n", item.kind, item.label);
            }
        }
        expect.assert_eq(&res);
    }

    fn hover(text: &str, expect: Expect) {
        let (text, offset) = cut(text);
        let found = hxml_hover(
            &system(&text),
            &VfsPath::new("/p/build.hxml"),
            &text,
            offset,
        );
        let shown = found.map(|it| format!("{:?}\n{}\n", &text[it.range], it.text));
        expect.assert_eq(&shown.unwrap_or_default());
    }

    #[test]
    fn defines_of_the_target() {
        let names = |text: &str| {
            let system = system(text);
            let found = hxml_completion(&system, &VfsPath::new("/p/build.hxml"), text, text.len());
            let items = found.map(|it| it.items).unwrap_or_default();
            items.into_iter().map(|it| it.label).collect::<Vec<_>>()
        };
        let of_js = names("--js a.js\n-D ");
        assert_eq!(of_js.first().map(String::as_str), Some("js-classic"));
        assert!(of_js.iter().any(|it| it == "no-traces"));
        assert!(!of_js.iter().any(|it| it == "hl-ver"));
        assert!(names("-D ").iter().any(|it| it == "hl-ver"));
    }

    #[test]
    fn options() {
        complete(
            "-cp src\n--clas|",
            expect![[r#"
            "--clas"
            Option --class-path <directory>
            Option --gen-hx-classes 
        "#]],
        );
        complete(
            "-dc|",
            expect![[r#"
            "-dc"
            Option --dce <mode>
            Option -dce <mode>
        "#]],
        );
        complete("# -d|", expect![[""]]);
    }

    #[test]
    fn values() {
        complete(
            "-cp |",
            expect![[r#"
            ""
            Directory assets 
            Directory src 
        "#]],
        );
        complete(
            "--class-path=sr|c",
            expect![[r#"
            "src"
            Directory src 
        "#]],
        );
        complete(
            "-r assets/|",
            expect![[r#"
            ""
            File logo.png 
        "#]],
        );
        complete(
            "  -lib |\n--js x.js",
            expect![[r#"
            ""
            Library format 
            Library heaps 1.9.1
        "#]],
        );
        complete(
            "--dce |",
            expect![[r#"
            ""
            Word std 
            Word full 
            Word no 
        "#]],
        );
        complete("-cp src  |", expect![[""]]);
        complete(
            "-D jse|",
            expect![[r#"
                "jse"
                Define js-enums-as-arrays js
                Define js-es js
                Define js-source-map js
                Define js-unflatten js
                Define jvm.compression-level jvm
            "#]],
        );
    }

    #[test]
    fn modules() {
        complete(
            "-cp src\n--main |",
            expect![[r#"
            ""
            Module Main 
            Directory app 
        "#]],
        );
        complete(
            "-cp src\n--main app.To|",
            expect![[r#"
            "To"
            Module Tool 
        "#]],
        );
        complete(
            "-cp src\ncom|",
            expect![[r#"
            "com"
            Option --custom-target <text>
            File common.hxml 
        "#]],
        );
    }

    #[test]
    fn files_that_are_named() {
        let target = |text: &str| {
            let (text, offset) = cut(text);
            let path = VfsPath::new("/p/build.hxml");
            let found = hxml_definition(&system(&text), &path, &text, offset);
            found.map(|it| it.to_string())
        };
        assert_eq!(target("comm|on.hxml").as_deref(), Some("/p/common.hxml"));
        assert_eq!(
            target("-cp src\n--main app.To|ol").as_deref(),
            Some("/p/src/app/Tool.hx")
        );
        assert_eq!(
            target("-r assets/logo.png@l|ogo").as_deref(),
            Some("/p/assets/logo.png")
        );
        assert_eq!(target("--ma|in Main"), None);
        assert_eq!(target("-cp src\nNothing|"), None);
    }

    #[test]
    fn what_stands_there() {
        hover(
            "--d|ce full",
            expect![[r#"
            "--dce"
            ```hxml
            --dce, -dce <mode>
            ```
            Which code that nothing uses is left out: of the standard library, of everything, none.

            One of `std`, `full`, `no`.
        "#]],
        );
        hover(
            "-lib he|aps",
            expect![[r#"
            "heaps"
            **heaps** 1.9.1

            `/p/.haxelib/heaps/1,9,1`
        "#]],
        );
        hover("-lib no|thing", expect![[""]]);
        hover(
            "-cp s|rc",
            expect![[r#"
            "src"
            `/p/src`
        "#]],
        );
        hover("# --d|ce", expect![[""]]);
        hover("--unknown|", expect![[""]]);
    }
}
