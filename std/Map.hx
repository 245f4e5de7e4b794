typedef Map<K, V> = haxe.ds.Map<K, V>;

@:noCompletion @:dox(hide)
@:deprecated("This typedef is deprecated in favor of haxe.IMap<IMap.K, IMap.V>")
typedef IMap<K, V> = haxe.Constraints.IMap<K, V>;
