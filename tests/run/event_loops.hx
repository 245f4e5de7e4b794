import sys.thread.*;

// The loops of the main thread and of another, promises, pools; one thing after the other.
class Main {
	static final loop = Thread.current().events;

	static function ticks() {
		var n = 0;
		var handler:EventLoop.EventHandler = null;
		handler = loop.repeat(() -> {
			n++;
			if (n == 3) {
				loop.cancel(handler);
				trace("ticked", n);
				otherLoop();
			}
		}, 1);
	}

	static function otherLoop() {
		loop.promise();
		Thread.createWithEventLoop(() -> {
			Thread.current().events.run(() -> {
				final from = "a thread with a loop";
				loop.runPromised(() -> {
					trace("promised by", from);
					counted();
				});
			});
		});
	}

	static function counted() {
		haxe.EntryPoint.addThread(() -> haxe.MainLoop.runInMainThread(() -> {
			trace("from a counted thread");
			event();
		}));
	}

	static function event() {
		var calls = 0;
		var event:haxe.MainLoop.MainEvent = null;
		event = haxe.MainLoop.add(() -> {
			if (++calls == 2) {
				event.stop();
				haxe.Timer.delay(() -> trace("delayed, the end"), 1);
			}
		});
	}

	static function pools() {
		final mutex = new Mutex();
		final finished = new Lock();
		final pool = new FixedThreadPool(2);
		var sum = 0;
		for (i in 1...11)
			pool.run(() -> {
				mutex.acquire();
				sum += i;
				mutex.release();
				finished.release();
			});
		for (_ in 1...11)
			finished.wait();
		trace(sum, pool.threadsCount, pool.isShutdown);
		pool.shutdown();
		try pool.run(() -> {}) catch (e:ThreadPoolException) trace(e.message);
		final elastic = new ElasticThreadPool(3, 0.01);
		elastic.run(finished.release);
		finished.wait();
		elastic.shutdown();
		try new ElasticThreadPool(0) catch (e:ThreadPoolException) trace(e.message);
	}

	static function main() {
		final order = [];
		loop.run(() -> order.push("first"));
		loop.run(() -> {
			order.push("second");
			loop.run(() -> {
				trace(order);
				ticks();
			});
		});
		final done = new Lock();
		var caught = "";
		Thread.create(() -> {
			try Thread.current().events catch (e:NoEventLoopException) caught = e.message;
			done.release();
		});
		done.wait();
		trace(caught);
		pools();
		trace("end of main");
	}
}
// CHOICE: the loop of the first thread runs after main
