//! The query.

use base_db::Db;

use super::{MirItem, MirOwner, MirResult, construct, function, metadata, wrapper};

/// MIR of an item. Symbolic: it names what it uses, and changes only when its own body or a
/// signature it uses does.
#[salsa::tracked(returns(ref))]
pub fn mir<'db>(db: &'db dyn Db, owner: MirOwner<'db>) -> MirResult<'db> {
    let args = owner.args(db);
    match owner.item(db) {
        MirItem::Field(field) => function::lower_field(db, owner, field),
        MirItem::Ctor(decl) => construct::lower_ctor(db, owner, decl),
        MirItem::NewFunction(decl) => wrapper::lower_new_function(db, owner, decl, args),
        MirItem::EnumCtor(ctor) => wrapper::lower_enum_ctor(db, owner, ctor),
        MirItem::BoundMethod(field) => wrapper::lower_bound_method(db, owner, field),
        MirItem::Metadata(decl) => metadata::lower_metadata(db, owner, decl),
        MirItem::RtFunction(field) => wrapper::lower_rt_function(db, owner, field),
        MirItem::Bridge {
            method,
            slot,
            slot_args,
        } => wrapper::lower_bridge(db, owner, method, (slot, slot_args)),
    }
}
