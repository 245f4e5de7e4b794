//! The defines that mean something to the compiler, as people set them with `-D`.

/// One of them.
pub(super) struct Define {
    pub name: &'static str,
    /// The targets that it is for; none for all.
    pub targets: &'static [&'static str],
    pub docs: &'static str,
}

const fn define(
    name: &'static str,
    targets: &'static [&'static str],
    docs: &'static str,
) -> Define {
    Define {
        name,
        targets,
        docs,
    }
}

/// In the order of names.
pub(super) const DEFINES: &[Define] = &[
    define(
        "absolute-path",
        &[],
        "Traces name files by their whole path.",
    ),
    define(
        "advanced-telemetry",
        &["flash"],
        "Lets the SWF be measured by Adobe Scout.",
    ),
    define(
        "analyzer-optimize",
        &[],
        "Optimises typed expressions: constants, copies, dead code.",
    ),
    define(
        "analyzer-times",
        &[],
        "How finely the optimiser's time is told: `0`, `1` or `2`.",
    ),
    define(
        "annotate-source",
        &["cpp"],
        "Comments in the written code say where it came from.",
    ),
    define(
        "check-xml-proxy",
        &[],
        "Checks which fields of an XML proxy are used.",
    ),
    define(
        "cppia",
        &["cpp"],
        "Writes a script for a program built with `scriptable`.",
    ),
    define("cs-ver", &["cs"], "The version of C# to write."),
    define("dce", &[], "What `--dce` sets: `std`, `full` or `no`."),
    define("dce-debug", &[], "Tells what dead code elimination does."),
    define(
        "debug",
        &[],
        "What `--debug` sets; many libraries ask for it.",
    ),
    define("disable-unicode-strings", &["cpp"], "Strings are bytes."),
    define(
        "display-details",
        &[],
        "More about types in answers to editors.",
    ),
    define("dll-export", &["cpp"], "Links for use by other builds."),
    define("dll-import", &["cs"], "Reads DLLs that Haxe wrote."),
    define(
        "doc-gen",
        &[],
        "Keeps everything, so that documentation can be made of it.",
    ),
    define(
        "dump",
        &[],
        "Writes the typed expressions: `pretty`, `record`, `position`, `legacy`.",
    ),
    define("dump-dependencies", &[], "Writes which types need which."),
    define(
        "dump-ignore-var-ids",
        &[],
        "Leaves ids out of dumps, so that two can be compared.",
    ),
    define("dump-path", &[], "Where dumps go."),
    define(
        "dynamic-interface-closures",
        &["cpp"],
        "Smaller code for closures of interfaces, which are slower.",
    ),
    define(
        "erase-generics",
        &["cs"],
        "Generic classes lose their parameters.",
    ),
    define(
        "eval-call-stack-depth",
        &["eval"],
        "How deep calls may nest in the interpreter.",
    ),
    define(
        "eval-debugger",
        &["eval"],
        "Lets a debugger attach to the interpreter.",
    ),
    define(
        "eval-pretty-print",
        &["eval"],
        "Indents what the interpreter prints.",
    ),
    define(
        "eval-print-depth",
        &["eval"],
        "How deep values are printed.",
    ),
    define(
        "eval-stack",
        &["eval"],
        "Keeps the stack, for traces of exceptions in macros.",
    ),
    define(
        "eval-times",
        &["eval"],
        "Says where the interpreter spends its time.",
    ),
    define(
        "fast-cast",
        &["cs", "java"],
        "Fewer casts in the written code.",
    ),
    define("fdb", &["flash"], "All that the Flash debugger wants."),
    define(
        "file-extension",
        &["cpp"],
        "The ending of written source files.",
    ),
    define("filter-times", &[], "Times of each pass, with `--times`."),
    define("flash-strict", &["flash"], "Stricter types."),
    define(
        "flash-use-stage",
        &["flash"],
        "Keeps the stage of the SWF library.",
    ),
    define(
        "force-lib-check",
        &["cs", "java"],
        "Checks native libraries that nothing uses.",
    ),
    define(
        "force-native-property",
        &["cs"],
        "All properties are native ones.",
    ),
    define("haxe-boot", &["flash"], "The boot class is called `haxe`."),
    define(
        "haxe-next",
        &[],
        "Turns on changes of the next version that can be tried already.",
    ),
    define("haxe3compat", &[], "Warns of what changed since Haxe 3."),
    define("hl-ver", &["hl"], "The version of HashLink to write for."),
    define(
        "hxcpp-smart-strings",
        &["cpp"],
        "Wide strings where they are needed.",
    ),
    define(
        "include-prefix",
        &["cpp"],
        "What stands before the path of an include.",
    ),
    define(
        "jar-legacy-loader",
        &["java", "jvm"],
        "Loads `.jar` files as Haxe 3 did.",
    ),
    define(
        "java-ver",
        &["java"],
        "The version of Java to write for, 5 to 7.",
    ),
    define(
        "js-classic",
        &["js"],
        "JavaScript without a wrapping function and without strict mode.",
    ),
    define(
        "js-enums-as-arrays",
        &["js"],
        "Enum values are arrays instead of objects.",
    ),
    define(
        "js-es",
        &["js"],
        "The version of JavaScript to write: 3, 5 or 6.",
    ),
    define("js-global", &["js"], "What the global object is called."),
    define(
        "js-source-map",
        &["js"],
        "Writes a source map although the build is no debug build.",
    ),
    define(
        "js-unflatten",
        &["js"],
        "Packages as objects within objects.",
    ),
    define("jvm", &["java"], "Writes bytecode instead of Java."),
    define(
        "jvm.compression-level",
        &["jvm"],
        "How small the archive is made, 0 to 9.",
    ),
    define(
        "jvm.dynamic-level",
        &["jvm"],
        "How much is written to make dynamic access quick: `0`, `1` or `2`.",
    ),
    define(
        "keep-inline-positions",
        &[],
        "What is inlined keeps its own places.",
    ),
    define("keep-old-output", &[], "Keeps files of the build before."),
    define(
        "loop-unroll-max-cost",
        &[],
        "How large a loop may be to be written out.",
    ),
    define("lua-jit", &["lua"], "For LuaJIT."),
    define("lua-vanilla", &["lua"], "Needs no compiled libraries."),
    define("lua-ver", &["lua"], "The version of Lua to write for."),
    define("macro-times", &[], "Times of each macro, with `--times`."),
    define(
        "message.log-file",
        &[],
        "The file that messages go to as well.",
    ),
    define(
        "message.log-format",
        &[],
        "How they are written there: `classic`, `pretty` or `indent`.",
    ),
    define("message.no-color", &[], "Errors without colours."),
    define(
        "message.reporting",
        &[],
        "How errors are printed: `classic`, `indent` or `pretty`.",
    ),
    define(
        "neko-no-haxelib-paths",
        &["neko"],
        "Looks for native libraries where Neko does alone.",
    ),
    define(
        "neko-source",
        &["neko"],
        "Writes source instead of bytecode.",
    ),
    define("neko-v1", &["neko"], "For Neko 1."),
    define(
        "net-target",
        &["cs"],
        "Which .NET: `net`, `netcore`, `micro`, `compact`.",
    ),
    define("net-ver", &["cs"], "The version of .NET, 20 to 50."),
    define("netcore-ver", &["cs"], "The version of .NET Core."),
    define(
        "network-sandbox",
        &["flash"],
        "May use the network, not files.",
    ),
    define(
        "no-compilation",
        &["hl", "cpp", "java", "cs"],
        "Writes the code and does not build it.",
    ),
    define("no-copt", &[], "Does not compute constant expressions."),
    define(
        "no-debug",
        &["cpp"],
        "No macros for debugging in the written code.",
    ),
    define(
        "no-deprecation-warnings",
        &[],
        "Says nothing about what is deprecated.",
    ),
    define(
        "no-flash-override",
        &["flash"],
        "Renames what would override methods of basic classes.",
    ),
    define("no-inline", &[], "Calls inline functions like others."),
    define(
        "no-macro-cache",
        &[],
        "Loads macros anew for each compilation.",
    ),
    define("no-opt", &[], "Does without optimisation."),
    define(
        "no-root",
        &["cs", "java"],
        "Types without a package go to `haxe.root`.",
    ),
    define("no-swf-compress", &["flash"], "The SWF is not compressed."),
    define("no-traces", &[], "Leaves calls of `trace` out."),
    define("no-tre", &[], "Does not turn tail calls into loops."),
    define(
        "nullSafety",
        &[],
        "The mode of null safety for everything: `Loose`, `Strict`, `Off`.",
    ),
    define("objc", &["cpp"], "Writes Objective-C++."),
    define(
        "old-error-format",
        &[],
        "Columns of errors count from zero, as in Haxe 3.",
    ),
    define(
        "php-front",
        &["php"],
        "The name of the file that starts the program.",
    ),
    define("php-lib", &["php"], "The directory of the program's files."),
    define("php-prefix", &["php"], "The namespace of everything."),
    define(
        "python-version",
        &["python"],
        "The version of Python to write for.",
    ),
    define(
        "real-position",
        &["cs", "cpp", "python"],
        "Positions in the written code instead of those in Haxe.",
    ),
    define(
        "retain-untyped-meta",
        &[],
        "Keeps metadata that the compiler does not know in expressions.",
    ),
    define(
        "scriptable",
        &["cpp"],
        "The program can load cppia scripts.",
    ),
    define(
        "shallow-expose",
        &["js"],
        "Exposes types to the scope around instead of `window`.",
    ),
    define(
        "source-header",
        &["js", "lua", "php", "python", "cs", "java", "cpp"],
        "The first comment of written files.",
    ),
    define(
        "source-map",
        &["js", "php"],
        "Writes a source map, where the target has one.",
    ),
    define(
        "source-map-content",
        &["js"],
        "The map holds the Haxe sources.",
    ),
    define(
        "std-encoding-utf8",
        &["python", "java", "jvm"],
        "Standard input and output are UTF-8.",
    ),
    define("swc", &["flash"], "Writes an SWC."),
    define(
        "swf-compress-level",
        &["flash"],
        "How small the SWF is made, 1 to 9.",
    ),
    define(
        "swf-debug-password",
        &["flash"],
        "The password for debugging.",
    ),
    define("swf-direct-blit", &["flash"], "Draws by hardware."),
    define("swf-gpu", &["flash"], "Draws by the graphics processor."),
    define(
        "swf-header",
        &["flash"],
        "Width, height, frames per second and colour: `800:600:60:FFFFFF`.",
    ),
    define(
        "swf-metadata",
        &["flash"],
        "The file of metadata to put in.",
    ),
    define(
        "swf-preloader-frame",
        &["flash"],
        "An empty first frame, for a preloader.",
    ),
    define(
        "swf-protected",
        &["flash"],
        "What is private in Haxe is protected in the SWF.",
    ),
    define(
        "swf-script-timeout",
        &["flash"],
        "How many seconds a script may run.",
    ),
    define("unsafe", &["cs"], "Lets C# use unsafe code."),
    define("use-nekoc", &["neko"], "Compiles with `nekoc`."),
    define(
        "use-rtti-doc",
        &[],
        "Keeps documentation in what `@:rtti` writes.",
    ),
    define(
        "warn-var-shadowing",
        &[],
        "Warns of variables that hide others.",
    ),
];

#[cfg(test)]
mod tests {
    use super::DEFINES;

    #[test]
    fn each_stands_once_and_in_order() {
        for pair in DEFINES.windows(2) {
            assert!(pair[0].name < pair[1].name, "{}", pair[1].name);
        }
    }
}
