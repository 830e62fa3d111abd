package io.stratumj.nio;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

/** The other end of a connection: a blocking socket that waits ten seconds at most. */
final class Peer implements Closeable {
  private static final int PATIENCE_MILLIS = 10_000;

  private final Socket socket;
  private final InputStream in;

  private Peer(Socket socket) throws IOException {
    this.socket = socket;
    this.in = new BufferedInputStream(socket.getInputStream());
  }

  static Peer connect(InetSocketAddress address) throws IOException {
    return connect(new Socket(), address);
  }

  /** A peer with a receive buffer so small that it is soon full. */
  static Peer connectNarrow(InetSocketAddress address) throws IOException {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(4096);
    return connect(socket, address);
  }

  private static Peer connect(Socket socket, InetSocketAddress address) throws IOException {
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.connect(address, PATIENCE_MILLIS);
    return new Peer(socket);
  }

  /** A peer that connects from another address of this machine: 127.0.0.2 and so on. */
  static Peer connectFrom(String local, InetSocketAddress address) throws IOException {
    Socket socket = new Socket();
    socket.bind(new InetSocketAddress(local, 0));
    return connect(socket, address);
  }

  Peer send(String text) throws IOException {
    return send(text.getBytes(StandardCharsets.US_ASCII));
  }

  Peer send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    return this;
  }

  /** Closes our half. */
  Peer finishSending() throws IOException {
    socket.shutdownOutput();
    return this;
  }

  /** Whether {@link #line()} or {@link #isAtEnd()} would not wait. */
  boolean hasBytes() throws IOException {
    return in.available() > 0;
  }

  /** Whether the stream has ended, or broken, with nothing left to read; waits a millisecond. */
  boolean isEnded() throws IOException {
    if (hasBytes()) {
      return false;
    }
    socket.setSoTimeout(1);
    in.mark(1);
    try {
      boolean ended = in.read() < 0;
      in.reset();
      return ended;
    } catch (SocketTimeoutException e) {
      return false;
    } catch (SocketException reset) {
      return true;
    } finally {
      socket.setSoTimeout(PATIENCE_MILLIS);
    }
  }

  /** The next line without its end. */
  String line() throws IOException {
    var line = new ByteArrayOutputStream();
    int next = in.read();
    while (next >= 0 && next != '\n') {
      line.write(next);
      next = in.read();
    }
    return next < 0 ? "end after: " + line : line.toString(StandardCharsets.US_ASCII);
  }

  /** All bytes up to the end of the stream. */
  String rest() throws IOException {
    return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
  }

  /** Whether the server has sent FIN, and not RST, and nothing before it. */
  boolean isAtEnd() throws IOException {
    return in.read() < 0;
  }

  /** Goes away in good order. */
  void hangUp() throws IOException {
    socket.close();
  }

  @Override
  public void close() throws IOException {
    hangUp();
  }

  /** Closes with RST. */
  void abort() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }
}
