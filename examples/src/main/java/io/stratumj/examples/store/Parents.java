package io.stratumj.examples.store;

import io.stratumj.api.work.Hash256;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The parent blocks whose shares are known by heart. The id of a share covers its parent, so a
 * share can only be the same as one with the same parent; and shares come for one parent, or two
 * for a moment, while those of all the blocks before lie in the store. A parent that is not known,
 * after a restart or because it comes back, is read from the store before a share of it is judged.
 *
 * <p>The bound: tables of ids take a certain part of the heap. Past it the parents that were not
 * used for longest are forgotten, to be read again if need be; one that is too large for itself
 * makes the store refuse its further shares, so nothing is ever taken for new that may not be.
 *
 * <p><em>Not thread-safe.</em>
 */
final class Parents {
  private static final int READ_PAGES = 1_000;

  private final long slotsMax;
  private final Undo undo;

  /** The one used last stands last. */
  private final Map<Hash256, Parent> known = new LinkedHashMap<>(16, 0.75f, true);

  private int lastNumber;

  /**
   * None known yet.
   *
   * @param slotsMax how many slots their tables may have together
   */
  Parents(long slotsMax, Undo undo) {
    this.slotsMax = slotsMax;
    this.undo = undo;
  }

  /** Forgets all, and learns from the store the one that was mined on last. */
  void reopen(Connection now) throws SQLException {
    known.clear();
    try (PreparedStatement select =
            now.prepareStatement("select coalesce(max(parent_id), 0) from stratum_parent");
        ResultSet last = select.executeQuery()) {
      last.next();
      lastNumber = last.getInt(1);
    }
    try (PreparedStatement select =
        now.prepareStatement("select previous_hash from stratum_parent where parent_id = ?")) {
      select.setInt(1, lastNumber);
      try (ResultSet last = select.executeQuery()) {
        if (last.next()) {
          Parent unused = find(now, Hash256.fromInternal(last.getBytes(1), 0));
        }
      }
    }
  }

  /**
   * Forgets what is too much. Between transactions: what one has written is not in the store yet.
   */
  void makeRoom() {
    long slots = known.values().stream().mapToLong(parent -> parent.ids().slots()).sum();
    Iterator<Parent> oldest = known.values().iterator();
    while (slots > slotsMax && known.size() > 1) {
      slots -= oldest.next().ids().slots();
      oldest.remove();
    }
  }

  /**
   * The parent of this hash, entered in the books if it is new.
   *
   * @param nextPage the first page that may have a share of it then
   * @throws SQLException if its shares are too many, so that no further one can be written
   */
  Parent get(Connection now, Hash256 hash, long nextPage) throws SQLException {
    Parent found = find(now, hash);
    if (found != null && found.ids().slots() > slotsMax) {
      throw new SQLException(
          "more shares on one block than fit in memory (the ids may take "
              + slotsMax * IdTable.SLOT_BYTES / (1 << 20)
              + " MiB, a part of the heap): give the pool more, with java -Xmx");
    }
    return found == null ? enter(now, hash, nextPage) : found;
  }

  /** The parent of this hash; null if the books have no share of it. */
  @Nullable Parent find(Connection now, Hash256 hash) throws SQLException {
    Parent parent = known.get(hash);
    if (parent == null) {
      parent = read(now, hash);
      if (parent != null) {
        known.put(hash, parent);
      }
    }
    return parent;
  }

  private Parent enter(Connection now, Hash256 hash, long firstPage) throws SQLException {
    Parent parent = new Parent(lastNumber + 1, new IdTable());
    try (PreparedStatement insert =
        now.prepareStatement(
            "insert into stratum_parent(parent_id, previous_hash, first_page) values (?, ?, ?)")) {
      insert.setInt(1, parent.number());
      insert.setBytes(2, hash.toInternal().toByteArray());
      insert.setLong(3, firstPage);
      insert.executeUpdate();
    }
    lastNumber++;
    known.put(hash, parent);
    undo.add(() -> known.remove(hash));
    return parent;
  }

  private static @Nullable Parent read(Connection now, Hash256 hash) throws SQLException {
    try (PreparedStatement select =
        now.prepareStatement(
            "select parent_id, first_page from stratum_parent where previous_hash = ?")) {
      select.setBytes(1, hash.toInternal().toByteArray());
      try (ResultSet row = select.executeQuery()) {
        return row.next()
            ? readIds(now, new Parent(row.getInt(1), new IdTable()), row.getLong(2))
            : null;
      }
    }
  }

  /**
   * Goes through all pages from the parent's first on, in order: much faster than by an index. A
   * slice at a time, so that the ids are not in memory twice.
   */
  private static Parent readIds(Connection now, Parent parent, long firstPage) throws SQLException {
    try (PreparedStatement select =
        now.prepareStatement(
            """
            select page_number, share_ids from stratum_page
            where page_number > ? and parent_id = ? order by page_number limit ?\
            """)) {
      long lastPage = firstPage - 1;
      int rows;
      do {
        rows = 0;
        select.setLong(1, lastPage);
        select.setInt(2, parent.number());
        select.setInt(3, READ_PAGES);
        try (ResultSet page = select.executeQuery()) {
          while (page.next()) {
            rows++;
            lastPage = page.getLong(1);
            for (Object id : (Object[]) page.getArray(2).getArray()) {
              parent.ids().add((byte[]) id, lastPage);
            }
          }
        }
      } while (rows == READ_PAGES);
      return parent;
    }
  }
}
