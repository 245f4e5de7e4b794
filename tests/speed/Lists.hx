/** Arrays as queue, stack and set: push, pop, shift, splice, indexOf, concat, slice; iterators. **/
class Lists {
	static function main() {
		var sum = 0;
		var queue = [];
		for (i in 0...300000) {
			queue.push(i);
			if (queue.length > 100)
				sum = (sum + queue.shift()) | 0;
		}
		var stack = [];
		for (round in 0...20) {
			for (i in 0...50000)
				stack.push('s');
			while (stack.length > 0)
				sum += stack.pop().length;
		}
		var xs = [for (i in 0...2000) i];
		for (i in 0...2000) {
			sum += xs.indexOf(i);
			xs.splice(i % 100, 1);
			xs.insert(i % 50, i);
			sum += xs.slice(10, 20).concat([i]).length;
		}
		for (round in 0...20000)
			for (i => x in xs)
				sum = (sum + i * x) | 0;
		trace(sum);
	}
}
