package chat.parley.server.build;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * What this build is: its version, and those of the libraries whose files it serves. Written by the
 * build.
 */
public record BuildInfo(String version, String swaggerUi, String redoc) {
  public static BuildInfo load() {
    Properties properties = new Properties();
    try (InputStream in =
        BuildInfo.class.getResourceAsStream("/chat/parley/server/build.properties")) {
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new BuildInfo(
        properties.getProperty("version", "unknown"),
        properties.getProperty("swagger-ui", "unknown"),
        properties.getProperty("redoc", "unknown"));
  }
}
