package io.stratumj.nio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stratumj.api.work.Bytes;
import io.stratumj.core.session.ByteSink;
import io.stratumj.core.spi.DisconnectReason;
import java.io.ByteArrayOutputStream;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.Random;
import java.util.function.IntSupplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** TLS without sockets: a stage and a client's engine hand each other bytes. SPEC L6. */
class TlsStageTest {
  private static final SSLContext RSA = TestTls.server("rsa");
  private static final SSLContext EC = TestTls.server("ec");
  private static final SSLContext CLIENT = TestTls.client();

  @ParameterizedTest
  @CsvSource({"rsa,TLSv1.2", "rsa,TLSv1.3", "ec,TLSv1.2", "ec,TLSv1.3"})
  @DisplayName("L6: TLS 1.2 and 1.3, RSA and elliptic curves")
  void linesArriveAndReturn(String algorithm, String protocol) throws Exception {
    Link link = new Link(algorithm.equals("rsa") ? RSA : EC, protocol);
    link.say("hello\n", () -> 100_000);
    assertEquals("hello\n", link.heard());
    assertEquals(protocol, link.client.getSession().getProtocol());
    link.say("a\nb\nc\n", () -> 100_000);
    assertEquals("hello\na\nb\nc\n", link.heard());
  }

  @Property(tries = 15)
  @Label("F1, L6: however the bytes are cut, the same arrives")
  void cutsDoNotMatter(@ForAll Random random, @ForAll boolean modern) throws Exception {
    Link link = new Link(EC, modern ? "TLSv1.3" : "TLSv1.2");
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 50; i++) {
      lines.append("x".repeat(random.nextInt(400))).append('\n');
    }
    int most = 1 + random.nextInt(2_000);
    link.say(lines.toString(), () -> 1 + random.nextInt(most));
    assertEquals(lines.toString(), link.heard());
  }

  @Property(tries = 60)
  @Label("L6: arbitrary bytes end the connection, at once or in time, and nothing escapes")
  void arbitraryBytesAreContained(@ForAll byte[] noise) throws Exception {
    Link link = new Link(EC, "TLSv1.3");
    link.toStage(ByteBuffer.wrap(noise));
    link.pass(Duration.ofSeconds(10));
    assertTrue(
        link.closed == DisconnectReason.TLS_FAILED
            || link.closed == DisconnectReason.PREAMBLE_TIMEOUT,
        "closed: " + link.closed);
    assertEquals(0, link.log.remotes.size());
  }

  @Property(tries = 25)
  @Label("L6: a record that was changed on its way ends the connection")
  void changedRecordIsNoticed(@ForAll Random random, @ForAll boolean modern) throws Exception {
    Link link = new Link(EC, modern ? "TLSv1.3" : "TLSv1.2");
    link.say("hello\n", () -> 100_000);
    byte[] record = link.encrypted("again\n");
    record[5 + random.nextInt(record.length - 5)] ^= (byte) (1 << random.nextInt(8));
    link.toStage(ByteBuffer.wrap(record));
    assertEquals(DisconnectReason.TLS_FAILED, link.closed);
    assertFalse(link.heard().contains("again"));
  }

  @Test
  @DisplayName("L6: a handshake that is not done in ten seconds ends the connection")
  void handshakeHasADeadline() throws Exception {
    Link link = new Link(EC, "TLSv1.3");
    byte[] hello = link.encrypted("");
    link.toStage(ByteBuffer.wrap(hello, 0, hello.length - 1));
    link.pass(Duration.ofMillis(9_999));
    assertEquals(null, link.closed);
    link.pass(Duration.ofMillis(1));
    assertEquals(DisconnectReason.PREAMBLE_TIMEOUT, link.closed);
    link.toStage(ByteBuffer.wrap(hello, hello.length - 1, 1));
    assertEquals(0, link.log.remotes.size(), "no conversation is begun afterwards");
  }

  @Test
  @DisplayName("L6: while a handshake is computed the peer is not read, and then goes on")
  void readingPausesWhileSomethingIsComputed() throws Exception {
    Link link = new Link(RSA, "TLSv1.3");
    link.delayed = new ArrayDeque<>();
    byte[] hello = link.encrypted("");
    link.toStage(ByteBuffer.wrap(hello));
    assertTrue(link.stage.isThrottled(0));
    while (!link.delayed.isEmpty()) {
      link.delayed.remove().run();
    }
    assertFalse(link.stage.isThrottled(0));
    link.delayed = null;
    link.say("hello\n", () -> 100_000);
    assertEquals("hello\n", link.heard());
  }

  @Test
  @DisplayName("L6: a connection that ends while something is computed is not brought back")
  void endWhileSomethingIsComputed() throws Exception {
    Link link = new Link(RSA, "TLSv1.3");
    link.delayed = new ArrayDeque<>();
    link.toStage(ByteBuffer.wrap(link.encrypted("")));
    link.stage.closed(DisconnectReason.CONNECTION_LOST, 0);
    while (!link.delayed.isEmpty()) {
      link.delayed.remove().run();
    }
    assertEquals(0, link.log.remotes.size());
  }

  @Test
  @DisplayName("L6: both ends are told of an end in good order")
  void closeNotifyGoesBothWays() throws Exception {
    Link ours = new Link(EC, "TLSv1.3");
    ours.say("bye\n", () -> 100_000);
    assertEquals("bye\n", ours.heard());
    assertEquals(DisconnectReason.CLOSED_BY_POOL, ours.closed);
    assertTrue(ours.client.isInboundDone(), "the client got close_notify");

    Link theirs = new Link(EC, "TLSv1.2");
    theirs.say("hello\n", () -> 100_000);
    theirs.client.closeOutbound();
    theirs.say("", () -> 100_000);
    assertEquals(DisconnectReason.CLIENT_CLOSED, theirs.closed);
    assertTrue(theirs.client.isInboundDone(), "the client was answered");
  }

  @Test
  @DisplayName("L6: replies to one read go out in one record")
  void repliesAreCollected() throws Exception {
    Link link = new Link(EC, "TLSv1.3");
    link.say("hello\n", () -> 100_000);
    int before = link.appends;
    link.toStage(ByteBuffer.wrap(link.encrypted("a\n".repeat(100))));
    assertEquals(before + 1, link.appends);
  }

  @Test
  @DisplayName("L6: a stage that throws leaves nothing behind for the next connection of the loop")
  void throwLeavesNothingBehind() throws Exception {
    TlsBuffers shared = new TlsBuffers();
    Link first = new Link(EC, "TLSv1.3", shared);
    Link second = new Link(EC, "TLSv1.3", shared);
    first.say("hello\n", () -> 100_000);
    second.say("hi\n", () -> 100_000);
    try {
      first.toStage(ByteBuffer.wrap(first.encrypted("secret\nthrow\n")));
    } catch (IllegalStateException expected) {
      assertEquals("scripted", expected.getMessage());
    }
    second.say("there\n", () -> 100_000);
    assertEquals("hi\nthere\n", second.heard());
  }

  @Test
  @DisplayName("L6: nothing older than TLS 1.2")
  void oldProtocolsAreNotAllowed() {
    String[] known = {"SSLv2Hello", "SSLv3", "TLSv1", "TLSv1.1", "TLSv1.2", "TLSv1.3"};
    assertEquals("TLSv1.2 TLSv1.3", String.join(" ", TlsRecords.allowed(known)));
  }

  /** A client's engine and a stage, and what is between them. */
  private static final class Link implements ByteSink {
    final ScriptedStage.Log log = new ScriptedStage.Log();
    final SSLEngine client;
    final TlsStage stage;
    DisconnectReason closed;
    Queue<Runnable> delayed;
    int appends;
    private final ByteArrayOutputStream toClient = new ByteArrayOutputStream();
    private final ByteArrayOutputStream heard = new ByteArrayOutputStream();
    private ByteBuffer clientInput = ByteBuffer.allocate(0);
    private long now;

    Link(SSLContext server, String protocol) throws SSLException {
      this(server, protocol, new TlsBuffers());
    }

    Link(SSLContext server, String protocol, TlsBuffers buffers) throws SSLException {
      client = CLIENT.createSSLEngine();
      client.setUseClientMode(true);
      client.setEnabledProtocols(new String[] {protocol});
      client.beginHandshake();
      SSLEngine engine = server.createSSLEngine();
      engine.setUseClientMode(false);
      var workshop =
          new TlsWorkshop(
              buffers, this::execute, this::execute, () -> now, Duration.ofSeconds(10).toNanos());
      stage =
          new TlsStage(
              workshop, engine, log.opener(), this, new InetSocketAddress("192.0.2.7", 4444), 0);
    }

    private void execute(Runnable task) {
      if (delayed == null) {
        task.run();
      } else {
        delayed.add(task);
      }
    }

    /** Has the client say something, and lets both go on until neither has anything to say. */
    void say(String text, IntSupplier pieces) throws SSLException {
      ByteBuffer rest = ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
      boolean moved = true;
      while (moved) {
        moved = hear();
        ByteArrayOutputStream records = new ByteArrayOutputStream();
        encrypt(rest, records);
        byte[] stream = records.toByteArray();
        moved |= stream.length > 0;
        for (int at = 0; at < stream.length && closed == null; ) {
          int length = Math.min(pieces.getAsInt(), stream.length - at);
          toStage(ByteBuffer.wrap(stream, at, length));
          at += length;
        }
      }
    }

    /**
     * What the client would send now to say this; during the handshake only the next part of it.
     */
    byte[] encrypted(String text) throws SSLException {
      ByteArrayOutputStream records = new ByteArrayOutputStream();
      encrypt(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)), records);
      return records.toByteArray();
    }

    private void encrypt(ByteBuffer rest, ByteArrayOutputStream records) throws SSLException {
      while (true) {
        runClientTasks();
        HandshakeStatus status = client.getHandshakeStatus();
        boolean speaks =
            status == HandshakeStatus.NEED_WRAP
                || (status == HandshakeStatus.NOT_HANDSHAKING && rest.hasRemaining());
        if (!speaks || client.isOutboundDone()) {
          return;
        }
        ByteBuffer record = ByteBuffer.allocate(20_000);
        client.wrap(rest, record);
        records.write(record.array(), 0, record.position());
      }
    }

    /** The client reads what the stage has sent; whether there was anything. */
    private boolean hear() throws SSLException {
      byte[] arrived = toClient.toByteArray();
      toClient.reset();
      ByteBuffer both = ByteBuffer.allocate(clientInput.remaining() + arrived.length);
      clientInput = both.put(clientInput).put(arrived).flip();
      boolean moved = false;
      while (clientInput.hasRemaining() && !client.isInboundDone()) {
        runClientTasks();
        ByteBuffer content = ByteBuffer.allocate(20_000);
        SSLEngineResult result = client.unwrap(clientInput, content);
        heard.write(content.array(), 0, content.position());
        if (result.bytesConsumed() == 0) {
          break;
        }
        moved = true;
      }
      runClientTasks();
      return moved;
    }

    private void runClientTasks() {
      Runnable task = client.getDelegatedTask();
      while (task != null) {
        task.run();
        task = client.getDelegatedTask();
      }
    }

    void toStage(ByteBuffer bytes) {
      stage.receive(bytes, now);
      assertFalse(bytes.hasRemaining());
    }

    void pass(Duration time) {
      now += time.toNanos();
      stage.tick(now);
    }

    String heard() {
      return heard.toString(StandardCharsets.US_ASCII);
    }

    @Override
    public void append(byte[] bytes, int from, int length) {
      if (closed == null) {
        appends++;
        toClient.write(bytes, from, length);
      }
    }

    @Override
    public void append(Bytes shared) {
      append(shared.toByteArray(), 0, shared.size());
    }

    @Override
    public void closeAfterFlush(DisconnectReason reason) {
      if (closed == null) {
        closed = reason;
      }
    }
  }
}
