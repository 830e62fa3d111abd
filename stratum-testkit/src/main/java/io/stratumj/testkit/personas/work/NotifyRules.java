package io.stratumj.testkit.personas.work;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;
import io.stratumj.testkit.mining.HeaderTemplate;
import io.stratumj.testkit.personas.line.Breach;
import io.stratumj.testkit.personas.line.PoolMessage;
import io.stratumj.testkit.personas.line.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a program demands of a notify, and what happens to it otherwise. Immutable: each method that
 * adds a demand answers other rules.
 */
public final class NotifyRules {
  private static final int ELEMENTS = 9;

  private final String consequence;
  private int elementsMax = ELEMENTS + 1;
  private boolean cleanIsLast;
  private boolean anyLengths;
  private boolean emptyIds = true;
  private int branchesMax = Integer.MAX_VALUE;
  private int coinbaseBytesMax = Integer.MAX_VALUE;
  private int coinbase1BytesMin;
  private int lineBytesMax = Integer.MAX_VALUE;

  private NotifyRules(String consequence) {
    this.consequence = consequence;
  }

  /**
   * What most programs demand: nine elements or more, strings of hex of the right lengths.
   *
   * @param consequence what a notify of another shape does to the program
   */
  public static NotifyRules breaking(String consequence) {
    return new NotifyRules(consequence);
  }

  /** The same, with exactly nine elements. */
  public NotifyRules exactlyNine() {
    NotifyRules stricter = copy();
    stricter.elementsMax = ELEMENTS;
    return stricter;
  }

  /** The same, reading clean_jobs from the last element. */
  public NotifyRules cleanLast() {
    NotifyRules stricter = copy();
    stricter.cleanIsLast = true;
    return stricter;
  }

  /** The same, without a look at the lengths of words. */
  public NotifyRules anyLengths() {
    NotifyRules laxer = copy();
    laxer.anyLengths = true;
    return laxer;
  }

  /** The same, with job ids that are not empty. */
  public NotifyRules namedJobs() {
    NotifyRules stricter = copy();
    stricter.emptyIds = false;
    return stricter;
  }

  /** The same, with room for so many branches. */
  public NotifyRules branches(int most) {
    NotifyRules stricter = copy();
    stricter.branchesMax = most;
    return stricter;
  }

  /** The same, with room for so many bytes of coinbase. */
  public NotifyRules coinbase(int bytesMost) {
    NotifyRules stricter = copy();
    stricter.coinbaseBytesMax = bytesMost;
    return stricter;
  }

  /** The same, looking for the block height in the first part of the coinbase. */
  public NotifyRules heightInCoinbase() {
    NotifyRules stricter = copy();
    stricter.coinbase1BytesMin = 43;
    return stricter;
  }

  /** The same, with room for so long a line. */
  public NotifyRules lineBytes(int most) {
    NotifyRules stricter = copy();
    stricter.lineBytesMax = most;
    return stricter;
  }

  /**
   * Reads a notify.
   *
   * @param extranonceBytes bytes of both extranonces, which make the coinbase longer
   * @throws Breach if the program does not get along with it
   */
  public PoolJob read(PoolMessage message, int extranonceBytes) {
    JsonArray params = message.params();
    if (params.size() < ELEMENTS || params.size() > elementsMax) {
      throw broken(Rule.NOTIFY_SHAPE, message, params.size() + " elements");
    }
    if (message.line().length() > lineBytesMax) {
      throw broken(Rule.LINE_FITS, message, message.line().length() + " bytes");
    }
    HeaderTemplate template =
        new HeaderTemplate(
            word(message, 1, "prevhash", 64),
            hex(message, message.param(2), "coinbase1"),
            hex(message, message.param(3), "coinbase2"),
            branches(message),
            word(message, 5, "version", 8),
            word(message, 6, "nbits", 8));
    checkCoinbase(message, template, extranonceBytes);
    return new PoolJob(
        message.line(),
        jobId(message),
        template,
        Integer.parseUnsignedInt(word(message, 7, "ntime", 8), 16),
        clean(message, cleanIsLast ? params.size() - 1 : ELEMENTS - 1));
  }

  private String jobId(PoolMessage message) {
    Optional<String> id = PoolMessage.text(message.param(0));
    if (id.isEmpty()) {
      throw broken(Rule.NOTIFY_SHAPE, message, "a job id that is no string");
    }
    boolean printable =
        id.get().chars().allMatch(c -> c >= ' ' && c < 0x7f && c != '"' && c != '\\');
    if (!printable || (id.get().isEmpty() && !emptyIds)) {
      throw broken(Rule.JOB_ID, message, "a job id that is empty or not printable");
    }
    return id.get();
  }

  private List<String> branches(PoolMessage message) {
    if (!(message.param(4) instanceof JsonArray array)) {
      throw broken(Rule.NOTIFY_SHAPE, message, "branches that are no array");
    }
    if (array.size() > branchesMax) {
      throw broken(Rule.BRANCHES_FIT, message, array.size() + " branches");
    }
    List<String> branches = new ArrayList<>();
    for (JsonElement branch : array) {
      branches.add(checked(message, hex(message, branch, "branch"), "branch", 64));
    }
    return branches;
  }

  private void checkCoinbase(PoolMessage message, HeaderTemplate template, int extranonceBytes) {
    int first = template.coinbase1().length() / 2;
    int all = first + extranonceBytes + template.coinbase2().length() / 2;
    if (all > coinbaseBytesMax) {
      throw broken(Rule.COINBASE_FITS, message, "a coinbase of " + all + " bytes");
    }
    if (first < coinbase1BytesMin) {
      throw broken(Rule.COINBASE_FITS, message, "a coinbase1 of " + first + " bytes");
    }
  }

  private static boolean clean(PoolMessage message, int index) {
    if (message.param(index) instanceof JsonPrimitive primitive && primitive.isBoolean()) {
      return primitive.getAsBoolean();
    }
    throw new Breach(
        Rule.NOTIFY_SHAPE, message.line(), "takes clean_jobs for false and mines stale work");
  }

  private String word(PoolMessage message, int index, String what, int digits) {
    String hex = hex(message, message.param(index), what);
    return anyLengths && !hex.isEmpty() ? hex : checked(message, hex, what, digits);
  }

  private String checked(PoolMessage message, String hex, String what, int digits) {
    if (hex.length() != digits) {
      throw broken(Rule.NOTIFY_SHAPE, message, "a " + what + " of the wrong length");
    }
    return hex;
  }

  private String hex(PoolMessage message, JsonElement element, String what) {
    Optional<String> text = PoolMessage.text(element);
    boolean isHex =
        text.isPresent()
            && text.get().chars().allMatch(c -> c < 0x7f && Character.digit(c, 16) >= 0);
    if (!isHex) {
      throw broken(Rule.NOTIFY_SHAPE, message, "a " + what + " that is no string of hex");
    }
    return text.get();
  }

  private Breach broken(Rule rule, PoolMessage message, String what) {
    return new Breach(rule, message.line(), consequence + " at a notify with " + what);
  }

  private NotifyRules copy() {
    NotifyRules copy = new NotifyRules(consequence);
    copy.elementsMax = elementsMax;
    copy.cleanIsLast = cleanIsLast;
    copy.anyLengths = anyLengths;
    copy.emptyIds = emptyIds;
    copy.branchesMax = branchesMax;
    copy.coinbaseBytesMax = coinbaseBytesMax;
    copy.coinbase1BytesMin = coinbase1BytesMin;
    copy.lineBytesMax = lineBytesMax;
    return copy;
  }
}
