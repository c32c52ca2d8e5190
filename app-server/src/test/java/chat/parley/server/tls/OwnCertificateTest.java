package chat.parley.server.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.model.tls.Pin;
import chat.parley.server.file.UnusableFileException;
import chat.parley.server.testing.VirtualTime;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnCertificateTest {
  private static final Duration LONGEST = Duration.ofDays(398);

  @TempDir private Path folder;
  private final VirtualTime time = new VirtualTime();
  private final Set<String> names =
      new TreeSet<>(Set.of("localhost", "127.0.0.1", "::1", "Alices-Laptop", "192.168.1.7"));

  private OwnCertificate own() {
    return new OwnCertificate(folder, () -> names, time, new SecureRandom());
  }

  private Path key() {
    return folder.resolve("tls-key.pem");
  }

  private Path certificate() {
    return folder.resolve("tls-cert.pem");
  }

  @Test
  void isOfTheCurveP256ForAllNamesAndShorterThanBrowsersTake() throws Exception {
    X509Certificate leaf = own().current().leaf();

    assertEquals("EC", leaf.getPublicKey().getAlgorithm());
    assertEquals("SHA256withECDSA", leaf.getSigAlgName());
    assertEquals(
        Set.of("localhost", "127.0.0.1", "0:0:0:0:0:0:0:1", "alices-laptop", "192.168.1.7"),
        SelfSigned.names(leaf));
    Duration lasts =
        Duration.between(leaf.getNotBefore().toInstant(), leaf.getNotAfter().toInstant());
    assertTrue(lasts.compareTo(LONGEST) < 0, lasts.toString());
    leaf.checkValidity(java.util.Date.from(time.instant()));
    leaf.verify(leaf.getPublicKey());
    assertEquals(-1, leaf.getBasicConstraints(), "it cannot sign others");
    assertEquals(List.of("1.3.6.1.5.5.7.3.1"), leaf.getExtendedKeyUsage());
  }

  @Test
  void isKeptForItsOwnerAlone() throws Exception {
    ServerCertificate first = own().current();

    assertEquals(first, own().current());
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(key())));
    assertEquals(Set.of("tls-key.pem", "tls-cert.pem"), namesInFolder());
    assertEquals(first.pin(), OwnCertificate.pin(folder));
    assertEquals(first, OwnCertificate.look(folder).orElseThrow());
  }

  private Set<String> namesInFolder() throws Exception {
    Set<String> all = new TreeSet<>();
    try (var files = Files.list(folder)) {
      files.forEach(file -> all.add(String.valueOf(file.getFileName())));
    }
    return all;
  }

  @Test
  void isRenewedForTheSameKeyThirtyDaysBeforeItsEnd() throws Exception {
    ServerCertificate first = own().current();
    time.advance(Duration.ofDays(365));
    assertFalse(own().isDue(first));
    assertEquals(first, own().current());
    time.advance(Duration.ofDays(2));

    assertTrue(own().isDue(first));
    ServerCertificate second = own().current();

    assertNotEquals(first.leaf(), second.leaf());
    assertEquals(first.pin(), second.pin());
    assertFalse(own().isDue(second));
    assertEquals(second, own().current());
  }

  @Test
  void isRenewedForTheSameKeyWhereAnAddressCameAndNotWhereOneWent() throws Exception {
    ServerCertificate first = own().current();
    names.remove("192.168.1.7");
    assertEquals(first, own().current());
    names.add("10.0.0.9");

    ServerCertificate second = own().current();

    assertTrue(SelfSigned.names(second.leaf()).contains("10.0.0.9"));
    assertEquals(first.pin(), second.pin());
  }

  @Test
  void isMadeAnewForTheSameKeyWhereItIsLostOrDamagedOrFromTheFuture() throws Exception {
    Pin pin = own().current().pin();
    Files.delete(certificate());
    assertEquals(pin, own().current().pin());
    Files.writeString(certificate(), "-----BEGIN CERTIFICATE-----\n!!!\n-----END CERTIFICATE-----");
    assertEquals(pin, own().current().pin());
    time.advance(Duration.ofDays(-30));
    assertEquals(pin, own().current().pin());
    own().current().leaf().checkValidity(java.util.Date.from(time.instant()));
  }

  @Test
  void namesThatNoCertificateCanHaveAreLeftOut() throws Exception {
    names.add("büro");
    names.add("a name");
    names.add("x".repeat(64));
    assertEquals(5, SelfSigned.names(own().current().leaf()).size());
    assertFalse(own().isDue(own().current()));
  }

  @Test
  void aKeyThatOthersMayReadIsRefused() throws Exception {
    var _ = own().current();
    for (String rights : List.of("rw-r-----", "rw----r--", "rw--w----")) {
      Files.setPosixFilePermissions(key(), PosixFilePermissions.fromString(rights));
      assertRefused("may be read by others than its owner", "chmod 600 " + key());
    }
    Files.setPosixFilePermissions(key(), PosixFilePermissions.fromString("r--------"));
    var _ = own().current();
  }

  private void assertRefused(String... words) {
    String message =
        String.valueOf(
            assertThrows(UnusableFileException.class, () -> own().current()).getMessage());
    for (String word : words) {
      assertTrue(message.contains(word), message);
    }
  }

  @Test
  void aKeyThatIsNotItsOwnIsRefusedAndNeverReplaced() throws Exception {
    Files.createFile(
        key(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(key(), "my notes");
    assertRefused("There is no private key in " + key());
    Files.writeString(key(), PemFiles.text(PemFiles.rsaKeys().getPrivate()));
    assertRefused("is not one that Parley made", "join by a new link");
    assertFalse(Files.exists(certificate()));
  }

  @Test
  void aFolderThatCannotBeWrittenIsSaid() throws Exception {
    Files.createDirectory(folder.resolve("tls-cert.pem.new"));
    Files.writeString(folder.resolve("tls-cert.pem.new").resolve("x"), "x");
    assertRefused("tls-cert.pem cannot be written");
  }
}
