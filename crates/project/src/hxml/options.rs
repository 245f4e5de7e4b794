//! Every option of Haxe's command line, with what an editor says about it.

use base_db::Target;

/// One option under all its spellings.
pub(crate) struct HxmlOption {
    /// The one to write first. Haxe accepts its old spellings with one dash as well.
    pub(crate) names: &'static [&'static str],
    pub(crate) value: ValueKind,
    /// A sentence.
    pub(crate) docs: &'static str,
    pub(crate) kind: OptionKind,
}

/// What stands behind an option.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ValueKind {
    None,
    Directory,
    /// A file to read.
    File,
    /// A file or directory to write.
    Output,
    /// `name` or `name:version`.
    Library,
    /// `name` or `name=value`.
    Define,
    /// A dotted path of a module or type.
    Class,
    /// One of these words.
    OneOf(&'static [&'static str]),
    Text,
}

impl ValueKind {
    /// As it is written in the option's signature; empty for none.
    pub(crate) fn placeholder(self) -> &'static str {
        match self {
            ValueKind::None => "",
            ValueKind::Directory => "<directory>",
            ValueKind::File => "<file>",
            ValueKind::Output => "<output>",
            ValueKind::Library => "<name[:version]>",
            ValueKind::Define => "<name[=value]>",
            ValueKind::Class => "<class>",
            ValueKind::OneOf(_) => "<mode>",
            ValueKind::Text => "<text>",
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum OptionKind {
    ClassPath,
    Library,
    Define,
    Undefine,
    /// Sets a define.
    Flag(&'static str),
    /// Sets a define to the option's value.
    Valued(&'static str),
    Main,
    Macro,
    Warning,
    Resource,
    Target(Target),
    Cwd,
    Next,
    Each,
    Run,
    Execute,
    /// Means nothing to an analysis.
    Ignored,
}

/// The option of that spelling.
pub(crate) fn hxml_option(name: &str) -> Option<&'static HxmlOption> {
    HXML_OPTIONS.iter().find(|it| it.names.contains(&name))
}

/// Whether `option` has its value in the next argument.
pub fn takes_value(option: &str) -> bool {
    hxml_option(option).is_some_and(HxmlOption::takes_value)
}

impl HxmlOption {
    pub(crate) fn takes_value(&self) -> bool {
        self.value != ValueKind::None
    }
}

macro_rules! options {
    ($($($name:literal)|+, $value:expr, $kind:expr, $docs:literal;)*) => {
        &[$(HxmlOption { names: &[$($name),+], value: $value, docs: $docs, kind: $kind }),*]
    };
}

use OptionKind as K;
use ValueKind as V;

/// In the order to show them.
pub(crate) static HXML_OPTIONS: &[HxmlOption] = options! {
    "--class-path" | "-p" | "-cp", V::Directory, K::ClassPath,
        "Adds a directory in which to look for modules.";
    "--library" | "-L" | "-lib", V::Library, K::Library,
        "Uses a library that haxelib or lix installed: its class path, its defines and its dependencies.";
    "--main" | "-m" | "-main", V::Class, K::Main,
        "The class whose static function `main` is where the program starts.";
    "--define" | "-D", V::Define, K::Define,
        "Sets a define for conditional compilation and for the compiler itself.";
    "--undefine", V::Define, K::Undefine,
        "Takes a define back that the target or a library sets.";
    "--js" | "-js", V::Output, K::Target(Target::Js),
        "Compiles to JavaScript, into this file.";
    "--hl" | "-hl", V::Output, K::Target(Target::Hl),
        "Compiles to HashLink: bytecode for a file ending in `.hl`, C sources for one ending in `.c`.";
    "--cpp" | "-cpp", V::Output, K::Target(Target::Cpp),
        "Compiles to C++, into this directory.";
    "--cppia" | "-cppia", V::Output, K::Target(Target::Cppia),
        "Compiles to cppia, bytecode for a host written with the C++ target.";
    "--jvm" | "-jvm", V::Output, K::Target(Target::Jvm),
        "Compiles to JVM bytecode, into this `.jar`.";
    "--java" | "-java", V::Output, K::Target(Target::Java),
        "Compiles to Java sources, into this directory.";
    "--cs" | "-cs", V::Output, K::Target(Target::Cs),
        "Compiles to C#, into this directory.";
    "--python" | "-python", V::Output, K::Target(Target::Python),
        "Compiles to Python, into this file.";
    "--php" | "-php", V::Output, K::Target(Target::Php),
        "Compiles to PHP, into this directory.";
    "--lua" | "-lua", V::Output, K::Target(Target::Lua),
        "Compiles to Lua, into this file.";
    "--neko" | "-neko", V::Output, K::Target(Target::Neko),
        "Compiles to bytecode for Neko, into this file.";
    "--swf" | "-swf", V::Output, K::Target(Target::Flash),
        "Compiles to Flash, into this file.";
    "--interp", V::None, K::Target(Target::Eval),
        "Runs the program in the compiler's own interpreter.";
    "--run", V::Class, K::Run,
        "Runs the `main` of a class in the interpreter; what follows are the program's arguments.";
    "--execute" | "-x", V::Class, K::Execute,
        "Compiles a class for Neko and runs it.";
    "--debug" | "-debug", V::None, K::Flag("debug"),
        "Adds what debuggers need and sets the define `debug`.";
    "--dce" | "-dce", V::OneOf(&["std", "full", "no"]), K::Valued("dce"),
        "Which code that nothing uses is left out: of the standard library, of everything, none.";
    "--resource" | "-r" | "-resource", V::File, K::Resource,
        "Puts a file into the program, for `haxe.Resource`; `file@name` names it.";
    "--macro", V::Text, K::Macro,
        "Calls a macro before anything is typed, such as `include('pack')` or `nullSafety('pack')`.";
    "-w", V::Text, K::Warning,
        "Turns warnings on and off: `-w -WDeprecated`.";
    "--cmd" | "-cmd", V::Text, K::Ignored,
        "Runs a command of the shell when compilation went well.";
    "--no-output", V::None, K::Ignored,
        "Types everything and writes nothing.";
    "--no-traces", V::None, K::Flag("no_traces"),
        "Leaves calls of `trace` out of the program.";
    "--no-inline", V::None, K::Flag("no_inline"),
        "Calls inline functions like others.";
    "--no-opt", V::None, K::Flag("no_opt"),
        "Does without optimisation.";
    "--next", V::None, K::Next,
        "Ends this build; what follows is another one.";
    "--each", V::None, K::Each,
        "What stands above belongs to every build below.";
    "--cwd" | "-C", V::Directory, K::Cwd,
        "The directory that paths below are relative to.";
    "--verbose" | "-v", V::None, K::Ignored,
        "Says what the compiler does.";
    "--times", V::None, K::Ignored,
        "Says how long each part of the compilation took.";
    "--prompt" | "-prompt", V::None, K::Ignored,
        "Waits for a key before the compiler ends.";
    "--xml" | "-xml", V::Output, K::Ignored,
        "Writes a description of all types as XML, for documentation.";
    "--json", V::Output, K::Ignored,
        "Writes a description of all types as JSON.";
    "--gen-hx-classes", V::None, K::Ignored,
        "Writes Haxe headers of the classes of a native library.";
    "--hxb", V::Output, K::Ignored,
        "Writes the typed modules as an archive.";
    "--hxb-lib", V::File, K::Ignored,
        "Uses an archive of typed modules.";
    "--remap", V::Text, K::Ignored,
        "Puts one package in the place of another: `from:to`.";
    "--custom-target", V::Text, K::Ignored,
        "A target whose output a macro writes: `name` or `name=path`.";
    "--java-lib" | "-java-lib", V::File, K::Ignored,
        "Adds a Java library to the program.";
    "--java-lib-extern", V::File, K::Ignored,
        "Uses a Java library's types and does not add it to the program.";
    "--net-lib" | "-net-lib", V::File, K::Ignored,
        "Adds a library of .NET.";
    "--net-std" | "-net-std", V::Directory, K::Ignored,
        "Where the standard library of .NET is.";
    "--c-arg" | "-c-arg", V::Text, K::Ignored,
        "Hands an argument on to the compiler of the target's language.";
    "--swf-version" | "-swf-version", V::Text, K::Valued("swf_version"),
        "The version of Flash.";
    "--swf-header" | "-swf-header", V::Text, K::Valued("swf_header"),
        "Size, frame rate and colour of a Flash program: `width:height:fps:color`.";
    "--swf-lib" | "-swf-lib", V::File, K::Ignored,
        "Adds a Flash library to the program.";
    "--swf-lib-extern" | "-swf-lib-extern", V::File, K::Ignored,
        "Uses a Flash library's types and does not add it to the program.";
    "--flash-strict", V::None, K::Flag("flash_strict"),
        "Makes the types of Flash stricter.";
    "--display", V::Text, K::Ignored,
        "Answers a question of an editor.";
    "--connect", V::Text, K::Ignored,
        "Lets a compilation server do the work: `host:port`.";
    "--wait", V::Text, K::Ignored,
        "Becomes a compilation server on this port.";
    "--server-listen", V::Text, K::Ignored,
        "Becomes a compilation server: `host:port` or `stdio`.";
    "--server-connect", V::Text, K::Ignored,
        "Becomes a compilation server for whoever listens there.";
    "--haxelib-global", V::None, K::Ignored,
        "Asks haxelib for the libraries of the system, not of the project.";
    "--help" | "-h", V::None, K::Ignored, "Prints all options.";
    "--version" | "-version", V::None, K::Ignored, "Prints the compiler's version.";
    "--help-defines", V::None, K::Ignored, "Prints all defines.";
    "--help-user-defines", V::None, K::Ignored, "Prints the defines that libraries brought.";
    "--help-metas", V::None, K::Ignored, "Prints all metadata.";
    "--help-user-metas", V::None, K::Ignored, "Prints the metadata that libraries brought.";
};

#[cfg(test)]
mod tests {
    use super::HXML_OPTIONS;

    #[test]
    fn each_spelling_once() {
        let mut names: Vec<&str> = HXML_OPTIONS
            .iter()
            .flat_map(|it| it.names)
            .copied()
            .collect();
        names.sort_unstable();
        let n_names = names.len();
        names.dedup();
        assert_eq!(names.len(), n_names);
    }
}
