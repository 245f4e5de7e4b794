//! The options of a project: `hxformat.json`.
//!
//! Names, values and defaults are those of the file that Haxe projects already
//! have, so a project is formatted the way it was before. What is left out has
//! its default; a name that does not exist is ignored, a value that does not
//! exist is an error.

mod empty_lines;
mod line_ends;
mod policy;
mod same_line;
mod whitespace;
mod wrapping;

use serde::Deserialize;

pub use empty_lines::*;
pub use line_ends::*;
pub use policy::WhitespacePolicy;
pub use same_line::{SameLine, SameLinePolicy};
pub use whitespace::*;
pub use wrapping::*;

/// The name of the file with the options.
pub const FILE_NAME: &str = "hxformat.json";

/// A struct of options: each field with its default, all of them optional in the file.
macro_rules! options {
    ($(#[$meta:meta])* $name:ident { $($(#[$doc:meta])* $field:ident: $ty:ty = $default:expr,)* }) => {
        $(#[$meta])*
        #[derive(Clone, Debug, serde::Deserialize)]
        #[serde(default, rename_all = "camelCase")]
        pub struct $name {
            $($(#[$doc])* pub $field: $ty,)*
        }

        impl Default for $name {
            fn default() -> $name {
                $name { $($field: $default,)* }
            }
        }
    };
}
pub(crate) use options;

/// A choice between words.
macro_rules! words {
    ($(#[$meta:meta])* $name:ident { $($(#[$doc:meta])* $word:ident,)* }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, PartialEq, Eq, Debug, serde::Deserialize)]
        #[serde(rename_all = "camelCase")]
        pub enum $name {
            $($(#[$doc])* $word,)*
        }
    };
}
pub(crate) use words;

options! {
    /// All options.
    Config {
        /// Where lines are left empty.
        empty_lines: EmptyLines = EmptyLines::default(),
        /// How deep lines are indented.
        indentation: Indentation = Indentation::default(),
        /// After which tokens a line ends.
        line_ends: LineEnds = LineEnds::default(),
        /// Which bodies follow on the same line.
        same_line: SameLine = SameLine::default(),
        /// Between which tokens there is a space.
        whitespace: Whitespace = Whitespace::default(),
        /// How long lines are broken.
        wrapping: Wrapping = Wrapping::default(),
        /// Nothing is formatted.
        disable_formatting: bool = false,
        /// Regular expressions; a file whose path one of them matches is left alone.
        excludes: Vec<String> = vec![r"\.haxelib".into(), r"\.git".into(), "node_modules".into()],
    }
}

impl Config {
    /// The options that a file says.
    ///
    /// # Errors
    /// What is wrong with the text and where.
    pub fn from_json(text: &str) -> Result<Config, String> {
        serde_json::from_str(text.trim_start_matches('\u{feff}')).map_err(|error| error.to_string())
    }

    /// Whether a file is to be left alone. An expression that is none excludes nothing.
    pub fn is_excluded(&self, path: &str) -> bool {
        self.disable_formatting
            || self.excludes.iter().any(|pattern| {
                fancy_regex::Regex::new(pattern)
                    .is_ok_and(|regex| regex.is_match(path).unwrap_or(false))
            })
    }
}

options! {
    /// `indentation`
    Indentation {
        /// What is put for one level: `tab` or the text itself.
        #[serde(deserialize_with = "character")]
        character: String = "\t".into(),
        /// How wide a tab counts.
        tab_width: usize = 4,
        /// Where directives stand.
        conditional_policy: ConditionalPolicy = ConditionalPolicy::Aligned,
        /// Whether empty lines have the indentation of the line before.
        trailing_whitespace: bool = false,
        /// Whether the fields of an object stand deeper than its line.
        indent_object_literal: bool = true,
        /// Whether a value that is an `if` or `switch` stands deeper than its variable.
        indent_complex_value_expressions: bool = false,
        /// Whether `case` stands deeper than `switch`.
        indent_case_labels: bool = true,
    }
}

fn character<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    let text = String::deserialize(deserializer)?;
    match text.as_str() {
        _ if text.eq_ignore_ascii_case("tab") => Ok("\t".into()),
        // Nothing but white space may be put into a file.
        _ if text.chars().all(|c| c == ' ' || c == '\t') => Ok(text),
        _ => Err(serde::de::Error::custom(
            "indentation.character is neither `tab` nor white space",
        )),
    }
}

words! {
    /// Where `#if` and its kin stand.
    ConditionalPolicy {
        /// At the start of the line.
        FixedZero,
        /// At the start of the line, deeper for each `#if` around.
        FixedZeroIncrease,
        /// The same inside blocks, outside at the start of the line.
        FixedZeroIncreaseBlocks,
        /// With the code around.
        Aligned,
        /// With the code around, deeper for each `#if` around.
        AlignedNestedIncrease,
        /// With the code around, the code inside one deeper.
        AlignedIncrease,
        /// With the code around, the code inside one less deep.
        AlignedDecrease,
    }
}
