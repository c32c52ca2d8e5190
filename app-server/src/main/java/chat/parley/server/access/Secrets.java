package chat.parley.server.access;

import chat.parley.model.Bytes32;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Pattern;

/**
 * Tokens and invites: secrets that are made by chance, shown once, and kept as their SHA-256 alone.
 * They have 256 and 128 random bits, so a plain hash is enough: nobody can try them all.
 */
public final class Secrets {
  private static final int TOKEN_BYTES = 32;
  private static final int INVITE_BYTES = 16;
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]{43}");
  private static final Pattern INVITE = Pattern.compile("[A-Za-z0-9_-]{22}");

  private Secrets() {}

  /** A new token: 43 URL-safe characters. */
  public static String token(SecureRandom random) {
    return text(random, TOKEN_BYTES);
  }

  /** A new invite: 22 URL-safe characters. */
  public static String invite(SecureRandom random) {
    return text(random, INVITE_BYTES);
  }

  /** A word that no other time is given: 22 URL-safe characters. It is no secret. */
  public static String word(SecureRandom random) {
    return text(random, INVITE_BYTES);
  }

  private static String text(SecureRandom random, int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  public static boolean looksLikeToken(String text) {
    return TOKEN.matcher(text).matches();
  }

  public static boolean looksLikeInvite(String text) {
    return INVITE.matcher(text).matches();
  }

  /** What is kept of a secret: its SHA-256. */
  public static Bytes32 hash(String secret) {
    return Bytes32.sha256(secret.getBytes(StandardCharsets.UTF_8));
  }
}
