package io.stratumj.examples.store;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** Reports on books in a file. */
class H2ReportTest extends ReportRules {
  @TempDir Path folder;
  private int places;

  @Override
  StoreLocation newLocation() {
    places++;
    return StoreLocation.parse(folder.resolve("books" + places).toString());
  }

  @Override
  String option(StoreLocation place) {
    return place.name();
  }
}
