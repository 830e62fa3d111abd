package io.stratumj.testkit.cpu;

import java.io.IOException;

/** The pool does not want this worker; coming back would not help. */
final class DeniedException extends IOException {
  private static final long serialVersionUID = 1;

  DeniedException(String user, String error) {
    super("the pool refuses " + user + (error.isEmpty() ? "" : ": " + error));
  }
}
