//! [`Config`]: one build, as the analysis needs to know it.
//!
//! A project may have several (a `js` and an `hl` hxml, say), and each file can be asked about under each of them.

use std::sync::Arc;

use vfs::VfsPath;

/// One build. Every query whose answer depends on class paths, defines or target takes it.
#[salsa::input(debug)]
pub struct Config {
    /// For people: the hxml's name.
    #[returns(ref)]
    pub name: String,
    /// In the order of search, so the last `-cp` comes first and the standard library last.
    #[returns(deref)]
    pub class_paths: Arc<[ClassPath]>,
    #[returns(ref)]
    pub defines: syntax::Defines,
    #[returns(copy)]
    pub target: Target,
    /// Initialisation macros (`--macro`): not run, but some say how the code is to be checked.
    #[returns(deref)]
    pub macros: Arc<[String]>,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ClassPath {
    pub path: VfsPath,
    pub kind: ClassPathKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ClassPathKind {
    Project,
    /// The directory Haxe is started in: always searched, after what was named.
    WorkingDirectory,
    Library,
    Std,
}

/// The value a [`Config`] is made from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigData {
    pub name: String,
    pub class_paths: Vec<ClassPath>,
    pub defines: syntax::Defines,
    pub target: Target,
    pub macros: Vec<String>,
}

impl Config {
    pub fn from_data(db: &dyn crate::Db, data: ConfigData) -> Config {
        Config::builder(
            data.name,
            data.class_paths.into(),
            data.defines,
            data.target,
            data.macros.into(),
        )
        .durability(salsa::Durability::HIGH)
        .new(db)
    }

    /// Moves only what differs, so that renaming a build, say, computes nothing anew.
    pub fn update(self, db: &mut dyn crate::Db, data: ConfigData) {
        use salsa::Setter;
        if *self.name(db) != data.name {
            self.set_name(db).to(data.name);
        }
        if *self.class_paths(db) != *data.class_paths {
            self.set_class_paths(db).to(data.class_paths.into());
        }
        if *self.defines(db) != data.defines {
            self.set_defines(db).to(data.defines);
        }
        if self.target(db) != data.target {
            self.set_target(db).to(data.target);
        }
        if *self.macros(db) != *data.macros {
            self.set_macros(db).to(data.macros.into());
        }
    }
}

/// What the build produces.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Target {
    /// Ours.
    Rayzor,
    Js,
    Lua,
    Neko,
    Flash,
    Php,
    Cpp,
    Cppia,
    Cs,
    Java,
    Jvm,
    Python,
    Hl,
    /// `--interp`, `--run`, macros.
    Eval,
}

impl Target {
    /// The name of the platform: the define that is set, `target.name`, and the middle of `Foo.js.hx`.
    pub fn name(self) -> &'static str {
        match self {
            Target::Rayzor => "rayzor",
            Target::Js => "js",
            Target::Lua => "lua",
            Target::Neko => "neko",
            Target::Flash => "flash",
            Target::Php => "php",
            Target::Cpp | Target::Cppia => "cpp",
            Target::Cs => "cs",
            Target::Java | Target::Jvm => "java",
            Target::Python => "python",
            Target::Hl => "hl",
            Target::Eval => "eval",
        }
    }

    /// Whether basic types cannot be null.
    pub fn is_static(self) -> bool {
        match self {
            Target::Rayzor
            | Target::Flash
            | Target::Cpp
            | Target::Cppia
            | Target::Cs
            | Target::Java
            | Target::Jvm
            | Target::Hl => true,
            Target::Js
            | Target::Lua
            | Target::Neko
            | Target::Php
            | Target::Python
            | Target::Eval => false,
        }
    }

    /// Whether `sys` is there.
    pub fn is_sys(self) -> bool {
        !matches!(self, Target::Js | Target::Flash)
    }
}
