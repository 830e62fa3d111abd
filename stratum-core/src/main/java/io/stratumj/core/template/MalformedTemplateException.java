package io.stratumj.core.template;

/**
 * A template that cannot be mined on: a field is missing, has the wrong type, or says what cannot
 * be. It is the node's fault, or its version's; the next template may be better, so a job source
 * should report it and go on asking.
 */
public final class MalformedTemplateException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  private final String field;

  MalformedTemplateException(String field, String problem) {
    super("template field " + field + ": " + problem);
    this.field = field;
  }

  MalformedTemplateException(String field, String problem, Throwable cause) {
    super("template field " + field + ": " + problem, cause);
    this.field = field;
  }

  /** Which field, as the node names it, for example {@code transactions[3].txid}. */
  public String field() {
    return field;
  }
}
