package chat.parley.server;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.util.Random;
import java.util.UUID;

/** What may know what. */
@AnalyzeClasses(packages = "chat.parley", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule theModelKnowsNoTechnology =
      noClasses()
          .that()
          .resideInAPackage("chat.parley.model..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "chat.parley.server..",
              "io.javalin..",
              "org.eclipse..",
              "java.sql..",
              "org.sqlite..",
              "javafx..",
              "io.nats..")
          .because("server and clients share it");

  @ArchTest
  static final ArchRule theServerHasNoWindows =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("javafx..", "java.awt..", "javax.swing..")
          .because("it runs without a screen");

  @ArchTest
  static final ArchRule onlyTheHttpSideKnowsHttp =
      noClasses()
          .that()
          .resideOutsideOfPackage("chat.parley.server.http..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.javalin..", "org.eclipse.jetty..", "jakarta.servlet..")
          .because("what a poll means must not depend on what carries it");

  @ArchTest
  static final ArchRule onlyOnePackageKnowsTheDriver =
      noClasses()
          .that()
          .resideOutsideOfPackage("chat.parley.server.sqlite..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.sqlite..")
          .because("connections, transactions and failures of the storage are its business");

  @ArchTest
  static final ArchRule onlyOnePackageKnowsWhoReadsTheMetrics =
      noClasses()
          .that()
          .resideOutsideOfPackage("chat.parley.server.metrics..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.prometheus..")
          .because("there, labels are constants of an enum, and names and clients cannot get in");

  @ArchTest
  static final ArchRule onlyOnePackageKnowsHowRatesAreCounted =
      noClasses()
          .that()
          .resideOutsideOfPackage("chat.parley.server.limit..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.github.bucket4j..")
          .because("all others ask whether something is admitted");

  @ArchTest
  static final ArchRule onlyOnePackageKnowsHowLinesAreWritten =
      noClasses()
          .that()
          .resideOutsideOfPackage("chat.parley.server.logging..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("ch.qos.logback..")
          .because("all others log by SLF4J");

  @ArchTest
  static final ArchRule onlyOnePackageMakesCertificates =
      noClasses()
          .that()
          .resideOutsideOfPackage("chat.parley.server.tls..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.bouncycastle..")
          .because("how keys are written and read is its business");

  @ArchTest
  static final ArchRule theNotifierKnowsPositionsAndNoData =
      noClasses()
          .that()
          .haveSimpleName("Notifier")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("chat.parley.server.projection..", "chat.parley.server.sqlite..")
          .because("a parked poll is only a wish to be told that there is something to read");

  @ArchTest
  static final ArchRule judgingReadsNothingOfTheWorld =
      noClasses()
          .that()
          .haveSimpleName("Judge")
          .or()
          .resideInAPackage("chat.parley.model.fold..")
          .should()
          .dependOnClassesThat()
          .belongToAnyOf(
              Clock.class,
              Instant.class,
              Random.class,
              System.class,
              java.util.Locale.class,
              java.text.Normalizer.class)
          .because("every node and every replica must come to the same result");

  @ArchTest
  static final ArchRule onlyTheTopAsksForTheTime =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName("chat.parley.server.Surroundings")
          .should()
          .callMethod(Clock.class, "systemUTC")
          .orShould()
          .callMethod(Clock.class, "systemDefaultZone")
          .orShould()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(UUID.class, "randomUUID")
          .orShould()
          .callMethod(Math.class, "random")
          .because("time and chance are passed in, so that tests can hold them");

  @ArchTest
  static final ArchRule nothingSleeps =
      noClasses()
          .should()
          .callMethod(Thread.class, "sleep", long.class)
          .because("it waits for a condition or a clock");

  @ArchTest
  static final ArchRule packagesHaveNoCycles =
      slices()
          .matching("chat.parley.server.(*)..")
          .should()
          .beFreeOfCycles()
          .because("a package that is understood alone stays so");

  @ArchTest
  static final ArchRule namesSayWhatAThingIs =
      noClasses()
          .should()
          .haveSimpleNameEndingWith("Util")
          .orShould()
          .haveSimpleNameEndingWith("Utils")
          .orShould()
          .haveSimpleNameEndingWith("Manager")
          .orShould()
          .haveSimpleNameEndingWith("Helper")
          .orShould()
          .haveSimpleNameEndingWith("Impl")
          .because("these words say nothing");

  @ArchTest
  static final ArchRule resourcesAreBehindTheTransport =
      classes()
          .that()
          .haveSimpleNameEndingWith("Resource")
          .should()
          .bePackagePrivate()
          .because("only the routes know them");
}
