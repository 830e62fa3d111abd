package io.stratumj.testkit.simulation;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A fingerprint of everything that happened, in its order: two runs with one are the same run. */
final class RunDigest {
  private final MessageDigest digest;

  RunDigest() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  void add(long nanos, int connection, char direction, String text) {
    digest.update(
        (nanos + " " + connection + " " + direction + " ").getBytes(StandardCharsets.UTF_8));
    digest.update(text.getBytes(StandardCharsets.UTF_8));
    digest.update((byte) '\n');
  }

  /** Ends it. */
  String hex() {
    return HexFormat.of().formatHex(digest.digest());
  }
}
