package chat.parley.desktop.sync;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;

/** What the conversation and the replica may know. */
@AnalyzeClasses(
    packages = {"chat.parley.desktop.sync", "chat.parley.desktop.replica"},
    importOptions = DoNotIncludeTests.class)
class ToolkitFreeTest {
  @ArchTest
  static final ArchRule onlyTheTaskKnowsTheToolkit =
      noClasses()
          .that()
          .doNotHaveSimpleName("PollTask")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("javafx..", "chat.parley.desktop.ui..")
          .because("everything else is tested without a window");

  @ArchTest
  static final ArchRule theReplicaKnowsNoNetwork =
      noClasses()
          .that()
          .resideInAPackage("chat.parley.desktop.replica..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.net.http..", "chat.parley.desktop.sync..")
          .because("it is told what came and what was said");

  @ArchTest
  static final ArchRule theServersInsideIsNotUsed =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("chat.parley.server..")
          .because("a server in this process is spoken to like any other");

  @ArchTest
  static final ArchRule onlyTheReplicaKnowsTheDisk =
      noClasses()
          .that()
          .resideOutsideOfPackage("chat.parley.desktop.replica..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.sql..", "org.sqlite..")
          .because("one thread owns the file");

  @ArchTest
  static final ArchRule timeAndChanceArePassedIn =
      noClasses()
          .that()
          .doNotHaveSimpleName("Surroundings")
          .should()
          .callMethod(Clock.class, "systemUTC")
          .orShould()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(System.class, "nanoTime")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(UUID.class, "randomUUID")
          .orShould()
          .callMethod(Math.class, "random")
          .because("tests hold them in their hand");
}
