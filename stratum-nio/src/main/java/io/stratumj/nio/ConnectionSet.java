package io.stratumj.nio;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The connections of one event loop, and which of them were given something to write.
 * <em>Loop-confined.</em>
 *
 * <p>An array and each connection's index in it: adding, removing and walking over ten thousand
 * allocate nothing.
 */
final class ConnectionSet {
  private @Nullable Connection[] connections = new Connection[64];
  private int size;
  private final List<Connection> toFlush = new ArrayList<>();
  private final Consumer<Object> onServed;

  /**
   * None yet.
   *
   * @param onServed hears of each connection that {@link #forEach} has served
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

  /** Adds one. */
  void add(Connection connection) {
    if (size == connections.length) {
      connections = Arrays.copyOf(connections, size * 2);
    }
    connection.index = size;
    connections[size++] = connection;
  }

  /** Removes one that is in the set; the last one takes its index. */
  void remove(Connection connection) {
    Connection moved = connections[--size];
    connections[size] = null;
    if (moved != null && moved != connection) {
      moved.index = connection.index;
      connections[moved.index] = moved;
    }
  }

  /** Notes a connection that was given something. */
  void flushLater(Connection connection) {
    toFlush.add(connection);
  }

  /** Flushes those that were given something, also by the flushing of others. */
  void flush() {
    for (int i = 0; i < toFlush.size(); i++) {
      toFlush.get(i).flush();
    }
    toFlush.clear();
  }

  /**
   * Does something with every connection, and flushes it. Connections may leave meanwhile: the walk
   * is from the last index to the first, so what a removal moves to a lower index was visited
   * already.
   */
  void forEach(Consumer<Connection> action) {
    for (int i = size - 1; i >= 0; i--) {
      Connection connection = i < size ? connections[i] : null;
      if (connection != null) {
        action.accept(connection);
        flush();
        onServed.accept(connection);
      }
    }
  }
}
