package io.stratumj.testkit.conformance.report;

import io.stratumj.testkit.conformance.report.CaseResult.Verdict;
import java.util.Locale;

/**
 * A conformance report in the XML that build servers read: a suite for each chapter, a test for
 * each case. A case that failed but does not matter is a skipped test. Stateless.
 */
public final class JunitXmlReport {
  private JunitXmlReport() {}

  /** The report as XML text. */
  public static String of(ConformanceReport report, boolean strict) {
    StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    xml.append("<testsuites name=\"stratum-conformance\"");
    appendCounts(xml, report, strict);
    xml.append(">\n");
    for (String chapter : report.chapters()) {
      ConformanceReport part = report.chapter(chapter);
      xml.append("  <testsuite name=\"").append(escape(chapter)).append('"');
      appendCounts(xml, part, strict);
      xml.append(">\n");
      part.results().forEach(result -> appendCase(xml, result, strict));
      xml.append("  </testsuite>\n");
    }
    return xml.append("</testsuites>\n").toString();
  }

  private static void appendCounts(StringBuilder xml, ConformanceReport report, boolean strict) {
    int failures = report.failures(strict).size();
    long passed = report.results().stream().filter(r -> r.verdict() == Verdict.PASSED).count();
    xml.append(" tests=\"").append(report.results().size());
    xml.append("\" failures=\"").append(failures);
    xml.append("\" errors=\"0\" skipped=\"");
    xml.append(report.results().size() - failures - passed).append('"');
  }

  private static void appendCase(StringBuilder xml, CaseResult result, boolean strict) {
    Requirement about = result.requirement();
    xml.append("    <testcase classname=\"stratum.").append(escape(about.chapter()));
    xml.append("\" name=\"").append(escape(about.slug())).append("\" time=\"");
    xml.append(String.format(Locale.ROOT, "%.3f", result.took().toMillis() / 1e3)).append('"');
    if (result.verdict() == Verdict.PASSED) {
      xml.append("/>\n");
      return;
    }
    xml.append(">\n");
    if (result.isFailure(strict)) {
      xml.append("      <failure type=\"").append(about.level()).append("\" message=\"");
      xml.append(escape("expected " + String.join(" or ", result.expected())));
      xml.append("\">").append(escape(result.explanation())).append("</failure>\n");
    } else {
      String why =
          result.verdict() == Verdict.SKIPPED
              ? result.reason()
              : about.level() + " not met: " + result.actual();
      xml.append("      <skipped message=\"").append(escape(why)).append("\"/>\n");
    }
    xml.append("    </testcase>\n");
  }

  /** Text for an attribute or an element; what XML cannot hold at all is replaced. */
  private static String escape(String text) {
    StringBuilder escaped = new StringBuilder(text.length() + 16);
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\n' -> escaped.append("&#10;");
                case '\t' -> escaped.append("&#9;");
                default -> escaped.appendCodePoint(isXml(c) ? c : 0xfffd);
              }
            });
    return escaped.toString();
  }

  private static boolean isXml(int c) {
    return (c >= 0x20 && c <= 0xd7ff) || (c >= 0xe000 && c <= 0xfffd) || c >= 0x10000;
  }
}
