package io.stratumj.examples.store;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options about the books, to be mixed into a command. */
public final class StoreOptions {
  @Option(
      names = "--store",
      paramLabel = "FILE|URL",
      description =
          "Record shares and blocks in this file (H2's; FILE.mv.db is made if it is not there), or"
              + " in PostgreSQL at a URL such as jdbc:postgresql://host/database?user=pool, with the"
              + " password in ~/.pgpass or the URL. A miner hears true when its share is on the disk."
              + " Default: shares are forgotten")
  private @Nullable String store;

  /** Options that picocli fills in. */
  public StoreOptions() {}

  /**
   * Where the books are, if there are any.
   *
   * @throws IllegalArgumentException naming the option, if it is neither a file nor a URL
   */
  public Optional<StoreLocation> location() {
    if (store == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(StoreLocation.parse(store));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("--store: " + e.getMessage(), e);
    }
  }
}
