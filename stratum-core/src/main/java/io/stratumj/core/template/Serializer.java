package io.stratumj.core.template;

import io.stratumj.api.work.Bytes;
import java.io.ByteArrayOutputStream;

/** Writes numbers and bytes as they stand in a transaction or block. Confined to one use. */
final class Serializer {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  Serializer bytes(Bytes bytes) {
    out.writeBytes(bytes.toByteArray());
    return this;
  }

  Serializer int8(int value) {
    out.write(value);
    return this;
  }

  Serializer int32(int value) {
    return littleEndian(value, 4);
  }

  Serializer int64(long value) {
    return littleEndian(value, 8);
  }

  /** A count or length: 1, 3 or 5 bytes ("CompactSize"). */
  Serializer size(int value) {
    if (value < 0xfd) {
      return int8(value);
    }
    return value <= 0xffff ? int8(0xfd).littleEndian(value, 2) : int8(0xfe).int32(value);
  }

  /** Bytes with their length in front. */
  Serializer sized(Bytes bytes) {
    return size(bytes.size()).bytes(bytes);
  }

  Bytes toBytes() {
    return Bytes.of(out.toByteArray());
  }

  private Serializer littleEndian(long value, int size) {
    for (int i = 0; i < size; i++) {
      out.write((int) (value >>> (8 * i)));
    }
    return this;
  }
}
