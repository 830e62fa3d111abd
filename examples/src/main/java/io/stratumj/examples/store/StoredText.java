package io.stratumj.examples.store;

/** Text as every database can keep it. */
final class StoredText {
  private StoredText() {}

  /**
   * PostgreSQL keeps every character but one, and a name with that one must not fail the others.
   */
  static String of(String text) {
    return text.replace('\0', '\ufffd');
  }
}
