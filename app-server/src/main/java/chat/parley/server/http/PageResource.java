package chat.parley.server.http;

import chat.parley.model.Bytes32;
import chat.parley.model.ErrorCode;
import chat.parley.model.Refusal;
import chat.parley.server.build.BuildInfo;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The pages and what they load, all from the jar. A browser keeps them and asks each time whether
 * they are still the same.
 */
final class PageResource {
  private static final String WEB = "/chat/parley/web/";
  private static final String WEBJARS = "/META-INF/resources/webjars/";
  private static final Pattern FILE =
      Pattern.compile(
          "([a-z0-9-]{1,40}/){0,2}[a-z0-9-]{1,40}\\.(js|css|svg)|vendor/emoji/[a-z]{2}\\.json");
  private static final Pattern IMPORT_MAP =
      Pattern.compile("<script type=\"importmap\">(.*?)</script>", Pattern.DOTALL);
  private static final String EMOJI_PAGE = "emoji.html";

  static final String STRICT_POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self';"
          + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
  // ReDoc styles its page from scripts and searches in a worker that it makes itself.
  private static final String REDOC_POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:;"
          + " connect-src 'self'; worker-src blob:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  // The picker, a library, styles itself from scripts. It stands in a frame of its own, so that the
  // chat's page need not
  // let that happen: nothing that people write ever gets in there.
  private static final String EMOJI_POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:;"
          + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'";

  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "svg", "image/svg+xml",
          "json", "application/json");

  private final Map<String, String> libraries;
  private final String chatPolicy = chatPolicy();
  private final Map<String, Content> loaded = new ConcurrentHashMap<>();

  /** A resource of the jar with a tag that changes with its content. */
  private record Content(ByteBuffer content, String type, String tag) {}

  PageResource(BuildInfo build) {
    String swagger = WEBJARS + "swagger-ui/" + build.swaggerUi() + "/";
    libraries =
        Map.of(
            "swagger-ui/swagger-ui-bundle.js", swagger + "swagger-ui-bundle.js",
            "swagger-ui/swagger-ui.css", swagger + "swagger-ui.css",
            "redoc/redoc.standalone.js",
                WEBJARS + "redoc/" + build.redoc() + "/bundles/redoc.standalone.js");
  }

  void chat(Context ctx) {
    page(ctx, "index.html", chatPolicy);
  }

  /**
   * The strict one, and beside it the one inline thing of the page: the import map, which browsers
   * take only from the page itself, allowed by its hash.
   */
  private static String chatPolicy() {
    String page = new String(load(WEB + "index.html").content().array(), StandardCharsets.UTF_8);
    Matcher map = IMPORT_MAP.matcher(page);
    if (!map.find()) {
      throw new IllegalStateException("The page has no import map");
    }
    byte[] hash = Bytes32.sha256(map.group(1).getBytes(StandardCharsets.UTF_8)).toArray();
    return STRICT_POLICY.replace(
            "script-src 'self'",
            "script-src 'self' 'sha256-" + Base64.getEncoder().encodeToString(hash) + "'")
        + "; worker-src 'self'; frame-src 'self'; manifest-src 'self'";
  }

  void swaggerUi(Context ctx) {
    page(ctx, "docs.html", STRICT_POLICY);
  }

  void redoc(Context ctx) {
    page(ctx, "redoc.html", REDOC_POLICY);
  }

  void openApi(Context ctx) {
    send(ctx, WEB + "openapi.json");
  }

  void web(Context ctx) {
    String file = ctx.pathParam("file");
    if (file.equals(EMOJI_PAGE)) {
      page(ctx, EMOJI_PAGE, EMOJI_POLICY);
      return;
    }
    if (!FILE.matcher(file).matches()) {
      throw notFound();
    }
    send(ctx, WEB + file);
  }

  void library(Context ctx) {
    String path = libraries.get(ctx.pathParam("library") + "/" + ctx.pathParam("file"));
    if (path == null) {
      throw notFound();
    }
    send(ctx, path);
  }

  private void page(Context ctx, String file, String policy) {
    ctx.header("Content-Security-Policy", policy);
    ctx.header("Referrer-Policy", "no-referrer");
    send(ctx, WEB + file);
  }

  private void send(Context ctx, String path) {
    Content resource = loaded.computeIfAbsent(path, PageResource::load);
    ctx.header("ETag", resource.tag());
    ctx.header("Cache-Control", "no-cache");
    if (resource.tag().equals(ctx.header("If-None-Match"))) {
      ctx.status(304);
      return;
    }
    Answer.write(ctx, 200, resource.type(), resource.content().array());
  }

  private static Content load(String path) {
    try (InputStream in = PageResource.class.getResourceAsStream(path)) {
      if (in == null) {
        throw notFound();
      }
      byte[] content = in.readAllBytes();
      String tag = HexFormat.of().formatHex(Bytes32.sha256(content).toArray(), 0, 12);
      String type = TYPES.get(path.substring(path.lastIndexOf('.') + 1));
      return new Content(ByteBuffer.wrap(content), String.valueOf(type), '"' + tag + '"');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Refusal notFound() {
    return new Refusal(ErrorCode.NOT_FOUND, "There is nothing at this address.");
  }
}
