package chat.parley.desktop.text;

import java.net.IDN;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The addresses that a message may lead to: http, https and mailto, and nothing that runs. */
final class WebAddress {
  /** What browsers agree to open. */
  static final int MAX_CHARS = 2048;

  private static final Pattern WEB =
      Pattern.compile("(https?)://([^/?#]+)(.*)", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
  private static final Pattern MAIL =
      Pattern.compile("mailto:(.+)", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  /** Some mail programs take a file of this computer along when an address tells them to. */
  private static final Pattern ATTACHMENT =
      Pattern.compile("[?&;]attach", Pattern.CASE_INSENSITIVE);

  private static final String LEGAL_PUNCTUATION = "-._~:/?@!$&'()*+,;=";

  private WebAddress() {}

  /** The address in ASCII, so that what is shown of it cannot pretend; empty for any other. */
  static Optional<URI> of(String address) {
    if (address.length() > MAX_CHARS) {
      return Optional.empty();
    }
    try {
      Matcher web = WEB.matcher(address);
      if (web.matches()) {
        URI uri = new URI(web.group(1) + "://" + authority(web.group(2)) + escaped(web.group(3)));
        return Optional.of(uri).filter(parsed -> parsed.getRawAuthority() != null);
      }
      Matcher mail = MAIL.matcher(address);
      return mail.matches() && !ATTACHMENT.matcher(address).find()
          ? Optional.of(new URI("mailto:" + escaped(mail.group(1))))
          : Optional.empty();
    } catch (URISyntaxException | IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private static String authority(String authority) {
    int host = authority.lastIndexOf('@') + 1;
    boolean ascii = authority.chars().allMatch(c -> c < 0x80);
    return ascii
        ? authority
        : escaped(authority.substring(0, host)) + IDN.toASCII(authority.substring(host));
  }

  /** Escapes what people write in addresses although it is not allowed there. */
  private static String escaped(String part) {
    StringBuilder out = new StringBuilder(part.length());
    byte[] octets = part.getBytes(StandardCharsets.UTF_8);
    boolean inFragment = false;
    for (int i = 0; i < octets.length; i++) {
      char c = (char) (octets[i] & 0xFF);
      boolean legal =
          switch (c) {
            case '%' -> isHex(octets, i + 1) && isHex(octets, i + 2);
            case '#' -> !inFragment;
            default -> isAlphanumeric(c) || LEGAL_PUNCTUATION.indexOf(c) >= 0;
          };
      inFragment |= c == '#';
      if (legal) {
        out.append(c);
      } else {
        out.append('%').append(HexFormat.of().withUpperCase().toHexDigits(octets[i]));
      }
    }
    return out.toString();
  }

  private static boolean isAlphanumeric(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }

  private static boolean isHex(byte[] octets, int at) {
    return at < octets.length && HexFormat.isHexDigit(octets[at]);
  }
}
