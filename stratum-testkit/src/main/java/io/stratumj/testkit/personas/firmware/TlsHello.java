package io.stratumj.testkit.personas.firmware;

import java.nio.ByteBuffer;

/**
 * What a program sends that tries TLS on a plain port: a ClientHello record of the length libcurl's
 * has. Only its frame is real; no server gets as far as reading the rest.
 */
final class TlsHello {
  private static final int BYTES = 517;
  private static final int RECORD_HEADER = 5;
  private static final int HANDSHAKE_HEADER = 4;
  private static final byte HANDSHAKE = 0x16;
  private static final byte CLIENT_HELLO = 1;
  private static final short TLS_1_0 = 0x0301;
  private static final short TLS_1_2 = 0x0303;

  private TlsHello() {}

  static byte[] bytes() {
    int body = BYTES - RECORD_HEADER;
    return ByteBuffer.allocate(BYTES)
        .put(HANDSHAKE)
        .putShort(TLS_1_0)
        .putShort((short) body)
        .put(CLIENT_HELLO)
        .put((byte) 0)
        .putShort((short) (body - HANDSHAKE_HEADER))
        .putShort(TLS_1_2)
        .array();
  }
}
