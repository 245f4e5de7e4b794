//! What each target defines, as Haxe 4.3 does.

use base_db::Defines;
use base_db::Target;

/// The version whose language we speak when no other is known.
pub(crate) const HAXE_VERSION: &str = "4.3.6";

/// The defines of a target before any `-D`. `None` is Haxe's "cross": no target was given.
pub fn defines_of(target: Option<Target>, haxe_version: &str) -> Defines {
    let mut res: Vec<(&str, String)> = Vec::new();
    let mut set = |name: &'static str| res.push((name, "1".to_owned()));
    set("true");
    set("haxe3");
    set("haxe4");
    let flags: &[&'static str] = match target {
        Some(Target::Rayzor) => &[
            "rayzor",
            "sys",
            "static",
            "target.threaded",
            "target.atomics",
        ],
        Some(Target::Js) => &["js", "js_es5", "utf16", "target.atomics"],
        Some(Target::Lua) => &["lua", "sys"],
        Some(Target::Neko) => &["neko", "sys", "target.threaded"],
        Some(Target::Flash) => &["flash", "flash9", "flash10", "static", "utf16"],
        Some(Target::Php) => &["php", "sys"],
        Some(Target::Cpp) => &[
            "cpp",
            "sys",
            "static",
            "utf16",
            "hxcpp_smart_strings",
            "target.threaded",
            "target.atomics",
        ],
        Some(Target::Cppia) => &[
            "cpp",
            "cppia",
            "sys",
            "static",
            "utf16",
            "hxcpp_smart_strings",
            "target.threaded",
            "target.atomics",
        ],
        Some(Target::Cs) => &[
            "cs",
            "sys",
            "static",
            "utf16",
            "target.threaded",
            "target.atomics",
        ],
        Some(Target::Java) => &[
            "java",
            "sys",
            "static",
            "utf16",
            "target.threaded",
            "target.atomics",
        ],
        Some(Target::Jvm) => &[
            "java",
            "jvm",
            "sys",
            "static",
            "utf16",
            "target.threaded",
            "target.atomics",
        ],
        Some(Target::Python) => &["python", "sys", "target.threaded"],
        Some(Target::Hl) => &[
            "hl",
            "sys",
            "static",
            "utf16",
            "target.threaded",
            "target.atomics",
        ],
        Some(Target::Eval) => &["eval", "interp", "sys", "target.threaded"],
        None => &["cross", "sys", "static", "utf16"],
    };
    for flag in flags {
        set(flag);
        match *flag {
            "sys" => set("target.sys"),
            "static" => set("target.static"),
            "utf16" => set("target.utf16"),
            _ => {}
        }
    }
    if target != Some(Target::Neko) {
        set("target.unicode");
    }
    match target {
        Some(Target::Js) => res.push(("js_es", "5".to_owned())),
        Some(Target::Hl) => res.push(("hl_ver", "1.12.0".to_owned())),
        Some(Target::Cpp | Target::Cppia) => res.push(("hxcpp_api_level", "430".to_owned())),
        Some(Target::Python) => res.push(("python_version", "3.3".to_owned())),
        _ => {}
    }
    res.push((
        "target.name",
        target.map_or("cross", Target::name).to_owned(),
    ));
    res.push(("haxe", haxe_version.to_owned()));
    res.push(("haxe_ver", numeric_version(haxe_version)));
    // Of what is loaded, we leave out nothing that the program could ask for by its name.
    let dce = if target == Some(Target::Rayzor) {
        "no"
    } else {
        "std"
    };
    res.push(("dce", dce.to_owned()));
    Defines::new(res)
}

/// `4.3.6` → `4.306`, a number that `#if (haxe_ver >= 4.2)` can compare.
fn numeric_version(version: &str) -> String {
    let mut parts = version
        .split(['.', '-', '+'])
        .map(|it| it.parse::<u32>().unwrap_or(0));
    let mut next = || parts.next().unwrap_or(0);
    let (major, minor, patch) = (next(), next(), next());
    format!("{major}.{minor}{patch:02}")
}

#[cfg(test)]
mod tests {
    use base_db::Target;

    use super::{defines_of, numeric_version};

    #[test]
    fn versions_are_numbers() {
        assert_eq!(numeric_version("4.3.6"), "4.306");
        assert_eq!(numeric_version("5.0.0-alpha.1"), "5.000");
    }

    #[test]
    fn ours() {
        let defines = defines_of(Some(Target::Rayzor), "4.3.6");
        for name in [
            "rayzor",
            "sys",
            "static",
            "target.sys",
            "target.static",
            "target.unicode",
        ] {
            assert!(defines.is_set(name), "{name}");
        }
        assert_eq!(defines.get("target.name"), Some("rayzor"));
        assert!(!defines.is_set("utf16"));
    }
}
