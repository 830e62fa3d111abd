package io.stratumj.examples.node;

import io.stratumj.api.work.Bytes;
import io.stratumj.api.work.Hash256;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * Keeps blocks in files until it is known what became of them: one file {@code HASH.hex} for each,
 * with what {@code submitblock} takes, so that a person can submit it by hand too.
 *
 * <p>A file is complete as soon as it has its name: it is written under another one, forced to the
 * disk, and renamed.
 *
 * <p><em>Thread-safe.</em> Every method blocks for as long as the disk does.
 */
public final class CandidateFolder {
  private static final String SUFFIX = ".hex";
  private static final String UNFINISHED = ".unfinished";
  private static final String NAME = "[0-9a-f]{64}\\.hex";

  private final Path folder;

  private CandidateFolder(Path folder) {
    this.folder = folder;
  }

  /**
   * Opens a folder, and makes it if it is not there.
   *
   * @throws IOException if it cannot be made or written to
   */
  public static CandidateFolder open(Path folder) throws IOException {
    Files.createDirectories(folder);
    Path trial = Files.createTempFile(folder, "trial", UNFINISHED);
    Files.delete(trial);
    return new CandidateFolder(folder);
  }

  /** Where it is. */
  public Path path() {
    return folder;
  }

  /** Keeps a block. It is on the disk when this returns. Keeping one again changes nothing. */
  void keep(Hash256 hash, Bytes block) throws IOException {
    Path file = file(hash);
    if (Files.exists(file)) {
      return;
    }
    Path unfinished = Files.createTempFile(folder, hash.toDisplayHex(), UNFINISHED);
    try {
      try (FileChannel channel = FileChannel.open(unfinished, StandardOpenOption.WRITE)) {
        var hex = StandardCharsets.US_ASCII.encode(block.toHex());
        while (hex.hasRemaining()) {
          int unused = channel.write(hex);
        }
        channel.force(true);
      }
      Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException | RuntimeException failed) {
      Files.deleteIfExists(unfinished);
      throw failed;
    }
    forceNames();
  }

  /** The blocks that are kept. */
  List<Hash256> kept() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.matches(NAME))
          .map(name -> Hash256.fromDisplayHex(name.substring(0, name.length() - SUFFIX.length())))
          .toList();
    }
  }

  /**
   * A block that is kept.
   *
   * @throws IOException if it cannot be read or is not what was written
   */
  Bytes read(Hash256 hash) throws IOException {
    try {
      return Bytes.fromHex(Files.readString(file(hash), StandardCharsets.US_ASCII).strip());
    } catch (IllegalArgumentException e) {
      throw new IOException(file(hash) + " is not hex", e);
    }
  }

  /** Keeps a block no longer. */
  void remove(Hash256 hash) throws IOException {
    boolean unused = Files.deleteIfExists(file(hash));
  }

  private Path file(Hash256 hash) {
    return folder.resolve(hash.toDisplayHex() + SUFFIX);
  }

  /** A new name must reach the disk too. Not every system lets a folder be opened for that. */
  private void forceNames() {
    try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
      names.force(true);
    } catch (IOException unsupported) {
      // Then the system's own habits have to do.
    }
  }
}
