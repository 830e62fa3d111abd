package io.stratumj.core.codec;

import io.stratumj.api.message.ClientRequest;
import io.stratumj.api.message.RequestId;
import io.stratumj.api.work.Difficulty;
import io.stratumj.api.work.VersionMask;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the parameters of {@code mining.configure} (BIP310, SPEC C1). What cannot be understood is
 * passed over: real firmwares send masks that are no hex and bit counts as number, decimal text or
 * hex text, and none of them may be turned away for it.
 *
 * <p><em>Loop-confined</em>, reused.
 */
final class ConfigureReader {
  private static final String INFO = "info.";
  private static final int INFO_CHARS_MAX = 256;

  /** Codes are answered with their names, and a stranger shall not have much written for him. */
  private static final int CODES_MAX = 32;

  private static final int CODE_BYTES_MAX = 64;

  private final JsonTape tape;

  ConfigureReader(JsonTape tape) {
    this.tape = tape;
  }

  ClientRequest read(RequestId id, int params) {
    Set<String> extensions = new LinkedHashSet<>();
    VersionMask mask = VersionMask.ALL;
    int minBitCount = 0;
    Optional<Difficulty> minimum = Optional.empty();
    StringBuilder info = new StringBuilder();
    int end = params == 0 ? 0 : tape.next(params);
    int codes = params + 1;
    int options = codes < end ? tape.next(codes) : end;
    if (codes < end && tape.kind(codes) == JsonTape.ARRAY) {
      readCodes(codes, extensions);
    }
    if (options < end && tape.kind(options) == JsonTape.OBJECT) {
      for (int key = options + 1; key < tape.next(options); ) {
        int value = tape.next(key);
        String name = tape.string(key);
        switch (name) {
          case "version-rolling.mask" -> mask = mask(value);
          case "version-rolling.min-bit-count" -> minBitCount = bitCount(value);
          case "minimum-difficulty.value" -> minimum = PeerNumbers.difficulty(tape, value);
          default -> appendInfo(name, value, info);
        }
        key = tape.next(value);
      }
    }
    return new ClientRequest.Configure(
        id,
        List.copyOf(extensions),
        mask,
        minBitCount,
        minimum,
        info.isEmpty()
            ? Optional.empty()
            : Optional.of(PeerText.escape(info.toString(), INFO_CHARS_MAX)));
  }

  private void readCodes(int codes, Set<String> extensions) {
    for (int code = codes + 1; code < tape.next(codes); code = tape.next(code)) {
      boolean sensible =
          tape.kind(code) == JsonTape.STRING
              && tape.to(code) - tape.from(code) <= CODE_BYTES_MAX
              && extensions.size() < CODES_MAX;
      if (sensible) {
        extensions.add(tape.string(code));
      }
    }
  }

  private VersionMask mask(int value) {
    if (tape.kind(value) != JsonTape.STRING) {
      return VersionMask.ALL;
    }
    String text = tape.string(value);
    try {
      return VersionMask.fromHex(text.startsWith("0x") ? text.substring(2) : text);
    } catch (IllegalArgumentException malformed) {
      return VersionMask.ALL;
    }
  }

  private int bitCount(int value) {
    int kind = tape.kind(value);
    if (kind != JsonTape.NUMBER && kind != JsonTape.STRING) {
      return 0;
    }
    String text = tape.string(value);
    try {
      int count = Integer.parseInt(text, text.length() == 8 ? 16 : 10);
      return count >= 0 && count <= 32 ? count : 0;
    } catch (NumberFormatException malformed) {
      return 0;
    }
  }

  private void appendInfo(String name, int value, StringBuilder info) {
    if (name.startsWith(INFO)
        && tape.kind(value) == JsonTape.STRING
        && info.length() < INFO_CHARS_MAX) {
      info.append(info.isEmpty() ? "" : " ")
          .append(name.substring(INFO.length()))
          .append('=')
          .append(tape.string(value));
    }
  }
}
