// While one thread waits for a socket, a process or a pipe, the others run.
import sys.net.Host;
import sys.net.Socket;
import sys.thread.Lock;
import sys.thread.Thread;

class Main {
	static function serve(server:Socket, done:Lock) {
		final client = server.accept();
		while (client.input.readLine() != "") {}
		client.output.writeString("HTTP/1.1 201 Created\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok");
		client.close();
		server.close();
		done.release();
	}

	static function main() {
		final server = new Socket();
		server.bind(new Host("127.0.0.1"), 0);
		server.listen(1);
		final port = server.host().port;
		final done = new Lock();
		Thread.create(() -> serve(server, done));
		final http = new sys.Http('http://127.0.0.1:$port/x');
		http.onStatus = status -> trace(status);
		http.onData = data -> trace(data);
		http.onError = message -> trace(message);
		http.request(false);
		done.wait();

		final cat = new sys.io.Process("cat");
		final fed = new Lock();
		Thread.create(() -> {
			Sys.sleep(0.01);
			cat.stdin.writeString("through the pipe\n");
			cat.stdin.close();
			fed.release();
		});
		trace(cat.stdout.readLine());
		trace(cat.exitCode());
		fed.wait();
		cat.close();
	}
}
