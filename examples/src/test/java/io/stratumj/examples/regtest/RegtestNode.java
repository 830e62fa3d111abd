package io.stratumj.examples.regtest;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.net.URI;

/** A real node on regtest, in a process of its own, which ends when this is closed. */
interface RegtestNode extends AutoCloseable {
  /** Where it answers JSON-RPC; the same after a restart. */
  URI url();

  /** Who may ask. */
  String user();

  /** The password of {@link #user}. */
  String password();

  /** Asks it. */
  default NodeRpc rpc() {
    return new NodeRpc(url(), user(), password());
  }

  /** Ends the process and leaves the chain on the disk. */
  void stop();

  /** Starts the process again with the chain that was left, and waits until it answers. */
  void startAgain() throws IOException, InterruptedException;

  /** Ends the process and removes what it left. Idempotent. */
  @Override
  void close() throws IOException;

  /** Where anybody can spend ({@link OpenCoin}), as this node writes an address. */
  default String openAddress() {
    JsonObject decoded = rpc().call("decodescript", OpenCoin.SCRIPT.toHex()).getAsJsonObject();
    return decoded.get("p2sh").getAsString();
  }

  /** Mines so many blocks without the pool, which pay to {@link #openAddress}. */
  default void mine(int blocks) {
    rpc().call("generatetoaddress", blocks, openAddress());
  }
}
