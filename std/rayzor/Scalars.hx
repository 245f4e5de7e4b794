package rayzor;

/** Machine integers and floats of a fixed width, for `rayzor.Vec`. Visible without an import. **/
@:coreType @:notNull abstract u8 from Int to Int {}
@:coreType @:notNull abstract u16 from Int to Int {}
@:coreType @:notNull abstract u32 from Int to Int {}
@:coreType @:notNull abstract u64 from Int to Int {}
@:coreType @:notNull abstract i8 from Int to Int {}
@:coreType @:notNull abstract i16 from Int to Int {}
@:coreType @:notNull abstract i64 from Int to Int {}
@:coreType @:notNull abstract f32 from Float to Float {}
