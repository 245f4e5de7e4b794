import sys.thread.*;

/** Threads hand values to each other and wait for each other. **/
class Main {
	static function main() {
		final lock = new Lock();
		final mutex = new Mutex();
		final out = [];
		for (i in 0...4)
			Thread.create(() -> {
				for (k in 0...3) {
					mutex.acquire();
					out.push(i * 10 + k);
					mutex.release();
					Sys.sleep(0.001);
				}
				lock.release();
			});
		for (_ in 0...4)
			lock.wait();
		out.sort((a, b) -> a - b);
		Sys.println(out);

		final main = Thread.current();
		final doubler = Thread.create(() -> {
			final x:Int = Thread.readMessage(true);
			main.sendMessage(x * 2);
		});
		doubler.sendMessage(21);
		Sys.println(Thread.readMessage(true));

		final deque = new Deque<String>();
		Thread.create(() -> {
			Sys.sleep(0.01);
			deque.add("from a thread");
		});
		Sys.println(deque.pop(true));
		Sys.println(deque.pop(false));
		Sys.println(lock.wait(0.01));

		final own = new Tls<Int>();
		own.value = 5;
		Thread.create(() -> {
			own.value = 6;
			lock.release();
		});
		lock.wait();
		Sys.println(own.value);

		Thread.create(() -> {
			try {
				throw "caught where it was thrown";
			} catch (e:String) {
				Sys.println(e);
			}
			lock.release();
		});
		lock.wait();
	}
}
