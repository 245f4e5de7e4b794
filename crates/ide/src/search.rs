//! Searching the whole project: which modules may mention a name, who extends a type.
//!
//! A name is looked for in the text first; only files that hold it as a word are parsed, and only
//! the bodies around its occurrences are typed.

use base_db::{ClassPathKind, Config, Db, File, TextSize, file_text};
use hir::Definition;
use hir_def::{
    Name, field_data, field_named,
    ids::{FieldId, FieldOwner, ModuleId, TypeDeclId},
    item_tree::{TypeDeclKind, item_tree},
    module::modules_of_class_paths,
    module_types, resolve_type_path, type_decl_data,
    type_ref::{DottedPath, TypeRef, TypeRefId, is_type_name},
};
use rustc_hash::{FxHashMap, FxHashSet};

/// The modules a search goes through: the project's own, and the one that declares what is
/// looked for.
pub(crate) fn modules_to_search<'db>(
    db: &'db dyn Db,
    config: Config,
    def: &Definition<'db>,
) -> Vec<ModuleId<'db>> {
    let home = def.module(db);
    if let (Definition::Local(_) | Definition::TypeParam(_), Some(home)) = (def, home) {
        return vec![home];
    }
    let mut res = modules_of_class_paths(db, config, ClassPathKind::Project).to_vec();
    if let Some(home) = home
        && !res.contains(&home)
    {
        res.push(home);
    }
    res
}

/// Where `name` stands as a word in a text.
pub(crate) fn occurrences<'a>(text: &'a str, name: &'a str) -> impl Iterator<Item = TextSize> + 'a {
    let is_word =
        |byte: Option<&u8>| byte.is_some_and(|it| *it == b'_' || it.is_ascii_alphanumeric());
    let bytes = text.as_bytes();
    memchr::memmem::find_iter(bytes, name.as_bytes())
        .filter(move |&at| {
            let before = at.checked_sub(1).and_then(|it| bytes.get(it));
            !is_word(before) && !is_word(bytes.get(at + name.len()))
        })
        .map(|at| TextSize::new(at as u32))
}

pub(crate) fn mentions<'db>(db: &'db dyn Db, module: ModuleId<'db>, name: &str) -> bool {
    occurrences(file_text(db, module.file(db)), name)
        .next()
        .is_some()
}

/// The words of a file that may be names of its types: what stands behind `class` and its like, in comments too. It is
/// asked of all files after each edit, so it rests on the text alone: outlines take three times as long to be found
/// current.
#[salsa::tracked(returns(deref))]
pub(crate) fn declared_names(db: &dyn Db, file: File) -> Box<[Name]> {
    const KEYWORDS: [&str; 5] = ["class", "interface", "enum", "typedef", "abstract"];
    let is_word = |c: char| c == '_' || c.is_ascii_alphanumeric();
    let text = file_text(db, file);
    let mut res: Vec<Name> = Vec::new();
    for keyword in KEYWORDS {
        for at in occurrences(text, keyword) {
            let behind = text[usize::from(at) + keyword.len()..].trim_start();
            let name = behind.split(|c| !is_word(c)).next().unwrap_or_default();
            if is_type_name(name) && !res.iter().any(|it| it == name) {
                res.push(Name::new(name));
            }
        }
    }
    res.into()
}

/// The types whose header names `ty` as parent or interface, themselves and those below them.
pub(crate) fn subtypes<'db>(
    db: &'db dyn Db,
    config: Config,
    ty: TypeDeclId<'db>,
) -> Vec<TypeDeclId<'db>> {
    let headers = Headers::new(db, config, ty);
    let mut res = Vec::new();
    let mut seen = FxHashSet::from_iter([ty]);
    let mut todo = vec![ty];
    while let Some(ty) = todo.pop() {
        for sub in headers.subtypes(ty) {
            if seen.insert(sub) {
                res.push(sub);
                todo.push(sub);
            }
        }
    }
    res
}

pub(crate) fn direct_subtypes<'db>(
    db: &'db dyn Db,
    config: Config,
    ty: TypeDeclId<'db>,
) -> Vec<TypeDeclId<'db>> {
    Headers::new(db, config, ty).subtypes(ty)
}

/// What stands behind `extends` and `implements` in all modules, by the last name of the path; so a whole hierarchy is
/// found in one walk over the project. An alias of an import is rare enough to be left out.
struct Headers<'db> {
    db: &'db dyn Db,
    by_name: FxHashMap<&'db Name, Vec<Header<'db>>>,
}

struct Header<'db> {
    module: ModuleId<'db>,
    /// Of the type in its module.
    index: usize,
    path: &'db DottedPath,
}

impl<'db> Headers<'db> {
    fn new(db: &'db dyn Db, config: Config, ty: TypeDeclId<'db>) -> Self {
        let mut by_name: FxHashMap<&Name, Vec<Header<'db>>> = FxHashMap::default();
        for module in modules_to_search(db, config, &Definition::Type(ty)) {
            db.unwind_if_revision_cancelled();
            for (index, item) in item_tree(db, module).types.iter().enumerate() {
                for head in heritage(&item.data.decl.kind) {
                    if let TypeRef::Path { path, .. } = &item.data.type_refs[head]
                        && let Some(name) = path.last()
                    {
                        by_name.entry(name).or_default().push(Header {
                            module,
                            index,
                            path,
                        });
                    }
                }
            }
        }
        Headers { db, by_name }
    }

    fn subtypes(&self, ty: TypeDeclId<'db>) -> Vec<TypeDeclId<'db>> {
        let db = self.db;
        let mut res: Vec<TypeDeclId<'db>> = Vec::new();
        for header in self.by_name.get(ty.name(db)).into_iter().flatten() {
            db.unwind_if_revision_cancelled();
            if resolve_type_path(db, header.module, header.path).ty() == Some(ty)
                && let Some(&sub) = module_types(db, header.module).get(header.index)
                && res.last() != Some(&sub)
            {
                res.push(sub);
            }
        }
        res
    }
}

fn heritage(kind: &TypeDeclKind) -> Vec<TypeRefId> {
    match kind {
        TypeDeclKind::Class {
            extends,
            implements,
            ..
        } => extends.iter().chain(implements.iter()).copied().collect(),
        TypeDeclKind::Interface { extends } => extends.to_vec(),
        TypeDeclKind::Enum | TypeDeclKind::Typedef { .. } | TypeDeclKind::Abstract { .. } => vec![],
    }
}

/// The types that `ty` names as parent and interfaces.
pub(crate) fn direct_supertypes<'db>(db: &'db dyn Db, ty: TypeDeclId<'db>) -> Vec<TypeDeclId<'db>> {
    let Some(data) = type_decl_data(db, ty) else {
        return vec![];
    };
    heritage(&data.decl.kind)
        .into_iter()
        .filter_map(|head| match &data.type_refs[head] {
            TypeRef::Path { path, .. } => resolve_type_path(db, ty.module(db), path).ty(),
            _ => None,
        })
        .collect()
}

/// The fields in subtypes that override or implement `field`; the field itself when nothing does.
pub(crate) fn overrides<'db>(
    db: &'db dyn Db,
    config: Config,
    field: FieldId<'db>,
) -> Vec<FieldId<'db>> {
    let FieldOwner::Type(ty) = field.owner(db) else {
        return vec![field];
    };
    let is_static = field_data(db, field).is_some_and(|it| it.field.flags.is_static);
    let name: &Name = field.name(db);
    if is_static || name == "new" {
        return vec![field];
    }
    let found: Vec<FieldId<'db>> = subtypes(db, config, ty)
        .into_iter()
        .filter_map(|it| field_named(db, it, name))
        .collect();
    if found.is_empty() { vec![field] } else { found }
}

#[cfg(test)]
mod tests {
    use base_db::testing::TestDb;

    use super::declared_names;

    #[test]
    fn names_behind_keywords() {
        let text = "private class A<T> extends B {}\nenum abstract C(Int) {}\n// class Commented\ntypedef\n\tD = {}; class e {} subclass F";
        let test = TestDb::new([("/A.hx", text)]);
        let names: Vec<&str> = declared_names(&test.db, test.file("/A.hx"))
            .iter()
            .map(|it| it.as_str())
            .collect();
        assert_eq!(names, ["A", "Commented", "D", "C"]);
    }
}
