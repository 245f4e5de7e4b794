// Threads that compute without waiting give way to others; sockets wait without keeping the others from running.
import haxe.io.Bytes;
import sys.net.Address;
import sys.net.Host;
import sys.net.Socket;
import sys.net.UdpSocket;
import sys.thread.Lock;
import sys.thread.Thread;

class Main {
	static var done = false;
	static var steps = 0;

	static function fib(n:Int):Int
		return n < 2 ? n : fib(n - 1) + fib(n - 2);

	static function spin() {
		Thread.create(() -> done = true);
		while (!done) {}
		trace("seen in an empty loop");
		done = false;
		Thread.create(() -> {
			while (!done)
				steps++;
		});
		var sum = 0;
		for (i in 0...1000)
			sum += fib(12);
		while (steps == 0)
			sum++;
		done = true;
		trace("both computed", sum > 0);
	}

	static function arrays() {
		final shared = [0];
		final lock = new Lock();
		Thread.create(() -> {
			while (shared.length < 100000)
				shared.push(1);
			lock.release();
		});
		var longest = 0;
		while (longest < 100000)
			for (i in 0...shared.length)
				longest += shared[i];
		lock.wait();
		trace(shared.length, longest >= 100000);
	}

	static function sockets() {
		final server = new Socket();
		server.bind(new Host("127.0.0.1"), 0);
		server.listen(1);
		final port = server.host().port;
		final over = new Lock();
		Thread.create(() -> {
			final client = server.accept();
			client.output.writeString(client.input.readLine().toUpperCase() + "\n");
			client.close();
			over.release();
		});
		final client = new Socket();
		client.connect(new Host("127.0.0.1"), port);
		client.output.writeString("hello\n");
		trace(client.input.readLine());
		over.wait();
		client.close();
		server.close();
	}

	static function datagrams() {
		final a = new UdpSocket(), b = new UdpSocket();
		a.bind(new Host("127.0.0.1"), 0);
		b.bind(new Host("127.0.0.1"), 0);
		final to = new Address();
		to.host = a.host().host.ip;
		to.port = a.host().port;
		Thread.create(() -> b.sendTo(Bytes.ofString("xdatagramx"), 1, 8, to));
		final buffer = Bytes.alloc(20), from = new Address();
		final n = a.readFrom(buffer, 2, 18, from);
		trace(n, buffer.getString(2, n), from.port == b.host().port, from.getHost().toString());
		a.setBlocking(false);
		try
			a.readFrom(buffer, 0, 5, from)
		catch (e:haxe.io.Error)
			trace(e);
		a.close();
		b.close();
	}

	static function main() {
		spin();
		arrays();
		sockets();
		datagrams();
	}
}
