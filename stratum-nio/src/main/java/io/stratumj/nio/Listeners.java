package io.stratumj.nio;

import java.io.Closeable;
import java.io.IOException;
import java.net.BindException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.channels.ServerSocketChannel;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The listening sockets of one server. Not thread-safe but for {@link #close}. */
final class Listeners implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(Listeners.class);

  private final List<ServerSocketChannel> channels = new ArrayList<>();
  private final List<Door> doors = new ArrayList<>();
  private final List<InetSocketAddress> addresses = new ArrayList<>();

  /**
   * A listening socket and what is behind it.
   *
   * @param channel not blocking
   */
  record Door(ServerSocketChannel channel, Entrance entrance) {}

  /**
   * Binds one more.
   *
   * @param entrance the way in behind it
   * @throws IOException if it cannot be bound; the message names address and cause
   */
  void bind(ListenerOptions options, Entrance entrance) throws IOException {
    InetSocketAddress wanted = new InetSocketAddress(options.host(), options.port());
    if (wanted.isUnresolved()) {
      throw new BindException("cannot listen on " + options + ": unknown host");
    }
    ServerSocketChannel channel;
    try {
      channel = open(wanted.getAddress());
      channels.add(channel);
      channel.configureBlocking(false);
      channel.bind(wanted, options.backlog());
    } catch (IOException | RuntimeException e) {
      String cause = e.getMessage() == null ? e.toString() : e.getMessage();
      throw new IOException("cannot listen on " + options + ": " + cause, e);
    }
    doors.add(new Door(channel, entrance));
    addresses.add((InetSocketAddress) channel.getLocalAddress());
  }

  /** The listening sockets, in the order they were bound. */
  List<Door> doors() {
    return List.copyOf(doors);
  }

  /** Where they listen, with the ports the system chose. */
  List<InetSocketAddress> addresses() {
    return List.copyOf(addresses);
  }

  /**
   * A socket for one IPv4 address is an IPv4 socket, on which the kernel does a little less for
   * each message; on all addresses, whichever way they are written, both versions are welcome, if
   * there are both.
   */
  private static ServerSocketChannel open(InetAddress local) throws IOException {
    return local instanceof Inet4Address && !local.isAnyLocalAddress()
        ? ServerSocketChannel.open(StandardProtocolFamily.INET)
        : ServerSocketChannel.open();
  }

  @Override
  public void close() {
    for (ServerSocketChannel channel : channels) {
      try {
        channel.close();
      } catch (IOException e) {
        LOG.warn("a listener could not be closed", e);
      }
    }
  }
}
