package chat.parley.browser;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What somebody sends who means harm. Whatever runs sets the canary; whatever loads asks a trap.
 */
final class Hostile {
  private static final int TEXT_BYTES = 16_384;
  private static final int LINKS = 1_000;
  private static final String RUN = "window." + Complaints.CANARY + "=1";

  private Hostile() {}

  /** Texts that try to run or to load something; the trap is another origin's address. */
  static List<String> attacks(String trap) {
    List<String> texts = new ArrayList<>();
    texts.addAll(scripts(trap));
    texts.addAll(links(trap));
    texts.addAll(mutations(trap));
    return texts;
  }

  private static List<String> scripts(String trap) {
    return List.of(
        "<script>" + RUN + "</script>",
        "<SCRIPT SRC=" + trap + "/script.js></SCRIPT>",
        "<img src=x onerror=" + RUN + ">",
        "<img src=" + trap + "/image.png>",
        "<svg onload=" + RUN + "><script>" + RUN + "</script></svg>",
        "<svg><a xlink:href=\"javascript:" + RUN + "\"><text x=20 y=20>click</text></a></svg>",
        "<svg><use href=\"data:image/svg+xml,<svg id=x onload=" + RUN + ">#x\"/></svg>",
        "<math><mtext><img src=x onerror=" + RUN + "></mtext></math>",
        "<iframe src=\"javascript:parent." + RUN + "\"></iframe>",
        "<iframe srcdoc=\"<script>parent." + RUN + "</script>\"></iframe>",
        "<object data=" + trap + "/object></object><embed src=" + trap + "/embed>",
        "<link rel=stylesheet href=" + trap + "/style.css>",
        "<style>@import '" + trap + "/import.css'; body{display:none}</style>",
        "<div style=\"position:fixed;inset:0;background:url(" + trap + "/css.png)\">x</div>",
        "<base href=" + trap + "/><meta http-equiv=refresh content=0;url=" + trap + "/meta>",
        "<form action=" + trap + "/form><input name=a autofocus onfocus=" + RUN + "></form>",
        "<video autoplay><source onerror=" + RUN + " src=" + trap + "/v.mp4></video>",
        "<details open ontoggle=" + RUN + ">x</details><marquee onstart=" + RUN + ">",
        "<body onload=" + RUN + "><input onblur=" + RUN + " autofocus><input autofocus>",
        "<form id=app><input name=attributes><input id=draft name=parentNode></form>",
        "<a id=title></a><a id=title name=body href=x></a><img name=querySelector id=location>",
        "\"><img src=x onerror=" + RUN + "><x y=\"",
        "${" + RUN + "} {{constructor.constructor('" + RUN + "')()}} <%= 1 %>",
        "<template><script>" + RUN + "</script></template><xmp><img src=x onerror=" + RUN + ">");
  }

  private static List<String> links(String trap) {
    return List.of(
        "[a](javascript:" + RUN + ")",
        "[a](JaVaScRiPt:" + RUN + ")",
        "[a]( javascript:" + RUN + " \"t\")",
        "[a](<javascript:" + RUN + ">)",
        "[a](&#106;avascript:" + RUN + ")",
        "[a](&#x6A&#x61;vascript&colon;" + RUN + ")",
        "[a](java\tscript:" + RUN + ")",
        "[a](vbscript:MsgBox(1)) [b](data:text/html,<script>" + RUN + "</script>)",
        "[a](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)",
        "[a](file:///etc/passwd) [b](blob:x) [c](//127.0.0.1/x) [d](\\\\host\\share)",
        "[a][1]\n\n[1]: javascript:" + RUN,
        "<javascript:" + RUN + "> <" + trap + "/auto>",
        "![a](" + trap + "/markdown.png) ![b](javascript:" + RUN + ")",
        "[![a](" + trap + "/nested.png)](javascript:" + RUN + ")",
        "![" + "<img src=x onerror=" + RUN + ">](" + trap + "/alt.png)",
        "[a](http://x\" onmouseover=\"" + RUN + ") https://x/\"onmouseover=\"" + RUN,
        "[<img src=x onerror=" + RUN + ">](http://example.org)",
        "```\" onload=" + RUN + " x=\"\n<script>" + RUN + "</script>\n```",
        "```<img/src=x/onerror=" + RUN + ">\ncode\n```",
        "`<script>" + RUN + "</script>` ~~<script>" + RUN + "</script>~~",
        "- [ ] <img src=x onerror=" + RUN + ">\n- [x] b",
        "| <img src=x onerror=" + RUN + "> | b |\n|---|---|\n| c | d |",
        "https://example.org/<script>" + RUN + "</script>",
        "www.example.org\"onclick=" + RUN + " mailto:a@b.c?subject=<script>");
  }

  private static List<String> mutations(String trap) {
    return List.of(
        "<noscript><p title=\"</noscript><img src=x onerror=" + RUN + ">\"></noscript>",
        "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror="
            + RUN
            + "&gt;\">",
        "<svg></p><style><a id=\"</style><img src=1 onerror=" + RUN + ">\">",
        "<form><math><mtext></form><form><mglyph><style></math><img src onerror=" + RUN + ">",
        "<svg><style><img src=x onerror=" + RUN + "></style></svg>",
        "<textarea></textarea><img src=x onerror=" + RUN + "></textarea>",
        "<select><template><style><!--</style><a rel=\"--></style></template></select><img id=x src="
            + trap
            + "/m.png onerror="
            + RUN
            + ">",
        "<![CDATA[<img src=x onerror=" + RUN + ">]]> <!--><img src=x onerror=" + RUN + ">-->",
        "&lt;img src=x onerror=" + RUN + "&gt; &amp;lt;script&amp;gt;",
        "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY e SYSTEM \"" + trap + "/xxe\">]><x>&e;</x>",
        "<p id=__proto__ class=constructor>__proto__ constructor toString hasOwnProperty</p>");
  }

  /** Texts that try to be too much: for the parser, for the layout or for the eye. */
  static List<String> burdens(String trap) {
    List<String> texts = new ArrayList<>();
    for (String unit :
        List.of(
            "a", ">", "[", "*", "`", "_", "~", "|", "#", "![", "[](", "<", "- ", "> ", "1. ",
            "**a ", "&", "\\", "(", "http://", "www.", "a@", "*a_", "[a](b", "| a ", "<a", "`` ` ",
            "~~a ", "\n", "\t.", "𓀀", "\u200B.", "<!--", "[^1]", "_*`", "a**b", "]()", "\"")) {
      texts.add(filled(unit));
    }
    texts.add("| a | b |\n|---|---|\n" + filled("| c | d |\n").substring(0, TEXT_BYTES - 30));
    texts.add(nested(200, "> ") + "deep");
    texts.add(lines(150, n -> "  ".repeat(n) + "- deep"));
    texts.add("```\n" + lines(1_500, n -> "line " + n) + "\n```");
    texts.add("```\n" + "w".repeat(8_000) + "\n```");
    texts.add(
        IntStream.range(0, LINKS)
            .mapToObj(n -> "http://a.bc/" + n)
            .collect(Collectors.joining(" ")));
    texts.add(
        IntStream.range(0, 200)
            .mapToObj(n -> "![i](" + trap + "/" + n + ".png)")
            .collect(Collectors.joining(" ")));
    texts.add(zalgo("he comes"));
    texts.add("A" + "\u0301".repeat(5_000));
    texts.add("\u202Egnihtyreve sesrever\u202D \u2066 \u2067 \u200F right \u061C left");
    texts.add("\u202E".repeat(500) + "txt.exe");
    texts.add("zero\u200Bwidth\u200B\u200C\u200D\u2060\uFEFFjoiners");
    texts.add("\uFEFF\u200B");
    texts.add("\u3164\u2800\u00A0\u180E");
    texts.add("﷽".repeat(800) + "𒐫".repeat(300));
    texts.add("👨‍👩‍👧‍👦".repeat(500));
    texts.add("\uDB40\uDC67\uDB40\uDC62\uFFFE\uFFFF\uFFFD");
    return texts;
  }

  /** Marks piled above and below each letter. */
  static String zalgo(String text) {
    String marks =
        IntStream.range(0, 60)
            .mapToObj(n -> "" + (char) (0x0300 + n))
            .collect(Collectors.joining());
    return text.chars().mapToObj(c -> (char) c + marks).collect(Collectors.joining());
  }

  /** Names of senders, of which a server may refuse some. */
  static List<String> names() {
    return List.of(
        "<script>" + RUN + "<",
        "<img src=x onerror=" + RUN + ">",
        "\" onmouseover=\"" + RUN,
        "'; " + RUN + "--",
        "&lt;b&gt;",
        "__proto__",
        "constructor",
        "a\u0301\u0302\u0303\u0304\u0305\u0306\u0307\u0308\u0309\u030A\u030B\u030C\u030D\u030E",
        "ﷺ﷽﷽﷽",
        "W".repeat(64),
        "👩‍👩‍👧‍👧".repeat(5),
        "دانا",
        "a\u00A0b",
        "** [x](http:) `y`");
  }

  /** Names of rooms that a server takes. */
  static List<String> rooms() {
    return List.of(
        "__proto__", "constructor", "toString", "hasOwnProperty", "W".repeat(64), "a..b", "-", "_");
  }

  private static String filled(String unit) {
    int bytes = unit.getBytes(StandardCharsets.UTF_8).length;
    String text = unit.repeat(TEXT_BYTES / bytes);
    return text.isBlank() ? text.substring(0, text.length() - 1) + "x" : text;
  }

  private static String nested(int depth, String unit) {
    return String.join("", Collections.nCopies(depth, unit));
  }

  private static String lines(int count, IntFunction<String> line) {
    String all = IntStream.range(0, count).mapToObj(line).collect(Collectors.joining("\n"));
    return all.substring(0, Math.min(all.length(), TEXT_BYTES - 10));
  }
}
