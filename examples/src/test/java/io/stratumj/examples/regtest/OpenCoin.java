package io.stratumj.examples.regtest;

import io.stratumj.api.work.Bytes;
import io.stratumj.api.work.Hash256;
import io.stratumj.core.pow.Sha256d;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * A coin that anybody can spend, so that no test needs keys or a wallet: the script behind it is
 * OP_TRUE. Immutable.
 *
 * @param txid the transaction that made it
 * @param index which output of it
 * @param value in the chain's smallest unit
 * @param lock how the script is hidden
 */
record OpenCoin(Hash256 txid, int index, long value, Lock lock) {
  /** OP_TRUE: satisfied by nothing at all. */
  static final Bytes SCRIPT = Bytes.fromHex("51");

  /** What a block pays before the first halving. */
  private static final long SUBSIDY = 50_0000_0000L;

  private static final long FEE = 100_000;

  /** How a coin's output hides its script, and how an input shows it. */
  enum Lock {
    /** Pay to script hash (BIP16): the script is shown in the input. */
    LEGACY("a914da1745e9b549bd0bfa1a569971c77eba30cd5a4b87"),
    /** Pay to witness script hash (BIP141): the script is shown in the witness. */
    SEGWIT("00204ae81572f06e1b88fd5ced7a1a000945432e83e1551e6f721ee9c00b8cc33260");

    private final Bytes outputScript;

    Lock(String outputScript) {
      this.outputScript = Bytes.fromHex(outputScript);
    }

    /** The script of the output. */
    Bytes outputScript() {
      return outputScript;
    }
  }

  /**
   * A spend as it is sent to a node.
   *
   * @param serialized with its witness, if it has one
   * @param coins what it makes
   */
  record Spend(Bytes serialized, Hash256 txid, List<OpenCoin> coins) {
    /** Hands it to a node, whose memory pool must take it. */
    Spend sendTo(NodeRpc node) {
      node.call("sendrawtransaction", serialized.toHex());
      return this;
    }
  }

  /** The coin of a block that was {@link RegtestNode#mine mined} before the first halving. */
  static OpenCoin minedAt(NodeRpc node, int height) {
    String coinbase = node.txids(node.blockAt(height)).get(0);
    return new OpenCoin(Hash256.fromDisplayHex(coinbase), 0, SUBSIDY, Lock.LEGACY);
  }

  /** Spends it to so many coins of equal value. */
  Spend spendTo(int count, Lock outputs) {
    long each = (value - FEE) / count;
    byte[] stripped = serialized(false, count, each, outputs);
    byte[] whole = serialized(lock == Lock.SEGWIT, count, each, outputs);
    Hash256 id = new Sha256d().hash(stripped, 0, stripped.length);
    List<OpenCoin> coins = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      coins.add(new OpenCoin(id, i, each, outputs));
    }
    return new Spend(Bytes.of(whole), id, coins);
  }

  private byte[] serialized(boolean withWitness, int count, long each, Lock outputs) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(int32(2));
    if (withWitness) {
      bytes.writeBytes(new byte[] {0, 1});
    }
    bytes.write(1);
    bytes.writeBytes(txid.toInternal().toByteArray());
    bytes.writeBytes(int32(index));
    bytes.writeBytes(lock == Lock.LEGACY ? pushed(pushed(SCRIPT.toByteArray())) : new byte[1]);
    bytes.writeBytes(int32(-1));
    bytes.write(count);
    for (int i = 0; i < count; i++) {
      bytes.writeBytes(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(each).array());
      bytes.writeBytes(pushed(outputs.outputScript().toByteArray()));
    }
    if (withWitness) {
      bytes.write(1);
      bytes.writeBytes(pushed(SCRIPT.toByteArray()));
    }
    bytes.writeBytes(int32(0));
    return bytes.toByteArray();
  }

  /** A script behind its length, which is also how a script pushes it. */
  private static byte[] pushed(byte[] script) {
    return Bytes.concat(Bytes.of((byte) script.length), Bytes.of(script)).toByteArray();
  }

  private static byte[] int32(int value) {
    return ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(value).array();
  }
}
