package io.stratumj.testkit.arbitraries;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/**
 * The ways in which TCP may deliver the same bytes. Whatever a pool does, it has to do for all of
 * them (SPEC F1). Stateless.
 */
public final class Chopping {
  private static final int CUTS_MAX = 50;

  private Chopping() {}

  /**
   * These bytes in pieces, none of them empty, in order: whole, in single bytes, or cut at up to 50
   * places.
   */
  public static Arbitrary<List<byte[]>> of(byte[] bytes) {
    if (bytes.length < 2) {
      return Arbitraries.just(bytes.length == 0 ? List.of() : List.of(bytes.clone()));
    }
    Arbitrary<List<Integer>> cuts =
        Arbitraries.integers().between(1, bytes.length - 1).list().ofMaxSize(CUTS_MAX);
    Arbitrary<List<byte[]>> some = cuts.map(places -> cut(bytes, places));
    List<Integer> everywhere = new ArrayList<>();
    for (int place = 1; place < bytes.length; place++) {
      everywhere.add(place);
    }
    return Arbitraries.oneOf(
        Arbitraries.create(() -> cut(bytes, List.of())),
        some,
        Arbitraries.create(() -> cut(bytes, everywhere)));
  }

  private static List<byte[]> cut(byte[] bytes, List<Integer> places) {
    List<byte[]> pieces = new ArrayList<>();
    int from = 0;
    for (int place : places.stream().sorted().distinct().toList()) {
      pieces.add(Arrays.copyOfRange(bytes, from, place));
      from = place;
    }
    pieces.add(Arrays.copyOfRange(bytes, from, bytes.length));
    return pieces;
  }
}
