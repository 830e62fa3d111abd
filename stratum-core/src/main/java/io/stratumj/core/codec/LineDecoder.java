package io.stratumj.core.codec;

import java.util.Arrays;

/**
 * Cuts a stream of bytes into lines, however the stream was cut before (SPEC F1, F2).
 *
 * <p>LF ends a line, one CR before it is dropped, empty lines are passed over. A line that arrives
 * whole is read where it lies; only the unfinished rest of a read is copied, so a connection that
 * is between lines holds no buffer at all. The rest never exceeds the limit.
 *
 * <p><em>Loop-confined.</em> Use: {@link #feed}, then {@link #next} until it answers something else
 * than {@link Found#LINE}.
 */
public final class LineDecoder {
  /** What {@link #next} found. */
  public enum Found {
    /** A line: see {@link #array}, {@link #from}, {@link #to}. */
    LINE,
    /** Nothing yet; what there is of a line is kept. */
    NOTHING,
    /** A line longer than the limit: the stream cannot be read on. */
    TOO_LONG
  }

  private static final byte[] EMPTY = new byte[0];

  /** The bytes being read: the caller's array, or {@link #rest} while a kept line is completed. */
  private byte[] input = EMPTY;

  private int inputAt;
  private int inputEnd;

  /** The beginning of a line whose end has not arrived; empty between lines. */
  private byte[] rest = EMPTY;

  private int restSize;

  private int emptyLines;

  private byte[] lineArray = EMPTY;
  private int lineFrom;
  private int lineTo;

  /**
   * Takes more bytes. The array must stay as it is until {@link #next} has answered {@link
   * Found#NOTHING}, or {@link #keepInput} was called.
   */
  public void feed(byte[] array, int from, int to) {
    if (inputAt < inputEnd) {
      input = joined(array, from, to);
      inputAt = 0;
      inputEnd = input.length;
    } else {
      input = array;
      inputAt = from;
      inputEnd = to;
    }
    emptyLines = 0;
  }

  /** Copies what was fed and not read yet, so that the caller may have its array back. */
  public void keepInput() {
    input = Arrays.copyOfRange(input, inputAt, inputEnd);
    inputAt = 0;
    inputEnd = input.length;
    emptyLines = 0;
  }

  /** Whether there are bytes that were fed and not read yet. */
  public boolean hasInput() {
    return inputAt < inputEnd;
  }

  /**
   * Finds the next line.
   *
   * @param lineBytesMax the most bytes a line may have, not counting its LF
   */
  public Found next(int lineBytesMax) {
    while (inputAt < inputEnd) {
      int lineEnd = indexOfLineFeed();
      int piece = lineEnd - inputAt;
      if (restSize + piece > lineBytesMax) {
        forget();
        return Found.TOO_LONG;
      }
      if (lineEnd == inputEnd) {
        append(piece, lineBytesMax);
        inputAt = inputEnd;
        break;
      }
      take(lineEnd, lineBytesMax);
      if (lineFrom < lineTo) {
        return Found.LINE;
      }
      emptyLines++;
    }
    input = EMPTY;
    inputAt = 0;
    inputEnd = 0;
    lineArray = EMPTY;
    return Found.NOTHING;
  }

  /** The array the line lies in; valid until the next call of {@link #next} or {@link #feed}. */
  public byte[] array() {
    return lineArray;
  }

  /** Where the line begins. */
  public int from() {
    return lineFrom;
  }

  /** Where the line ends, without CR and LF. */
  public int to() {
    return lineTo;
  }

  /** Whether all that was fed has been read, and no line has begun that is not finished. */
  public boolean isBetweenLines() {
    return restSize == 0 && inputAt == inputEnd;
  }

  /** How many empty lines were passed over since {@link #feed}: nobody sends them but to flood. */
  public int emptyLines() {
    return emptyLines;
  }

  /** Drops everything, input included. */
  public void forget() {
    input = EMPTY;
    inputAt = 0;
    inputEnd = 0;
    rest = EMPTY;
    restSize = 0;
    lineArray = EMPTY;
  }

  /** How much memory the beginning of an unfinished line takes. */
  int heldBytes() {
    return rest.length;
  }

  private byte[] joined(byte[] array, int from, int to) {
    int left = inputEnd - inputAt;
    byte[] both = Arrays.copyOfRange(input, inputAt, inputEnd + to - from);
    System.arraycopy(array, from, both, left, to - from);
    return both;
  }

  private int indexOfLineFeed() {
    int at = inputAt;
    while (at < inputEnd && input[at] != '\n') {
      at++;
    }
    return at;
  }

  private void take(int lineEnd, int lineBytesMax) {
    if (restSize == 0) {
      lineArray = input;
      lineFrom = inputAt;
      lineTo = lineEnd;
    } else {
      append(lineEnd - inputAt, lineBytesMax);
      lineArray = rest;
      lineFrom = 0;
      lineTo = restSize;
      rest = EMPTY;
      restSize = 0;
    }
    inputAt = lineEnd + 1;
    if (lineFrom < lineTo && lineArray[lineTo - 1] == '\r') {
      lineTo--;
    }
  }

  private void append(int piece, int lineBytesMax) {
    int size = restSize + piece;
    if (rest.length < size) {
      rest = Arrays.copyOf(rest, Math.max(size, Math.min(2 * size, lineBytesMax)));
    }
    System.arraycopy(input, inputAt, rest, restSize, piece);
    restSize = size;
  }
}
