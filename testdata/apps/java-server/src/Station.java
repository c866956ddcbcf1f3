import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Says when the next train leaves. The timetable is a file beside the classes. */
public final class Station {
  public static void main(String[] args) throws IOException {
    List<String> trains = Files.readAllLines(Path.of("timetable.txt"));
    HttpServer server = HttpServer.create(new InetSocketAddress(8080), 0);
    server.createContext("/", exchange -> {
      String to = exchange.getRequestURI().getPath().substring(1);
      String line = trains.stream().filter(each -> each.endsWith(" " + to)).findFirst().orElse("No train to there.");
      byte[] body = (line + "\n").getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "text/plain");
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
      exchange.close();
    });
    server.start();
  }
}
