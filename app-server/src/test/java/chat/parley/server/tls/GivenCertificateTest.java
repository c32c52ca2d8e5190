package chat.parley.server.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.server.file.UnusableFileException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.crypto.EncryptedPrivateKeyInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GivenCertificateTest {
  private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");

  @TempDir private Path folder;
  private final KeyPair keys = PemFiles.ecKeys();
  private final KeyPair authority = PemFiles.ecKeys();

  private Path file(String name, String content) throws Exception {
    return Files.writeString(folder.resolve(name), content);
  }

  private X509Certificate leaf(Instant begins) throws Exception {
    return PemFiles.certificate("parley.example", keys, "An authority", authority, begins);
  }

  private X509Certificate signer() throws Exception {
    return PemFiles.certificate(
        "An authority", authority, "An authority", authority, NOW.minus(Duration.ofDays(1)));
  }

  private Path chain() throws Exception {
    return file("chain.pem", PemFiles.text(leaf(NOW.minus(Duration.ofDays(1))), signer()));
  }

  private Path key() throws Exception {
    return file("key.pem", Pem.write("PRIVATE KEY", keys.getPrivate().getEncoded()));
  }

  private static void assertRefused(Path certificate, Path key, String... words) {
    String message =
        String.valueOf(
            assertThrows(
                    UnusableFileException.class, () -> GivenCertificate.read(certificate, key, NOW))
                .getMessage());
    for (String word : words) {
      assertTrue(message.contains(word), message);
    }
  }

  @Test
  void isReadWithThoseWhoSignedIt() throws Exception {
    ServerCertificate read = GivenCertificate.read(chain(), key(), NOW);

    assertEquals(2, read.chain().size());
    assertFalse(read.isSelfSigned());
    assertEquals(read.pin(), GivenCertificate.pin(chain()));
    assertEquals(1, read.keyStore().size());
  }

  @Test
  void aKeyMayBeOfEcOrRsaOrEdwardsInTheOldFormsAndTheNew() throws Exception {
    KeyPair edwards = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    for (KeyPair pair : List.of(keys, PemFiles.rsaKeys(), edwards)) {
      Path certificate =
          file(
              "cert.pem",
              PemFiles.text(
                  PemFiles.certificate(
                      "x", pair, "An authority", authority, NOW.minus(Duration.ofDays(1)))));
      Path old = file("old.pem", PemFiles.text(pair.getPrivate()));
      Path now = file("now.pem", Pem.write("PRIVATE KEY", pair.getPrivate().getEncoded()));
      for (Path form : List.of(old, now)) {
        ServerCertificate read = GivenCertificate.read(certificate, form, NOW);
        assertTrue(GivenCertificate.belong(read.key(), pair.getPublic()), form.toString());
      }
    }
  }

  @Test
  void bothMayBeInOneFileWithWordsBetween() throws Exception {
    Path both =
        file(
            "both.pem",
            "Für alle:\n" + Files.readString(chain()) + "and\n" + Files.readString(key()));
    assertEquals(2, GivenCertificate.read(both, both, NOW).chain().size());
  }

  @Test
  void aFileThatIsNotThereOrNotReadableIsSaid() throws Exception {
    Path missing = folder.resolve("missing.pem");
    assertRefused(missing, key(), missing + " cannot be read: there is no such file");
    assertRefused(chain(), missing, missing + " cannot be read: there is no such file");
    assertRefused(folder, key(), folder + " is no file");
    assertRefused(chain(), file("large.pem", "x".repeat(300_000)), "is too large");
    assertRefused(
        file("notes", "my notes"), key(), "There is no certificate in", "BEGIN CERTIFICATE");
    assertRefused(chain(), chain(), "There is no private key in", "BEGIN PRIVATE KEY");
    assertRefused(
        file("cut", "-----BEGIN CERTIFICATE-----\nMIIB\n"), key(), "is damaged: it is no PEM");
    assertRefused(
        chain(),
        file("odd", Pem.write("PRIVATE KEY", new byte[] {1, 2, 3})),
        "is damaged: it is no PEM");
  }

  @Test
  void anEncryptedKeyIsSaidToBeSoInBothForms() throws Exception {
    byte[] info = new EncryptedPrivateKeyInfo("PBEWithMD5AndDES", new byte[16]).getEncoded();
    assertRefused(
        chain(),
        file("new.pem", Pem.write("ENCRYPTED PRIVATE KEY", info)),
        "is encrypted",
        "openssl");
    String old =
        """
        -----BEGIN EC PRIVATE KEY-----
        Proc-Type: 4,ENCRYPTED
        DEK-Info: AES-128-CBC,00112233445566778899AABBCCDDEEFF

        AAAAAAAAAAAAAAAAAAAAAA==
        -----END EC PRIVATE KEY-----
        """;
    assertRefused(chain(), file("old.pem", old), "is encrypted", "openssl");
  }

  @Test
  void aKeyOfAnotherCertificateIsRefused() throws Exception {
    for (KeyPair other : List.of(authority, PemFiles.rsaKeys())) {
      assertRefused(
          chain(),
          file("other.pem", PemFiles.text(other.getPrivate())),
          "is not that of the first");
    }
  }

  @Test
  void certificatesInAWrongOrderAreRefused() throws Exception {
    X509Certificate leaf = leaf(NOW.minus(Duration.ofDays(1)));
    assertRefused(file("signer-first", PemFiles.text(signer(), leaf)), key(), "is not that of the");
    assertRefused(
        file("twice", PemFiles.text(leaf, leaf, signer())), key(), "Certificate 2", "their order");
  }

  @Test
  void oneThatIsNotGoodNowIsRefusedWithTheDay() throws Exception {
    Path ended = file("ended", PemFiles.text(leaf(NOW.minus(Duration.ofDays(91)))));
    Path early = file("early", PemFiles.text(leaf(NOW.plus(Duration.ofDays(1)))));
    assertRefused(ended, key(), "ended on 2026-11-24", "Renew it");
    assertRefused(early, key(), "begins on 2026-11-26", "clock");
  }
}
