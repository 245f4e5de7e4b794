//! Metadata: `@name`, `@:name(args)`, `@:a.b`. Name and arguments touch what is before them.

use super::*;
use crate::grammar::expressions::arg_list;

/// All metadata that stands here.
pub(super) fn metadata_list(p: &mut Parser<'_>) {
    while p.at(T![@]) {
        metadata(p);
    }
}

/// One entry.
pub(super) fn metadata(p: &mut Parser<'_>) {
    let m = p.start();
    p.bump(T![@]);
    if p.at(T![:]) && p.nth_is_joint(0) {
        p.bump(T![:]);
    }
    if !at_name_part(p) {
        p.unexpected();
        m.complete(p, METADATA);
        return;
    }
    let name = p.start();
    p.bump_any();
    while p.at(T![.]) {
        p.bump(T![.]);
        if !at_name_part(p) {
            p.unexpected();
            break;
        }
        p.bump_any();
    }
    name.complete(p, METADATA_NAME);
    if p.at(T!['(']) && p.nth_is_joint(0) {
        arg_list(p);
    }
    m.complete(p, METADATA);
}

fn at_name_part(p: &Parser<'_>) -> bool {
    (p.at(T![ident]) || p.current().is_keyword()) && p.nth_is_joint(0)
}
