package chat.parley.server.tls;

import java.math.BigInteger;
import java.net.InetAddress;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A certificate for a key by that key, for names and addresses of this machine. */
final class SelfSigned {
  private static final X500Name NAME = new X500Name("CN=Parley");

  /** Browsers take none that lasts 398 days or longer. */
  private static final Duration LASTS = Duration.ofDays(397);

  /** So much of it is past when it is made, for those whose clocks are late. */
  private static final Duration PAST = Duration.ofDays(1);

  private static final int NAMES_MAX = 200;
  private static final Pattern DNS_NAME =
      Pattern.compile("[a-z0-9_]([a-z0-9_-]{0,62})(\\.[a-z0-9_-]{1,63})*");
  private static final Pattern IPV4 = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}");

  private SelfSigned() {}

  /**
   * Makes one.
   *
   * @param names as {@link #usable} gives them
   */
  static X509Certificate make(EcKey key, Set<String> names, Instant now, BigInteger serial) {
    Instant begins = now.minus(PAST);
    JcaX509v3CertificateBuilder builder =
        new JcaX509v3CertificateBuilder(
            NAME,
            serial.add(BigInteger.ONE), // it must be positive
            Date.from(begins),
            Date.from(begins.plus(LASTS)),
            NAME,
            key.open());
    GeneralName[] all = names.stream().map(SelfSigned::general).toArray(GeneralName[]::new);
    try {
      // It cannot sign others: whoever trusts it trusts this server and nobody else.
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
      builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
      builder.addExtension(
          Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
      builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(all));
      return new JcaX509CertificateConverter()
          .getCertificate(
              builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(key.secret())));
    } catch (CertIOException | OperatorCreationException | GeneralSecurityException e) {
      throw new IllegalStateException("The certificate could not be made", e);
    }
  }

  private static GeneralName general(String name) {
    return isAddress(name)
        ? new GeneralName(
            GeneralName.iPAddress, new DEROctetString(InetAddress.ofLiteral(name).getAddress()))
        : new GeneralName(GeneralName.dNSName, name);
  }

  private static boolean isAddress(String name) {
    return name.indexOf(':') >= 0 || IPV4.matcher(name).matches();
  }

  /** Those that a certificate can have, each written in one way, and not without end. */
  static Set<String> usable(Collection<String> names) {
    return names.stream()
        .map(name -> name.toLowerCase(Locale.ROOT))
        .filter(name -> isAddress(name) || DNS_NAME.matcher(name).matches())
        .map(SelfSigned::canonical)
        .sorted()
        .limit(NAMES_MAX)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String canonical(String name) {
    return isAddress(name) ? InetAddress.ofLiteral(name).getHostAddress() : name;
  }

  /** The names and addresses a certificate has. */
  static Set<String> names(X509Certificate certificate) {
    try {
      Collection<List<?>> names = certificate.getSubjectAlternativeNames();
      return names == null
          ? Set.of()
          : usable(names.stream().map(name -> String.valueOf(name.get(1))).toList());
    } catch (CertificateParsingException e) {
      return Set.of(); // then it is made anew
    }
  }
}
