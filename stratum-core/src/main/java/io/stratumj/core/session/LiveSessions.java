package io.stratumj.core.session;

import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The sessions of one loop, found by their token: an open addressing table of references, which
 * costs a session 5 to 11 bytes.
 *
 * <p><em>Loop-confined.</em>
 */
final class LiveSessions {
  private static final int CAPACITY_MIN = 16;

  private @Nullable Session[] table = new Session[CAPACITY_MIN];
  private int size;

  int size() {
    return size;
  }

  void add(Session session) {
    if (size + 1 > table.length / 4 * 3) {
      resize(2 * table.length);
    }
    table[find(session.token())] = session;
    size++;
  }

  void remove(Session session) {
    int hole = find(session.token());
    if (table[hole] == null) {
      return;
    }
    table[hole] = null;
    size--;
    for (int place = next(hole); table[place] != null; place = next(place)) {
      Session moved = table[place];
      table[place] = null;
      if (moved != null) {
        table[find(moved.token())] = moved;
      }
    }
    if (table.length > CAPACITY_MIN && 8 * size < table.length) {
      resize(table.length / 2);
    }
  }

  /** The session of this token, unless it is the one that asks. */
  @SuppressWarnings("ReferenceEquality") // A session is an identity.
  @Nullable Session find(Token token, Session except) {
    Session found = table[find(token)];
    return found == except ? null : found;
  }

  /** The session with this id; looks at all of them, which is for the pool's own commands only. */
  Optional<Session> byId(long id) {
    for (Session session : table) {
      if (session != null && session.id() == id) {
        return Optional.of(session);
      }
    }
    return Optional.empty();
  }

  /** Calls an action for every session there is now; it may end sessions. */
  void forEach(Consumer<Session> action) {
    for (Session session : table.clone()) {
      if (session != null) {
        action.accept(session);
      }
    }
  }

  private int find(Token token) {
    int place = (int) token.low() & (table.length - 1);
    Session there = table[place];
    while (there != null && !there.isNamed(token)) {
      place = next(place);
      there = table[place];
    }
    return place;
  }

  private int next(int place) {
    return (place + 1) & (table.length - 1);
  }

  private void resize(int capacity) {
    @Nullable Session[] old = table;
    table = new Session[capacity];
    for (Session session : old) {
      if (session != null) {
        table[find(session.token())] = session;
      }
    }
  }
}
