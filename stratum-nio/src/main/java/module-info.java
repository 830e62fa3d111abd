/** The transport: a Stratum v1 server on plain java.nio selectors. */
module io.stratumj.nio {
  requires transitive io.stratumj.core;
  requires org.slf4j;
  requires static org.jspecify;

  exports io.stratumj.nio;
}
