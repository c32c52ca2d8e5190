package chat.parley.desktop.sync;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;

class ClearTextTest {
  @Test
  void encryptsNothing() {
    SSLContext context = ClearText.context();

    assertThrows(UnsupportedOperationException.class, context::createSSLEngine);
    assertThrows(UnsupportedOperationException.class, context::getSocketFactory);
    assertThrows(UnsupportedOperationException.class, context::getServerSocketFactory);
    assertThrows(UnsupportedOperationException.class, () -> context.init(null, null, null));
  }

  @Test
  void whoAsksEncryptedWithItFails() throws Exception {
    try (ScriptedServer server = ScriptedServer.saying("HTTP/1.1 200 OK", "{}");
        HttpClient client =
            HttpClient.newBuilder()
                .sslContext(ClearText.context())
                .proxy(HttpClient.Builder.NO_PROXY)
                .build()) {
      URI address = URI.create(server.address().toString().replace("http:", "https:"));
      HttpRequest request = HttpRequest.newBuilder(address).build();

      IOException failure =
          assertThrows(
              IOException.class,
              () -> client.send(request, HttpResponse.BodyHandlers.discarding()));
      assertInstanceOf(UnsupportedOperationException.class, failure.getCause());
    }
  }
}
