package io.stratumj.core.template;

import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;
import io.stratumj.api.work.Bytes;
import io.stratumj.api.work.Hash256;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The fields of a template by name and type: asks for what is wanted and refuses, naming the field,
 * what is not there or not that. A field that is JSON's null counts as absent. Confined to one
 * read.
 */
final class TemplateFields {
  private static final long UNSIGNED_INT_MAX = 0xffffffffL;

  private final Map<String, JsonElement> elements = new HashMap<>();

  void put(String name, JsonElement element) {
    if (!element.isJsonNull()) {
      elements.put(name, element);
    }
  }

  Optional<JsonElement> find(String name) {
    return Optional.ofNullable(elements.get(name));
  }

  long integer(String name, long min, long max) {
    return optionalInteger(name, min, max).orElseThrow(() -> missing(name));
  }

  Optional<Long> optionalInteger(String name, long min, long max) {
    return find(name).map(element -> integerIn(name, element, min, max));
  }

  Optional<Integer> optionalUnsignedInt(String name) {
    return optionalInteger(name, 0, UNSIGNED_INT_MAX).map(Long::intValue);
  }

  String text(String name) {
    return optionalText(name).orElseThrow(() -> missing(name));
  }

  Optional<String> optionalText(String name) {
    return find(name).map(element -> textOf(name, element));
  }

  Hash256 hash(String name) {
    return hashOf(name, text(name));
  }

  Optional<Bytes> optionalHex(String name) {
    return optionalText(name).map(hex -> hexOf(name, hex));
  }

  /** The strings of an array; none if it is absent. */
  List<String> texts(String name) {
    List<String> texts = new ArrayList<>();
    Optional<JsonElement> array = find(name);
    if (array.isPresent()) {
      if (!array.get().isJsonArray()) {
        throw new MalformedTemplateException(name, "is no array");
      }
      for (JsonElement element : array.get().getAsJsonArray()) {
        texts.add(textOf(name + "[" + texts.size() + "]", element));
      }
    }
    return texts;
  }

  /** The hex strings that are an object's values; none if it is absent. */
  List<Bytes> hexValues(String name) {
    List<Bytes> values = new ArrayList<>();
    Optional<JsonElement> object = find(name);
    if (object.isPresent()) {
      if (!object.get().isJsonObject()) {
        throw new MalformedTemplateException(name, "is no object");
      }
      for (Map.Entry<String, JsonElement> entry : object.get().getAsJsonObject().entrySet()) {
        String path = name + "." + entry.getKey();
        values.add(hexOf(path, textOf(path, entry.getValue())));
      }
    }
    return values;
  }

  static MalformedTemplateException missing(String name) {
    return new MalformedTemplateException(name, "is missing");
  }

  static Hash256 hashOf(String name, String hex) {
    if (hex.length() != 2 * Hash256.SIZE) {
      throw new MalformedTemplateException(name, "is no hash of 64 hex digits");
    }
    return Hash256.fromInternal(hexOf(name, hex).reversed());
  }

  static Bytes hexOf(String name, String hex) {
    try {
      return Bytes.fromHex(hex);
    } catch (IllegalArgumentException e) {
      throw new MalformedTemplateException(name, "is not hex", e);
    }
  }

  private static long integerIn(String name, JsonElement element, long min, long max) {
    if (!(element instanceof JsonPrimitive number && number.isNumber())) {
      throw new MalformedTemplateException(name, "is no number");
    }
    long value;
    try {
      value = Long.parseLong(number.getAsString());
    } catch (NumberFormatException e) {
      throw new MalformedTemplateException(name, "is no integer of 64 bits", e);
    }
    if (value < min || value > max) {
      throw new MalformedTemplateException(name, value + " is not in " + min + ".." + max);
    }
    return value;
  }

  private static String textOf(String name, JsonElement element) {
    if (!(element instanceof JsonPrimitive text && text.isString())) {
      throw new MalformedTemplateException(name, "is no string");
    }
    return text.getAsString();
  }
}
