package chat.parley.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.model.Bytes32;
import chat.parley.server.testing.Reply;
import chat.parley.server.testing.TestServer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PagesTest {
  private static final Pattern LINK = Pattern.compile("(?:src|href)=\"([^\"#][^\"]*)\"");
  private static final Pattern IMPORT =
      Pattern.compile("(?:from|import|import\\() ?'(\\.{1,2}/[^']+)'");
  private static final Pattern STATIC_IMPORT = Pattern.compile("from '(\\.{1,2}/[^']+)'");
  private static final Pattern IMPORT_MAP =
      Pattern.compile("<script type=\"importmap\">(.*?)</script>");
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
    assertTrue(policy.matches(".*script-src 'self'( 'sha256-[A-Za-z0-9+/=]+')?;.*"), policy);
    assertTrue(policy.contains("frame-ancestors 'none'"), policy);
    assertFalse(policy.contains("http"), policy);
    String withoutMap = IMPORT_MAP.matcher(page.body()).replaceAll("");
    assertFalse(withoutMap.matches("(?s).*<script(?![^>]* src=)[^>]*>.*"), "an inline script");
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
  void ofTheChatAllowTheirImportMapAndNoOtherInlineScript() {
    Reply page = server.get("/").expect(200);
    List<String> maps = found(IMPORT_MAP, page.body());
    byte[] hash = Bytes32.sha256(maps.getFirst().getBytes(StandardCharsets.UTF_8)).toArray();

    assertEquals(1, maps.size());
    assertTrue(
        String.valueOf(page.header("Content-Security-Policy"))
            .contains("'sha256-" + Base64.getEncoder().encodeToString(hash) + "'"));
    found(Pattern.compile("\"\\./([^\"]+)\""), maps.getFirst())
        .forEach(file -> server.get("/" + file).expect(200));
  }

  @Test
  void ofTheEmojiPickerStandInAFrameOfThisServerOnly() {
    String policy =
        String.valueOf(server.get("/web/emoji.html").expect(200).header("Content-Security-Policy"));

    assertTrue(policy.contains("frame-ancestors 'self'"), policy);
    assertTrue(policy.contains("script-src 'self';"), policy);
    assertTrue(policy.contains("default-src 'none'"), policy);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/web/app.js", "/web/shared-worker.js", "/web/emoji.js"})
  void importModulesThatAreThere(String first) {
    assertTrue(modulesFrom(first, IMPORT).size() > 1, first);
  }

  @Test
  void nameAllModulesOfTheChatSoThatTheyLoadAtOnce() {
    String page = server.get("/").expect(200).body();
    Set<String> named =
        new TreeSet<>(found(Pattern.compile("\"modulepreload\" href=\"([^\"]+)\""), page));
    Set<String> needed =
        modulesFrom("/web/app.js", STATIC_IMPORT).stream()
            .map(module -> module.toString().substring(1))
            .collect(Collectors.toCollection(TreeSet::new));

    // Libraries import each other by the names in the import map.
    needed.addAll(found(Pattern.compile("\"\\./([^\"]+)\""), found(IMPORT_MAP, page).getFirst()));
    assertEquals(needed, named);
  }

  private static Set<URI> modulesFrom(String first, Pattern imports) {
    Set<URI> known = new HashSet<>();
    Deque<URI> open = new ArrayDeque<>(List.of(URI.create(first)));
    while (!open.isEmpty()) {
      URI module = open.pop();
      if (known.add(module)) {
        String source = server.get(module.toString()).expect(200).body();
        found(imports, source).forEach(next -> open.push(module.resolve(next)));
      }
    }
    return known;
  }

  private static List<String> found(Pattern pattern, String text) {
    return pattern.matcher(text).results().map((MatchResult match) -> match.group(1)).toList();
  }

  @ParameterizedTest
  @CsvSource({
    "/openapi.json, application/json",
    "/web/app.js, text/javascript;charset=utf-8",
    "/web/style/base.css, text/css;charset=utf-8",
    "/web/vendor/emoji/en.json, application/json",
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
