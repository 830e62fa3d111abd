package io.stratumj.examples.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stratumj.testkit.chain.ChainOptions;
import io.stratumj.testkit.chain.SimulatedChain;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The program, as far as it does not get to serve: exit status and complaints. */
class MainTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --listen 3333                          | '--listen' (HOST:PORT): not HOST:PORT: 3333
          --listen :3333                         | '--listen' (HOST:PORT): not HOST:PORT
          --listen ::1:3333                      | an IPv6 address stands in brackets
          --listen [zz]:1                        | '--listen' (HOST:PORT): no IPv6 address is in the brackets
          --listen [127.0.0.1]:0                 | '--listen' (HOST:PORT): no IPv6 address is in the brackets
          --listen 127.0.0.1]:0                  | '--listen' (HOST:PORT): an IPv6 address stands in brackets
          --listen a:65536                       | the port is not a number from 0 to 65535: 65536
          --listen a:-1                          | the port is not a number from 0 to 65535: -1
          --difficulty 0                         | '--difficulty': a difficulty is a number from 1e-15
          --difficulty -5                        | '--difficulty': a difficulty is a number from 1e-15
          --difficulty 1e31                      | '--difficulty': a difficulty is a number from 1e-15
          --difficulty NaN                       | '--difficulty': not a number: NaN
          --difficulty 1e-999999999999           | '--difficulty': not a number
          --algorithm x11                        | '--algorithm': expected one of [sha256d, scrypt]
          --vardiff maybe                        | '--vardiff': expected one of [on, off]
          --shares-per-minute 0                  | --shares-per-minute is not from 0.1 to 600: 0
          --shares-per-minute NaN                | --shares-per-minute is not from 0.1 to 600: NaN
          --shares-per-minute x                  | '--shares-per-minute': 'x' is not a double
          --min-difficulty 2 --max-difficulty 1  | --min-difficulty 2 is above --max-difficulty 1
          --vardiff on --difficulty 1 --min-difficulty 2 | --difficulty 1 is below --min-difficulty 2
          --vardiff on --difficulty 9 --max-difficulty 2 | --difficulty 9 is above --max-difficulty 2
          --difficulty 1 --min-difficulty 1      | --min-difficulty means nothing without --vardiff on
          --difficulty 1 --max-difficulty 1      | --max-difficulty means nothing without --vardiff on
          --vardiff off --shares-per-minute 1    | --shares-per-minute means nothing without --vardiff on
          --block-interval -1                    | --block-interval is neither 0 nor from 0.1 to 86400 seconds
          --block-interval 1e99999               | --block-interval is neither 0 nor from 0.1 to 86400 seconds
          --block-interval 0.0001                | --block-interval is neither 0 nor from 0.1 to 86400 seconds
          --block-interval 86401                 | --block-interval is neither 0 nor from 0.1 to 86400 seconds
          --block-interval 0.01                  | --block-interval is neither 0 nor from 0.1 to 86400 seconds
          --job-interval 0                       | --job-interval is not from 1 to 3600 seconds
          --job-interval -1                      | --job-interval is not from 1 to 3600 seconds
          --job-interval 1e99999                 | --job-interval is not from 1 to 3600 seconds
          --job-interval 3601                    | --job-interval is not from 1 to 3600 seconds
          --network-bits 1d                      | '--network-bits': not eight hex digits
          --network-bits 1d800001                | '--network-bits': nBits 1d800001 encode a negative
          --network-bits 00000000                | '--network-bits': a target of zero
          --network-bits ff123456                | '--network-bits': nBits ff123456 encode a target of more
          --payout-script xyz                    | '--payout-script': not hex
          --payout-script 123                    | '--payout-script': not hex, two digits a byte
          --extranonce-prefix 0x12               | '--extranonce-prefix': not hex: 0x12
          --extranonce-prefix 12345              | '--extranonce-prefix': 5 hex digits are too long
          --loops 0                              | --loops is not from 1 to 256: 0
          --loops 257                            | --loops is not from 1 to 256: 257
          --loops two                            | '--loops': 'two' is not an int
          --max-connections 0                    | --max-connections is not from 1 to
          --max-connections -3                   | --max-connections is not from 1 to
          --log-level loud                       | '--log-level': expected one of [error, warn, info
          --node 127.0.0.1:8332 --payout-script 51 | '--node' (URL): not http://HOST:PORT: 127.0.0.1:8332
          --node ftp://a --payout-script 51      | '--node' (URL): not an http:// or https:// address
          --node http://u:pw@a --payout-script 51 | '--node' (URL): the user and the password do not belong
          --node http:// --payout-script 51      | '--node' (URL): not http://HOST:PORT: http://
          --node http://a:66000 --payout-script 51 | '--node' (URL): not http://HOST:PORT: http://a:66000
          --node http://a                        | --node needs --payout-address or --payout-script
          --node http://a --payout-script 51 --payout-address b | --payout-address and --payout-script contradict
          --node http://a --payout-script xyz    | '--payout-script': not hex
          --node http://a --payout-script 51 --node-user u | --node-user and --node-password need each other
          --node http://a --payout-script 51 --node-password p | --node-user and --node-password need each other
          --node http://a --payout-script 51 --node-user u:v --node-password p | --node-user: there is a colon
          --node http://a --payout-script 51 --node-cookie f --node-user u --node-password p | --node-cookie and --node-user
          --node http://a --node http://b --node http://c --payout-script 51 --node-cookie f --node-cookie g | --node-cookie is given 2 times, but there are 3 nodes
          --node http://a --payout-script 51 --network-bits 1d00ffff | --network-bits is for the simulated chain and means nothing with --node
          --node http://a --payout-script 51 --block-interval 5 | --block-interval is for the simulated chain
          --node http://a --payout-script 51 --candidates pom.xml | --candidates: pom.xml is no folder that can be written to
          --node http://a --payout-script 51 --chain= | --chain is blank
          --node-user u                          | --node-user means nothing without --node
          --node-cookie f                        | --node-cookie means nothing without --node
          --payout-address a                     | --payout-address means nothing without --node
          --candidates d                         | --candidates means nothing without --node
          --chain main                           | --chain means nothing without --node
          --template no-such-file.json           | '--template': there is no file no-such-file.json
          --template .                           | '--template': . is a directory
          --template pom.xml                     | '--template': pom.xml is no block template: template field (document): is not JSON
          --frobnicate                           | Unknown option: '--frobnicate'
          --listen                               | Missing required parameter for option '--listen'
          frobnicate                             | Unmatched argument
          """)
  void badCommandLineIsNamedAndEndsWithStatusTwo(String commandLine, String complaint) {
    assertEquals(2, run(commandLine.split(" ")), commandLine);
    assertComplaint(complaint);
  }

  @Test
  void tooLongAPayoutScriptIsRefused() {
    assertEquals(2, run("--payout-script", "51".repeat(101)));
    assertComplaint("'--payout-script': 101 bytes, but a payout script has 1 to 100");
    err.reset();
    assertEquals(2, run("--payout-script", ""));
    assertComplaint("'--payout-script': 0 bytes");
  }

  @Test
  void longestPayoutScriptFitsIntoTheCoinbase() throws IOException {
    PoolOptions options = RunningPool.options("--payout-script", "51".repeat(100));
    new ExamplePool(options, line -> {}).close();
  }

  @Test
  void optionsOfTheChainMeanNothingWithATemplate(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("template.json"), template());
    assertEquals(2, run("--template", file.toString(), "--block-interval", "5"));
    assertComplaint("--block-interval is for the simulated chain");
    err.reset();
    assertEquals(2, run("--template", file.toString(), "--network-bits", "1d00ffff"));
    assertComplaint("--network-bits is for the simulated chain");
  }

  @Test
  void templateWithoutItsFieldsIsRefused(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("template.json"), "{\"height\": 5}");
    assertEquals(2, run("--template", file.toString()));
    assertComplaint("template.json is no block template: template field");
  }

  @Test
  void templateWhoseAuxiliaryDataLeavesNoRoomIsRefused(@TempDir Path folder) throws IOException {
    String crowded =
        template()
            .replace(
                "\"coinbaseaux\":{}", "\"coinbaseaux\":{\"flags\":\"" + "00".repeat(90) + "\"}");
    Path file = Files.writeString(folder.resolve("template.json"), crowded);
    assertEquals(2, run("--template", file.toString()));
    assertComplaint("no job can be made of the --template");
  }

  @Test
  void portInUseEndsWithStatusOne() throws IOException {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = taken.getLocalPort();
      assertEquals(1, run("--listen", "127.0.0.1:" + port));
      assertComplaint("cannot listen on 127.0.0.1:" + port);
    }
  }

  @Test
  void helpNamesEveryOption() {
    assertEquals(0, run("--help"));
    String help = out.toString(StandardCharsets.UTF_8);
    for (var option : OptionText.commandLine(new PoolCommand()).getCommandSpec().options()) {
      assertTrue(help.contains(option.longestName()), option.longestName());
      assertFalse(option.description()[0].isBlank(), option.longestName());
    }
  }

  @Test
  void readmeNamesEveryOption() throws IOException {
    String readme =
        Files.readString(Path.of(System.getProperty("basedir", ".")).resolve("../README.md"));
    for (var option : OptionText.commandLine(new PoolCommand()).getCommandSpec().options()) {
      assertTrue(readme.contains("`" + option.longestName() + " ") || option.usageHelp(), readme);
    }
  }

  private int run(String... args) {
    return Main.run(
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8),
        args);
  }

  private void assertComplaint(String expected) {
    String complaint = err.toString(StandardCharsets.UTF_8);
    assertTrue(complaint.contains(expected), complaint);
    assertFalse(complaint.contains("\tat "), "a stack trace: " + complaint);
    assertEquals("", out.toString(StandardCharsets.UTF_8));
  }

  private static String template() {
    return SimulatedChain.create(ChainOptions.defaults(), () -> 1_700_000_000).templateJson();
  }
}
