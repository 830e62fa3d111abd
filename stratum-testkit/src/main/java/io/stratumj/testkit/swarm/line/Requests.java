package io.stratumj.testkit.swarm.line;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.nio.charset.StandardCharsets;

/** The lines of a miner that are no submits, with their ends, and the ids they have. Stateless. */
public final class Requests {
  /** The id of a configure. */
  public static final long CONFIGURE = 1;

  /** The id of a subscribe. */
  public static final long SUBSCRIBE = 2;

  /** The id of an authorize. */
  public static final long AUTHORIZE = 3;

  /** The id of a suggested difficulty. */
  public static final long SUGGEST = 4;

  /** The id of an extranonce.subscribe. */
  public static final long EXTRANONCE = 5;

  /** The first id of a submit. */
  public static final long FIRST_SUBMIT = 1000;

  private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

  private Requests() {}

  /** Asks for version rolling (BIP310), with every bit the server has to give. */
  public static byte[] configure() {
    return request(
        CONFIGURE,
        "mining.configure",
        "[\"version-rolling\"],{\"version-rolling.mask\":\"ffffffff\"}");
  }

  /** Subscribes. */
  public static byte[] subscribe(String userAgent) {
    return request(SUBSCRIBE, "mining.subscribe", json(userAgent));
  }

  /** Asks to be told of other extranonces. */
  public static byte[] subscribeToExtranonce() {
    return request(EXTRANONCE, "mining.extranonce.subscribe", "");
  }

  /** Authorizes a worker. */
  public static byte[] authorize(String worker, String password) {
    return request(AUTHORIZE, "mining.authorize", json(worker) + "," + json(password));
  }

  /** Suggests a difficulty. */
  public static byte[] suggest(double difficulty) {
    return request(SUGGEST, "mining.suggest_difficulty", json(difficulty));
  }

  /** Answers a request of the server. */
  public static byte[] answer(RareLine request, String result) {
    return utf8(
        "{\"id\":%s,\"result\":%s,\"error\":null}\n".formatted(request.idJson(), json(result)));
  }

  /** A text as it stands in a line. */
  public static HeldJob.Token token(String text) {
    return HeldJob.Token.of(json(text));
  }

  private static byte[] request(long id, String method, String params) {
    return utf8("{\"id\":%d,\"method\":\"%s\",\"params\":[%s]}\n".formatted(id, method, params));
  }

  private static String json(Object value) {
    return GSON.toJson(value);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
