package io.stratumj.examples.store;

import io.stratumj.examples.store.Books.Block;
import io.stratumj.examples.store.Books.Round;
import io.stratumj.examples.store.Books.Sum;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * How a report is laid out: four parts, each with a line of headings, an empty line between them.
 */
enum ReportFormat {
  /** Columns that stand under each other, for a person. */
  table,
  /**
   * Values with commas (RFC 4180), for a spreadsheet. A name that a spreadsheet would take for a
   * formula has an apostrophe in front: miners choose their names.
   */
  csv;

  private static final String HARMFUL = "[\\p{C}\\p{Zl}\\p{Zp}]";

  /** The whole report. */
  String of(Books books) {
    return Stream.of(
            sums("worker", books.workers()),
            sums("account", books.accounts()),
            rounds(books.rounds()),
            blocks(books.blocks()))
        .map(this::laidOut)
        .collect(Collectors.joining("\n"));
  }

  private String laidOut(List<List<String>> rows) {
    return switch (this) {
      case table -> columns(rows);
      case csv -> commas(rows);
    };
  }

  private static List<List<String>> sums(String what, List<Sum> sums) {
    return rows(
        List.of(what, "shares", "work"),
        sums.stream().map(sum -> List.of(sum.name(), "" + sum.shares(), plain(sum.work()))));
  }

  private static List<List<String>> rounds(List<Round> rounds) {
    return rows(
        List.of("round", "shares", "work", "ended by"),
        rounds.stream()
            .map(
                round ->
                    List.of(
                        "" + round.number(),
                        "" + round.total().shares(),
                        plain(round.total().work()),
                        round.endedBy())));
  }

  private static List<List<String>> blocks(List<Block> blocks) {
    return rows(
        List.of("block", "height", "found by", "at", "verdict", "round"),
        blocks.stream()
            .map(
                block ->
                    List.of(
                        block.hash(),
                        block.height(),
                        block.worker(),
                        block.foundAt(),
                        block.verdict(),
                        "" + block.round())));
  }

  private static List<List<String>> rows(List<String> headings, Stream<List<String>> rows) {
    return Stream.concat(Stream.of(headings), rows)
        .map(row -> row.stream().map(cell -> cell.replaceAll(HARMFUL, "?")).toList())
        .toList();
  }

  private static String plain(BigDecimal work) {
    return work.signum() == 0 ? "0" : work.stripTrailingZeros().toPlainString();
  }

  private static String columns(List<List<String>> rows) {
    int[] widths =
        IntStream.range(0, rows.get(0).size())
            .map(column -> rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0))
            .toArray();
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int column = 0; column < widths.length; column++) {
        line.append(row.get(column))
            .append(" ".repeat(2 + widths[column] - row.get(column).length()));
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }

  private static String commas(List<List<String>> rows) {
    return rows.stream()
        .map(row -> row.stream().map(ReportFormat::quoted).collect(Collectors.joining(",")) + "\n")
        .collect(Collectors.joining());
  }

  private static String quoted(String value) {
    String cell = value.matches("[=+@-].*") ? "'" + value : value;
    return cell.matches("[^\",]*") ? cell : '"' + cell.replace("\"", "\"\"") + '"';
  }
}
