package chat.parley.server.cli;

import org.junit.jupiter.api.Test;

class CommandLineInterfaceTest {
  @Test
  void everyCommandIsToldOf() {
    Console.run().expect(2, "serve", "invite", "audit");
    Console.run("--help").expect(0, "serve", "invite", "audit");
    Console.run("sing").expect(2, "sing");
  }

  @Test
  void aCommandThatIsNamedIsFound() {
    Console.run("invite", "--help").expect(0, "parley-server invite");
    Console.run("serve", "--port", "abc").expect(2, "--port");
    Console.run("--version").expect(0, "Parley");
  }
}
