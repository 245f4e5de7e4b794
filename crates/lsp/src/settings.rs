//! The user's settings, from `initializationOptions`, `workspace/configuration` or `workspace/didChangeConfiguration`.
//!
//! All are optional, and what cannot be read is as if it were not there: a server that a wrong setting keeps from
//! starting helps nobody.

use serde::Deserialize;
use serde_json::Value;

#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct Settings {
    /// Each a list of arguments as on Haxe's command line, one hxml file, or a command that prints such a file. Empty: what
    /// is found in the folder.
    pub(crate) configurations: Vec<Arguments>,
    /// Which of the builds comes first: the name of its hxml.
    pub(crate) configuration: Option<String>,
    /// The standard library to analyse against.
    pub(crate) std: Option<String>,
    /// More defines, `name` or `name=value`.
    pub(crate) defines: Vec<String>,
    pub(crate) run: RunSettings,
    pub(crate) lens: LensSettings,
    pub(crate) inlay_hints: InlayHintSettings,
    pub(crate) analysis: AnalysisSettings,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(untagged)]
pub(crate) enum Arguments {
    One(String),
    List(Vec<String>),
    Labelled {
        #[serde(default)]
        label: Option<String>,
        args: Vec<String>,
    },
    Command {
        #[serde(default)]
        label: Option<String>,
        command: Vec<String>,
    },
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct RunSettings {
    pub(crate) time_limit_ms: u64,
    pub(crate) memory_limit_mb: u64,
}

impl Default for RunSettings {
    fn default() -> RunSettings {
        RunSettings {
            time_limit_ms: 10_000,
            memory_limit_mb: 1024,
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct LensSettings {
    pub(crate) run: bool,
    /// Also above functions that belong to an object.
    pub(crate) run_on_objects: bool,
    pub(crate) references: bool,
}

impl Default for LensSettings {
    fn default() -> LensSettings {
        LensSettings {
            run: true,
            run_on_objects: false,
            references: false,
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct InlayHintSettings {
    pub(crate) variable_types: bool,
    pub(crate) parameter_names: bool,
    pub(crate) return_types: bool,
    pub(crate) closing_braces: bool,
}

impl Default for InlayHintSettings {
    fn default() -> InlayHintSettings {
        InlayHintSettings {
            variable_types: true,
            parameter_names: true,
            return_types: true,
            closing_braces: true,
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct AnalysisSettings {
    /// Whether the whole project is looked through while nothing is asked.
    pub(crate) when_idle: bool,
}

impl Default for AnalysisSettings {
    fn default() -> AnalysisSettings {
        AnalysisSettings { when_idle: true }
    }
}

impl Settings {
    /// Reads `{…}` or `{"rayzor": {…}}`. `None`: nothing of ours in there.
    pub(crate) fn from_json(value: &Value) -> Option<Settings> {
        let ours = value.get("rayzor").unwrap_or(value);
        if !ours.is_object() {
            return None;
        }
        match Settings::deserialize(ours) {
            Ok(settings) => Some(settings),
            Err(e) => {
                eprintln!("rayzor-lsp: settings not understood: {e}");
                None
            }
        }
    }
}

impl Arguments {
    /// What the build is called.
    pub(crate) fn name(&self) -> String {
        match self {
            Arguments::One(one) => one.clone(),
            Arguments::Labelled {
                label: Some(label), ..
            }
            | Arguments::Command {
                label: Some(label), ..
            } => label.clone(),
            Arguments::List(words)
            | Arguments::Labelled { args: words, .. }
            | Arguments::Command { command: words, .. } => words.join(" "),
        }
    }
}
