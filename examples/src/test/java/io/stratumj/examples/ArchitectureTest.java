package io.stratumj.examples;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.stratumj.api.work.Job;
import io.stratumj.core.template.JobFactory;
import io.stratumj.nio.StratumServer;
import io.stratumj.testkit.MockMiner;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The rules the house is built by. Here, because only this module sees all the others. */
@AnalyzeClasses(packages = "io.stratumj", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String[] SANS_IO = {
    "io.stratumj.core.codec..",
    "io.stratumj.core.session..",
    "io.stratumj.core.pow..",
    "io.stratumj.core.template..",
    "io.stratumj.core.vardiff.."
  };

  @ArchTest
  static final ArchRule PACKAGES_HAVE_NO_CYCLES =
      slices().matching("io.stratumj.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule PROTOCOL_DOES_NO_IO_AND_LOGS_NOTHING =
      noClasses()
          .that()
          .resideInAnyPackage(SANS_IO)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "java.nio.channels..", "java.nio.file..", "org.slf4j..", "java.util.logging..")
          .orShould()
          .dependOnClassesThat()
          .haveNameMatching(
              "java\\.io\\.(File.*|RandomAccessFile|PrintStream|Console)"
                  + "|java\\.net\\.(Socket|ServerSocket|DatagramSocket|URL|URLConnection)");

  @ArchTest
  static final ArchRule PROTOCOL_STARTS_NO_THREADS =
      noClasses()
          .that()
          .resideInAnyPackage(SANS_IO)
          .should()
          .dependOnClassesThat()
          .haveNameMatching(
              "java\\.lang\\.(Thread|ThreadLocal|ProcessBuilder)"
                  + "|java\\.util\\.Timer"
                  + "|java\\.util\\.concurrent\\.(Executors|(Scheduled)?ExecutorService"
                  + "|.*ThreadPoolExecutor|ForkJoinPool)");

  @ArchTest
  static final ArchRule PROTOCOL_READS_NO_CLOCK =
      noClasses()
          .that()
          .resideInAnyPackage(SANS_IO)
          .should()
          .callMethod(System.class, "nanoTime")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(Instant.class, "now")
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(Clock.class);

  /** A bug the two had in common would hide itself. */
  @ArchTest
  static final ArchRule CONFORMANCE_SHARES_NOTHING_WITH_THE_SERVER =
      noClasses()
          .that()
          .resideInAPackage("io.stratumj.testkit.conformance..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.stratumj.core.codec..", "io.stratumj.core.session..")
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule NAMES_SAY_WHAT_A_CLASS_IS =
      noClasses().should().haveNameMatching(".*(Utils?|Helpers?|Manager|Common|Base|Impl)");

  @Test
  void theCodecIsExportedToNobody() throws URISyntaxException {
    assertEquals(
        Set.of(
            "io.stratumj.core.jobs",
            "io.stratumj.core.pow",
            "io.stratumj.core.session",
            "io.stratumj.core.sinks",
            "io.stratumj.core.spi",
            "io.stratumj.core.template",
            "io.stratumj.core.vardiff"),
        exportsOf(JobFactory.class));
  }

  @Test
  void theOtherModulesExportTheirRoomsAndNoMore() throws URISyntaxException {
    assertEquals(Set.of("io.stratumj.api.message", "io.stratumj.api.work"), exportsOf(Job.class));
    assertEquals(Set.of("io.stratumj.nio"), exportsOf(StratumServer.class));
    Set<String> testkit = exportsOf(MockMiner.class);
    assertEquals(
        Set.of(),
        testkit.stream()
            .filter(name -> name.matches(".*\\.(mining|wire)"))
            .collect(TreeSet::new, Set::add, Set::addAll));
  }

  /** What the module of this class exports, by its descriptor: tests run on the class path. */
  private static Set<String> exportsOf(Class<?> inModule) throws URISyntaxException {
    Path place = Path.of(inModule.getProtectionDomain().getCodeSource().getLocation().toURI());
    ModuleDescriptor descriptor = ModuleFinder.of(place).findAll().iterator().next().descriptor();
    Set<String> exported = new TreeSet<>();
    descriptor.exports().forEach(export -> exported.add(export.source()));
    return exported;
  }
}
