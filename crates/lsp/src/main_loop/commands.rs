//! Builds that a command prints: `lime display html5` and its like for other frameworks.
//!
//! A command runs on a thread of its own when the project is looked at, and again when a file of the project's own
//! changed. Until it has answered, and when it fails, there is what it printed last, or no such build.

use std::process::{Command, Stdio};

use rustc_hash::FxHashMap;
use vfs::VfsPath;

use super::{Event, MainLoop};

/// What commands printed, by their words.
#[derive(Default)]
pub(crate) struct CommandBuilds {
    known: FxHashMap<Vec<String>, CommandBuild>,
}

#[derive(Default)]
struct CommandBuild {
    is_running: bool,
    arguments: Option<Vec<String>>,
    failure: Option<String>,
}

/// What a command printed, or why there is nothing.
pub(crate) type Printed = std::result::Result<String, String>;

impl MainLoop {
    /// The arguments that `command` printed; starts it when nobody has yet.
    pub(super) fn command_arguments(&mut self, command: &[String]) -> Option<Vec<String>> {
        if !self.command_builds.known.contains_key(command) {
            self.start_command(command.to_vec());
        }
        self.command_builds.known.get(command)?.arguments.clone()
    }

    /// Why commands printed nothing, for people.
    pub(super) fn command_failures(&self) -> Vec<String> {
        let known = self.command_builds.known.iter();
        let mut res: Vec<String> = known
            .filter_map(|(command, it)| {
                Some(format!("{}: {}", command.join(" "), it.failure.as_ref()?))
            })
            .collect();
        res.sort();
        res
    }

    /// The project may be another one now.
    pub(super) fn restart_commands(&mut self) {
        let commands: Vec<Vec<String>> = self.command_builds.known.keys().cloned().collect();
        for command in commands {
            self.start_command(command);
        }
    }

    fn start_command(&mut self, command: Vec<String>) {
        let build = self
            .command_builds
            .known
            .entry(command.clone())
            .or_default();
        if build.is_running {
            return;
        }
        build.is_running = true;
        let cwd = self.shared.roots.first().cloned();
        let events = self.events.clone();
        std::thread::spawn(move || {
            let printed = run(&command, cwd.as_ref());
            let _ = events.send(Event::BuildCommand(command, printed));
        });
    }

    pub(super) fn command_done(&mut self, command: &[String], printed: Printed) {
        let Some(build) = self.command_builds.known.get_mut(command) else {
            return;
        };
        build.is_running = false;
        let before = (build.arguments.clone(), build.failure.clone());
        match printed {
            Ok(text) => {
                build.arguments = Some(project::arguments_of_text(&text));
                build.failure = None;
            }
            Err(why) => build.failure = Some(why),
        }
        if before != (build.arguments.clone(), build.failure.clone()) {
            self.load_project();
        }
    }
}

fn run(command: &[String], cwd: Option<&VfsPath>) -> Printed {
    let [program, arguments @ ..] = command else {
        return Err("no command".to_owned());
    };
    let mut process = Command::new(program);
    process.args(arguments).stdin(Stdio::null());
    if let Some(cwd) = cwd {
        process.current_dir(cwd.to_os());
    }
    let output = process.output().map_err(|e| e.to_string())?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
    }
    let said = String::from_utf8_lossy(&output.stderr);
    let first = said.lines().find(|it| !it.trim().is_empty());
    Err(first.map_or_else(|| output.status.to_string(), str::to_owned))
}
