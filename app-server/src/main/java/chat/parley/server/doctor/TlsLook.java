package chat.parley.server.doctor;

import chat.parley.model.tls.Pin;
import chat.parley.server.file.UnusableFileException;
import chat.parley.server.tls.GivenCertificate;
import chat.parley.server.tls.OwnCertificate;
import chat.parley.server.tls.ServerCertificate;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;

/** Whether the certificate that a server would show can be used. */
public sealed interface TlsLook {
  Duration SOON = Duration.ofDays(14);
  String SUBJECT = "tls";

  /** Two files that somebody else made. */
  record Given(Path certificate, Path key) implements TlsLook {}

  /** What the server makes itself in its data folder. */
  record Own(Path data) implements TlsLook {}

  /** What there is; empty where the server will make it. */
  private Optional<ServerCertificate> certificate(Instant now) throws UnusableFileException {
    return switch (this) {
      case Given(Path certificate, Path key) ->
          Optional.of(GivenCertificate.read(certificate, key, now));
      case Own(Path data) -> OwnCertificate.look(data);
    };
  }

  /** What a server that runs here shows, as far as that is known. */
  default Optional<Pin> pin() {
    try {
      return Optional.of(
          switch (this) {
            case Given(Path certificate, Path key) -> GivenCertificate.pin(certificate);
            case Own(Path data) -> OwnCertificate.pin(data);
          });
    } catch (UnusableFileException e) {
      return Optional.empty(); // the finding says why
    }
  }

  default Finding finding(Instant now) {
    Optional<ServerCertificate> certificate;
    try {
      certificate = certificate(now);
    } catch (UnusableFileException e) {
      return Finding.bad(SUBJECT, String.valueOf(e.getMessage()));
    }
    if (certificate.isEmpty()) {
      return Finding.ok(SUBJECT, "A key and a certificate will be made at the first start.");
    }
    ServerCertificate there = certificate.get();
    String sentence =
        "The certificate is good until "
            + there.ends().atOffset(ZoneOffset.UTC).toLocalDate()
            + (this instanceof Own ? ", and renewed before that." : ".")
            + (there.isSelfSigned() ? " Pin: " + there.pin() : "");
    return this instanceof Given && now.plus(SOON).isAfter(there.ends())
        ? Finding.look(SUBJECT, sentence + " Renew it soon, and start the server again.")
        : Finding.ok(SUBJECT, sentence);
  }
}
