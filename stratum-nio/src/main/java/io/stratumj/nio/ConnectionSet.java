package io.stratumj.nio;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The connections of one event loop, which of them were given something to write, and when each is
 * to be looked at next. <em>Loop-confined.</em>
 *
 * <p>An array and each connection's index in it: adding, removing and walking over ten thousand
 * allocate nothing. The times stand in an array of their own, so that a second in which nothing is
 * due reads eight bytes for each connection, one behind the other, and no connection.
 */
final class ConnectionSet {
  /** Connections whose replies may wait for each other. */
  static final int FEW = 8;

  /** Connections whose jobs may wait for each other: nobody has asked for them at some moment. */
  private static final int MANY = 64;

  /** What held the loop when no callback did, for the log. */
  private static final Object WRITING = "writing to connections";

  private static final long QUIET_NANOS_MAX = TimeUnit.HOURS.toNanos(1);

  private @Nullable Connection[] connections = new Connection[64];
  private long[] lookAtNanos = new long[64];
  private int size;
  private final List<Connection> toFlush = new ArrayList<>();
  private final Consumer<Object> onServed;

  /**
   * None yet.
   *
   * @param onServed hears of each connection that was looked at or had something done with it, and
   *     of writing to some
   */
  ConnectionSet(Consumer<Object> onServed) {
    this.onServed = onServed;
  }

  /** Whether there are none. */
  boolean isEmpty() {
    return size == 0;
  }

  /** How many there are. */
  int size() {
    return size;
  }

  /** All there are now, in no order. */
  List<Connection> toList() {
    List<Connection> all = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      Connection connection = connections[i];
      if (connection != null) {
        all.add(connection);
      }
    }
    return all;
  }

  /** Adds one, which is due at the next tick. */
  void add(Connection connection, long nowNanos) {
    if (size == connections.length) {
      connections = Arrays.copyOf(connections, size * 2);
      lookAtNanos = Arrays.copyOf(lookAtNanos, size * 2);
    }
    connection.index = size;
    lookAtNanos[size] = nowNanos;
    connections[size++] = connection;
  }

  /** Removes one that is in the set; the last one takes its index. */
  void remove(Connection connection) {
    Connection moved = connections[--size];
    connections[size] = null;
    if (moved != null && moved != connection) {
      lookAtNanos[connection.index] = lookAtNanos[moved.index];
      moved.index = connection.index;
      connections[moved.index] = moved;
    }
  }

  /** Notes a connection that was given something. */
  void flushLater(Connection connection, long nowNanos) {
    toFlush.add(connection);
    lookSoon(connection, nowNanos);
  }

  /** Something happened on a connection that is or was in the set: it is due at the next tick. */
  void lookSoon(Connection connection, long nowNanos) {
    if (lookAtNanos[connection.index] - nowNanos > 0) {
      lookAtNanos[connection.index] = nowNanos;
    }
  }

  /** Has those that are due look at the time, and flushes them; they may leave meanwhile. */
  void tick(long nowNanos) {
    for (int i = size - 1; i >= 0; i--) {
      Connection connection = i < size && nowNanos - lookAtNanos[i] >= 0 ? connections[i] : null;
      if (connection != null) {
        connection.tick();
        onServed.accept(connection);
        flush();
        if (i < size && connection.equals(connections[i])) {
          lookAtNanos[i] = nowNanos + Math.min(connection.quietNanos(), QUIET_NANOS_MAX);
        }
      }
    }
  }

  /**
   * Flushes them if they are a few: some tens of microseconds after the first was answered, if each
   * had a share to say and no callback was slow. A write wakes whoever waits at the other end,
   * which takes longer than the write if they live on this machine, be they miners or a proxy;
   * several writes in a row wake it once.
   */
  void flushSome() {
    flushIfThereAre(FEW);
  }

  private void flushIfThereAre(int enough) {
    if (toFlush.size() >= enough) {
      flush();
    }
  }

  /**
   * Flushes those that were given something, also by the flushing of others. A write calls nobody
   * back, so the time is looked at when many are written; a connection that does call back has it
   * looked at itself.
   */
  void flush() {
    if (!toFlush.isEmpty()) {
      for (int i = 0; i < toFlush.size(); i++) {
        toFlush.get(i).flush();
        if (i % MANY == MANY - 1) {
          onServed.accept(WRITING);
        }
      }
      toFlush.clear();
      onServed.accept(WRITING);
    }
  }

  /**
   * Does something with every connection, and flushes them, many in a row. Connections may leave
   * meanwhile: the walk is from the last index to the first, so what a removal moves to a lower
   * index was visited already.
   */
  void forEach(Consumer<Connection> action) {
    for (int i = size - 1; i >= 0; i--) {
      Connection connection = i < size ? connections[i] : null;
      if (connection != null) {
        action.accept(connection);
        onServed.accept(connection);
        flushIfThereAre(MANY);
      }
    }
    flush();
  }
}
