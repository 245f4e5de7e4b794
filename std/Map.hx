typedef Map<K, V> = haxe.ds.Map<K, V>;
