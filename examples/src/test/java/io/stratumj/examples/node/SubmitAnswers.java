package io.stratumj.examples.node;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.stratumj.examples.node.FakeNode.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What two real nodes answered to twenty kinds of blocks, from a recording. */
final class SubmitAnswers {
  private static final Pattern LINE =
      Pattern.compile("(.+?) {2,}HTTP (\\d+) result=(.*) error=(.*)");

  /**
   * One of them.
   *
   * @param node which of the two
   * @param block what was submitted
   * @param answer the answer as it came
   */
  record Recorded(String node, String block, Answer answer) {}

  private SubmitAnswers() {}

  static List<Recorded> all() {
    List<Recorded> all = new ArrayList<>();
    String node = "";
    for (String line : FakeNode.resource("submitblock-answers.txt").lines().toList()) {
      Matcher matcher = LINE.matcher(line);
      if (line.startsWith("== ")) {
        node = line.substring(3, line.indexOf(' ', 3));
      } else if (matcher.matches()) {
        JsonObject reply = new JsonObject();
        reply.add("result", json(matcher.group(3)));
        reply.add("error", json(matcher.group(4)));
        reply.addProperty("id", 1);
        Answer answer = new Answer(Integer.parseInt(matcher.group(2)), reply.toString());
        all.add(new Recorded(node, matcher.group(1).strip(), answer));
      }
    }
    return all;
  }

  private static JsonElement json(String text) {
    return JsonParser.parseString(text);
  }
}
