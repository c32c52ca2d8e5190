package chat.parley.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.server.testing.Reply;
import chat.parley.server.testing.TestServer;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PagesTest {
  private static final Pattern LINK = Pattern.compile("(?:src|href)=\"([^\"#][^\"]*)\"");
  private static final Pattern IMPORT = Pattern.compile("from '\\./([^']+)'");
  private static TestServer server;

  @BeforeAll
  static void start(@TempDir Path data) {
    server = TestServer.on(data);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/docs", "/redoc"})
  void haveAPolicyThatRunsNoInlineScriptAndReachesNoOtherOrigin(String path) {
    Reply page = server.get(path).expect(200);
    String policy = String.valueOf(page.header("Content-Security-Policy"));

    assertEquals(
        "text/html;charset=utf-8", String.valueOf(page.header("Content-Type")).replace(" ", ""));
    assertTrue(policy.contains("default-src 'none'"), policy);
    assertTrue(policy.contains("script-src 'self';"), policy);
    assertTrue(policy.contains("frame-ancestors 'none'"), policy);
    assertFalse(policy.contains("http"), policy);
    assertFalse(page.body().matches("(?s).*<script(?![^>]* src=)[^>]*>.*"), "an inline script");
    assertFalse(page.body().matches("(?si).*<[^>]+\\son[a-z]+=.*"), "an inline handler");
    assertFalse(page.body().matches("(?s).*<[^>]+=\"(https?:)?//.*"), "another origin");
  }

  @Test
  void ofTheChatHaveNoInlineStyleEither() {
    Reply page = server.get("/").expect(200);

    assertFalse(String.valueOf(page.header("Content-Security-Policy")).contains("unsafe"));
    assertFalse(page.body().matches("(?s).*(<style|<[^>]+\\sstyle=).*"), "an inline style");
    assertEquals("no-referrer", page.header("Referrer-Policy"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/docs", "/redoc"})
  void linkToWhatIsThere(String path) {
    List<String> links = found(LINK, server.get(path).expect(200).body());

    assertFalse(links.isEmpty());
    links.forEach(link -> server.get("/" + link.replaceFirst("^/", "")).expect(200));
  }

  @Test
  void importModulesThatAreThere() {
    Reply app = server.get("/web/app.js").expect(200);
    List<String> imports = found(IMPORT, app.body());

    assertFalse(imports.isEmpty());
    imports.forEach(file ->
        found(IMPORT, server.get("/web/" + file).expect(200).body())
            .forEach(next -> server.get("/web/" + next).expect(200)));
  }

  private static List<String> found(Pattern pattern, String text) {
    return pattern.matcher(text).results().map((MatchResult match) -> match.group(1)).toList();
  }

  @ParameterizedTest
  @CsvSource({
    "/openapi.json, application/json",
    "/web/app.js, text/javascript;charset=utf-8",
    "/web/style.css, text/css;charset=utf-8",
    "/web/icon.svg, image/svg+xml",
    "/webjars/swagger-ui/swagger-ui-bundle.js, text/javascript;charset=utf-8",
    "/webjars/swagger-ui/swagger-ui.css, text/css;charset=utf-8",
    "/webjars/redoc/redoc.standalone.js, text/javascript;charset=utf-8"
  })
  void loadWhatTheyNeedWithItsType(String path, String type) {
    assertEquals(
        type, String.valueOf(server.get(path).expect(200).header("Content-Type")).replace(" ", ""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/docs",
        "/openapi.json",
        "/web/app.js",
        "/webjars/swagger-ui/swagger-ui.css"
      })
  void areSentOnlyIfTheyHaveChanged(String path) {
    Reply first = server.get(path).expect(200);
    String tag = String.valueOf(first.header("ETag"));
    Reply second = server.get(path, "If-None-Match", tag).expect(304);

    assertTrue(tag.matches("\"[0-9a-f]+\""), tag);
    assertEquals("no-cache", first.header("Cache-Control"));
    assertEquals("", second.body());
    assertEquals(tag, second.header("ETag"));
    assertEquals("nosniff", second.header("X-Content-Type-Options"));
    server.get(path, "If-None-Match", "\"another\"").expect(200);
  }
}
