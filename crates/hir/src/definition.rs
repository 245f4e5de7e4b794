//! [`Definition`]: whatever a name can mean, with the place and words the editor shows for it.

use base_db::{Db, FileRange, TextRange};
use hir_def::{
    Name,
    body::{binding_range, body_range, body_source_map},
    ids::{EnumCtorId, FieldId, FieldOwner, GenericOwner, ModuleId, TypeDeclId, TypeParamId},
    item_tree::DeclSource,
    module_path,
    source::{
        ctor_docs, ctor_name_range, ctor_source, field_docs, field_name_range, field_source,
        type_docs, type_name_range, type_source,
    },
    type_ref::DottedPath,
};
use hir_ty::{
    infer::infer,
    ty::Ty,
    typed_body::{Local, LocalDecl, LocalId},
};

use crate::structure::struct_field_node;

#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Definition<'db> {
    Package(DottedPath),
    Module(ModuleId<'db>),
    Type(TypeDeclId<'db>),
    Field(FieldId<'db>),
    EnumCtor(EnumCtorId<'db>),
    TypeParam(TypeParamId<'db>),
    Local(LocalDef<'db>),
    /// A field of the structure that a typedef names.
    StructField {
        ty: TypeDeclId<'db>,
        name: Name,
    },
    /// A field of a structure without a name, by where a literal or hint declares it.
    AnonField {
        module: ModuleId<'db>,
        range: TextRange,
        name: Name,
    },
    /// The name of a parameter in a type, an enum's constructor: nothing refers to it.
    Label {
        module: ModuleId<'db>,
        range: TextRange,
        name: Name,
    },
    /// `:forward` of `@:forward`
    Metadata(Name),
    /// What `#if` asks for.
    Define(Name),
}

/// A local variable, parameter or local function of a field's body.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct LocalDef<'db> {
    pub owner: FieldId<'db>,
    pub id: LocalId,
}

impl<'db> LocalDef<'db> {
    pub fn data(self, db: &'db dyn Db) -> Option<&'db Local<'db>> {
        infer(db, self.owner).body.locals.get(self.id.0 as usize)
    }

    pub fn name(self, db: &'db dyn Db) -> Name {
        self.data(db).map(|it| it.name.clone()).unwrap_or_default()
    }

    pub fn ty(self, db: &'db dyn Db) -> Ty<'db> {
        self.data(db).map_or(Ty::Unknown, |it| it.ty)
    }

    pub fn name_range(self, db: &'db dyn Db) -> Option<FileRange> {
        let data = self.data(db)?;
        binding_range(db, self.owner, data.origin, &data.name)
    }

    /// Whether it is a parameter of the field itself.
    pub fn is_param_of_field(self, db: &'db dyn Db) -> bool {
        self.data(db)
            .is_some_and(|it| matches!(it.decl, LocalDecl::Param(_)))
    }

    /// Whether it is a parameter of the field itself or of a function in it.
    pub fn is_param(self, db: &'db dyn Db) -> bool {
        let Some(data) = self.data(db) else {
            return false;
        };
        body_source_map(db, self.owner).names().iter().any(|it| {
            it.expr == data.origin
                && it.name == data.name
                && it.kind == hir_def::body::NameKind::Param
        })
    }
}

impl<'db> Definition<'db> {
    /// The name as it stands at the definition; of a package or module its last segment.
    pub fn name(&self, db: &'db dyn Db) -> Name {
        match self {
            Definition::Package(path) => path.last().cloned().unwrap_or_default(),
            Definition::Module(module) => module_path(db, *module).name.clone(),
            Definition::Type(ty) => ty.name(db).clone(),
            Definition::Field(field) => field.name(db).clone(),
            Definition::EnumCtor(ctor) => ctor.name(db).clone(),
            Definition::TypeParam(param) => param.name(db).clone(),
            Definition::Local(local) => local.name(db),
            Definition::StructField { name, .. }
            | Definition::AnonField { name, .. }
            | Definition::Label { name, .. }
            | Definition::Metadata(name)
            | Definition::Define(name) => name.clone(),
        }
    }

    /// The module that holds the definition.
    pub fn module(&self, db: &'db dyn Db) -> Option<ModuleId<'db>> {
        match self {
            Definition::Package(_) | Definition::Metadata(_) | Definition::Define(_) => None,
            Definition::Module(module)
            | Definition::AnonField { module, .. }
            | Definition::Label { module, .. } => Some(*module),
            Definition::Type(ty) | Definition::StructField { ty, .. } => Some(ty.module(db)),
            Definition::Field(field) => Some(field.module(db)),
            Definition::EnumCtor(ctor) => Some(ctor.enum_(db).module(db)),
            Definition::TypeParam(param) => Some(module_of_generic(db, param.owner(db))),
            Definition::Local(local) => Some(local.owner.module(db)),
        }
    }

    /// Where the name stands in the definition.
    pub fn name_range(&self, db: &'db dyn Db) -> Option<FileRange> {
        match self {
            Definition::Package(_) | Definition::Metadata(_) | Definition::Define(_) => None,
            Definition::Module(module) => Some(FileRange {
                file: module.file(db),
                range: Default::default(),
            }),
            Definition::Type(ty) => type_name_range(db, *ty),
            Definition::Field(field) => field_name_range(db, *field),
            Definition::EnumCtor(ctor) => ctor_name_range(db, *ctor),
            Definition::TypeParam(param) => type_param_range(db, *param),
            Definition::Local(local) => local.name_range(db),
            Definition::AnonField { module, range, .. }
            | Definition::Label { module, range, .. } => Some(FileRange {
                file: module.file(db),
                range: *range,
            }),
            Definition::StructField { ty, name } => {
                let (_, range) = struct_field_node(db, *ty, name)?;
                Some(FileRange {
                    file: ty.module(db).file(db),
                    range,
                })
            }
        }
    }

    /// The whole declaration.
    pub fn full_range(&self, db: &'db dyn Db) -> Option<FileRange> {
        let module = self.module(db)?;
        let source: &DeclSource = match self {
            Definition::Type(ty) => type_source(db, *ty)?,
            Definition::Field(field) => field_source(db, *field)?,
            Definition::EnumCtor(ctor) => ctor_source(db, *ctor)?,
            Definition::StructField { ty, name } => {
                let (node, _) = struct_field_node(db, *ty, name)?;
                return Some(FileRange {
                    file: module.file(db),
                    range: node.text_range(),
                });
            }
            Definition::Local(local) => {
                let data = local.data(db)?;
                return match data.origin {
                    Some(origin) => {
                        let range = body_source_map(db, local.owner).expr_range(origin);
                        Some(body_range(db, local.owner, range))
                    }
                    None => local.name_range(db),
                };
            }
            Definition::Package(_)
            | Definition::Module(_)
            | Definition::TypeParam(_)
            | Definition::AnonField { .. }
            | Definition::Label { .. }
            | Definition::Metadata(_)
            | Definition::Define(_) => return self.name_range(db),
        };
        Some(FileRange {
            file: module.file(db),
            range: source.range(),
        })
    }

    /// The documentation comment.
    pub fn docs(&self, db: &'db dyn Db) -> Option<String> {
        match self {
            Definition::Type(ty) => type_docs(db, *ty),
            Definition::Field(field) => field_docs(db, *field),
            Definition::EnumCtor(ctor) => ctor_docs(db, *ctor),
            Definition::StructField { ty, name } => {
                let (node, _) = struct_field_node(db, *ty, name)?;
                crate::structure::node_docs(&node)
            }
            Definition::Package(_)
            | Definition::Module(_)
            | Definition::TypeParam(_)
            | Definition::Local(_)
            | Definition::AnonField { .. }
            | Definition::Label { .. }
            | Definition::Metadata(_)
            | Definition::Define(_) => None,
        }
    }

    /// What holds it: the type of a field, the enum of a constructor.
    pub fn container(&self, db: &'db dyn Db) -> Option<TypeDeclId<'db>> {
        match self {
            Definition::Field(field) => match field.owner(db) {
                FieldOwner::Type(ty) => Some(ty),
                FieldOwner::Module(_) => None,
            },
            Definition::EnumCtor(ctor) => Some(ctor.enum_(db)),
            Definition::StructField { ty, .. } => Some(*ty),
            _ => None,
        }
    }
}

fn module_of_generic<'db>(db: &'db dyn Db, owner: GenericOwner<'db>) -> ModuleId<'db> {
    use hir_def::ids::TypeRefOwner;
    match owner {
        GenericOwner::Type(ty) | GenericOwner::AnonMethod(TypeRefOwner::Type(ty), _) => {
            ty.module(db)
        }
        GenericOwner::Field(field)
        | GenericOwner::LocalFn(field, _)
        | GenericOwner::AnonMethod(TypeRefOwner::Field(field) | TypeRefOwner::Body(field), _) => {
            field.module(db)
        }
        GenericOwner::Ctor(ctor) | GenericOwner::AnonMethod(TypeRefOwner::Ctor(ctor), _) => {
            ctor.enum_(db).module(db)
        }
    }
}

fn type_param_range<'db>(db: &'db dyn Db, param: TypeParamId<'db>) -> Option<FileRange> {
    let source = match param.owner(db) {
        GenericOwner::Type(ty) => type_source(db, ty)?,
        GenericOwner::Field(field) => field_source(db, field)?,
        GenericOwner::Ctor(ctor) => ctor_source(db, ctor)?,
        GenericOwner::LocalFn(..) | GenericOwner::AnonMethod(..) => return None,
    };
    Some(FileRange {
        file: module_of_generic(db, param.owner(db)).file(db),
        range: *source.type_params.get(param.index(db) as usize)?,
    })
}
