/** A class as a value: `var c:Class<Foo> = Foo;`. Its statics are reached through the name of the class only. **/
@:coreType @:runtimeValue abstract Class<T> {}
