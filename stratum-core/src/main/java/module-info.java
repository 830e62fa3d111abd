/**
 * The protocol without I/O: sessions, share validation, templates, and the interfaces a pool plugs
 * into. A transport drives it with bytes and the time of day; nothing in here opens a channel,
 * starts a thread or reads a clock.
 */
module io.stratumj.core {
  requires transitive io.stratumj.api;
  requires com.google.gson;
  requires org.slf4j;
  requires static org.jspecify;

  exports io.stratumj.core.jobs;
  exports io.stratumj.core.pow;
  exports io.stratumj.core.session;
  exports io.stratumj.core.sinks;
  exports io.stratumj.core.spi;
  exports io.stratumj.core.template;
  exports io.stratumj.core.vardiff;
}
