package io.stratumj.examples.node.rpc;

import com.google.gson.JsonArray;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The rules a client says it follows when it asks for a template (BIP9, BIP145). A node refuses one
 * that does not name what its chain needs, and says what that is. Immutable.
 *
 * @param names the rules
 */
record TemplateRules(List<String> names) {
  /** What every chain of today needs; it does no harm where segwit is unknown. */
  static final TemplateRules SEGWIT = new TemplateRules(List.of("segwit"));

  /** What can be added when a node asks for it. Others would change what a block looks like. */
  private static final List<String> SUPPORTED = List.of("segwit", "mweb", "signet");

  /** Copies the list. */
  TemplateRules {
    names = List.copyOf(names);
  }

  /**
   * These rules and those that are named in a refusal; empty if there is none that could be added.
   */
  Optional<TemplateRules> with(String refusal) {
    List<String> all = new ArrayList<>(names);
    List<String> words = List.of(refusal.toLowerCase(Locale.ROOT).split("[^a-z0-9]+"));
    SUPPORTED.stream()
        .filter(rule -> words.contains(rule) && !all.contains(rule))
        .forEach(all::add);
    return all.size() == names.size() ? Optional.empty() : Optional.of(new TemplateRules(all));
  }

  JsonArray toJson() {
    JsonArray rules = new JsonArray();
    names.forEach(rules::add);
    return rules;
  }
}
