//! [`NavigationTarget`]: a place to go to, with the words a list of them shows.

use base_db::{Db, File, FileRange, TextRange};
use hir::Definition;
use hir_def::{
    field_data,
    ids::{FieldId, FieldOwner, TypeDeclId},
    item_tree::{FieldKind, TypeDeclKind},
    source_path, type_decl_data,
};

use crate::SymbolKind;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NavigationTarget {
    pub file: File,
    /// The whole declaration.
    pub full_range: TextRange,
    /// What to select: the name.
    pub focus_range: TextRange,
    pub name: String,
    pub kind: SymbolKind,
    /// The type or module around it.
    pub container: Option<String>,
}

impl NavigationTarget {
    pub fn of(db: &dyn Db, def: &Definition<'_>) -> Option<NavigationTarget> {
        let focus = def.name_range(db)?;
        let full = def.full_range(db).unwrap_or(focus);
        Some(NavigationTarget {
            file: focus.file,
            full_range: if full.range.contains_range(focus.range) {
                full.range
            } else {
                focus.range
            },
            focus_range: focus.range,
            name: def.name(db).to_string(),
            kind: symbol_kind(db, def),
            container: container_name(db, def),
        })
    }

    pub fn focus(&self) -> FileRange {
        FileRange {
            file: self.file,
            range: self.focus_range,
        }
    }
}

fn container_name(db: &dyn Db, def: &Definition<'_>) -> Option<String> {
    if let Some(ty) = def.container(db) {
        return Some(source_path(db, ty));
    }
    match def {
        Definition::Type(ty) => {
            let package = hir_def::package_of(db, ty.module(db));
            (!package.is_empty()).then(|| package.to_string())
        }
        Definition::Local(local) => Some(local.owner.name(db).to_string()),
        Definition::Field(field) => Some(
            hir_def::module_path(db, field.module(db))
                .dotted()
                .to_string(),
        ),
        _ => None,
    }
}

pub(crate) fn symbol_kind(db: &dyn Db, def: &Definition<'_>) -> SymbolKind {
    match def {
        Definition::Type(ty) => type_symbol_kind(db, *ty),
        Definition::Field(field) => field_symbol_kind(db, *field),
        Definition::EnumCtor(_) => SymbolKind::EnumCtor,
        Definition::StructField { .. } | Definition::AnonField { .. } => SymbolKind::Field,
        Definition::Package(_)
        | Definition::Module(_)
        | Definition::TypeParam(_)
        | Definition::Metadata(_)
        | Definition::Define(_) => SymbolKind::Typedef,
        Definition::Local(_) | Definition::Label { .. } => SymbolKind::Variable,
    }
}

pub(crate) fn type_symbol_kind(db: &dyn Db, ty: TypeDeclId<'_>) -> SymbolKind {
    match type_decl_data(db, ty).map(|it| &it.decl.kind) {
        Some(TypeDeclKind::Interface { .. }) => SymbolKind::Interface,
        Some(TypeDeclKind::Enum | TypeDeclKind::Abstract { is_enum: true, .. }) => SymbolKind::Enum,
        Some(TypeDeclKind::Abstract { .. }) => SymbolKind::Abstract,
        Some(TypeDeclKind::Typedef { .. }) => SymbolKind::Typedef,
        Some(TypeDeclKind::Class { .. }) | None => SymbolKind::Class,
    }
}

pub(crate) fn field_symbol_kind(db: &dyn Db, field: FieldId<'_>) -> SymbolKind {
    let is_member = matches!(field.owner(db), FieldOwner::Type(_));
    let Some(data) = field_data(db, field) else {
        return SymbolKind::Field;
    };
    match &data.field.kind {
        FieldKind::Fun { .. } if field.name(db) == "new" => SymbolKind::Constructor,
        FieldKind::Fun { .. } if is_member => SymbolKind::Method,
        FieldKind::Fun { .. } => SymbolKind::Function,
        FieldKind::Var { .. }
            if hir_def::resolve::is_enum_value(db, field) && is_enum_abstract(db, field) =>
        {
            SymbolKind::EnumCtor
        }
        FieldKind::Var {
            access: Some(_), ..
        } => SymbolKind::Property,
        FieldKind::Var { .. } if data.field.flags.is_static && data.field.flags.is_inline => {
            SymbolKind::Constant
        }
        FieldKind::Var { .. } if is_member => SymbolKind::Field,
        FieldKind::Var { .. } => SymbolKind::Variable,
    }
}

fn is_enum_abstract(db: &dyn Db, field: FieldId<'_>) -> bool {
    field.type_decl(db).is_some_and(|ty| {
        type_decl_data(db, ty)
            .is_some_and(|it| matches!(it.decl.kind, TypeDeclKind::Abstract { is_enum: true, .. }))
    })
}
