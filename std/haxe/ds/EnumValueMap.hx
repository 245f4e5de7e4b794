package haxe.ds;

/** A map whose keys are enum values, ordered by constructor, then by arguments. **/
class EnumValueMap<K:EnumValue, V> extends BalancedTree<K, V> {
	public function new()
		super();

	/** A new map of the same pairs. **/
	override public function copy():EnumValueMap<K, V> {
		final copied = new EnumValueMap<K, V>();
		copied.root = root;
		return copied;
	}

	override function compare(k1:K, k2:K):Int
		return order(k1, k2);

	static function order(a:EnumValue, b:EnumValue):Int {
		final byIndex = Type.enumIndex(a) - Type.enumIndex(b);
		return byIndex != 0 ? byIndex : inTurn(Type.enumParameters(a), Type.enumParameters(b));
	}

	static function inTurn(a:Array<Dynamic>, b:Array<Dynamic>):Int {
		final byLength = a.length - b.length;
		if (byLength != 0)
			return byLength;
		for (i in 0...a.length) {
			final byArgument = argument(a[i], b[i]);
			if (byArgument != 0)
				return byArgument;
		}
		return 0;
	}

	static function argument(a:Dynamic, b:Dynamic):Int
		return if (Reflect.isEnumValue(a) && Reflect.isEnumValue(b)) order(a, b); else if (Std.isOfType(a, Array) && Std.isOfType(b, Array))
			inTurn(a, b);
		else
			Reflect.compare(a, b);
}
