//! Renaming: every reference becomes an edit, unless the new name would mean something else
//! somewhere.

mod alias;
mod clash;

use base_db::{ClassPathKind, Config, Db, FileEdit, FilePosition, TextRange};
use hir::{Definition, Semantics};
use hir_def::{
    Name, field_named,
    ids::FieldId,
    type_ref::{DottedPath, is_type_name},
};
use syntax::SyntaxToken;
use vfs::VfsPath;

use self::{alias::alias_at, clash::check_clash};
use crate::references::{Reference, references_of};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Renaming {
    pub edits: Vec<FileEdit>,
    /// The file named after its main type, or the directories of a package: from where to where, after the edits.
    pub moves: Vec<(VfsPath, VfsPath)>,
}

/// The range and name that a rename at the position would change, or why it cannot.
pub fn prepare_rename(
    db: &dyn Db,
    config: Config,
    position: FilePosition,
) -> Result<(TextRange, String), String> {
    let sema = Semantics::new(db, config, position.file);
    let (token, def) = name_at(&sema, position)?;
    if alias_at(&sema, &token, &def).is_none() {
        check_renamable(db, config, &def)?;
    }
    Ok((token.text_range(), token.text().to_owned()))
}

/// The name at the position and what it means. What stands for something without naming it (`this`, `super`, `override`)
/// is no name to change.
fn name_at<'db>(
    sema: &Semantics<'db>,
    position: FilePosition,
) -> Result<(SyntaxToken, Definition<'db>), String> {
    let nothing = || "There is nothing to rename here".to_owned();
    let token = sema.token_at(position.offset).ok_or_else(nothing)?;
    let def = sema.classify(&token).ok_or_else(nothing)?.def;
    let is_name = def.name(sema.db) == token.text() || alias_at(sema, &token, &def).is_some();
    let is_unnamed = matches!(def, Definition::Metadata(_) | Definition::Define(_));
    match is_name || is_unnamed {
        true => Ok((token, def)),
        false => Err(nothing()),
    }
}

fn check_renamable(db: &dyn Db, config: Config, def: &Definition<'_>) -> Result<(), String> {
    match def {
        Definition::Package(path) => return package_dirs_of_project(db, config, path).map(|_| ()),
        Definition::Module(_) => return Err("This module has no main type to rename".to_owned()),
        Definition::Metadata(_) | Definition::Define(_) => {
            return Err("This name is not declared anywhere".to_owned());
        }
        Definition::Field(field) if field.name(db) == "new" => {
            return Err("A constructor has no name of its own".to_owned());
        }
        _ => {}
    }
    let Some(module) = def.module(db) else {
        return Err("There is nothing to rename here".to_owned());
    };
    let path = module.file(db).path(db);
    let is_library = config
        .class_paths(db)
        .iter()
        .any(|it| it.kind != ClassPathKind::Project && path.starts_with(&it.path));
    if path.is_embedded() || is_library && !is_project_deeper(db, config, path) {
        return Err(format!("`{}` is declared in a library", def.name(db)));
    }
    Ok(())
}

/// Of nested class paths the deepest one says whose file it is.
fn is_project_deeper(db: &dyn Db, config: Config, path: &vfs::VfsPath) -> bool {
    let deepest = config
        .class_paths(db)
        .iter()
        .filter(|it| path.starts_with(&it.path))
        .max_by_key(|it| it.path.as_str().len());
    deepest.is_some_and(|it| it.kind == ClassPathKind::Project)
}

pub fn rename(
    db: &dyn Db,
    config: Config,
    position: FilePosition,
    new_name: &str,
) -> Result<Renaming, String> {
    let sema = Semantics::new(db, config, position.file);
    let (token, def) = name_at(&sema, position)?;
    if let Some(alias) = alias_at(&sema, &token, &def) {
        check_name(&def, new_name)?;
        return alias::rename_alias(db, config, &alias, new_name);
    }
    check_renamable(db, config, &def)?;
    check_name(&def, new_name)?;
    let old_name = def.name(db);
    if old_name == new_name {
        return Ok(Renaming {
            edits: vec![],
            moves: vec![],
        });
    }
    if let Definition::Package(path) = &def {
        return rename_package(db, config, path, new_name);
    }
    let (def, old_name, new_name) = match property_of(db, &def) {
        Some((property, prefix)) => {
            let name = new_name
                .strip_prefix(prefix)
                .filter(|it| !it.is_empty())
                .ok_or_else(|| {
                    let property = property.name(db);
                    format!("`{old_name}` belongs to the property `{property}`: its name starts with `{prefix}`")
                })?;
            (Definition::Field(property), property.name(db).clone(), name)
        }
        None => (def, old_name, new_name),
    };
    let found = references_of(db, config, &def);
    check_clash(db, config, &def, &found, &Name::new(new_name))?;
    let mut edits = edits_of(db, &found, &old_name, new_name);
    // `x(get, set)` goes with its `get_x` and `set_x`.
    if let Definition::Field(field) = def
        && let Some(ty) = field.type_decl(db)
    {
        for prefix in ["get_", "set_"] {
            let accessor = Name::new(format!("{prefix}{old_name}"));
            if has_accessor(db, field)
                && let Some(method) = field_named(db, ty, &accessor)
            {
                let new_accessor = format!("{prefix}{new_name}");
                let found = references_of(db, config, &Definition::Field(method));
                edits.extend(edits_of(db, &found, &accessor, &new_accessor));
            }
        }
    }
    edits.sort_by(|a, b| {
        let key = |it: &FileEdit| (it.place.file.path(db).clone(), it.place.range.start());
        key(a).cmp(&key(b))
    });
    edits.dedup();
    let moves = match def {
        Definition::Type(ty) if *hir_def::module_name(db, ty.module(db)) == old_name => {
            let from = ty.module(db).file(db).path(db).clone();
            let to = from.parent().map(|it| {
                // `Foo.js.hx` keeps what is behind the first dot.
                let rest = from.file_name().split_once('.').map_or("hx", |it| it.1);
                it.join(&format!("{new_name}.{rest}"))
            });
            to.map(|to| (from, to)).into_iter().collect()
        }
        _ => vec![],
    };
    Ok(Renaming { edits, moves })
}

/// Where the package is; all of it must be the project's own.
fn package_dirs_of_project(
    db: &dyn Db,
    config: Config,
    package: &DottedPath,
) -> Result<Vec<VfsPath>, String> {
    let dirs = hir_def::module::package_dirs(db, config, package.clone());
    if dirs.is_empty() || package.is_empty() {
        return Err("There is nothing to rename here".to_owned());
    }
    let is_own = |dir: &VfsPath| !dir.is_embedded() && is_project_deeper(db, config, dir);
    match dirs.iter().all(is_own) {
        true => Ok(dirs.to_vec()),
        false => Err(format!("A library has the package `{package}` too")),
    }
}

fn rename_package(
    db: &dyn Db,
    config: Config,
    package: &DottedPath,
    new_name: &str,
) -> Result<Renaming, String> {
    let mut moves = Vec::new();
    for dir in package_dirs_of_project(db, config, package)? {
        let Some(parent) = dir.parent() else { continue };
        moves.push((dir, parent.join(new_name)));
    }
    let parent = package.split_last().map(|it| it.0).unwrap_or_default();
    let target = parent.joined(&Name::new(new_name));
    if !hir_def::module::package_dirs(db, config, target.clone()).is_empty() {
        return Err(format!("There is a package `{target}` already"));
    }
    let edits = crate::move_files(db, config, &moves);
    Ok(Renaming { edits, moves })
}

/// The property that a method is the accessor of, and what stands before the property's name in the method's.
fn property_of<'db>(
    db: &'db dyn Db,
    def: &Definition<'db>,
) -> Option<(FieldId<'db>, &'static str)> {
    let Definition::Field(field) = def else {
        return None;
    };
    let name = field.name(db);
    ["get_", "set_"].iter().find_map(|prefix| {
        let property = Name::new(name.strip_prefix(prefix)?);
        let property = field_named(db, field.type_decl(db)?, &property)?;
        has_accessor(db, property).then_some((property, *prefix))
    })
}

fn has_accessor(db: &dyn Db, field: FieldId<'_>) -> bool {
    hir_def::field_data(db, field).is_some_and(|it| {
        matches!(
            it.field.kind,
            hir_def::item_tree::FieldKind::Var {
                access: Some(_),
                ..
            }
        )
    })
}

fn edits_of(
    db: &dyn Db,
    references: &[Reference],
    old_name: &str,
    new_name: &str,
) -> Vec<FileEdit> {
    references
        .iter()
        .filter(|it| {
            // An alias or `super` stands for it under another name and stays.
            let text = base_db::file_text(db, it.place.file);
            text.get(std::ops::Range::<usize>::from(it.place.range)) == Some(old_name)
        })
        .map(|it| FileEdit {
            place: it.place,
            text: new_name.to_owned(),
        })
        .collect()
}

fn check_name(def: &Definition<'_>, new_name: &str) -> Result<(), String> {
    let mut chars = new_name.chars();
    let starts_well = chars
        .next()
        .is_some_and(|c| c == '_' || c.is_ascii_alphabetic());
    let is_identifier = starts_well && chars.all(|c| c == '_' || c.is_ascii_alphanumeric());
    if !is_identifier {
        return Err(format!("`{new_name}` is not an identifier"));
    }
    if syntax::KEYWORDS.contains(&new_name) || new_name == "super" {
        return Err(format!("`{new_name}` is a keyword"));
    }
    let is_type = matches!(def, Definition::Type(_) | Definition::TypeParam(_));
    if is_type && !is_type_name(new_name) {
        return Err("Type name should start with an uppercase letter".to_owned());
    }
    if matches!(def, Definition::Package(_)) && is_type_name(new_name) {
        return Err("Package name should start with a lowercase letter".to_owned());
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::rename;
    use crate::test_support::Case;

    #[track_caller]
    pub(super) fn check(fixture: &str, new_name: &str, expect: Expect) {
        let case = Case::new(fixture);
        let text = match rename(case.db(), case.config(), case.position(), new_name) {
            Ok(renaming) => {
                let mut text = case.apply(&renaming.edits);
                for (from, to) in renaming.moves {
                    text.push_str(&format!("{} -> {}\n", from.as_str(), to.as_str()));
                }
                text
            }
            Err(message) => message,
        };
        expect.assert_eq(&text);
    }

    #[test]
    fn local() {
        check(
            "class A { function f(x:Int) { var y$0 = x; trace('$y ${y}'); } }\n",
            "z",
            expect![[r#"
                class A { function f(x:Int) { var z = x; trace('$z ${z}'); } }
            "#]],
        );
    }

    #[test]
    fn local_clashes() {
        check(
            "class A { function f(x:Int) { var y$0 = x; trace(y); } }",
            "x",
            expect!["`x` is already a local here"],
        );
        check(
            "class A { var m:Int; function f() { var y$0 = m; } }",
            "m",
            expect!["`m` means something else in this function"],
        );
        check(
            "class A { function f() { var y$0 = 1; } }",
            "class",
            expect!["`class` is a keyword"],
        );
        check(
            "class A { function f() { var y$0 = 1; } }",
            "1a",
            expect!["`1a` is not an identifier"],
        );
    }

    #[test]
    fn disjoint_scopes_do_not_clash() {
        check(
            "class A { function f() { { var a = 1; a; } { var b$0 = 2; b; } } }\n",
            "a",
            expect![[r#"
                class A { function f() { { var a = 1; a; } { var a = 2; a; } } }
            "#]],
        );
    }

    #[test]
    fn property_with_accessors() {
        check(
            "class A { public var x$0(get, set):Int; function get_x() return 1; function set_x(v) return v; function f() { x = x + 1; } }\n",
            "y",
            expect![[r#"
                class A { public var y(get, set):Int; function get_y() return 1; function set_y(v) return v; function f() { y = y + 1; } }
            "#]],
        );
    }

    #[test]
    fn main_type_with_its_file() {
        check(
            "
            //- /a/T.hx
            package a;
            class T$0 { public function new() {} }
            //- /U.hx
            import a.T;
            class U { var x:T; function f() return new T(); }
            ",
            "Z",
            expect![[r#"
                //- /a/T.hx
                package a;
                class Z { public function new() {} }
                //- /U.hx
                import a.Z;
                class U { var x:Z; function f() return new Z(); }
                /a/T.hx -> /a/Z.hx
            "#]],
        );
    }

    #[test]
    fn package() {
        check(
            "
            //- /a/b/T.hx
            package a.b;
            class T {}
            //- /U.hx
            import a.b$0.T;
            class U { var x:a.b.T; }
            ",
            "z",
            expect![[r#"
                //- /a/b/T.hx
                package a.z;
                class T {}
                //- /U.hx
                import a.z.T;
                class U { var x:a.z.T; }
                /a/b -> /a/z
            "#]],
        );
        check(
            "
            //- /a/T.hx
            package a$0;
            class T {}
            //- /b/U.hx
            package b;
            class U {}
            ",
            "b",
            expect!["There is a package `b` already"],
        );
        check(
            "import haxe$0.Log; class A {}",
            "b",
            expect!["A library has the package `haxe` too"],
        );
    }

    #[test]
    fn structure_fields() {
        check(
            "typedef P = { x$0:Int } class A { function f(p:P):P { trace(p.x); return { x: 1 }; } }\n",
            "y",
            expect![[r#"
                typedef P = { y:Int } class A { function f(p:P):P { trace(p.y); return { y: 1 }; } }
            "#]],
        );
        check(
            "typedef P = { x$0:Int } class A { function f() { var p = { x: 1 }; g(p); } function g(p:P) {} }",
            "y",
            expect!["`x` may be meant in Main.hx:1, where the type is not known"],
        );
    }

    #[test]
    fn structures_without_a_name() {
        check(
            "class A { function f() { var q = {a$0a: 1, bb: 2}; return q.aa; } function g(aa:Int) return aa; }\n",
            "z",
            expect![[r#"
                class A { function f() { var q = {z: 1, bb: 2}; return q.z; } function g(aa:Int) return aa; }
            "#]],
        );
        check(
            "class A { function f() { var q = {a$0a: 1}; g(q); } function g(o:{aa:Int}) {} }\n",
            "z",
            expect!["`aa` in Main.hx:1 may have to be the same name"],
        );
        check(
            "enum E { A(x$0:Int); }\n",
            "z",
            expect![[r#"
            enum E { A(z:Int); }
        "#]],
        );
    }

    #[test]
    fn accessor_with_its_property() {
        let fixture = "class A { public var x(get, never):Int; function get$0_x() return 1; function f() return x; }\n";
        check(
            fixture,
            "get_y",
            expect![[r#"
                class A { public var y(get, never):Int; function get_y() return 1; function f() return y; }
            "#]],
        );
        check(
            fixture,
            "y",
            expect!["`get_x` belongs to the property `x`: its name starts with `get_`"],
        );
    }

    #[test]
    fn what_names_nothing_is_not_renamed() {
        for fixture in [
            "class A { function f() return thi$0s; }",
            "class A { public function m() {} } class B extends A { over$0ride function m() {} }",
            "class A { public function m() {} } class B extends A { function f() sup$0er.m(); }",
            "class A { var x(ge$0t, never):Int; function get_x() return 1; }",
        ] {
            check(fixture, "y", expect!["There is nothing to rename here"]);
        }
    }

    #[test]
    fn type_that_a_file_knows_otherwise() {
        check(
            "class F$0oo {} class Main { var x:Foo; var y:Array<Int>; }",
            "Array",
            expect!["`Array` would mean `Array` in Main.hx"],
        );
        check(
            "
            //- /a/T.hx
            package a;
            class T$0 {}
            //- /b/U.hx
            package b;
            import a.T;
            import c.Other;
            class U { var x:T; }
            //- /c/Other.hx
            package c;
            class Z {}
            ",
            "Z",
            expect!["`Z` would mean `c.Other.Z` in U.hx"],
        );
        check(
            "class F$0oo {} class Main { var x:Foo; }\n",
            "Math",
            expect![[r#"
                class Math {} class Main { var x:Math; }
            "#]],
        );
    }

    #[test]
    fn field_clashes_and_captures() {
        check(
            "class A { var x$0:Int; } class B extends A { var y:Int; }",
            "y",
            expect!["`y` is already a field of B"],
        );
        check(
            "class A { var x$0:Int; function f(y:Int) return x; }",
            "y",
            expect!["`y` would mean a local variable in Main.hx"],
        );
        check(
            "class A { function f(s:String) s.char$0At(1); }",
            "y",
            expect!["`charAt` is declared in a library"],
        );
    }
}
