//! What the imports of a module bring into it (`haxe-manual`, "Import").
//!
//! ```haxe
//! import a.B;        // all public types and module-level fields of the module a.B
//! import a.B.C as D; // one type, under another name
//! import a.B.f;      // one static
//! import a.*;        // types of a package, looked up when asked for
//! import a.B.*;      // all statics of a type
//! using a.B;         // types, and their statics as extensions
//! ```
//!
//! A scope knows which *modules and types* the imports name. What is in them is asked when a
//! name is looked up, so an edit in an imported module does not touch the scope. The order is
//! the order of lookup: later imports first, then `import.hx` of the nearest directory outwards,
//! then what is visible everywhere.

use base_db::{Config, Db};

use crate::{
    Name,
    data::{module_field_named, module_type_named, module_types, type_decl_data},
    ids::{FieldOwner, ModuleId, TypeDeclId},
    item_tree::{Import, ImportKind, item_tree},
    module::{import_modules, is_package, module_at, module_name, package_of},
    type_ref::{DottedPath, is_type_name},
};

#[derive(Clone, PartialEq, Eq, Debug, salsa::SalsaValue)]
pub struct ModuleScope<'db> {
    /// In the order of lookup.
    pub imports: Box<[ScopeImport<'db>]>,
    /// Of `import a.*`, in the order of lookup.
    pub wildcards: Box<[DottedPath]>,
    /// Extensions in the order of lookup: later `using`s first, the types of one module as
    /// written, then its functions.
    pub usings: Box<[FieldOwner<'db>]>,
}

#[derive(Clone, PartialEq, Eq, Debug, salsa::SalsaValue)]
pub enum ScopeImport<'db> {
    /// All public types and module-level fields.
    Module(ModuleId<'db>),
    Type {
        name: Name,
        ty: TypeDeclId<'db>,
    },
    /// `field` of `owner`, visible as `name`.
    Static {
        name: Name,
        owner: FieldOwner<'db>,
        field: Name,
    },
    /// All statics or constructors of a type.
    Statics(TypeDeclId<'db>),
    /// Leads nowhere, which was reported at the import; uses of the name are not reported again.
    Unresolved {
        name: Name,
    },
}

/// What an import's path names.
#[derive(Clone, PartialEq, Eq, Debug, salsa::SalsaValue)]
pub enum ImportTarget<'db> {
    Package(DottedPath),
    Module(ModuleId<'db>),
    Type(TypeDeclId<'db>),
    /// Whether there is such a field is not asked here.
    Static {
        owner: FieldOwner<'db>,
        field: Name,
    },
    Error(ImportError),
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ImportError {
    /// `import a.b;`
    NoModuleName,
    ModuleNotFound {
        path: DottedPath,
    },
    TypeNotInModule {
        module: DottedPath,
        name: Name,
    },
    Private,
    /// Something after the field.
    Unexpected {
        name: Name,
    },
}

/// What the path of one import names.
pub fn import_target<'db>(
    db: &'db dyn Db,
    module: ModuleId<'db>,
    import: &Import,
) -> ImportTarget<'db> {
    let segments = import.path.segments();
    let n_package = segments.iter().take_while(|it| !is_type_name(it)).count();
    let package = &segments[..n_package];
    let Some(name) = segments.get(n_package) else {
        return match import.kind {
            ImportKind::Wildcard => ImportTarget::Package(import.path.clone()),
            _ => ImportTarget::Error(ImportError::NoModuleName),
        };
    };
    let path = DottedPath(segments[..=n_package].into());
    // `using Module.Sub` names a type as a hint does, from the module's own package outwards.
    if let ([], [sub], ImportKind::Using) = (package, &segments[n_package + 1..], &import.kind)
        && let Some(ty) = sub_type_around(db, module, name, sub)
    {
        return ImportTarget::Type(ty);
    }
    let target = match module_at_or_std(db, module.config(db), package, name) {
        Some(target) => target,
        None => return ImportTarget::Error(ImportError::ModuleNotFound { path }),
    };
    let is_visible = |ty: TypeDeclId<'db>| {
        ty.module(db) == module || !type_decl_data(db, ty).is_some_and(|it| it.decl.is_private)
    };
    let rest = &segments[n_package + 1..];
    let main = module_type_named(db, target, name);
    let missing = |name: &Name| {
        ImportTarget::Error(ImportError::TypeNotInModule {
            module: path.clone(),
            name: name.clone(),
        })
    };
    match rest {
        [] => match import.kind {
            ImportKind::Plain | ImportKind::Using => ImportTarget::Module(target),
            ImportKind::Alias(_) | ImportKind::Wildcard => match main {
                Some(main) if is_visible(main) => ImportTarget::Type(main),
                Some(_) => ImportTarget::Error(ImportError::Private),
                None => missing(name),
            },
        },
        [member] => {
            if let Some(sub) = module_type_named(db, target, member) {
                return if is_visible(sub) {
                    ImportTarget::Type(sub)
                } else {
                    ImportTarget::Error(ImportError::Private)
                };
            }
            let field = member.clone();
            if module_field_named(db, target, member).is_some() {
                let owner = FieldOwner::Module(target);
                return ImportTarget::Static { owner, field };
            }
            match main {
                Some(main) if import.kind != ImportKind::Using => ImportTarget::Static {
                    owner: FieldOwner::Type(main),
                    field,
                },
                _ => missing(member),
            }
        }
        [sub, field] => match module_type_named(db, target, sub) {
            Some(sub) if is_visible(sub) => ImportTarget::Static {
                owner: FieldOwner::Type(sub),
                field: field.clone(),
            },
            Some(_) => ImportTarget::Error(ImportError::Private),
            None => missing(sub),
        },
        [_, _, extra, ..] => ImportTarget::Error(ImportError::Unexpected {
            name: extra.clone(),
        }),
    }
}

/// `sub` of the module `main` here or in a package around `module`.
fn sub_type_around<'db>(
    db: &'db dyn Db,
    module: ModuleId<'db>,
    main: &Name,
    sub: &Name,
) -> Option<TypeDeclId<'db>> {
    let own = (main == module_name(db, module)).then_some(module);
    let packages = packages_around(package_of(db, module));
    let around = packages.filter_map(|it| module_at(db, module.config(db), it.joined(main)));
    own.into_iter().chain(around).find_map(|target| {
        let ty = module_type_named(db, target, sub)?;
        let is_private = || type_decl_data(db, ty).is_some_and(|it| it.decl.is_private);
        (target == module || !is_private()).then_some(ty)
    })
}

/// `a.b.c`, `a.b`, `a`, the root.
pub fn packages_around(package: &DottedPath) -> impl Iterator<Item = DottedPath> {
    let segments = package.segments();
    (0..=segments.len())
        .rev()
        .map(|n| DottedPath(segments[..n].into()))
}

/// `std.a.B` reaches `a.B` where a package hides it.
pub(crate) fn module_at_or_std<'db>(
    db: &'db dyn Db,
    config: Config,
    package: &[Name],
    name: &Name,
) -> Option<ModuleId<'db>> {
    let path = |package: &[Name]| DottedPath(package.iter().chain([name]).cloned().collect());
    module_at(db, config, path(package)).or_else(|| match package {
        [std, rest @ ..] if std == "std" => module_at(db, config, path(rest)),
        _ => None,
    })
}

#[salsa::tracked(returns(ref))]
pub fn module_scope<'db>(db: &'db dyn Db, module: ModuleId<'db>) -> ModuleScope<'db> {
    let mut scope = ScopeBuilder::default();
    scope.add_imports(db, module, module);
    for &outer in import_modules(db, module) {
        scope.add_imports(db, outer, module);
    }
    for name in everywhere(module.config(db)) {
        if let Some(target) = module_at(db, module.config(db), DottedPath::parse(name))
            && target != module
        {
            scope.imports.push(ScopeImport::Module(target));
        }
    }
    ModuleScope {
        imports: scope.imports.into(),
        wildcards: scope.wildcards.into(),
        usings: scope.usings.into(),
    }
}

/// Modules visible without an import.
fn everywhere(config: Config) -> impl Iterator<Item = &'static str> {
    let _ = config;
    ["StdTypes", "rayzor.Scalars"].into_iter()
}

#[derive(Default)]
struct ScopeBuilder<'db> {
    imports: Vec<ScopeImport<'db>>,
    wildcards: Vec<DottedPath>,
    usings: Vec<FieldOwner<'db>>,
}

impl<'db> ScopeBuilder<'db> {
    /// The imports written in `from`, for names used in `module`.
    fn add_imports(&mut self, db: &'db dyn Db, from: ModuleId<'db>, module: ModuleId<'db>) {
        for import in imports_of(db, from).iter().rev() {
            self.add(db, module, import);
        }
    }

    fn add(&mut self, db: &'db dyn Db, module: ModuleId<'db>, import: &Import) {
        let alias = match &import.kind {
            ImportKind::Alias(name) => Some(name.clone()),
            ImportKind::Plain | ImportKind::Wildcard | ImportKind::Using => None,
        };
        let is_using = import.kind == ImportKind::Using;
        let res = match import_target(db, module, import) {
            ImportTarget::Package(path) => return self.wildcards.push(path),
            ImportTarget::Module(target) => {
                if is_using {
                    let types = public_types(db, target).map(FieldOwner::Type);
                    self.usings.extend(types);
                    self.usings.push(FieldOwner::Module(target));
                }
                ScopeImport::Module(target)
            }
            ImportTarget::Type(ty) if import.kind == ImportKind::Wildcard => {
                ScopeImport::Statics(ty)
            }
            ImportTarget::Type(ty) => {
                if is_using {
                    self.usings.push(FieldOwner::Type(ty));
                }
                let name = alias.unwrap_or_else(|| ty.name(db).clone());
                ScopeImport::Type { name, ty }
            }
            ImportTarget::Static { owner, field } => ScopeImport::Static {
                name: alias.unwrap_or_else(|| field.clone()),
                owner,
                field,
            },
            ImportTarget::Error(_) => {
                let Some(name) = alias.or_else(|| import.path.last().cloned()) else {
                    return;
                };
                ScopeImport::Unresolved { name }
            }
        };
        self.imports.push(res);
    }
}

fn public_types<'db>(
    db: &'db dyn Db,
    module: ModuleId<'db>,
) -> impl Iterator<Item = TypeDeclId<'db>> {
    let is_public = |ty| !type_decl_data(db, ty).is_some_and(|it| it.decl.is_private);
    let types = module_types(db, module).iter().copied();
    types.filter(move |&it| is_public(it))
}

/// The imports written in a module: apart from the item tree, so that a scope rests on them alone.
#[salsa::tracked(returns(deref))]
pub fn imports_of<'db>(db: &'db dyn Db, module: ModuleId<'db>) -> Box<[Import]> {
    item_tree(db, module).imports.clone()
}

/// Types whose statics, and modules whose functions, extend values in this module, in the order
/// of lookup.
pub fn usings_of<'db>(db: &'db dyn Db, module: ModuleId<'db>) -> &'db [FieldOwner<'db>] {
    &module_scope(db, module).usings
}

/// Whether something not found in `package` belongs to a platform whose library is not there: the
/// packages of a target that this standard library lacks, and the parts of .NET and Java that come
/// from binary libraries.
pub fn is_absent_platform(db: &dyn Db, config: Config, package: &[Name]) -> bool {
    let Some(first) = package.first() else {
        return false;
    };
    let from_binaries = ["cs", "java", "javax"];
    let platforms = [
        "js", "lua", "neko", "flash", "php", "cpp", "jvm", "python", "hl", "eval",
    ];
    from_binaries.contains(&first.as_str())
        || platforms.contains(&first.as_str())
            && !is_package(db, config, std::slice::from_ref(first))
}
