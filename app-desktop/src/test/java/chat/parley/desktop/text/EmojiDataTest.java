package chat.parley.desktop.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class EmojiDataTest {
  private static byte[] resource(String name) throws IOException {
    String path = "/chat/parley/desktop/emoji/" + name;
    try (InputStream in =
        Objects.requireNonNull(EmojiDataTest.class.getResourceAsStream(path), path)) {
      return in.readAllBytes();
    }
  }

  @Test
  void theVendoredFilesAreThoseThatWereReviewed() throws IOException, NoSuchAlgorithmException {
    List<String> sums = new String(resource("SHA256SUMS"), StandardCharsets.UTF_8).lines().toList();

    assertEquals(2, sums.size());
    for (String line : sums) {
      String[] sum = line.split(" {2}", 2);
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(resource(sum[1]));
      assertEquals(sum[0], HexFormat.of().formatHex(digest), sum[1]);
    }
  }

  @Test
  void theirLicencesAreBesideThem() throws IOException {
    String notice = new String(resource("NOTICE.txt"), StandardCharsets.UTF_8);

    assertTrue(notice.contains("CC-BY 4.0"));
    assertTrue(notice.contains("Copyright (c) 2013 Cal Henderson"));
  }

  @Test
  void everyEmojiHasAPlaceOfItsOwnInTheSheet() {
    List<Emoji> all = Emojis.all();

    assertTrue(all.stream().allMatch(emoji -> emoji.column() < 62 && emoji.row() < 62));
    assertEquals(
        all.size(),
        all.stream().map(emoji -> emoji.column() * 62 + emoji.row()).distinct().count());
  }
}
