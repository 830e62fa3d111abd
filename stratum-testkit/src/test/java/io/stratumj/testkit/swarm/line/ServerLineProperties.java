package io.stratumj.testkit.swarm.line;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The cursor against Gson's tree, over every order, spelling and blank a server may write. */
final class ServerLineProperties {
  @Property(tries = 500)
  void theCursorSeesWhatTheTreeHas(
      @ForAll("members") List<String> members, @ForAll("blanks") String blank) {
    String text =
        blank + "{" + blank + String.join(blank + "," + blank, members) + blank + "}" + blank;
    JsonObject tree = JsonParser.parseString(text).getAsJsonObject();
    ServerLine line = new ServerLine();

    byte[] bytes = ("xx" + text + "yy").getBytes(StandardCharsets.UTF_8);
    assertTrue(line.read(bytes, 2, bytes.length - 2), text);
    assertEquals(tree.has("method"), line.hasMethod(), text);
    assertEquals(id(tree), line.id(), text);
    assertEquals(written(tree, "result").equals("true"), line.isResultTrue(), text);
    boolean fails = tree.has("error") && !tree.get("error").isJsonNull();
    assertEquals(fails, line.hasError(), text);
    if (fails) {
      assertEquals(tree.get("error"), JsonParser.parseString(line.error()), text);
    }
    if (tree.has("method")) {
      String method = tree.get("method").toString();
      assertTrue(line.isMethod(method.getBytes(StandardCharsets.UTF_8)), text);
    }
    assertEquals(text, line.text());
  }

  @Property
  void bytesThatAreNoObjectEndInNoException(@ForAll byte[] bytes) {
    ServerLine line = new ServerLine();
    line.read(bytes, 0, bytes.length);
    assertTrue(line.id() >= -1);
  }

  @Property
  void halfALineIsNoObject(@ForAll("members") List<String> members, @ForAll double where) {
    byte[] bytes = ("{" + String.join(",", members) + "}").getBytes(StandardCharsets.UTF_8);
    int cut = (int) (Math.abs(where) % bytes.length);
    assertFalse(new ServerLine().read(bytes, 0, cut));
  }

  @Example
  void theReplyOfASubmitIsUnderstood() {
    byte[] bytes = "{\"id\":1007,\"result\":true,\"error\":null}".getBytes(StandardCharsets.UTF_8);
    ServerLine line = new ServerLine();
    assertTrue(line.read(bytes, 0, bytes.length));
    assertEquals(1007, line.id());
    assertTrue(line.isResultTrue());
    assertEquals("", line.error());
    assertTrue(line.isError(new byte[0]));
  }

  @Provide
  Arbitrary<List<String>> members() {
    Arbitrary<String> ids = Arbitraries.of("1", "1007", "\"7\"", "null", "-1", "1.0", "1e2", "[1]");
    Arbitrary<String> results = Arbitraries.of("true", "false", "null", "[[],\"08\",4]", "{}");
    Arbitrary<String> errors =
        Arbitraries.of(
            "null", "[21,\"Job \\\"x\\\" not {found\",null]", "\"no ]\"", "{\"code\":1}");
    Arbitrary<String> methods = Arbitraries.of("\"mining.notify\"", "\"mining.ping\"");
    return Arbitraries.oneOf(
            ids.map(value -> "\"id\":" + value),
            results.map(value -> "\"result\":" + value),
            errors.map(value -> "\"error\" : " + value),
            methods.map(value -> "\"method\": " + value),
            Arbitraries.of("\"params\":[\"a,b}\",[1,{\"id\":9}]]", "\"jsonrpc\":\"2.0\""))
        .list()
        .ofMaxSize(6)
        .uniqueElements(member -> member.substring(0, 5));
  }

  @Provide
  Arbitrary<String> blanks() {
    return Arbitraries.of("", " ", "\t ", "\r");
  }

  private static long id(JsonObject tree) {
    String id = written(tree, "id");
    return id.matches("[0-9]{1,18}") ? Long.parseLong(id) : -1;
  }

  private static String written(JsonObject tree, String name) {
    JsonElement element = tree.get(name);
    return element == null ? "" : element.toString();
  }
}
