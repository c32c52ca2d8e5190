package chat.parley.server.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.password4j.Argon2Function;
import org.junit.jupiter.api.Test;

class PasswordsTest {
  @Test
  void whereNoneIsKeptAsMuchIsWorkedOut() {
    try (Passwords passwords = new Passwords()) {
      String kept = passwords.encoded("the soup is ready", "password").join();

      assertTrue(passwords.matches("the soup is ready", kept).join());
      assertFalse(passwords.matches("the soup is ready", null).join());
      assertFalse(passwords.matches("", null).join());
      assertEquals(
          Argon2Function.getInstanceFromHash(kept),
          Argon2Function.getInstanceFromHash(Passwords.NOBODYS));
      assertEquals(kept.length(), Passwords.NOBODYS.length());
    }
  }
}
