package io.stratumj.examples.store;

import io.stratumj.api.work.AcceptedShare;
import io.stratumj.api.work.Hash256;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes shares into pages, each share once, and takes shares off them. What it does is part of a
 * transaction of somebody else's, who says how that ended: {@link #committed}, {@link #rolledBack},
 * or, if nobody knows, {@link #reopen} with a new connection.
 *
 * <p>Pages are numbered in the order they are written, so the database only appends; which shares
 * there are is known by {@link Parents}. That is exact because nobody else writes (see {@link
 * StoreLocation#claim}).
 *
 * <p><em>Not thread-safe.</em>
 */
final class ShareBook {
  private static final String INSERT =
      """
      insert into stratum_page(page_number, parent_id, round_number, share_ids, credit_ids)
      values (?, ?, ?, ?, ?)\
      """;
  private static final String SELECT =
      "select share_ids, credit_ids from stratum_page where page_number = ?";
  private static final String UPDATE =
      "update stratum_page set share_ids = ?, credit_ids = ? where page_number = ?";
  private static final String DELETE = "delete from stratum_page where page_number = ?";

  /** Pages that were withdrawn whole are gone, but not the parents that count from them. */
  private static final String LAST_PAGE =
      """
      select greatest(
        coalesce((select max(page_number) from stratum_page), 0),
        coalesce((select max(first_page) from stratum_parent), 0))\
      """;

  private final Undo undo = new Undo();
  private final Parents parents;
  private final Credits credits = new Credits(undo);

  /** Pages as they are not in the database yet, by number; none between transactions. */
  private final Map<Long, SharePage> unwritten = new LinkedHashMap<>();

  private long lastPage;

  /**
   * Knows nothing yet.
   *
   * @param idBytesMax how much memory ids may take
   */
  ShareBook(long idBytesMax) {
    parents = new Parents(idBytesMax / IdTable.SLOT_BYTES, undo);
  }

  /** Forgets everything, and learns it anew from the store. */
  void reopen(Connection now) throws SQLException {
    undo.clear();
    credits.reopen(now);
    parents.reopen(now);
    try (PreparedStatement select = now.prepareStatement(LAST_PAGE);
        ResultSet last = select.executeQuery()) {
      last.next();
      lastPage = last.getLong(1);
    }
  }

  /** What was done is in the store. Between transactions memory may be given back. */
  void committed() {
    undo.clear();
  }

  /** Nothing of what was done is in the store. */
  void rolledBack() {
    undo.run();
  }

  /** Gives back memory. To be called before a transaction. */
  void makeRoom() {
    parents.makeRoom();
  }

  /** Writes those that are not there yet; all belong to one round. */
  void write(Connection now, List<AcceptedShare> shares, long round) throws SQLException {
    if (shares.isEmpty()) {
      return;
    }
    try (PreparedStatement insert = now.prepareStatement(INSERT)) {
      Map<Parent, SharePage> open = new LinkedHashMap<>();
      Hash256 hash = shares.get(0).work().job().previousHash();
      Parent parent = parents.get(now, hash, lastPage + 1);
      for (AcceptedShare share : shares) {
        Hash256 previous = share.work().job().previousHash();
        if (!previous.equals(hash)) {
          parent = parents.get(now, previous, lastPage + 1);
          hash = previous;
        }
        byte[] id = bytes(share.id());
        if (pageWith(now, parent, id) == null) {
          SharePage page = openPage(open, parent);
          page.add(id, credits.number(now, share));
          parent.ids().add(id, page.number);
          if (page.isFull()) {
            insert(now, insert, open.remove(parent), parent, round);
          }
        }
      }
      for (Map.Entry<Parent, SharePage> left : open.entrySet()) {
        insert(now, insert, left.getValue(), left.getKey(), round);
      }
      insert.executeBatch();
    } finally {
      unwritten.clear();
    }
  }

  /**
   * Takes shares off their pages, if they stand on one.
   *
   * @return whether one did
   */
  boolean withdraw(Connection now, List<AcceptedShare> shares) throws SQLException {
    try {
      for (AcceptedShare share : shares) {
        Parent parent = parents.find(now, share.work().job().previousHash());
        byte[] id = bytes(share.id());
        SharePage page = parent == null ? null : pageWith(now, parent, id);
        if (parent != null && page != null) {
          page.remove(id);
          unwritten.put(page.number, page);
          parent.ids().remove(id, page.number);
          undo.add(() -> parent.ids().add(id, page.number));
        }
      }
      for (SharePage page : unwritten.values()) {
        rewrite(now, page);
      }
      return !unwritten.isEmpty();
    } finally {
      unwritten.clear(); // a second attempt must see the pages as they are
    }
  }

  private SharePage openPage(Map<Parent, SharePage> open, Parent parent) {
    SharePage page = open.get(parent);
    if (page == null) {
      lastPage++;
      SharePage started = new SharePage(lastPage);
      open.put(parent, started);
      unwritten.put(started.number, started);
      undo.add(
          () -> {
            for (byte[] id : started.ids()) {
              parent.ids().remove(id, started.number);
            }
          });
      page = started;
    }
    return page;
  }

  /** The page with this share; null if there is none. */
  private @Nullable SharePage pageWith(Connection now, Parent parent, byte[] id)
      throws SQLException {
    for (long number : parent.ids().pages(id)) {
      SharePage page = page(now, number);
      if (page.has(id)) {
        return page;
      }
    }
    return null;
  }

  private SharePage page(Connection now, long number) throws SQLException {
    SharePage page = unwritten.get(number);
    return page == null ? read(now, number) : page;
  }

  private static SharePage read(Connection now, long number) throws SQLException {
    try (PreparedStatement select = now.prepareStatement(SELECT)) {
      select.setLong(1, number);
      try (ResultSet row = select.executeQuery()) {
        if (!row.next()) {
          throw new SQLException("page " + number + " is gone: somebody else writes these books");
        }
        return SharePage.of(
            number, (Object[]) row.getArray(1).getArray(), (Object[]) row.getArray(2).getArray());
      }
    }
  }

  private static void insert(
      Connection now, PreparedStatement insert, SharePage page, Parent parent, long round)
      throws SQLException {
    insert.setLong(1, page.number);
    insert.setInt(2, parent.number());
    insert.setLong(3, round);
    insert.setArray(4, now.createArrayOf("bytea", page.ids()));
    insert.setArray(5, now.createArrayOf("int4", page.credits()));
    insert.addBatch();
  }

  private static void rewrite(Connection now, SharePage page) throws SQLException {
    try (PreparedStatement change = now.prepareStatement(page.isEmpty() ? DELETE : UPDATE)) {
      if (page.isEmpty()) {
        change.setLong(1, page.number);
      } else {
        change.setArray(1, now.createArrayOf("bytea", page.ids()));
        change.setArray(2, now.createArrayOf("int4", page.credits()));
        change.setLong(3, page.number);
      }
      change.executeUpdate();
    }
  }

  private static byte[] bytes(Hash256 hash) {
    byte[] bytes = new byte[Hash256.SIZE];
    hash.copyInternalTo(bytes, 0);
    return bytes;
  }
}
