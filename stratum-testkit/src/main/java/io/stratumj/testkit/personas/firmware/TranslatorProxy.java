package io.stratumj.testkit.personas.firmware;

import com.google.gson.JsonElement;
import io.stratumj.testkit.personas.line.Breach;
import io.stratumj.testkit.personas.line.ConfigureReply;
import io.stratumj.testkit.personas.line.PoolMessage;
import io.stratumj.testkit.personas.line.Rig;
import io.stratumj.testkit.personas.line.Rule;
import io.stratumj.testkit.personas.line.SubscribeReply;
import io.stratumj.testkit.personas.work.VersionBits;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The Stratum v1 side of a translator to version 2: every type and number of parameters is fixed,
 * and a notification with an id is a request it does not know.
 */
public final class TranslatorProxy extends ProxyFirmware {
  /** A proxy that is not connected. */
  public TranslatorProxy(Rig rig) {
    super(rig);
  }

  @Override
  void opened() {
    super.opened();
    askNext(
        "mining.configure",
        List.of(List.of("version-rolling"), Map.of("version-rolling.mask", "1fffe000")));
    askNext("mining.subscribe", List.of(agent()));
  }

  @Override
  void heard(PoolMessage message) {
    if (message.isCall()) {
      checkCall(message);
    } else if (!PoolMessage.isNumber(message.get("id")) || !message.has("result")) {
      throw new Breach(Rule.ID_ECHOED, message.line(), "needs a number as id, and a result");
    }
    super.heard(message);
  }

  @Override
  void answered(String method, PoolMessage message) {
    super.answered(method, message);
    if (method.equals("mining.configure")) {
      ConfigureReply.read(message).mask().ifPresent(bench()::negotiated);
    } else if (method.equals("mining.subscribe")) {
      askNext("mining.authorize", credentials());
    }
  }

  @Override
  SubscribeReply checked(SubscribeReply reply, PoolMessage message) {
    if (!SubscribeReply.hasNestedPairs(message)) {
      throw new Breach(Rule.SUBSCRIBE_RESULT, message.line(), "wants pairs in a list");
    }
    if (reply.extranonce1().length() / 2 > 32) {
      throw new Breach(Rule.SUBSCRIBE_RESULT, message.line(), "has room for 32 bytes");
    }
    return reply;
  }

  @Override
  Set<String> vocabulary() {
    return Set.of(
        "mining.notify", "mining.set_difficulty", "mining.set_version_mask", "client.reconnect");
  }

  @Override
  public VersionBits versionBits() {
    return VersionBits.ROLLED;
  }

  @Override
  String agent() {
    return "sv1-translator/1.0.0";
  }

  private static void checkCall(PoolMessage message) {
    JsonElement id = message.get("id");
    boolean isRequest = message.method().equals("mining.ping") || isVersionRequest(message);
    if (!id.isJsonNull() && !isRequest) {
      throw new Breach(
          Rule.PLAIN_NOTIFICATION, message.line(), "takes a notification with an id for a request");
    }
    int params =
        switch (message.method()) {
          case "mining.set_difficulty", "mining.set_version_mask" -> 1;
          case "mining.set_extranonce" -> 2;
          default -> message.params().size();
        };
    if (message.params().size() != params) {
      throw new Breach(
          Rule.NOTIFY_SHAPE, message.line(), "wants " + params + " parameters, no less, no more");
    }
  }

  private static boolean isVersionRequest(PoolMessage message) {
    return message.method().equals("client.get_version");
  }
}
