package io.stratumj.testkit.simulation.checks;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.stratumj.testkit.wire.JsonLines;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Every request gets one reply, in the order of the requests, except that an authorize may be
 * overtaken while it waits (SPEC F5).
 */
public final class OneReplyEach extends Check {
  private final Map<Connection, List<Request>> waiting = new HashMap<>();

  private record Request(String id, boolean mayBeOvertaken) {}

  @Override
  public void said(Connection connection, String line, JsonObject message) {
    JsonElement id = message.get("id");
    if (message.has("method") && id != null && !id.isJsonNull()) {
      boolean authorize = message.get("method").getAsString().equals("mining.authorize");
      waiting
          .computeIfAbsent(connection, key -> new ArrayList<>())
          .add(new Request(JsonLines.id(id), authorize));
    }
  }

  @Override
  public void heard(Connection connection, String line, JsonObject message) {
    if (message.has("method")) {
      return;
    }
    String id = JsonLines.id(message.get("id"));
    List<Request> requests = waiting.getOrDefault(connection, new ArrayList<>());
    for (int i = 0; i < requests.size(); i++) {
      if (requests.get(i).id.equals(id)) {
        boolean answered = requests.remove(i) != null;
        assert answered;
        return;
      }
      if (!requests.get(i).mayBeOvertaken && !isAuthorize(requests, id)) {
        report(connection, "out of order, " + requests.get(i) + " was first: " + line);
      }
    }
    if (!id.equals("null")) {
      report(connection, "a reply to nothing: " + line);
    }
  }

  @Override
  public void ended(Connection connection, long nowNanos) {
    waiting.remove(connection);
  }

  @Override
  public void calm(List<Connection> connected) {
    for (Connection connection : connected) {
      List<Request> left = waiting.getOrDefault(connection, List.of());
      if (!left.isEmpty()) {
        report(connection, "never answered: " + left);
      }
    }
  }

  private static boolean isAuthorize(List<Request> requests, String id) {
    return requests.stream().anyMatch(request -> request.id.equals(id) && request.mayBeOvertaken);
  }
}
