package chat.parley.bench.subject;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import chat.parley.bench.load.Exchange;
import chat.parley.bench.load.Text;
import chat.parley.server.Server;
import chat.parley.server.ServerConfig;
import chat.parley.server.Surroundings;
import chat.parley.server.access.Access;
import chat.parley.server.access.OwnerToken;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PeopleTest {
  @TempDir private Path folder;

  @Test
  void eachHasANameAndATokenWhereAllAreLetInByInvitation() throws Exception {
    ServerConfig config = ServerConfig.defaults(folder).withPort(0).withAccess(Access.INVITE);
    try (Server server = Server.start(config, Surroundings.real())) {
      People people = People.named(server.port(), folder.resolve(OwnerToken.FILE));
      assertNotEquals(people.person("c1"), people.person("c1"));
      ParleyDialect dialect = new ParleyDialect(new Requests(server.port(), false), people);
      try (Exchange exchange =
          new Exchange(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()))) {
        Dialect.Sending sending = dialect.sending(1, "kitchen");
        sending.take(exchange.ask(sending.message(Text.USUAL.of(0))));
        Dialect.Waiting waiting = dialect.waiting(1, "kitchen");
        waiting.take(exchange.ask(waiting.next()));
      }
      List<String> said = List.of(Text.USUAL.of(0));
      assertEquals(said, new Archive(server.port(), people).texts("kitchen"));
      Archive guests = new Archive(server.port(), People.guests());
      assertThrows(IllegalStateException.class, () -> guests.texts("kitchen"));
    }
  }
}
