package io.stratumj.nio;

import io.stratumj.core.session.JobBoard;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Accepts connections and hands each to the loop that has the fewest.
 *
 * <p>It is <em>confined to the first loop</em> rather than on a thread of its own. With one loop,
 * the usual number, a new connection then needs no hand-over at all, which would cost as much as
 * its handshake; and there is one kind of thread less to start, name and stop. A callback that
 * blocks the first loop delays accepting too, but it delays every miner of that loop anyhow.
 *
 * <p>When accepting cannot go on (the limit is reached, no descriptor is left, there is no work),
 * it loses interest in its listeners instead of trying again and again; a look at every tick and at
 * every change of the job board takes it up again. New connections wait in the kernel's backlog
 * meanwhile, and those in place notice nothing.
 */
final class Acceptor {
  private static final Logger LOG = LoggerFactory.getLogger(Acceptor.class);

  private final ServerOptions options;
  private final JobBoard board;
  private final List<EventLoop> loops;
  private final List<SelectionKey> keys = new ArrayList<>();
  private boolean accepting;
  private boolean failing;

  /**
   * Will accept when {@link #review} finds that it can.
   *
   * @param loops the first one is where the listeners are registered
   * @throws IOException if a listener is closed
   */
  Acceptor(ServerOptions options, JobBoard board, List<EventLoop> loops, List<Listeners.Door> doors)
      throws IOException {
    this.options = options;
    this.board = board;
    this.loops = loops;
    for (Listeners.Door door : doors) {
      keys.add(door.channel().register(loops.get(0).selector(), 0, new Guard(door)));
    }
  }

  /** Accepts if it can, and stops if it cannot. */
  void review() {
    boolean wanted = hasWork() && !isFull();
    if (wanted != accepting) {
      accept(wanted);
      LOG.debug("accepting is {}", wanted ? "on" : "off: no work or no room");
    }
  }

  /** Stands at one listener. */
  private final class Guard implements Ready {
    private final Listeners.Door door;

    Guard(Listeners.Door door) {
      this.door = door;
    }

    @Override
    public void ready() {
      acceptFrom(door.channel(), door.entrance());
    }

    @Override
    public String toString() {
      return "the acceptor";
    }
  }

  /** Accepts from a listener that is ready, as many as may be in a row. */
  void acceptFrom(ServerSocketChannel listener, Entrance entrance) {
    try {
      for (int i = 0; i < options.acceptsPerTurn() && accepting; i++) {
        SocketChannel channel = listener.accept();
        if (channel == null) {
          return;
        }
        failing = false;
        handOver(channel, entrance);
        if (isFull()) {
          review();
        }
      }
    } catch (IOException | RuntimeException | Error e) {
      pauseAfter(e);
    }
  }

  private boolean hasWork() {
    if (board.isReady()) {
      return true;
    }
    return board.current().isPresent()
        ? options.whenUnavailable() == UnavailablePolicy.HOLD
        : options.acceptBeforeFirstJob();
  }

  private boolean isFull() {
    int connections = 0;
    for (EventLoop loop : loops) {
      connections += loop.load();
    }
    return connections >= options.connectionsMax();
  }

  private void pauseAfter(Throwable failure) {
    accept(false);
    if (!failing) {
      failing = true;
      LOG.warn("accepting failed, and is tried again every second", failure);
    }
  }

  private void accept(boolean wanted) {
    accepting = wanted;
    for (SelectionKey key : keys) {
      if (key.isValid()) { // the listeners close first when the server does
        key.interestOps(wanted ? SelectionKey.OP_ACCEPT : 0);
      }
    }
  }

  private void handOver(SocketChannel channel, Entrance entrance) throws IOException {
    try {
      if (!entrance.admits(channel.getRemoteAddress())) {
        LOG.debug("refused {}", channel.getRemoteAddress());
        channel.close();
        return;
      }
      channel.configureBlocking(false);
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
    } catch (IOException e) {
      LOG.debug("a new connection was gone at once", e);
      channel.close();
      return;
    }
    leastLoaded().adopt(channel, entrance);
  }

  private EventLoop leastLoaded() {
    EventLoop least = loops.get(0);
    for (EventLoop loop : loops) {
      if (loop.load() < least.load()) {
        least = loop;
      }
    }
    return least;
  }
}
