package io.stratumj.core.session;

import io.stratumj.api.work.Bytes;
import io.stratumj.core.spi.DisconnectReason;

/**
 * Where the bytes of a conversation go: all a transport implements.
 *
 * <p>It only appends. It never calls back into the conversation, never throws and performs no I/O
 * before the call into the conversation has returned; so the conversation may append in the middle
 * of changing its state. <em>Loop-confined.</em> After the connection is gone or closing it ignores
 * what it is given.
 */
public interface ByteSink {
  /**
   * Appends bytes, whole lines always. They are copied before this returns.
   *
   * @param bytes the array
   * @param from where the bytes begin
   * @param length how many
   */
  void append(byte[] bytes, int from, int length);

  /** Appends bytes that may be shared with other sessions; they are kept by reference. */
  void append(Bytes shared);

  /** Closes the connection when everything appended so far has been written. */
  void closeAfterFlush(DisconnectReason reason);
}
