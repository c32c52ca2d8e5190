package chat.parley.server.tls;

import java.io.StringWriter;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Keys and certificates as others make them. */
final class PemFiles {
  private static final int RSA_BITS = 2_048;
  private static final Duration LASTS = Duration.ofDays(90);

  private PemFiles() {}

  static KeyPair rsaKeys() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(RSA_BITS);
    return generator.generateKeyPair();
  }

  static KeyPair ecKeys() {
    EcKey key = EcKey.make(new SecureRandom());
    return new KeyPair(key.open(), key.secret());
  }

  /** A certificate for somebody's key, signed by another's. */
  static X509Certificate certificate(
      String subject, KeyPair of, String issuer, KeyPair signer, Instant begins) throws Exception {
    var builder =
        new JcaX509v3CertificateBuilder(
            new X500Name("CN=" + issuer),
            BigInteger.TWO,
            Date.from(begins),
            Date.from(begins.plus(LASTS)),
            new X500Name("CN=" + subject),
            of.getPublic());
    String algorithm =
        signer.getPrivate().getAlgorithm().equals("EC") ? "SHA256withECDSA" : "SHA256withRSA";
    return new JcaX509CertificateConverter()
        .getCertificate(
            builder.build(new JcaContentSignerBuilder(algorithm).build(signer.getPrivate())));
  }

  /** A key in the form of RFC 5915, with its curve as OpenSSL writes it. */
  private static String oldForm(ECPrivateKey key) throws Exception {
    var old =
        new org.bouncycastle.asn1.sec.ECPrivateKey(256, key.getS(), SECObjectIdentifiers.secp256r1);
    return Pem.write("EC PRIVATE KEY", old.getEncoded());
  }

  /** As text, in the older forms for keys: {@code EC PRIVATE KEY}, {@code RSA PRIVATE KEY}. */
  static String text(Object... objects) throws Exception {
    StringWriter text = new StringWriter();
    try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
      for (Object object : objects) {
        if (object instanceof ECPrivateKey key) {
          writer.flush();
          text.append(oldForm(key));
        } else {
          writer.writeObject(object);
        }
      }
    }
    return text.toString();
  }
}
