package chat.parley.bench.subject;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The design of the tutorials, on FastAPI and uvicorn. */
public final class FastApi implements Subject {
  private static final String PYTHON = "/usr/bin/python3";
  private static final Path MODULES = Path.of("/usr/lib/python3/dist-packages");

  @Override
  public String name() {
    return "FastAPI tutorial";
  }

  @Override
  public String keeps() {
    return "all, in memory";
  }

  @Override
  public boolean keepsOverRestart() {
    return false;
  }

  @Override
  public boolean keepsPlaces() {
    return true;
  }

  @Override
  public Optional<String> missing() {
    return Files.exists(MODULES.resolve("fastapi")) && Files.exists(MODULES.resolve("uvicorn"))
        ? Optional.empty()
        : Optional.of("apt-get install python3-fastapi uvicorn");
  }

  @Override
  public Running start(Path folder, int port, boolean browser) throws IOException {
    Files.writeString(folder.resolve("tutorial.py"), Resources.text("tutorial.py"));
    TutorialDialect dialect = new TutorialDialect(new Requests(port, browser));
    return Running.start(
        List.of(
            PYTHON,
            "-m",
            "uvicorn",
            "tutorial:app",
            "--app-dir",
            folder.toString(),
            "--port",
            Integer.toString(port),
            "--no-access-log",
            "--backlog",
            "4096",
            "--timeout-keep-alive",
            "3600"),
        folder,
        port,
        dialect,
        Optional.empty());
  }
}
