package io.stratumj.core.session;

import io.stratumj.api.work.Difficulty;
import io.stratumj.api.work.WorkerName;
import io.stratumj.core.codec.PeerNumbers;
import io.stratumj.core.spi.Credentials;
import java.util.Optional;

/**
 * What pools by custom read out of a password (SPEC H6): {@code d=N} and {@code md=N}, separated by
 * comma or semicolon. On rented rigs the password is the only field the renter controls. Everything
 * else, such as the usual {@code x}, means nothing.
 */
final class PasswordOptions {
  private static final int NUMBER_CHARS_MAX = 32;

  private PasswordOptions() {}

  static Credentials parse(WorkerName worker, String password) {
    Optional<Difficulty> fixed = Optional.empty();
    Optional<Difficulty> minimum = Optional.empty();
    if (password.indexOf('=') > 0) {
      for (String option : password.split("[,;]", -1)) {
        String trimmed = option.strip();
        if (trimmed.startsWith("d=")) {
          fixed = difficulty(trimmed.substring(2));
        } else if (trimmed.startsWith("md=")) {
          minimum = difficulty(trimmed.substring(3));
        }
      }
    }
    return new Credentials(worker, password, fixed, minimum);
  }

  private static Optional<Difficulty> difficulty(String text) {
    return text.length() > NUMBER_CHARS_MAX ? Optional.empty() : PeerNumbers.difficulty(text);
  }
}
