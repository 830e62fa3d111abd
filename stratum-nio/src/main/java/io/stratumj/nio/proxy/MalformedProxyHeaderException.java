package io.stratumj.nio.proxy;

/** A PROXY header cannot be read. The message says why, in words of ours only. */
public final class MalformedProxyHeaderException extends Exception {
  private static final long serialVersionUID = 1L;

  MalformedProxyHeaderException(String problem) {
    super(problem, null, false, false); // the peer's fault, so our stack says nothing
  }
}
