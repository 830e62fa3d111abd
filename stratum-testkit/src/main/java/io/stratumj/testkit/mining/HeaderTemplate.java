package io.stratumj.testkit.mining;

import io.stratumj.api.work.Bytes;
import java.io.ByteArrayOutputStream;
import java.util.HexFormat;
import java.util.List;

/**
 * What a notify says about the header, as it stands on the wire, and how a miner makes the 80 bytes
 * of it. Immutable.
 *
 * @param previousHash 64 hex digits, each 4-byte word of the header's bytes reversed
 * @param coinbase1 hex before extranonce1
 * @param coinbase2 hex after extranonce2
 * @param merkleBranches hex in internal order, from the leaves upwards
 * @param version 8 hex digits, big-endian
 * @param nBits 8 hex digits, big-endian
 */
public record HeaderTemplate(
    String previousHash,
    String coinbase1,
    String coinbase2,
    List<String> merkleBranches,
    String version,
    String nBits) {
  private static final HexFormat HEX = HexFormat.of();

  /** Copies the list. */
  public HeaderTemplate {
    merkleBranches = List.copyOf(merkleBranches);
  }

  /** The serialized coinbase without witness. */
  public Bytes coinbase(String extranonce1, String extranonce2) {
    return Bytes.fromHex(coinbase1 + extranonce1 + extranonce2 + coinbase2);
  }

  /**
   * The 80 bytes of the header. Every integer is written little-endian.
   *
   * @param headerVersion the version with rolled bits in it
   */
  public Bytes header(
      String extranonce1, String extranonce2, int headerVersion, int nTime, int nonce) {
    ByteArrayOutputStream header = new ByteArrayOutputStream(80);
    header.writeBytes(littleEndian(headerVersion));
    header.writeBytes(previousHashInternal());
    header.writeBytes(merkleRoot(coinbase(extranonce1, extranonce2)));
    header.writeBytes(littleEndian(nTime));
    header.writeBytes(littleEndian(Integer.parseUnsignedInt(nBits, 16)));
    header.writeBytes(littleEndian(nonce));
    return Bytes.of(header.toByteArray());
  }

  /** The parent's hash in internal order: the wire's words, each turned round. */
  public byte[] previousHashInternal() {
    byte[] wire = HEX.parseHex(previousHash);
    byte[] internal = new byte[wire.length];
    for (int i = 0; i < wire.length; i++) {
      int word = i - (i % 4);
      internal[i] = wire[word + 3 - (i % 4)];
    }
    return internal;
  }

  private byte[] merkleRoot(Bytes coinbase) {
    Sha256d sha256d = new Sha256d();
    byte[] root = sha256d.hash(coinbase.toByteArray());
    for (String branch : merkleBranches) {
      ByteArrayOutputStream pair = new ByteArrayOutputStream(64);
      pair.writeBytes(root);
      pair.writeBytes(HEX.parseHex(branch));
      root = sha256d.hash(pair.toByteArray());
    }
    return root;
  }

  private static byte[] littleEndian(int value) {
    return new byte[] {
      (byte) value, (byte) (value >>> 8), (byte) (value >>> 16), (byte) (value >>> 24)
    };
  }
}
