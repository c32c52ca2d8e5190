package chat.parley.model.tls;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The fingerprint of a server's key: SHA-256 of its SubjectPublicKeyInfo (RFC 5280, 4.1.2.7), as
 * {@value #CHARS} characters of URL-safe Base64. It stays the same when the certificate is renewed.
 */
public record Pin(String value) {
  public static final int CHARS = 43;

  /** 256 bits are 42 whole characters of 6 and one of 4, whose last two bits are zero. */
  private static final Pattern FORM =
      Pattern.compile("[A-Za-z0-9_-]{" + (CHARS - 1) + "}[AEIMQUYcgkosw048]");

  /**
   * @throws IllegalArgumentException if it is none
   */
  public Pin {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException("A pin has " + CHARS + " characters of URL-safe Base64.");
    }
  }

  /** What a person or a file gave, if it is one. */
  public static Optional<Pin> read(String value) {
    return FORM.matcher(value).matches() ? Optional.of(new Pin(value)) : Optional.empty();
  }

  public static Pin of(PublicKey key) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(key.getEncoded());
      return new Pin(Base64.getUrlEncoder().withoutPadding().encodeToString(hash));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
