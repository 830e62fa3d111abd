package io.stratumj.examples.node;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.stratumj.examples.node.rpc.NodeEndpoint;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A node that answers what a test tells it to, over HTTP. To begin with it has a regtest chain of
 * 435 blocks and the template a real node gave for the next. It keeps long polls until something
 * changes.
 */
public final class FakeNode implements AutoCloseable {
  static {
    // Else the JDK's server waits 40 ms between head and body of an answer.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  /** What was asked. */
  public record Call(String method, JsonArray params, String authorization) {}

  /**
   * What is answered.
   *
   * @param status of HTTP
   * @param body as it is
   */
  public record Answer(int status, String body) {
    /** A result with HTTP status 200. */
    public static Answer result(JsonElement result) {
      JsonObject reply = new JsonObject();
      reply.add("result", result);
      reply.add("error", JsonNull.INSTANCE);
      reply.addProperty("id", 1);
      return new Answer(200, reply.toString());
    }

    /** A result of text. */
    public static Answer text(String result) {
      return result(new JsonPrimitive(result));
    }

    /** An error, with the HTTP status this node has for it. */
    public static Answer error(int status, int code, String message) {
      JsonObject error = new JsonObject();
      error.addProperty("code", code);
      error.addProperty("message", message);
      JsonObject reply = new JsonObject();
      reply.add("result", JsonNull.INSTANCE);
      reply.add("error", error);
      reply.addProperty("id", 1);
      return new Answer(status, reply.toString());
    }
  }

  private final Map<String, Function<JsonArray, Answer>> methods = new ConcurrentHashMap<>();
  private final BlockingQueue<Call> calls = new LinkedBlockingQueue<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch closed = new CountDownLatch(1);
  private HttpServer server;
  private JsonObject template = JsonParser.parseString(resource("gbt-436.json")).getAsJsonObject();
  private long changes;

  private FakeNode(int port) throws IOException {
    if (template.has("result")) {
      template = template.getAsJsonObject("result");
    }
    server = serve(port);
    answer("getblocktemplate", this::template);
    answer("getbestblockhash", params -> Answer.result(templateField("previousblockhash")));
    answer("getblockcount", params -> Answer.result(new JsonPrimitive(435)));
    answer("getblockhash", params -> Answer.text("0f" + "00".repeat(31)));
    chain("regtest", false);
  }

  /** A node on a port of the system's choice. */
  public static FakeNode start() throws IOException {
    return new FakeNode(0);
  }

  /** A text that is kept beside this class. */
  public static String resource(String name) {
    try (InputStream stream = FakeNode.class.getResourceAsStream(name)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where it is. */
  public NodeEndpoint endpoint() {
    return NodeEndpoint.of("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** Answers this method like that from now on. */
  public FakeNode answer(String method, Function<JsonArray, Answer> answer) {
    methods.put(method, answer);
    return this;
  }

  /** Answers this method with nothing, until the node is closed. */
  public FakeNode hang(String method) {
    return answer(
        method,
        params -> {
          await(closed);
          return Answer.text("closed");
        });
  }

  /** Says this of the chain. */
  public FakeNode chain(String name, boolean syncing) {
    JsonObject info = new JsonObject();
    info.addProperty("chain", name);
    info.addProperty("blocks", 435);
    info.addProperty("initialblockdownload", syncing);
    return answer("getblockchaininfo", params -> Answer.result(info));
  }

  /** Sets a field of the template, and answers the long polls. */
  public FakeNode set(String field, JsonElement value) {
    return change(fields -> fields.add(field, value));
  }

  /** Changes the template, and answers the long polls. */
  public synchronized FakeNode change(Consumer<JsonObject> how) {
    how.accept(template);
    changes++;
    template.addProperty("longpollid", "change" + changes);
    notifyAll();
    return this;
  }

  /** Moves the tip to a block of this name, and answers the long polls. */
  public FakeNode tip(String hash) {
    return set("previousblockhash", new JsonPrimitive(hash));
  }

  /** The name of a block. */
  public static String block(int number) {
    return "%064x".formatted(number);
  }

  /** The next call of this method; those before it are passed over. */
  public Call awaitCall(String method) throws InterruptedException {
    Call call = calls.take();
    while (!call.method().equals(method)) {
      call = calls.take();
    }
    return call;
  }

  /** Whether this method was called since the last call that was awaited. */
  public boolean wasCalled(String method) {
    return calls.stream().anyMatch(call -> call.method().equals(method));
  }

  /** Stops listening and hangs up; the port is free. */
  public void stop() {
    server.stop(0);
  }

  /** Listens again, on the same port. */
  public void restart() throws IOException {
    server = serve(server.getAddress().getPort());
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  private HttpServer serve(int port) throws IOException {
    HttpServer made =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    made.setExecutor(threads);
    made.createContext("/", this::handle);
    made.start();
    return made;
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      JsonObject request =
          JsonParser.parseString(
                  new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8))
              .getAsJsonObject();
      String method = request.get("method").getAsString();
      String authorization = exchange.getRequestHeaders().getFirst("Authorization");
      JsonArray params = request.getAsJsonArray("params");
      Function<JsonArray, Answer> answering = methods.get(method);
      // Now, not before: a test that has seen the call may change what the next one is answered.
      calls.add(new Call(method, params, authorization == null ? "" : authorization));
      Answer answer =
          answering == null
              ? Answer.error(404, -32601, "Method not found")
              : answering.apply(params);
      byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private synchronized Answer template(JsonArray params) {
    JsonElement asked = params.get(0).getAsJsonObject().get("longpollid");
    try {
      while (asked != null && asked.equals(template.get("longpollid"))) {
        wait();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return Answer.result(template);
  }

  private synchronized JsonElement templateField(String name) {
    return template.get(name);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
