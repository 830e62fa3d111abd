package io.stratumj.testkit.chain;

import io.stratumj.api.work.Bytes;
import io.stratumj.api.work.Hash256;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads a serialized block. Strict as a node is: lengths in their shortest form, and, stricter than
 * a node, nothing after the last transaction. Confined to one block.
 */
final class BlockParser {
  private static final int HEADER_SIZE = 80;

  private final byte[] block;
  private int at;

  /** These bytes are no block. Never leaves this class. */
  private static final class Undecodable extends Exception {
    private static final long serialVersionUID = 1;
  }

  private BlockParser(byte[] block) {
    this.block = block;
  }

  /** The block, unless the bytes are none. */
  static Optional<ParsedBlock> parse(Bytes block) {
    try {
      return Optional.of(new BlockParser(block.toByteArray()).readBlock());
    } catch (Undecodable e) {
      return Optional.empty();
    }
  }

  private ParsedBlock readBlock() throws Undecodable {
    Bytes header = bytes(HEADER_SIZE);
    at = 0;
    int version = (int) number(4);
    Hash256 parent = hash();
    Hash256 merkleRoot = hash();
    long time = number(4);
    int nBits = (int) number(4);
    skip(4);
    int count = size();
    int strippedSize = at;
    List<ParsedBlock.Transaction> transactions = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      ParsedBlock.Transaction transaction = readTransaction();
      transactions.add(transaction);
      strippedSize += transaction.strippedSize();
    }
    if (at != block.length) {
      throw new Undecodable();
    }
    return new ParsedBlock(
        header,
        ChainHash.sha256d(header),
        version,
        parent,
        merkleRoot,
        time,
        nBits,
        List.copyOf(transactions),
        strippedSize,
        block.length);
  }

  private ParsedBlock.Transaction readTransaction() throws Undecodable {
    int start = at;
    skip(4);
    boolean witness = block.length - at > 2 && block[at] == 0 && block[at + 1] == 1;
    if (witness) {
      skip(2);
    }
    int inputsAt = at;
    int inputs = size();
    int firstInputAt = at;
    Bytes firstScript = inputs == 0 ? Bytes.EMPTY : readInput();
    for (int i = 1; i < inputs; i++) {
      readInput();
    }
    List<ParsedBlock.Output> outputs = new ArrayList<>();
    for (int i = size(); i > 0; i--) {
      outputs.add(new ParsedBlock.Output(number(8), bytes(size())));
    }
    int outputsEnd = at;
    List<Bytes> firstWitness = witness && inputs > 0 ? readWitness() : List.of();
    for (int i = 1; witness && i < inputs; i++) {
      readWitness();
    }
    int lockTimeAt = at;
    skip(4);
    Bytes stripped =
        Bytes.concat(
            Bytes.copyOf(block, start, 4),
            Bytes.copyOf(block, inputsAt, outputsEnd - inputsAt),
            Bytes.copyOf(block, lockTimeAt, 4));
    return new ParsedBlock.Transaction(
        ChainHash.sha256d(stripped),
        ChainHash.sha256d(Bytes.copyOf(block, start, at - start)),
        inputs == 1 && spendsNothing(firstInputAt),
        firstScript,
        firstWitness,
        witness,
        List.copyOf(outputs),
        stripped.size());
  }

  /** Passes an input and returns its script. */
  private Bytes readInput() throws Undecodable {
    skip(36);
    Bytes script = bytes(size());
    skip(4);
    return script;
  }

  private List<Bytes> readWitness() throws Undecodable {
    List<Bytes> items = new ArrayList<>();
    for (int i = size(); i > 0; i--) {
      items.add(bytes(size()));
    }
    return items;
  }

  /** Whether the outpoint is the null one: 32 zero bytes and index ffffffff. */
  private boolean spendsNothing(int outpointAt) {
    return Bytes.copyOf(block, outpointAt, 36).toHex().equals("00".repeat(32) + "ffffffff");
  }

  private Hash256 hash() throws Undecodable {
    return Hash256.fromInternal(bytes(Hash256.SIZE));
  }

  private Bytes bytes(int length) throws Undecodable {
    int from = at;
    skip(length);
    return Bytes.copyOf(block, from, length);
  }

  private void skip(int length) throws Undecodable {
    if (length > block.length - at) {
      throw new Undecodable();
    }
    at += length;
  }

  /** A count or length; one greater than the block itself is refused before it does harm. */
  private int size() throws Undecodable {
    int prefix = (int) number(1);
    if (prefix < 0xfd) {
      return prefix;
    }
    int bytes = 1 << (prefix - 0xfc);
    long size = number(bytes);
    boolean shortest = size >= (bytes == 2 ? 0xfd : 1L << (4 * bytes));
    if (!shortest || size > block.length) {
      throw new Undecodable();
    }
    return (int) size;
  }

  private long number(int bytes) throws Undecodable {
    int from = at;
    skip(bytes);
    long number = 0;
    for (int i = bytes - 1; i >= 0; i--) {
      number = number << 8 | (block[from + i] & 0xff);
    }
    return number;
  }
}
