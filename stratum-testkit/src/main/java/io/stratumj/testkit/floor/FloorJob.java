package io.stratumj.testkit.floor;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.stratumj.api.work.Bytes;
import io.stratumj.api.work.Difficulty;
import io.stratumj.api.work.Hash256;
import io.stratumj.api.work.Job;
import io.stratumj.api.work.Target;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.stream.Collectors;

/**
 * The job of a floor: its line, the hashing of a share with buffers that are used again and again,
 * and the shares it has seen. Confined to the floor's thread.
 */
final class FloorJob {
  static final int EXTRANONCE2_SIZE = 8;

  private static final int EXTRANONCE_SIZE = 4 + EXTRANONCE2_SIZE;
  private static final int SEEN_PLACES_MIN = 1 << 16;

  private final byte[] id;
  private final byte[] line;
  private final byte[] coinbase;
  private final int extranonceAt;
  private final byte[] branches;
  private final byte[] header = new byte[80];
  private final ByteBuffer littleEndian = ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN);
  private final ByteBuffer extranonces;
  private final Target target;
  private final MessageDigest sha256;
  private final byte[] pair = new byte[2 * Hash256.SIZE];

  /** The first words of the hashes that were accepted, by open addressing; 0 is an empty place. */
  private long[] seen = new long[SEEN_PLACES_MIN];

  private int accepted;

  FloorJob(int number, Job job, Difficulty difficulty) {
    if (job.extranonceSize() != EXTRANONCE_SIZE) {
      throw new IllegalArgumentException("the job has not 4 + 8 bytes of extranonce");
    }
    id = Integer.toHexString(number).getBytes(US_ASCII);
    line = notify(number, job).getBytes(US_ASCII);
    extranonceAt = job.coinbase1().size();
    coinbase =
        Bytes.concat(job.coinbase1(), Bytes.of(new byte[EXTRANONCE_SIZE]), job.coinbase2())
            .toByteArray();
    extranonces = ByteBuffer.wrap(coinbase);
    branches = Bytes.concat(job.merkleBranches().toArray(new Bytes[0])).toByteArray();
    littleEndian.putInt(0, job.version()).putInt(72, job.nBits());
    job.previousHash().copyInternalTo(header, 4);
    target = Target.forDifficulty(difficulty);
    try {
      sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** The notify, with its LF. */
  byte[] line() {
    return line;
  }

  /** Whether these bytes are the job's id. */
  boolean isNamed(byte[] text, int from, int to) {
    if (to - from != id.length) {
      return false;
    }
    for (int i = 0; i < id.length; i++) {
      if (text[from + i] != id[i]) {
        return false;
      }
    }
    return true;
  }

  /** Judges a share: 0, or the code of the error it is refused with. */
  int judge(int extranonce1, long extranonce2, int nTime, int nonce) throws DigestException {
    extranonces.putInt(extranonceAt, extranonce1).putLong(extranonceAt + 4, extranonce2);
    littleEndian.putInt(68, nTime).putInt(76, nonce);
    hashTwice(coinbase, 0, coinbase.length, pair, 0);
    for (int at = 0; at < branches.length; at += Hash256.SIZE) {
      System.arraycopy(branches, at, pair, Hash256.SIZE, Hash256.SIZE);
      hashTwice(pair, 0, pair.length, pair, 0);
    }
    System.arraycopy(pair, 0, header, 36, Hash256.SIZE);
    hashTwice(header, 0, header.length, pair, 0);
    Hash256 hash = Hash256.fromInternal(pair, 0);
    if (!target.isMetBy(hash)) {
      return 23;
    }
    return add(hash.word(0) | 1) ? 0 : 22;
  }

  private void hashTwice(byte[] message, int from, int length, byte[] out, int at)
      throws DigestException {
    sha256.update(message, from, length);
    sha256.digest(out, at, Hash256.SIZE);
    sha256.update(out, at, Hash256.SIZE);
    sha256.digest(out, at, Hash256.SIZE);
  }

  private boolean add(long word) {
    int place = place(word);
    if (seen[place] == word) {
      return false;
    }
    seen[place] = word;
    accepted++;
    if (accepted > seen.length / 2) {
      long[] all = seen;
      seen = new long[2 * all.length];
      for (long old : all) {
        if (old != 0) {
          seen[place(old)] = old;
        }
      }
    }
    return true;
  }

  private int place(long word) {
    int place = (int) (word >>> 32) & (seen.length - 1);
    while (seen[place] != 0 && seen[place] != word) {
      place = (place + 1) & (seen.length - 1);
    }
    return place;
  }

  private static String notify(int number, Job job) {
    byte[] internal = job.previousHash().toInternal().toByteArray();
    byte[] swapped = new byte[internal.length];
    for (int i = 0; i < internal.length; i++) {
      swapped[i] = internal[i ^ 3];
    }
    return String.format(
        "{\"id\":null,\"method\":\"mining.notify\",\"params\":"
            + "[\"%x\",\"%s\",\"%s\",\"%s\",[%s],\"%08x\",\"%08x\",\"%08x\",true]}\n",
        number,
        Bytes.of(swapped).toHex(),
        job.coinbase1().toHex(),
        job.coinbase2().toHex(),
        job.merkleBranches().stream()
            .map(branch -> '"' + branch.toHex() + '"')
            .collect(Collectors.joining(",")),
        job.version(),
        job.nBits(),
        job.nTime());
  }
}
