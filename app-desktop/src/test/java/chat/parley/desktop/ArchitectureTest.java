package chat.parley.desktop;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import chat.parley.desktop.sync.PollTask;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

/** What may know what. */
@AnalyzeClasses(packages = "chat.parley.desktop", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String ROOT = "chat.parley.desktop";
  private static final String UI = ROOT + ".ui..";

  /** The one place that waits, with a bound: the window is gone, and the program ends. */
  private static final String AT_THE_END = ROOT + ".Desktop.close()";

  private static final DescribedPredicate<JavaClass> MODEL =
      describe(
          "a model of a screen",
          type ->
              type.getPackageName().startsWith(ROOT + ".ui")
                  && (outermost(type).getSimpleName().endsWith("ViewModel")
                      || Set.of("Timeline", "TimelineItem", "SplicedList", "RoomList")
                          .contains(outermost(type).getSimpleName())));

  private static final DescribedPredicate<JavaClass> SCREEN =
      describe(
          "a screen",
          type ->
              type.getPackageName().startsWith(ROOT + ".ui")
                  && type.getSimpleName().endsWith("Controller"));

  private static JavaClass outermost(JavaClass type) {
    JavaClass outer = type;
    while (outer.getEnclosingClass().isPresent()) {
      outer = outer.getEnclosingClass().get();
    }
    return outer;
  }

  private static DescribedPredicate<JavaClass> within(String... fullNames) {
    Set<String> names = Set.of(fullNames);
    return describe("within " + names, type -> names.contains(outermost(type).getFullName()));
  }

  private static DescribedPredicate<JavaAccess<?>> waiting() {
    Set<String> methods =
        Set.of("join", "get", "getNow", "resultNow", "await", "acquire", "awaitTermination");
    DescribedPredicate<JavaClass> waitedFor =
        assignableTo(Future.class)
            .or(assignableTo(Thread.class))
            .or(assignableTo(CountDownLatch.class))
            .or(assignableTo(Semaphore.class))
            .or(assignableTo(ExecutorService.class));
    return describe(
        "a call that waits for another thread",
        access ->
            waitedFor.test(access.getTargetOwner())
                && !access.getOrigin().getFullName().equals(AT_THE_END)
                && (methods.contains(access.getName())
                    || access.getName().equals("sleep")
                    || access.getName().equals("invokeAll")));
  }

  @ArchTest
  static final ArchRule onlyTheWindowKnowsTheToolkit =
      noClasses()
          .that()
          .resideInAnyPackage(
              ROOT + ".sync..",
              ROOT + ".replica..",
              ROOT + ".host..",
              ROOT + ".text..",
              ROOT + ".settings..")
          .and(not(equivalentTo(PollTask.class)))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("javafx..", "com.sun.javafx..")
          .because("a chat goes on, and is tested, without a window");

  @ArchTest
  static final ArchRule thePollIsNoMoreOfTheToolkitThanATask =
      noClasses()
          .that()
          .areAssignableTo(PollTask.class)
          .should()
          .dependOnClassesThat(
              resideInAPackage("javafx..")
                  .and(not(assignableTo(javafx.concurrent.Task.class)))
                  .and(not(resideInAPackage("javafx.concurrent"))))
          .because("all that the loop does it does without the toolkit");

  @ArchTest
  static final ArchRule modelsHaveNoNodes =
      noClasses()
          .that(MODEL)
          .should()
          .dependOnClassesThat(
              resideInAnyPackage("javafx..", "atlantafx..", "org.kordamp..", "org.fxmisc..")
                  .and(
                      not(
                          resideInAnyPackage(
                              "javafx.beans..", "javafx.collections..", "javafx.util.."))))
          .because("they are tested without a screen");

  @ArchTest
  static final ArchRule modelsDoNotKnowTheirScreens =
      noClasses()
          .that(MODEL)
          .should()
          .dependOnClassesThat(SCREEN)
          .because("a screen knows its model, and not the other way round");

  @ArchTest
  static final ArchRule theWindowTouchesNoDiskAndNoNetwork =
      noClasses()
          .that()
          .resideInAPackage(UI)
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(
                      "java.sql..",
                      "org.sqlite..",
                      "java.net.http..",
                      "java.nio.file..",
                      "java.nio.channels..",
                      "java.io..")
                  // What a screen that is part of the program fails with if it cannot be read.
                  .and(not(equivalentTo(java.io.IOException.class)))
                  .and(not(equivalentTo(java.io.UncheckedIOException.class)))
                  .and(not(equivalentTo(java.io.Serializable.class))))
          .because("what the disk or the network holds up, a person would see stand still");

  @ArchTest
  static final ArchRule nothingHoldsUpTheToolkitsThread =
      noClasses()
          .that()
          .resideInAPackage(UI)
          .or()
          .resideInAPackage(ROOT)
          .and(not(within(ROOT + ".EarlyFiles"))) // waited for by the thread that launches
          .should()
          .accessTargetWhere(waiting())
          .because("a window that waits for another thread stands still");

  @ArchTest
  static final ArchRule onlyTheHostKnowsTheServer =
      noClasses()
          .that()
          .resideOutsideOfPackage(ROOT + ".host..")
          .and(not(within(ROOT + ".Surroundings", ROOT + ".Launcher")))
          .should()
          .dependOnClassesThat()
          .resideInAPackage("chat.parley.server..")
          .because("the chat on this computer is joined over the network, as any other");

  @ArchTest
  static final ArchRule onlyTheSessionTalksToServers =
      noClasses()
          .that()
          .resideOutsideOfPackages(ROOT + ".sync..", ROOT + ".host..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("java.net.http..")
          .because("what a failed call means is decided in one place");

  @ArchTest
  static final ArchRule onlyTheReplicaKnowsItsFile =
      noClasses()
          .that()
          .resideOutsideOfPackage(ROOT + ".replica..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.sql..", "org.sqlite..")
          .because("connections, transactions and failures of the disk are its business");

  @ArchTest
  static final ArchRule onlyTheTopAsksForTimeAndChance =
      noClasses()
          .that(
              not(within(ROOT + ".Surroundings", ROOT + ".sync.Surroundings"))
                  .as("are not the surroundings"))
          .should()
          .callMethodWhere(
              describe(
                  "a call that asks the system for the time or for chance",
                  call ->
                      (call.getTargetOwner().isEquivalentTo(Clock.class)
                              && call.getName().startsWith("system"))
                          || (call.getName().equals("now")
                              && call.getTargetOwner().getPackageName().equals("java.time"))
                          || (call.getTargetOwner().isEquivalentTo(System.class)
                              && Set.of("currentTimeMillis", "nanoTime").contains(call.getName()))
                          || (call.getTargetOwner().isEquivalentTo(Math.class)
                              && call.getName().equals("random"))
                          || (call.getTargetOwner().isEquivalentTo(UUID.class)
                              && call.getName().equals("randomUUID"))))
          .because("time and chance are passed in, so that tests can hold them");

  @ArchTest
  static final ArchRule everythingIsPutTogetherInOnePlace =
      noClasses()
          .that(
              not(within(
                      ROOT + ".Desktop",
                      ROOT + ".OpenChat",
                      ROOT + ".Overlays",
                      ROOT + ".ui.main.MainController",
                      ROOT + ".ui.main.MainViewModel"))
                  .as("do not put parts together"))
          .should()
          .callConstructorWhere(
              describe(
                  "makes another's screen or model",
                  call ->
                      (SCREEN.test(call.getTargetOwner())
                              || outermost(call.getTargetOwner())
                                  .getSimpleName()
                                  .endsWith("ViewModel"))
                          && !outermost(call.getOriginOwner())
                              .equals(outermost(call.getTargetOwner()))))
          .because(
              "who knows whom is read in Desktop and OpenChat, and for a chat's parts in Main");

  @ArchTest
  static final ArchRule nothingSleeps =
      noClasses()
          .should()
          .callMethod(Thread.class, "sleep", long.class)
          .orShould()
          .callMethod(Thread.class, "sleep", java.time.Duration.class)
          .because("it waits for a condition or a clock");

  @ArchTest
  static final ArchRule packagesHaveNoCycles =
      slices()
          .matching(ROOT + ".(*)..")
          .should()
          .beFreeOfCycles()
          .because("a package that is understood alone stays so");

  @ArchTest
  static final ArchRule theWindowsPartsHaveNoCycles =
      slices()
          .matching(ROOT + ".ui.(*)..")
          .should()
          .beFreeOfCycles()
          .because("a screen that is understood alone stays so");

  @ArchTest
  static final ArchRule nothingKnowsTheTop =
      noClasses()
          .that()
          .resideInAnyPackage(ROOT + ".*..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage(ROOT)
          .because("the top knows its parts, and not the other way round");

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
}
