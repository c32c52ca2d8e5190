package chat.parley.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import chat.parley.server.access.Access;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.Locale;

/** Every screen that the page has, and the way to it. */
enum Screen {
  WELCOME {
    @Override
    ChatPage show(Set set) {
      ChatPage page = set.visitor().tab();
      assertThat(page.nameBox()).isFocused();
      return page;
    }
  },
  CHAT {
    @Override
    ChatPage show(Set set) {
      ChatPage page = Scenes.chat(set);
      page.messageBox().fill("A thought that is not finished");
      return page;
    }
  },
  EMPTY {
    @Override
    ChatPage show(Set set) {
      ChatPage page = set.visitor().join("alice");
      page.page().navigate(set.line().atLocalhost() + "#garden");
      page.assertInRoom("garden");
      assertThat(page.sayHello()).isVisible();
      return page;
    }
  },
  NEW {
    @Override
    ChatPage show(Set set) {
      ChatPage page = Scenes.chat(set);
      page.log().locator("xpath=..").evaluate("(scroller) => { scroller.scrollTop = 300; }");
      assertThat(page.jump()).isVisible();
      set.server().api().send("kitchen", "bob", "Who is hungry?");
      assertThat(page.jump()).containsText("1 new");
      return page;
    }
  },
  DRAWER {
    @Override
    boolean isFor(int width) {
      return width < DRAWER_BELOW_PX;
    }

    @Override
    ChatPage show(Set set) {
      ChatPage page = Scenes.chat(set);
      page.drawerButton().click();
      assertThat(page.button("Close the room list")).isVisible();
      assertThat(page.room("kitchen")).isVisible();
      return page;
    }
  },
  FINDER {
    @Override
    ChatPage show(Set set) {
      ChatPage page = Scenes.chat(set);
      page.openDrawer();
      page.finder().fill("kitchen-table");
      assertThat(page.rooms().getByRole(AriaRole.BUTTON, named("Make the room kitchen-table")))
          .isVisible();
      return page;
    }
  },
  SETTINGS {
    @Override
    ChatPage show(Set set) {
      ChatPage page = Scenes.chat(set);
      page.openSettings();
      return page;
    }
  },
  KEYS {
    @Override
    ChatPage show(Set set) {
      ChatPage page = Scenes.chat(set);
      page.page().keyboard().press("ControlOrMeta+/");
      assertThat(page.dialog("Keyboard")).isVisible();
      return page;
    }
  },
  SWITCHER {
    @Override
    ChatPage show(Set set) {
      ChatPage page = Scenes.chat(set);
      page.page().keyboard().press("ControlOrMeta+k");
      assertThat(page.dialog("Go to a room")).isVisible();
      return page;
    }
  },
  EMOJI {
    @Override
    ChatPage show(Set set) {
      ChatPage page = Scenes.chat(set);
      page.button("Emoji").click();
      assertThat(page.emojiPicker().getByRole(AriaRole.MENUITEM).first()).isVisible();
      return page;
    }
  },
  COMPLETIONS {
    @Override
    ChatPage show(Set set) {
      ChatPage page = Scenes.chat(set);
      page.messageBox().pressSequentially("good :smi");
      assertThat(page.page().locator("#completions")).isVisible();
      return page;
    }
  },
  INVITED(Access.INVITE) {
    @Override
    ChatPage show(Set set) {
      ChatPage page = Scenes.invited(set);
      assertThat(page.welcome()).containsText("You have been invited");
      return page;
    }
  },
  USED_UP(Access.INVITE) {
    @Override
    ChatPage show(Set set) {
      Page tab = set.visitor().context().newPage();
      tab.navigate(set.line().at(LanAddress.find()) + "#join=used-up");
      ChatPage page = new ChatPage(tab);
      page.nameBox().fill("alice");
      page.nameBox().press("Enter");
      assertThat(page.welcome()).containsText("unknown, used up");
      return page;
    }
  },
  NAME_TAKEN(Access.INVITE) {
    @Override
    ChatPage show(Set set) {
      String owner = Scenes.unique("bob");
      var _ = set.server().api().joinAsAdministrator(owner, set.server().ownerToken());
      ChatPage page = Scenes.invited(set);
      page.nameBox().fill(owner);
      page.nameBox().press("Enter");
      assertThat(page.welcome().getByRole(AriaRole.ALERT)).isVisible();
      return page;
    }
  },
  INVITE(Access.INVITE) {
    @Override
    ChatPage show(Set set) {
      ChatPage page = set.visitor().tab();
      page.nameBox().fill("alice");
      page.welcome().getByLabel("Invite: the link, or its code").fill("not-a-code");
      page.nameBox().press("Enter");
      assertThat(page.welcome()).containsText("unknown, used up");
      return page;
    }
  },
  SIGN_IN(Access.ACCOUNTS) {
    @Override
    ChatPage show(Set set) {
      ChatPage page = set.visitor().tab();
      assertThat(page.welcome().getByLabel("Password")).isVisible();
      return page;
    }
  },
  REGISTER(Access.ACCOUNTS) {
    @Override
    ChatPage show(Set set) {
      ChatPage page = set.visitor().tab();
      page.welcome().getByRole(AriaRole.BUTTON, named("Create an account")).click();
      page.nameBox().fill("alice");
      page.welcome().getByLabel("Password").fill("short");
      page.nameBox().press("Enter");
      assertThat(page.welcome().getByRole(AriaRole.ALERT)).isVisible();
      return page;
    }
  },
  EXPIRED {
    @Override
    ChatPage show(Set set) {
      ChatPage page = Scenes.claimed(set);
      set.server().api().logout(page.token());
      assertThat(page.dialog("Please sign in again")).isVisible();
      return page;
    }
  },
  OWNER {
    @Override
    ChatPage show(Set set) {
      ChatPage page = Scenes.claimed(set);
      Locator settings = page.openSettings();
      settings.getByRole(AriaRole.BUTTON, named("Set a password")).click();
      return page;
    }
  },
  NEW_ROOM {
    @Override
    ChatPage show(Set set) {
      ChatPage page = Scenes.claimed(set);
      page.openDrawer();
      page.button("New room").click();
      page.dialog("New room").getByText("Only members").click();
      return page;
    }
  },
  NEW_ROOM_AS_GUEST {
    @Override
    ChatPage show(Set set) {
      ChatPage page = Scenes.chat(set);
      page.openDrawer();
      page.button("New room").click();
      page.dialog("New room").getByText("Only members").click();
      return page;
    }
  },
  PRIVATE {
    @Override
    ChatPage show(Set set) {
      ChatPage page = Scenes.privateRoom(set);
      page.send("A cake with 🍓, or two?");
      page.awaitAllSent();
      return page;
    }
  },
  PRIVATE_LIST {
    @Override
    ChatPage show(Set set) {
      ChatPage page = Scenes.privateRoom(set);
      page.talkTo("bob");
      page.openDrawer();
      assertThat(page.room("bob")).isVisible();
      return page;
    }
  },
  PEOPLE {
    @Override
    ChatPage show(Set set) {
      ChatPage page = Scenes.privateRoom(set);
      Locator people = page.openPeople();
      people.getByRole(AriaRole.BUTTON, named("Actions for bob")).click();
      people.getByRole(AriaRole.BUTTON, named("Remove from the room")).click();
      return page;
    }
  },
  PERSON {
    @Override
    ChatPage show(Set set) {
      ChatPage page = Scenes.privateRoom(set);
      Locator people = page.openPeople();
      people.getByRole(AriaRole.BUTTON, named("Actions for bob")).click();
      return page;
    }
  },
  PERSON_OF_ALL {
    @Override
    ChatPage show(Set set) {
      ChatPage page = Scenes.administrator(set);
      set.server().api().joinIfFree("dora");
      set.server().api().setMember(page.token(), "kitchen", "dora", "moderator");
      Locator people = page.openPeople();
      people.getByRole(AriaRole.BUTTON, named("Actions for dora")).click();
      return page;
    }
  },
  DIRECT {
    @Override
    ChatPage show(Set set) {
      ChatPage page = Scenes.privateRoom(set);
      page.talkTo("bob");
      assertThat(page.sayHello()).isVisible();
      return page;
    }
  },
  LEFT {
    @Override
    ChatPage show(Set set) {
      return Scenes.removed(set);
    }
  },
  BANNED {
    @Override
    ChatPage show(Set set) {
      return Scenes.banned(set);
    }
  },
  PEOPLE_OF_ALL {
    @Override
    ChatPage show(Set set) {
      ChatPage page = Scenes.claimed(set);
      assertThat(page.openPeople().getByRole(AriaRole.LISTITEM).first()).isVisible();
      return page;
    }
  },
  LOCKED {
    @Override
    ChatPage show(Set set) {
      ChatPage page = Scenes.claimed(set);
      String token = set.server().api().join(Scenes.unique("dora"));
      String room = set.server().api().makePrivateRoom(token, "Attic", "open sesame");
      page.page().navigate(set.line().atLocalhost() + "#" + room);
      assertThat(page.page().getByLabel("Passphrase")).isVisible();
      return page;
    }
  },
  MESSAGE {
    @Override
    ChatPage show(Set set) {
      ChatPage page = Scenes.claimed(set);
      String text = Scenes.unique("Not what I meant");
      page.send(text);
      page.awaitAllSent();
      page.openMessage(text).getByRole(AriaRole.BUTTON, named("Delete the message")).click();
      return page;
    }
  },
  DELETED {
    @Override
    ChatPage show(Set set) {
      ChatPage page = Scenes.claimed(set);
      String text = Scenes.unique("Not what I meant");
      page.send(text);
      page.awaitAllSent();
      page.surely(page.openMessage(text), "Delete the message");
      assertThat(page.saying("This message was deleted.").last()).isVisible();
      return page;
    }
  },
  SHARE {
    @Override
    ChatPage show(Set set) {
      ChatPage page = Scenes.administrator(set);
      page.button("Share").first().click();
      Locator share = page.dialog("Share");
      share.getByRole(AriaRole.BUTTON, named("Make an invite link")).click();
      assertThat(share).containsText("For 25 people");
      return page;
    }
  },
  FAILED {
    @Override
    ChatPage show(Set set) {
      ChatPage page = Scenes.chat(set);
      set.line().refuseMessages();
      page.send("This one is not taken");
      assertThat(page.failed("This one is not taken")).isVisible();
      return page;
    }
  },
  OFFLINE {
    @Override
    ChatPage show(Set set) {
      ChatPage page = Scenes.chat(set);
      set.line().cut();
      page.send("This one waits");
      assertThat(page.bar()).isVisible();
      return page;
    }
  };

  static final int DRAWER_BELOW_PX = 720;

  private final Access access;

  Screen() {
    this(Access.OPEN);
  }

  Screen(Access access) {
    this.access = access;
  }

  /** What a screen is played with. The visitor comes over the line. */
  record Set(ChatServer server, Line line, Visitor visitor) {}

  /** Brings the page to this screen. */
  abstract ChatPage show(Set set);

  boolean isFor(int width) {
    return width > 0;
  }

  /** Who is let in by the server of this screen. */
  Access access() {
    return access;
  }

  private static Locator.GetByRoleOptions named(String name) {
    return new Locator.GetByRoleOptions().setName(name).setExact(true);
  }

  /** The picture's part of its name. */
  String title() {
    return name().toLowerCase(Locale.ROOT);
  }
}
