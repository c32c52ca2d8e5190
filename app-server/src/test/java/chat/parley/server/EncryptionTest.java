package chat.parley.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import chat.parley.server.http.HttpTransport;
import chat.parley.server.testing.VirtualTime;
import chat.parley.server.tls.ServerCertificate;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EncryptionTest {
  @TempDir private Path folder;
  private final VirtualTime time = new VirtualTime();
  private final Surroundings around =
      new Surroundings(time, time, new SecureRandom(), sentence -> {});
  private final List<ServerCertificate> used = new ArrayList<>();

  @Test
  void renewsItsOwnCertificateInTimeAndKeepsThePin() throws Exception {
    Encryption encryption = Encryption.of(ServerConfig.Tls.AUTO, folder, around);
    ServerCertificate first = shown(encryption);
    encryption.renew(used::add);
    assertEquals(List.of(), used);

    time.advance(Duration.ofDays(380));
    encryption.renew(used::add);
    encryption.renew(used::add);

    assertEquals(1, used.size());
    assertNotEquals(first, used.getFirst());
    assertEquals(used.getFirst(), shown(encryption));
    assertEquals(first.pin(), encryption.pin());
  }

  private static ServerCertificate shown(Encryption encryption) {
    HttpTransport.Tls tls = Objects.requireNonNull(encryption.tls());
    return tls.certificate();
  }

  @Test
  void leavesOneThatSomebodyElseMadeAlone() throws Exception {
    ServerCertificate given = shown(Encryption.of(ServerConfig.Tls.AUTO, folder, around));
    Encryption encryption =
        Encryption.of(new ServerConfig.Tls(given, 8_001), folder.resolve("none"), around);
    time.advance(Duration.ofDays(380));

    encryption.renew(used::add);

    assertEquals(List.of(), used);
    assertEquals(new HttpTransport.Tls(given, 8_001), encryption.tls());
  }

  @Test
  void isNotThereUnlessItIsAskedFor() throws Exception {
    Encryption encryption = Encryption.of(null, folder, around);
    encryption.renew(used::add);
    assertNull(encryption.tls());
    assertNull(encryption.pin());
  }
}
