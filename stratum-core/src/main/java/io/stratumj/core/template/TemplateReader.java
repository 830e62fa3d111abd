package io.stratumj.core.template;

import com.google.gson.JsonElement;
import io.stratumj.api.work.Bytes;
import io.stratumj.api.work.Target;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a template from JSON. Transactions are read as they come, by {@link TransactionsReader};
 * the few other fields become a small tree and are checked once all are there, because an object's
 * members have no order. Confined to one read.
 */
final class TemplateReader {
  /** BIP141: OP_RETURN, a push of 36 bytes, the commitment header; the hash follows. */
  private static final String COMMITMENT_PREFIX = "6a24aa21a9ed";

  private static final int COMMITMENT_BYTES_MIN = 38;

  /** What nodes relay as an OP_RETURN output; the coinbase has to stay short. */
  private static final int COMMITMENT_BYTES_MAX = 83;

  /** A billion coins of a hundred million units each: more than any chain pays for a block. */
  private static final long VALUE_MAX = 100_000_000_000_000_000L;

  /** When the first block chain began (2009-01-03): no block is older. */
  private static final int TIME_MIN = 1_231_006_505;

  /** Nodes send a hash and a counter. */
  private static final int LONG_POLL_ID_MAX = 1_000;

  private static final Set<String> FIELDS =
      Set.of(
          "height",
          "previousblockhash",
          "version",
          "bits",
          "curtime",
          "mintime",
          "coinbasevalue",
          "coinbaseaux",
          "rules",
          "default_witness_commitment",
          "mweb",
          "longpollid",
          "signet_challenge",
          "error");

  /** BIP9: a rule marked with "!" must not be ignored by who does not know it. These are known. */
  private static final Set<String> RULES_KNOWN =
      Set.of("csv", "segwit", "taproot", "mweb", "testdummy");

  private final TemplateText json;
  private final Set<String> names = new HashSet<>();
  private final TemplateFields fields = new TemplateFields();
  private @Nullable TransactionsReader transactions;
  private @Nullable TemplateReader result;

  private TemplateReader(TemplateText json) {
    this.json = json;
  }

  static BlockTemplate read(byte[] utf8) {
    TemplateText json = new TemplateText(utf8);
    if (json.peek() != '{') {
      json.skip();
      throw new MalformedTemplateException("(document)", "is no object");
    }
    TemplateReader document = new TemplateReader(json);
    json.object(document::readOuterMember);
    json.end();
    Optional<JsonElement> error = document.fields.find("error");
    if (error.isPresent()) {
      throw new MalformedTemplateException("error", "the node answered " + error.get());
    }
    TemplateReader template = document.result == null ? document : document.result;
    return template.toTemplate();
  }

  /** A member of the result, or of the reply around it. */
  private void readOuterMember() {
    String name = nextName();
    if (name.equals("result") && json.peek() == '{') {
      TemplateReader inner = new TemplateReader(json);
      json.object(() -> inner.readField(inner.nextName()));
      result = inner;
    } else {
      readField(name);
    }
  }

  private void readField(String name) {
    if (name.equals("transactions")) {
      transactions = TransactionsReader.read(json);
    } else if (FIELDS.contains(name)) {
      fields.put(name, json.tree());
    } else {
      json.skip();
    }
  }

  private String nextName() {
    String name = json.memberName();
    if (!names.add(name)) {
      throw new MalformedTemplateException(name, "is there twice");
    }
    return name;
  }

  private BlockTemplate toTemplate() {
    boolean segwit = segwitByRules();
    int curTime = (int) fields.integer("curtime", TIME_MIN, 0xffffffffL);
    return new BlockTemplate(
        (int) fields.integer("height", 1, Integer.MAX_VALUE),
        fields.hash("previousblockhash"),
        (int) fields.integer("version", Integer.MIN_VALUE, 0xffffffffL),
        nBits(),
        curTime,
        minTime(curTime),
        fields.integer("coinbasevalue", 0, VALUE_MAX),
        fields.hexValues("coinbaseaux"),
        segwit ? Optional.of(witnessCommitment()) : Optional.empty(),
        transactions().resolve(segwit),
        fields.optionalHex("mweb").filter(mweb -> !mweb.isEmpty()),
        longPollId());
  }

  private boolean segwitByRules() {
    boolean segwit = false;
    for (String rule : fields.texts("rules")) {
      boolean mandatory = rule.startsWith("!");
      String name = mandatory ? rule.substring(1) : rule;
      if (mandatory && !RULES_KNOWN.contains(name) && !isOpenSignet(name)) {
        throw new MalformedTemplateException(
            "rules", "asks for the rule " + name + ", which is not supported");
      }
      segwit |= name.equals("segwit");
    }
    return segwit;
  }

  /** A signet whose challenge is OP_TRUE asks for no signature (BIP325): a block is as usual. */
  private boolean isOpenSignet(String rule) {
    return rule.equals("signet")
        && fields.optionalText("signet_challenge").filter("51"::equals).isPresent();
  }

  private int nBits() {
    Bytes bits = TemplateFields.hexOf("bits", fields.text("bits"));
    if (bits.size() != 4) {
      throw new MalformedTemplateException("bits", "is not 8 hex digits");
    }
    int nBits = Integer.parseUnsignedInt(bits.toHex(), 16);
    Target target;
    try {
      target = Target.ofCompact(nBits);
    } catch (IllegalArgumentException e) {
      throw new MalformedTemplateException("bits", "is no target", e);
    }
    if (target.toBigInteger().signum() == 0) {
      throw new MalformedTemplateException("bits", "is a target of zero");
    }
    return nBits;
  }

  private int minTime(int curTime) {
    int minTime = fields.optionalUnsignedInt("mintime").orElse(0);
    if (Integer.compareUnsigned(minTime, curTime) > 0) {
      throw new MalformedTemplateException("mintime", "is after curtime");
    }
    return minTime;
  }

  private Bytes witnessCommitment() {
    String name = "default_witness_commitment";
    Bytes script = fields.optionalHex(name).orElseThrow(() -> TemplateFields.missing(name));
    if (script.size() < COMMITMENT_BYTES_MIN
        || script.size() > COMMITMENT_BYTES_MAX
        || !script.toHex().startsWith(COMMITMENT_PREFIX)) {
      throw new MalformedTemplateException(name, "is no witness commitment");
    }
    return script;
  }

  private Optional<String> longPollId() {
    Optional<String> id = fields.optionalText("longpollid");
    if (id.isPresent() && id.get().length() > LONG_POLL_ID_MAX) {
      throw new MalformedTemplateException("longpollid", "is too long");
    }
    return id;
  }

  private TransactionsReader transactions() {
    if (transactions == null) {
      throw TemplateFields.missing("transactions");
    }
    return transactions;
  }
}
