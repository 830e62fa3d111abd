package io.stratumj.testkit;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * What went over one connection: every line, in which direction, when. It is part of the message of
 * every {@link MinerFailure}, because "no job within 5 s" is best explained by what came instead.
 *
 * <p>A line of the printed form is {@code seconds DIR text}: {@code C>} from the miner, {@code S>}
 * from the pool, {@code ##} an event such as a fault or the end. Times are seconds since the
 * connection was opened; a pool's line has the time at which the miner read it. Everything but
 * printable ASCII is escaped, so that a hostile line cannot disguise itself.
 *
 * <p>The last {@value #ENTRIES_MAX} entries are kept. <em>Confined to one thread.</em>
 */
public final class Transcript {
  /** How many entries are kept. */
  static final int ENTRIES_MAX = 10_000;

  private static final double NANOS_PER_SECOND = 1e9;

  private final LongSupplier clock;
  private final long startNanos;
  private final Deque<Entry> entries = new ArrayDeque<>();
  private long dropped;

  Transcript() {
    this(System::nanoTime);
  }

  /**
   * An empty transcript that begins now.
   *
   * @param nanoClock the time of its entries, in nanoseconds: real or virtual
   */
  public Transcript(LongSupplier nanoClock) {
    this.clock = nanoClock;
    this.startNanos = nanoClock.getAsLong();
  }

  /** Who a line came from. */
  public enum Direction {
    /** The miner wrote it. */
    FROM_MINER("C>"),
    /** The pool wrote it. */
    FROM_POOL("S>"),
    /** Nobody wrote it: something happened. */
    EVENT("##");

    private final String mark;

    Direction(String mark) {
      this.mark = mark;
    }
  }

  /**
   * One line.
   *
   * @param at time since the connection was opened
   * @param direction who wrote it
   * @param text the line as it was, unescaped, without its end
   */
  public record Entry(Duration at, Direction direction, String text) {
    /** The entry as it is printed, escaped. */
    @Override
    public String toString() {
      double seconds = at.toNanos() / NANOS_PER_SECOND;
      return String.format(Locale.ROOT, "%9.3f %s %s", seconds, direction.mark, escape(text));
    }
  }

  /** The entries, oldest first: a copy. */
  public List<Entry> entries() {
    return List.copyOf(entries);
  }

  /** Whether nothing has been dropped: every line since the connection was opened is here. */
  public boolean isComplete() {
    return dropped == 0;
  }

  /** The lines the pool wrote, oldest first: a copy. */
  public List<String> poolLines() {
    return lines(Direction.FROM_POOL);
  }

  /** The lines the miner wrote, oldest first: a copy. */
  public List<String> minerLines() {
    return lines(Direction.FROM_MINER);
  }

  /** The printed form, one entry in each line. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    if (dropped > 0) {
      text.append("(").append(dropped).append(" older entries dropped)\n");
    }
    entries.forEach(entry -> text.append(entry).append('\n'));
    return text.toString();
  }

  /** Adds an entry at the end, with the present time. */
  public void add(Direction direction, String text) {
    if (entries.size() == ENTRIES_MAX) {
      entries.removeFirst();
      dropped++;
    }
    entries.addLast(new Entry(Duration.ofNanos(clock.getAsLong() - startNanos), direction, text));
  }

  private List<String> lines(Direction direction) {
    return entries.stream().filter(entry -> entry.direction == direction).map(Entry::text).toList();
  }

  private static String escape(String text) {
    StringBuilder escaped = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= ' ' && c < 0x7f) {
        escaped.append(c);
      } else {
        escaped.append(String.format("\\u%04x", (int) c));
      }
    }
    return escaped.toString();
  }
}
