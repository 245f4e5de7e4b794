/** The integers from `min` up to, not including, `max`: what `min...max` makes. **/
class IntIterator {
	var min:Int;
	var max:Int;

	public inline function new(min:Int, max:Int) {
		this.min = min;
		this.max = max;
	}

	public inline function hasNext():Bool
		return min < max;

	public inline function next():Int
		return min++;
}
