package io.stratumj.examples.regtest;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Finds the programs real nodes are made of. A test that needs what is missing is skipped, with a
 * message that says how to get it; where the environment says {@code CI=true} it fails.
 */
final class NodeTools {
  private static final Path MODULE = Path.of(System.getProperty("basedir", "."));
  private static final Path SOURCES = MODULE.resolve("src/test/node");
  private static final String LOCK = "package-lock.json";
  private static final int INSTALL_SECONDS_MAX = 120;

  /** Debian's {@code /usr/bin/litecoind} is a script that writes to the home folder. */
  private static final Path LITECOIND_OF_DEBIAN = Path.of("/usr/lib/litecoin/litecoind");

  private NodeTools() {}

  /** The Node.js program. */
  static Path node() {
    return onPath("node")
        .orElseGet(
            () -> missing("node", "install Node.js 18 or newer with npm (Debian: nodejs npm)"));
  }

  /** The litecoin daemon. */
  static Path litecoind() {
    return Optional.of(LITECOIND_OF_DEBIAN)
        .filter(Files::isExecutable)
        .or(() -> onPath("litecoind"))
        .orElseGet(() -> missing("litecoind", "install it (Debian: apt-get install litecoind)"));
  }

  /**
   * A folder with the launcher of a bcoin node and all it requires. Installed by npm the first time
   * it is asked for; a folder belongs to one lock file, so that another lock means another folder.
   */
  static synchronized Path bcoinFolder() throws IOException, InterruptedException {
    Path npm =
        onPath("npm").orElseGet(() -> missing("npm", "install npm, which comes with Node.js"));
    Path folder = MODULE.resolve("target").resolve("regtest-node-" + hashOfLock());
    Path installed = folder.resolve("installed");
    if (!Files.exists(installed)) {
      Files.createDirectories(folder);
      copySources(folder);
      install(npm, folder);
      Files.createFile(installed);
    }
    copySources(folder);
    return folder.toAbsolutePath();
  }

  private static void install(Path npm, Path folder) throws IOException, InterruptedException {
    Path log = folder.resolve("npm.log");
    // No scripts: nothing is compiled, and nobody else's program runs.
    Process process =
        new ProcessBuilder(npm.toString(), "ci", "--ignore-scripts", "--no-audit", "--no-fund")
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try {
      if (!process.waitFor(INSTALL_SECONDS_MAX, TimeUnit.SECONDS) || process.exitValue() != 0) {
        unavailable("npm ci failed in " + folder + ": " + Files.readString(log).strip());
      }
    } finally {
      process.destroyForcibly();
    }
  }

  private static void copySources(Path folder) throws IOException {
    try (Stream<Path> sources = Files.list(SOURCES)) {
      for (Path source : sources.toList()) {
        Files.copy(
            source, folder.resolve(source.getFileName()), StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  private static String hashOfLock() throws IOException {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(SOURCES.resolve(LOCK)));
      return HexFormat.of().formatHex(hash, 0, 6);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static Optional<Path> onPath(String program) {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Stream.of(path.split(File.pathSeparator))
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, program))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private static Path missing(String program, String remedy) {
    return unavailable("there is no program " + program + " on this machine: " + remedy);
  }

  private static Path unavailable(String why) {
    return "true".equals(System.getenv("CI")) ? fail(why) : abort(why);
  }
}
