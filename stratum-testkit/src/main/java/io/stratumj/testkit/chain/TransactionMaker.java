package io.stratumj.testkit.chain;

import io.stratumj.api.work.Bytes;
import io.stratumj.api.work.Hash256;
import java.io.ByteArrayOutputStream;
import java.util.Random;

/**
 * Makes transactions that look like those of a payment network: mostly spends of witness key
 * hashes, some of legacy ones, one to three inputs and outputs, fees by size. Their serialization
 * is valid; the outputs they spend and their signatures are noise. Confined to its chain's lock.
 */
final class TransactionMaker {
  private static final int SIGNATURE_SIZE = 71;
  private static final int KEY_SIZE = 33;

  private final Random random;
  private final boolean segwit;

  /**
   * A made-up transaction.
   *
   * @param fee in the smallest unit
   */
  record SimulatedTransaction(Bytes data, Hash256 txid, Hash256 wtxid, long fee, int weight) {
    /** The fee for each 1,000 units of weight: what miners sort by. */
    long feeRate() {
      return 1_000 * fee / weight;
    }
  }

  TransactionMaker(long seed, boolean segwit) {
    random = new Random(seed);
    this.segwit = segwit;
  }

  SimulatedTransaction next() {
    boolean witness = segwit && random.nextInt(4) > 0;
    int inputs = 1 + random.nextInt(3);
    Bytes core = inputsAndOutputs(inputs, witness);
    Bytes version = Bytes.fromHex("02000000");
    Bytes lockTime = Bytes.of(new byte[4]);
    Bytes stripped = Bytes.concat(version, core, lockTime);
    Bytes data =
        witness
            ? Bytes.concat(version, Bytes.fromHex("0001"), core, witnesses(inputs), lockTime)
            : stripped;
    int weight = 3 * stripped.size() + data.size();
    long fee = (long) weight * (1 + random.nextInt(40)) / 4;
    return new SimulatedTransaction(
        data, ChainHash.sha256d(stripped), ChainHash.sha256d(data), fee, weight);
  }

  private Bytes inputsAndOutputs(int inputs, boolean witness) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(inputs);
    for (int i = 0; i < inputs; i++) {
      out.writeBytes(noise(32));
      out.writeBytes(new byte[] {(byte) random.nextInt(4), 0, 0, 0});
      if (witness) {
        out.write(0);
      } else {
        out.write(SIGNATURE_SIZE + KEY_SIZE + 2);
        writePush(out, SIGNATURE_SIZE);
        writePush(out, KEY_SIZE);
      }
      out.writeBytes(new byte[] {(byte) 0xfd, -1, -1, -1});
    }
    int outputs = 1 + random.nextInt(3);
    out.write(outputs);
    for (int i = 0; i < outputs; i++) {
      out.writeBytes(noise(4));
      out.writeBytes(new byte[4]);
      out.writeBytes(new byte[] {22, 0, 20});
      out.writeBytes(noise(20));
    }
    return Bytes.of(out.toByteArray());
  }

  private Bytes witnesses(int inputs) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int i = 0; i < inputs; i++) {
      out.write(2);
      writePush(out, SIGNATURE_SIZE);
      writePush(out, KEY_SIZE);
    }
    return Bytes.of(out.toByteArray());
  }

  private void writePush(ByteArrayOutputStream out, int size) {
    out.write(size);
    out.writeBytes(noise(size));
  }

  private byte[] noise(int size) {
    byte[] noise = new byte[size];
    random.nextBytes(noise);
    return noise;
  }
}
