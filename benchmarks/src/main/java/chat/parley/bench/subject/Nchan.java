package chat.parley.bench.subject;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Nchan, a module of nginx, in C. */
public final class Nchan implements Subject {
  private static final Path MODULE = Path.of("/usr/lib/nginx/modules/ngx_nchan_module.so");
  private static final Path NGINX = Path.of("/usr/sbin/nginx");

  @Override
  public String name() {
    return "Nchan";
  }

  @Override
  public String keeps() {
    return "the last 1,000 of a room for an hour, in memory";
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
    return Files.exists(MODULE) && Files.exists(NGINX)
        ? Optional.empty()
        : Optional.of("apt-get install nginx libnginx-mod-nchan");
  }

  @Override
  public Running start(Path folder, int port, boolean browser) throws IOException {
    Path configuration =
        Files.writeString(
            folder.resolve("nginx.conf"),
            Resources.text("nchan.conf")
                .replace("@MODULE@", MODULE.toString())
                .replace("@FOLDER@", folder.toString())
                .replace("@PORT@", Integer.toString(port)));
    NchanDialect dialect = new NchanDialect(new Requests(port, browser));
    return Running.start(
        List.of(NGINX.toString(), "-c", configuration.toString(), "-p", folder.toString()),
        folder,
        port,
        dialect,
        Optional.empty());
  }
}
