package chat.parley.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Where several screens begin. */
final class Scenes {
  private static final AtomicInteger VISITS = new AtomicInteger();

  private Scenes() {}

  static ChatPage chat(Screen.Set set) {
    ChatPage page = set.visitor().join("alice");
    page.page().navigate(set.line().atLocalhost() + "#kitchen");
    page.assertInRoom("kitchen");
    page.awaitMessage("And mine is blue");
    return page;
  }

  /** Alice in the kitchen, whose name is her own. */
  static ChatPage claimed(Screen.Set set) {
    String name = unique("alice");
    ChatPage page = chat(set);
    page.become(name, set.server().api().join(name));
    page.assertInRoom("kitchen");
    page.awaitMessage("And mine is blue");
    return page;
  }

  static ChatPage administrator(Screen.Set set) {
    String name = unique("root");
    ChatPage page = chat(set);
    page.become(name, set.server().api().joinAsAdministrator(name, set.server().ownerToken()));
    page.assertInRoom("kitchen");
    page.awaitMessage("And mine is blue");
    return page;
  }

  /** The page as it is at a link with an invite that was sent by the network. */
  static ChatPage invited(Screen.Set set) {
    String root = set.server().api().joinAsAdministrator(unique("root"), set.server().ownerToken());
    Page tab = set.visitor().context().newPage();
    tab.navigate(set.line().at(LanAddress.find()) + "#join=" + set.server().api().invite(root, 2));
    return new ChatPage(tab);
  }

  static ChatPage privateRoom(Screen.Set set) {
    ChatPage page = claimed(set);
    page.openDrawer();
    page.makePrivateRoom("Surprise party for Zoë", "On Friday at six, in the big kitchen", "");
    for (String name : List.of("bob", "carol")) {
      set.server().api().joinIfFree(name);
      set.server().api().setMember(page.token(), page.roomId(), name, "member");
    }
    return page;
  }

  /** Somebody in the kitchen who was in a private room until now. */
  static ChatPage removed(Screen.Set set) {
    String name = unique("eve");
    ChatPage page = chat(set);
    page.become(name, set.server().api().join(name));
    String dora = set.server().api().join(unique("dora"));
    String room = set.server().api().makePrivateRoom(dora, "Surprise party for Zoë", "");
    set.server().api().setMember(dora, room, name, "member");
    page.openDrawer();
    page.openRoom("Surprise party for Zoë");
    set.server().api().removeMember(dora, room, name);
    assertThat(page.page().getByText("You are no longer in")).isVisible();
    return page;
  }

  /** Somebody who is kept out since now. */
  static ChatPage banned(Screen.Set set) {
    String name = unique("carol");
    ChatPage page = chat(set);
    page.become(name, set.server().api().join(name));
    String root = set.server().api().joinAsAdministrator(unique("root"), set.server().ownerToken());
    set.server().api().ban(root, name, "too loud");
    assertThat(page.page().getByText("You are banned here")).isVisible();
    return page;
  }

  /** One server is visited twice, and a name can be made one's own once. */
  static String unique(String name) {
    return name + "-" + VISITS.incrementAndGet();
  }
}
