package io.stratumj.core.template;

import io.stratumj.api.work.Bytes;
import io.stratumj.api.work.Extranonce;
import java.util.ArrayList;
import java.util.List;

/**
 * Builds a coinbase transaction in two halves, with a gap between them for the extranonces.
 *
 * <pre>
 * version 2 | 1 input: null outpoint, script, sequence ffffffff | outputs | lock time 0
 * script    = height (BIP34) | push of each auxiliary value | push of the extranonces | push of the tag
 * </pre>
 *
 * The serialization is the one without witness: its hash is the transaction id (BIP141), and miners
 * hash nothing else. {@link BlockAssembler} adds the witness when a block is made.
 *
 * <p>A builder is for one coinbase and one thread. Never blocks.
 */
public final class CoinbaseBuilder {
  /** SPEC J1: small firmwares cut longer coinbases silently, and then hash something else. */
  public static final int BYTES_MAX_DEFAULT = 255;

  /** Consensus: the script of a coinbase has 2 to 100 bytes. */
  private static final int SCRIPT_BYTES_MIN = 2;

  private static final int SCRIPT_BYTES_MAX = 100;

  private final int height;
  private final List<Bytes> auxiliary = new ArrayList<>();
  private final List<Output> outputs = new ArrayList<>();
  private int extranonceSize = 2 * Extranonce.SIZE_MIN;
  private Bytes tag = Bytes.EMPTY;
  private int bytesMax = BYTES_MAX_DEFAULT;

  /**
   * An output of a coinbase.
   *
   * @param value in the chain's smallest unit
   * @param script who may spend it
   */
  public record Output(long value, Bytes script) {
    /**
     * Checks the value.
     *
     * @throws IllegalArgumentException if it is negative
     */
    public Output {
      if (value < 0) {
        throw new IllegalArgumentException("the value of an output is negative: " + value);
      }
    }
  }

  /**
   * A coinbase around its gap.
   *
   * @param first what stands before extranonce1
   * @param second what stands after extranonce2
   * @param extranonceSize how many bytes the gap has
   */
  public record Halves(Bytes first, Bytes second, int extranonceSize) {
    /** How many bytes the whole coinbase has. */
    public int size() {
      return first.size() + extranonceSize + second.size();
    }
  }

  private CoinbaseBuilder(int height) {
    this.height = height;
  }

  /**
   * A coinbase for the block of this height.
   *
   * @throws IllegalArgumentException if the height is negative
   */
  public static CoinbaseBuilder atHeight(int height) {
    if (height < 0) {
      throw new IllegalArgumentException("height is negative: " + height);
    }
    return new CoinbaseBuilder(height);
  }

  /** Adds data the node wants in the script ({@code coinbaseaux}); empty data adds nothing. */
  public CoinbaseBuilder auxiliary(Bytes data) {
    if (!data.isEmpty()) {
      auxiliary.add(data);
    }
    return this;
  }

  /**
   * Sets how many bytes the gap has, extranonce1 and extranonce2 together.
   *
   * @throws IllegalArgumentException if it is not in 4 … 16
   */
  public CoinbaseBuilder extranonceSize(int bytes) {
    if (bytes < 2 * Extranonce.SIZE_MIN || bytes > 2 * Extranonce.SIZE_MAX) {
      throw new IllegalArgumentException("extranonceSize is not in 4..16: " + bytes);
    }
    extranonceSize = bytes;
    return this;
  }

  /** Sets the name of the pool, as block explorers show it; empty for none. */
  public CoinbaseBuilder tag(Bytes name) {
    tag = name;
    return this;
  }

  /** Adds an output. */
  public CoinbaseBuilder output(long value, Bytes script) {
    outputs.add(new Output(value, script));
    return this;
  }

  /** Sets how long the whole coinbase may be; {@value #BYTES_MAX_DEFAULT} unless set. */
  public CoinbaseBuilder bytesMax(int bytes) {
    bytesMax = bytes;
    return this;
  }

  /**
   * Builds the halves.
   *
   * @throws IllegalArgumentException if there is no output, the script has more than 100 bytes, or
   *     the whole coinbase is longer than allowed
   */
  public Halves build() {
    if (outputs.isEmpty()) {
      throw new IllegalArgumentException("a coinbase without outputs");
    }
    Bytes before = scriptBeforeGap();
    Bytes after = tag.isEmpty() ? Bytes.EMPTY : push(tag);
    int scriptSize = before.size() + extranonceSize + after.size();
    if (scriptSize < SCRIPT_BYTES_MIN || scriptSize > SCRIPT_BYTES_MAX) {
      throw new IllegalArgumentException(
          "the coinbase script has 2 to 100 bytes, not " + scriptSize + ": shorten the tag");
    }
    Halves halves = new Halves(firstHalf(scriptSize, before), secondHalf(after), extranonceSize);
    if (halves.size() > bytesMax) {
      throw new IllegalArgumentException(
          "the coinbase has %d bytes, more than %d: shorten tag or outputs, or raise the limit"
              .formatted(halves.size(), bytesMax));
    }
    return halves;
  }

  private Bytes scriptBeforeGap() {
    Serializer script = new Serializer().bytes(pushHeight(height));
    for (Bytes data : auxiliary) {
      script.bytes(push(data));
    }
    return script.int8(extranonceSize).toBytes();
  }

  private static Bytes firstHalf(int scriptSize, Bytes script) {
    return new Serializer()
        .int32(2)
        .size(1)
        .bytes(Bytes.of(new byte[32]))
        .int32(-1)
        .size(scriptSize)
        .bytes(script)
        .toBytes();
  }

  private Bytes secondHalf(Bytes script) {
    Serializer half = new Serializer().bytes(script).int32(-1).size(outputs.size());
    for (Output output : outputs) {
      half.int64(output.value()).sized(output.script());
    }
    return half.int32(0).toBytes();
  }

  /** BIP34: OP_0, OP_1 to OP_16, else the number as the script engine writes it. */
  static Bytes pushHeight(int height) {
    if (height <= 16) {
      return Bytes.of((byte) (height == 0 ? 0 : 0x50 + height));
    }
    Serializer number = new Serializer();
    int rest = height;
    while (rest > 0x7f) {
      number.int8(rest);
      rest >>>= 8;
    }
    // The topmost bit of the last byte is a sign: what would reach it needs one byte more.
    return push(number.int8(rest).toBytes());
  }

  private static Bytes push(Bytes data) {
    Serializer script = new Serializer();
    if (data.size() > 75) {
      script.int8(0x4c); // OP_PUSHDATA1; beyond 255 bytes the whole script is refused anyway
    }
    return script.int8(data.size()).bytes(data).toBytes();
  }
}
