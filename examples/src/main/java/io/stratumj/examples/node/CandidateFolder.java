package io.stratumj.examples.node;

import io.stratumj.api.work.Bytes;
import io.stratumj.api.work.Hash256;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps blocks in files until it is known what became of them: one file {@code HASH.hex} for each,
 * with what {@code submitblock} takes, so that a person can submit it by hand too.
 *
 * <p>A file is complete as soon as it has its name: it is written under another one, forced to the
 * disk, and renamed. What ends under the other name, because the program or the machine did, is
 * seen to by {@link #tidy}: a block that is whole, which the line's end tells, gets its name after
 * all.
 *
 * <p><em>Thread-safe.</em> Every method blocks for as long as the disk does.
 */
public final class CandidateFolder {
  private static final Logger LOG = LoggerFactory.getLogger(CandidateFolder.class);
  private static final String SUFFIX = ".hex";
  private static final String UNFINISHED = ".unfinished";
  private static final String NAME = "[0-9a-f]{64}\\.hex";
  private static final String UNFINISHED_NAME = "([0-9a-f]{64}|trial).*\\.unfinished";
  private static final char END = '\n';
  private static final int HEADER_BYTES = 80;
  private static final int HASH_DIGITS = 64;

  /** Younger ones may be somebody's who is writing: two pools may have one folder. */
  private static final Duration ABANDONED = Duration.ofMinutes(1);

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

  /** Where a block is kept, if it is. */
  Path file(Hash256 hash) {
    return folder.resolve(hash.toDisplayHex() + SUFFIX);
  }

  /**
   * Keeps a block. It is on the disk when this returns. Keeping one again changes nothing; a file
   * of its name with something else in it is written anew.
   */
  void keep(Hash256 hash, Bytes block) throws IOException {
    Path file = file(hash);
    if (isKept(hash, block)) {
      return;
    }
    Path unfinished = Files.createTempFile(folder, hash.toDisplayHex(), UNFINISHED);
    try {
      try (FileChannel channel = FileChannel.open(unfinished, StandardOpenOption.WRITE)) {
        var hex = StandardCharsets.US_ASCII.encode(block.toHex() + END);
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
    return block(file(hash), content(file(hash)));
  }

  /** Keeps a block no longer. */
  void remove(Hash256 hash) throws IOException {
    boolean unused = Files.deleteIfExists(file(hash));
  }

  /**
   * Sees to the files whose writing was cut short. One that holds a whole block is kept under its
   * name from now on; others are removed, once nobody can be writing them any more.
   *
   * @return what was done, in words, a line for each
   */
  List<String> tidy() throws IOException {
    List<Path> unfinished;
    try (Stream<Path> files = Files.list(folder)) {
      unfinished =
          files.filter(file -> file.getFileName().toString().matches(UNFINISHED_NAME)).toList();
    }
    List<String> done = new ArrayList<>();
    for (Path file : unfinished) {
      try {
        tidy(file).ifPresent(done::add);
      } catch (IOException e) { // one that cannot be read must not keep the others waiting
        LOG.debug("the unfinished file {} is left alone", file, e);
      }
    }
    return done;
  }

  private Optional<String> tidy(Path unfinished) throws IOException {
    Instant written;
    String content;
    try {
      written = Files.getLastModifiedTime(unfinished).toInstant();
      content = content(unfinished);
    } catch (NoSuchFileException finished) {
      return Optional.empty();
    }
    if (written.plus(ABANDONED).isAfter(Instant.now())) {
      return Optional.empty();
    }
    if (!isWhole(unfinished, content)) {
      Files.deleteIfExists(unfinished);
      return Optional.of(
          "%s held no whole block (%d digits) and is removed"
              .formatted(unfinished, content.length()));
    }
    Path named =
        folder.resolve(unfinished.getFileName().toString().substring(0, HASH_DIGITS) + SUFFIX);
    Files.move(unfinished, named, StandardCopyOption.ATOMIC_MOVE);
    forceNames();
    return Optional.of("%s held a whole block, which is kept as %s".formatted(unfinished, named));
  }

  private static boolean isWhole(Path file, String content) {
    try {
      return content.indexOf(END) == content.length() - 1 && !block(file, content).isEmpty();
    } catch (IOException noBlock) {
      return false;
    }
  }

  private boolean isKept(Hash256 hash, Bytes block) {
    try {
      return read(hash).equals(block);
    } catch (IOException absent) {
      return false;
    }
  }

  private static String content(Path file) throws IOException {
    return Files.readString(file, StandardCharsets.ISO_8859_1);
  }

  private static Bytes block(Path file, String content) throws IOException {
    Bytes block;
    try {
      block = Bytes.fromHex(content.strip());
    } catch (IllegalArgumentException e) {
      throw new IOException(file + " is not hex", e);
    }
    if (block.size() <= HEADER_BYTES) {
      throw new IOException(file + " is too short for a block");
    }
    return block;
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
