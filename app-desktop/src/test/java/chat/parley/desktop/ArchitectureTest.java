package chat.parley.desktop;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;

/** What may know what. */
@AnalyzeClasses(packages = "chat.parley.desktop", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {}
