package shop;

import shop.Item;

/** What a customer has taken so far. **/
class Cart {
	final entries:Array<{item:Item, count:Int}> = [];

	public function new() {}

	/** Puts `count` of an item into the cart. **/
	public function add(item:Item, count:Int):Void {
		entries.push({item: item, count: count});
	}

	public function total():Float {
		var sum = 0.0;
		for (entry in entries)
			sum += price(entry.item) * entry.count;
		return sum;
	}

	public function lines():Array<String> {
		return [for (entry in entries) '${entry.count} x ${name(entry.item)}'];
	}

	static function price(item:Item):Float {
		return switch item {
			case Book(_, price): price;
			case Coffee(price): price;
		}
	}

	static function name(item:Item):String {
		return switch item {
			case Book(title, _): title;
			case Coffee(_): "coffee";
		}
	}
}
