package chat.parley.server.doctor;

import chat.parley.model.Timestamp;
import chat.parley.server.machine.Addresses;
import chat.parley.server.machine.Descriptors;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether a server can do its work here: each thing it needs is looked at, and nothing is changed.
 *
 * @param data the folder with the data
 * @param host the address to listen on
 * @param polls the most polls held at once
 * @param tls where the certificate is; null: the port is in clear text
 * @param plainPort a port in clear text beside it; null: none
 */
public record Doctor(
    Path data,
    String host,
    int port,
    int polls,
    @Nullable TlsLook tls,
    @Nullable Integer plainPort) {
  private static final int YEAR_MIN = 2026;
  private static final int YEAR_MAX = 2100;

  /** A clock that went back by less is evened out. */
  private static final Duration CLOCK_BACK_MAX = Duration.ofSeconds(5);

  /**
   * Looks at everything, on the calling thread; it takes some seconds at most, and longer only for
   * a slow disk.
   *
   * @param now the time by this machine's clock
   */
  public List<Finding> look(Instant now) throws InterruptedException {
    List<Finding> findings = new ArrayList<>();
    findings.add(PortLook.at(host, port, tls));
    if (plainPort != null) {
      findings.add(PortLook.at(host, plainPort, null));
    }
    if (tls != null) {
      findings.add(tls.finding(now));
    }
    findings.add(addresses());
    findings.add(descriptors());
    DataLook stored = DataLook.at(data);
    findings.add(stored.disk());
    findings.add(stored.database());
    findings.add(clock(now, stored.newest()));
    findings.add(Finding.ok("java", Runtime.version().toString()));
    return findings;
  }

  private Finding addresses() {
    String scheme = tls == null ? Addresses.HTTP : Addresses.HTTPS;
    List<String> urls = Addresses.urls(scheme, host, port);
    String all = String.join(", ", urls);
    if (Addresses.isLoopback(host)) {
      return Finding.ok(
          "addresses", all + ", for this machine only. For the network: --host 0.0.0.0");
    }
    return urls.equals(Addresses.urls(scheme, "127.0.0.1", port))
        ? Finding.look(
            "addresses", all + " only: this machine has no address in a network. Is it connected?")
        : Finding.ok("addresses", all);
  }

  private Finding descriptors() {
    return Descriptors.shortage(polls)
        .map(sentence -> Finding.look("files", sentence))
        .orElseGet(() -> Finding.ok("files", "Enough can be open for " + polls + " polls."));
  }

  static Finding clock(Instant now, @Nullable Timestamp newest) {
    int year = now.atOffset(ZoneOffset.UTC).getYear();
    if (year < YEAR_MIN || year > YEAR_MAX) {
      return Finding.bad("clock", "This machine's clock says the year " + year + ". Set it.");
    }
    if (newest != null && now.plus(CLOCK_BACK_MAX).toEpochMilli() < newest.millis()) {
      return Finding.bad(
          "clock",
          "This machine's clock is "
              + "%,d s behind the newest message. Set it."
                  .formatted((newest.millis() - now.toEpochMilli()) / 1_000));
    }
    return Finding.ok("clock", now.truncatedTo(ChronoUnit.SECONDS) + ".");
  }
}
