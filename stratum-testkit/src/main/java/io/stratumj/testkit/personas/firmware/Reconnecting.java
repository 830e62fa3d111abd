package io.stratumj.testkit.personas.firmware;

import io.stratumj.testkit.personas.line.PoolMessage;

/** Which {@code client.reconnect} a program obeys. */
enum Reconnecting {
  /** One with host and port, the port as number or text. */
  WITH_HOST_AND_PORT {
    @Override
    boolean obeys(PoolMessage message) {
      return hasHost(message) && (hasNumber(message) || hasText(message));
    }
  },
  /** One with host and port, the port as text. */
  WITH_PORT_AS_TEXT {
    @Override
    boolean obeys(PoolMessage message) {
      return hasHost(message) && hasText(message);
    }
  },
  /** One with exactly host, port as number, and wait. */
  WITH_ALL_THREE {
    @Override
    boolean obeys(PoolMessage message) {
      return message.params().size() == 3 && hasHost(message) && hasNumber(message);
    }
  },
  /** Any. */
  ALWAYS {
    @Override
    boolean obeys(PoolMessage message) {
      return true;
    }
  },
  /** None. */
  NEVER {
    @Override
    boolean obeys(PoolMessage message) {
      return false;
    }
  };

  abstract boolean obeys(PoolMessage message);

  private static boolean hasHost(PoolMessage message) {
    return !PoolMessage.text(message.param(0)).orElse("").isEmpty();
  }

  private static boolean hasNumber(PoolMessage message) {
    return PoolMessage.isNumber(message.param(1));
  }

  private static boolean hasText(PoolMessage message) {
    return PoolMessage.text(message.param(1)).isPresent();
  }
}
