package chat.parley.desktop.text;

import java.util.List;
import java.util.Set;
import org.commonmark.ext.autolink.AutolinkExtension;
import org.commonmark.node.Block;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.ListBlock;
import org.commonmark.node.Node;
import org.commonmark.node.ThematicBreak;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;

/** Which Markdown a message is in: CommonMark without blocks of HTML, with strikethrough. */
final class Grammar {
  private static final Set<Class<? extends Block>> BLOCKS =
      Set.of(
          BlockQuote.class,
          FencedCodeBlock.class,
          Heading.class,
          IndentedCodeBlock.class,
          ListBlock.class,
          ThematicBreak.class);

  private static final Parser WITHOUT_AUTOLINKS = builder().build();
  private static final Parser WITH_AUTOLINKS =
      builder().extensions(List.of(AutolinkExtension.create())).build();

  private Grammar() {}

  private static Parser.Builder builder() {
    return Parser.builder()
        .enabledBlockTypes(BLOCKS)
        .maxOpenBlockParsers(Markdown.MAX_OPEN_BLOCKS)
        .maxInlineNesting(Markdown.MAX_INLINE_NESTING)
        .includeSourceSpans(IncludeSourceSpans.BLOCKS_AND_INLINES)
        .customDelimiterProcessor(new Strikethrough());
  }

  static Node withAutolinks(String text) {
    return WITH_AUTOLINKS.parse(text);
  }

  static Node withoutAutolinks(String text) {
    return WITHOUT_AUTOLINKS.parse(text);
  }
}
