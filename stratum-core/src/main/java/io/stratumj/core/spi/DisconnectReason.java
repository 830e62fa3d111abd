package io.stratumj.core.spi;

/** Why a session ended; also the label in metrics. */
public enum DisconnectReason {
  /** The miner closed the connection. */
  CLIENT_CLOSED,
  /** The connection broke. */
  CONNECTION_LOST,
  /** A line was longer than the limit. */
  LINE_TOO_LONG,
  /** Too many lines were no JSON objects. */
  TOO_MANY_PARSE_ERRORS,
  /** The first byte was that of a TLS handshake, but the listener is plain. */
  TLS_ON_PLAIN_PORT,
  /** The first line was an HTTP request. */
  HTTP_REQUEST,
  /** Authorization was denied too often. */
  TOO_MANY_DENIALS,
  /** The address is banned, has too many connections, or may not speak for others. */
  REFUSED,
  /** A trusted proxy sent a PROXY header that cannot be read, or none where one is required. */
  BAD_PROXY_HEADER,
  /** The TLS handshake failed, or the TLS connection broke its rules. */
  TLS_FAILED,
  /** The PROXY header or the TLS handshake took too long. */
  PREAMBLE_TIMEOUT,
  /** No complete line arrived in time. */
  FIRST_LINE_TIMEOUT,
  /** The session was not subscribed and authorized in time. */
  HANDSHAKE_TIMEOUT,
  /** Nothing arrived for too long. */
  IDLE_TIMEOUT,
  /** The miner does not read what it is sent. */
  SLOW_READER,
  /**
   * The share sink said in time neither that a share is recorded nor that it is not; so the miner
   * was told neither, and may ask again with the same share.
   */
  SHARE_UNSETTLED,
  /** A newer connection resumed this session. */
  TAKEN_OVER,
  /** There is no work and the policy is to send miners elsewhere. */
  NO_WORK,
  /** The pool closed this session. */
  CLOSED_BY_POOL,
  /** The server is closing. */
  SERVER_CLOSING,
  /** Something went wrong inside the server. */
  INTERNAL_ERROR
}
