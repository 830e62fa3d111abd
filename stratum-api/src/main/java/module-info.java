/**
 * The vocabulary of a Stratum v1 server: what is mined, what is claimed, and what is said on the
 * wire.
 */
module io.stratumj.api {
  requires static org.jspecify;

  exports io.stratumj.api.message;
  exports io.stratumj.api.work;
}
