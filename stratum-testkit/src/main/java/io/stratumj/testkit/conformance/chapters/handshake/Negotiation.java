package io.stratumj.testkit.conformance.chapters.handshake;

import static io.stratumj.testkit.conformance.probe.Outcome.ANSWERED;
import static io.stratumj.testkit.conformance.probe.Outcome.OBJECT;
import static io.stratumj.testkit.conformance.probe.Outcome.SUBSCRIBED;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.stratumj.testkit.conformance.probe.History;
import io.stratumj.testkit.conformance.probe.Link;
import io.stratumj.testkit.conformance.probe.Mismatch;
import io.stratumj.testkit.conformance.probe.Outcome;
import io.stratumj.testkit.conformance.probe.Probe;
import io.stratumj.testkit.conformance.probe.Request;
import io.stratumj.testkit.conformance.probe.Seen;
import io.stratumj.testkit.conformance.probe.Skipped;
import io.stratumj.testkit.conformance.suite.Chapter;
import java.util.List;

/** Configure and what it negotiates (SPEC C1, C2, BIP310). */
public final class Negotiation {
  private static final String ROLLING = "version-rolling";
  private static final String MASK = "version-rolling.mask";

  private Negotiation() {}

  /** Adds its cases. */
  public static void describe(Chapter negotiation) {
    answers(negotiation);
    masks(negotiation);
    bitCounts(negotiation);
    extensions(negotiation);
    malformed(negotiation);
    pushes(negotiation);
  }

  private static void answers(Chapter negotiation) {
    negotiation
        .should("configure-answered")
        .source("SPEC C1, BIP310; cgminer with version rolling closes. NOMP and yiimp fail")
        .requires("A configure is answered with an object.")
        .by(probe -> configure(probe, rolling("\"ffffffff\"")));
    negotiation
        .must("configure-reply-first")
        .source("SPEC H2; cgminer, Antminer, old Bitaxe take the next line for the reply")
        .requires("The first line after a configure is its reply.")
        .accepts("a pool that does not answer configure is skipped")
        .by(
            probe -> {
              Link link = probe.connect().say(Request.versionRolling("1", "ffffffff"));
              Seen first = link.next();
              if (first.kind() == Seen.Kind.SILENCE) {
                throw new Skipped("the pool does not answer configure");
              }
              first.mustBe(Outcome.replyTo("1"));
            });
    negotiation
        .should("configure-late")
        .source("SPEC H1, C1; tools. para refuses it after subscribe: it fails")
        .requires("Configure may come after authorize, and twice.")
        .by(
            probe -> {
              supported(probe);
              Link link = probe.loggedIn();
              link.ask("3", Request.versionRolling("3", "ffffffff")).mustBe(OBJECT);
              link.ask("4", Request.versionRolling("4", "ffffffff")).mustBe(OBJECT);
            });
  }

  private static void masks(Chapter negotiation) {
    negotiation
        .may("version-rolling")
        .source("SPEC C1, C2, BIP310, BIP320")
        .requires("Version rolling is granted, with a mask that is not empty.")
        .by(
            probe -> {
              JsonObject result = configure(probe, rolling("\"ffffffff\""));
              isTrue(result);
              mask(result);
            });
    negotiation
        .must("mask-is-eight-digits")
        .source("SPEC C1, BIP310. p2pool's %x loses zeros: it fails")
        .requires("The mask is eight hex digits.")
        .accepts("a pool that does not roll versions is skipped")
        .by(
            probe -> {
              JsonElement mask = granted(probe, rolling("\"ffffffff\"")).get(MASK);
              Mismatch.unless(
                  mask instanceof JsonPrimitive text
                      && text.getAsString().matches("[0-9a-fA-F]{8}"),
                  "eight hex digits",
                  String.valueOf(mask));
            });
    negotiation
        .should("mask-is-intersection")
        .source("SPEC C1, BIP310. ckpool, public-pool and para give their own: they fail")
        .requires("The mask has no bit the miner did not ask for.")
        .by(
            probe -> {
              JsonObject result = granted(probe, rolling("\"00c00000\""));
              Mismatch.unless(
                  (mask(result) & ~0x00c00000) == 0, "bits of 00c00000 only", result.toString());
            });
    negotiation
        .should("empty-intersection")
        .source("SPEC C1. BIP310 does not say")
        .requires("Where no bit is left, version rolling is refused.")
        .accepts("false, a reason, or true with a mask of zeros")
        .by(
            probe -> {
              granted(probe, rolling("\"ffffffff\""));
              JsonObject result = configure(probe, rolling("\"00000000\""));
              JsonElement said = result.get(ROLLING);
              boolean yes = said instanceof JsonPrimitive b && b.isBoolean() && b.getAsBoolean();
              Mismatch.unless(
                  !yes || (result.has(MASK) && mask(result) == 0), "no bits", result.toString());
            });
    negotiation
        .should("mask-missing")
        .source("SPEC C1, BIP310: the default is ffffffff. btcpool and para fail")
        .requires("Without a mask the miner means all bits.")
        .by(
            probe -> {
              granted(probe, rolling("\"ffffffff\""));
              isTrue(configure(probe, "[[\"version-rolling\"],{}]"));
            });
    negotiation
        .should("mask-malformed")
        .source("SPEC C1")
        .requires("A mask that is none is answered somehow, and the link is kept.")
        .accepts("true, false, an error")
        .by(
            probe -> {
              supported(probe);
              Link link = probe.connect();
              String request = Request.versionRolling("1", "not hex");
              link.ask("1", request).mustBe(ANSWERED);
              link.ask("2", Request.subscribe("2")).mustBe(SUBSCRIBED);
            });
  }

  private static void bitCounts(Chapter negotiation) {
    bitCount(negotiation, "bit-count-number", "16", "rental checks");
    bitCount(negotiation, "bit-count-text", "\"16\"", "firmwares");
    bitCount(negotiation, "bit-count-hex", "\"00000010\"", "Antminer S9");
    bitCount(negotiation, "bit-count-zero", "0", "btcagent");
  }

  private static void extensions(Chapter negotiation) {
    negotiation
        .should("every-code-answered")
        .source("SPEC C1, BIP310. Of twelve pools one does: most fail")
        .requires("Every requested extension has an entry: true, false or a reason.")
        .by(
            probe -> {
              String codes = "[\"version-rolling\",\"minimum-difficulty\",\"nobody-knows\"]";
              String values = "{\"version-rolling.mask\":\"ffffffff\"}";
              JsonObject result = configure(probe, "[" + codes + "," + values + "]");
              for (String code : List.of(ROLLING, "minimum-difficulty", "nobody-knows")) {
                Mismatch.unless(result.has(code), "an entry for " + code, result.toString());
              }
            });
    negotiation
        .should("unknown-code-harms-no-other")
        .source("SPEC C1, BIP310")
        .requires("An extension nobody knows does not stop version rolling.")
        .by(
            probe -> {
              granted(probe, rolling("\"ffffffff\""));
              String codes = "[\"nobody-knows\",\"version-rolling\"]";
              String values = "{\"version-rolling.mask\":\"ffffffff\",\"nobody-knows.x\":[]}";
              isTrue(configure(probe, "[" + codes + "," + values + "]"));
            });
    extension(
        negotiation,
        "minimum-difficulty",
        "[[\"minimum-difficulty\"],{\"minimum-difficulty.value\":2}]");
    extension(negotiation, "subscribe-extranonce", "[[\"subscribe-extranonce\"],{}]");
    extension(negotiation, "info", "[[\"info\"],{\"info.sw-version\":\"1\"}]");
  }

  private static void malformed(Chapter negotiation) {
    lives(negotiation, "no-extensions", "[[],{}]");
    lives(negotiation, "no-params", "[]");
    lives(negotiation, "params-of-other-types", "[5,\"x\"]");
    lives(negotiation, "codes-that-are-no-text", "[[5,null,{}],{}]");
    lives(negotiation, "no-values", "[[\"version-rolling\"]]");
  }

  private static void pushes(Chapter negotiation) {
    negotiation
        .must("no-mask-unasked")
        .source("SPEC H2, C2; cpuminer fails to log in, old Bitaxe crashes")
        .requires(
            "mining.set_version_mask comes only to who has sent configure, and not before the"
                + " reply to it.")
        .watching(
            history -> {
              boolean configured = false;
              for (History.Event event : history.events()) {
                configured |= !event.fromPool() && event.isCall("mining.configure");
                Mismatch.unless(
                    configured || !event.fromPool() || !event.isCall("mining.set_version_mask"),
                    "no mask without configure",
                    event.line());
              }
            });
  }

  private static void bitCount(Chapter negotiation, String slug, String count, String who) {
    negotiation
        .must(slug)
        .source("SPEC C1; " + who)
        .requires("A min-bit-count of " + count + " is understood or ignored.")
        .accepts("a grant or a refusal; a pool that does not answer configure is skipped")
        .by(
            probe -> {
              supported(probe);
              configure(
                  probe,
                  "[[\"version-rolling\"],{\"version-rolling.mask\":\"ffffffff\","
                      + "\"version-rolling.min-bit-count\":"
                      + count
                      + "}]");
            });
  }

  private static void extension(Chapter negotiation, String code, String params) {
    negotiation
        .may(code)
        .source("SPEC C1, BIP310")
        .requires("The extension " + code + " is offered.")
        .by(
            probe -> {
              JsonObject result = configure(probe, params);
              JsonElement said = result.get(code);
              Mismatch.unless(
                  said instanceof JsonPrimitive b && b.isBoolean() && b.getAsBoolean(),
                  code + ": true",
                  result.toString());
            });
  }

  private static void lives(Chapter negotiation, String slug, String params) {
    negotiation
        .should("configure-" + slug)
        .source("SPEC C1")
        .requires("A configure of a strange shape is answered somehow, and the link is kept.")
        .accepts("an object, an error")
        .by(
            probe -> {
              supported(probe);
              Link link = probe.connect();
              link.ask("1", Request.of("1", "mining.configure", params)).mustBe(ANSWERED);
              link.ask("2", Request.subscribe("2")).mustBe(SUBSCRIBED);
            });
  }

  private static String rolling(String mask) {
    return "[[\"version-rolling\"],{\"version-rolling.mask\":" + mask + "}]";
  }

  private static JsonObject configure(Probe probe, String params) {
    return probe
        .connect()
        .ask("1", Request.of("1", "mining.configure", params))
        .mustBe(OBJECT)
        .get()
        .result()
        .getAsJsonObject();
  }

  private static void supported(Probe probe) {
    Link link = probe.connect().say(Request.versionRolling("1", "ffffffff"));
    if (!OBJECT.holds().test(link.answer("1", probe.patience()))) {
      throw new Skipped("the pool does not know configure");
    }
  }

  /** The answer, if it grants version rolling; skips if it never would. */
  private static JsonObject granted(Probe probe, String params) {
    supported(probe);
    JsonObject result = configure(probe, params);
    if (!result.has(MASK)) {
      throw new Skipped("the pool does not roll versions");
    }
    return result;
  }

  private static void isTrue(JsonObject result) {
    Mismatch.unless(
        result.get(ROLLING) instanceof JsonPrimitive b && b.isBoolean() && b.getAsBoolean(),
        "version-rolling: true",
        result.toString());
  }

  private static int mask(JsonObject result) {
    return Integer.parseUnsignedInt(result.get(MASK).getAsString(), 16);
  }
}
