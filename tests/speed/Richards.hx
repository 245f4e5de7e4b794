/** A small scheduler: objects, overridden methods, linked lists. **/
class Packet {
	public var link:Packet;
	public var id:Int;
	public var kind:Int;
	public var a1:Int = 0;
	public var a2:Array<Int>;

	public function new(link:Packet, id:Int, kind:Int) {
		this.link = link;
		this.id = id;
		this.kind = kind;
		a2 = [0, 0, 0, 0];
	}

	public function addTo(queue:Packet):Packet {
		link = null;
		if (queue == null)
			return this;
		var next, peek = queue;
		while ((next = peek.link) != null)
			peek = next;
		peek.link = this;
		return queue;
	}
}

class Task {
	public var scheduler:Scheduler;

	public function new(s:Scheduler)
		scheduler = s;

	public function run(packet:Packet):Tcb
		return null;
}

class IdleTask extends Task {
	var v1:Int;
	var count:Int;

	public function new(s, v1, count) {
		super(s);
		this.v1 = v1;
		this.count = count;
	}

	override public function run(packet:Packet):Tcb {
		count--;
		if (count == 0)
			return scheduler.holdCurrent();
		if ((v1 & 1) == 0) {
			v1 = v1 >> 1;
			return scheduler.release(4);
		}
		v1 = (v1 >> 1) ^ 0xD008;
		return scheduler.release(5);
	}
}

class DeviceTask extends Task {
	var v1:Packet;

	override public function run(packet:Packet):Tcb {
		if (packet == null) {
			if (v1 == null)
				return scheduler.suspendCurrent();
			var v = v1;
			v1 = null;
			return scheduler.queue(v);
		}
		v1 = packet;
		return scheduler.holdCurrent();
	}
}

class WorkerTask extends Task {
	var v1:Int;
	var v2:Int;

	public function new(s, v1, v2) {
		super(s);
		this.v1 = v1;
		this.v2 = v2;
	}

	override public function run(packet:Packet):Tcb {
		if (packet == null)
			return scheduler.suspendCurrent();
		v1 = v1 == 2 ? 3 : 2;
		packet.id = v1;
		packet.a1 = 0;
		for (i in 0...4) {
			v2++;
			if (v2 > 26)
				v2 = 1;
			packet.a2[i] = v2;
		}
		return scheduler.queue(packet);
	}
}

class HandlerTask extends Task {
	var v1:Packet;
	var v2:Packet;

	override public function run(packet:Packet):Tcb {
		if (packet != null) {
			if (packet.kind == 1)
				v1 = packet.addTo(v1);
			else
				v2 = packet.addTo(v2);
		}
		if (v1 != null) {
			var count = v1.a1;
			if (count < 4) {
				if (v2 != null) {
					var v = v2;
					v2 = v2.link;
					v.a1 = v1.a2[count];
					v1.a1 = count + 1;
					return scheduler.queue(v);
				}
			} else {
				var v = v1;
				v1 = v1.link;
				return scheduler.queue(v);
			}
		}
		return scheduler.suspendCurrent();
	}
}

class Tcb {
	public var link:Tcb;
	public var id:Int;
	public var priority:Int;
	public var queue:Packet;
	public var state:Int;
	public var task:Task;

	public function new(link, id, priority, queue:Packet, task) {
		this.link = link;
		this.id = id;
		this.priority = priority;
		this.queue = queue;
		this.task = task;
		state = queue == null ? 2 : 3;
	}

	public function isHeldOrSuspended()
		return (state & 4) != 0 || state == 2;

	public function run():Tcb {
		var packet = null;
		if (state == 3) {
			packet = queue;
			queue = packet.link;
			state = queue == null ? 0 : 1;
		}
		return task.run(packet);
	}

	public function check(task:Tcb, packet:Packet):Tcb {
		if (queue == null) {
			queue = packet;
			state |= 1;
			if (priority > task.priority)
				return this;
		} else
			queue = packet.addTo(queue);
		return task;
	}
}

class Scheduler {
	public var queueCount = 0;
	public var holdCount = 0;

	var blocks:Array<Tcb>;
	var list:Tcb;
	var current:Tcb;
	var currentId:Int;

	public function new()
		blocks = [for (i in 0...6) null];

	public function add(id, priority, queue, task) {
		list = new Tcb(list, id, priority, queue, task);
		blocks[id] = list;
		return list;
	}

	public function schedule() {
		current = list;
		while (current != null) {
			if (current.isHeldOrSuspended())
				current = current.link;
			else {
				currentId = current.id;
				current = current.run();
			}
		}
	}

	public function release(id:Int):Tcb {
		var t = blocks[id];
		if (t == null)
			return t;
		t.state &= ~4;
		return t.priority > current.priority ? t : current;
	}

	public function holdCurrent():Tcb {
		holdCount++;
		current.state |= 4;
		return current.link;
	}

	public function suspendCurrent():Tcb {
		current.state |= 2;
		return current;
	}

	public function queue(p:Packet):Tcb {
		var t = blocks[p.id];
		if (t == null)
			return t;
		queueCount++;
		p.link = null;
		p.id = currentId;
		return t.check(current, p);
	}
}

class Richards {
	static function main() {
		var total = 0;
		for (round in 0...300) {
			var s = new Scheduler();
			var t = s.add(0, 0, null, new IdleTask(s, 1, 10000));
			t.state = 0;
			var q = new Packet(null, 1, 1);
			q = new Packet(q, 1, 1);
			s.add(1, 1000, q, new WorkerTask(s, 2, 0));
			q = new Packet(null, 4, 0);
			q = new Packet(q, 4, 0);
			q = new Packet(q, 4, 0);
			s.add(2, 2000, q, new HandlerTask(s));
			q = new Packet(null, 5, 0);
			q = new Packet(q, 5, 0);
			q = new Packet(q, 5, 0);
			s.add(3, 3000, q, new HandlerTask(s));
			s.add(4, 4000, null, new DeviceTask(s));
			s.add(5, 5000, null, new DeviceTask(s));
			s.schedule();
			total += s.queueCount + s.holdCount;
		}
		trace(total);
	}
}
