package io.stratumj.core.spi;

import io.stratumj.api.work.Extranonce;
import io.stratumj.api.work.WorkerName;
import java.net.SocketAddress;
import java.util.List;
import java.util.Optional;

/**
 * A session as it is at one moment. An immutable snapshot: safe to keep and to hand to any thread.
 *
 * @param id unique in the life of a server
 * @param remoteAddress where the miner connects from
 * @param userAgent what it calls itself, escaped and cut; anybody can claim anything
 * @param extranonce what it mines with, once subscribed
 * @param workers the authorized workers, in order of their authorization
 */
public record SessionInfo(
    long id,
    SocketAddress remoteAddress,
    Optional<String> userAgent,
    Optional<Extranonce> extranonce,
    List<WorkerName> workers) {
  /** Copies the list. */
  public SessionInfo {
    workers = List.copyOf(workers);
  }
}
