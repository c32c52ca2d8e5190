package chat.parley.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.time.Duration;
import java.time.Instant;
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
      ChatPage page = chat(set);
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
      ChatPage page = chat(set);
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
      ChatPage page = chat(set);
      page.drawerButton().click();
      assertThat(page.button("Close the room list")).isVisible();
      assertThat(page.room("kitchen")).isVisible();
      return page;
    }
  },
  FINDER {
    @Override
    ChatPage show(Set set) {
      ChatPage page = chat(set);
      if (page.drawerButton().isVisible()) {
        page.drawerButton().click();
      }
      page.finder().fill("kitchen-table");
      assertThat(page.rooms().getByRole(AriaRole.BUTTON, named("Make the room kitchen-table")))
          .isVisible();
      return page;
    }
  },
  SETTINGS {
    @Override
    ChatPage show(Set set) {
      ChatPage page = chat(set);
      page.openSettings();
      return page;
    }
  },
  KEYS {
    @Override
    ChatPage show(Set set) {
      ChatPage page = chat(set);
      page.page().keyboard().press("ControlOrMeta+/");
      assertThat(page.dialog("Keyboard")).isVisible();
      return page;
    }
  },
  SWITCHER {
    @Override
    ChatPage show(Set set) {
      ChatPage page = chat(set);
      page.page().keyboard().press("ControlOrMeta+k");
      assertThat(page.dialog("Go to a room")).isVisible();
      return page;
    }
  },
  EMOJI {
    @Override
    ChatPage show(Set set) {
      ChatPage page = chat(set);
      page.button("Emoji").click();
      assertThat(page.emojiPicker().getByRole(AriaRole.MENUITEM).first()).isVisible();
      return page;
    }
  },
  COMPLETIONS {
    @Override
    ChatPage show(Set set) {
      ChatPage page = chat(set);
      page.messageBox().pressSequentially("good :smi");
      assertThat(page.page().locator("#completions")).isVisible();
      return page;
    }
  },
  FAILED {
    @Override
    ChatPage show(Set set) {
      ChatPage page = chat(set);
      set.line().refuseMessages();
      page.send("This one is not taken");
      assertThat(page.failed("This one is not taken")).isVisible();
      return page;
    }
  },
  OFFLINE {
    @Override
    ChatPage show(Set set) {
      ChatPage page = chat(set);
      set.line().cut();
      page.send("This one waits");
      assertThat(page.bar()).isVisible();
      return page;
    }
  };

  static final int DRAWER_BELOW_PX = 720;

  /** What a screen is played with. The visitor comes over the line. */
  record Set(ChatServer server, Line line, Visitor visitor) {}

  /** Brings the page to this screen. */
  abstract ChatPage show(Set set);

  boolean isFor(int width) {
    return width > 0;
  }

  private static Locator.GetByRoleOptions named(String name) {
    return new Locator.GetByRoleOptions().setName(name).setExact(true);
  }

  private static ChatPage chat(Set set) {
    ChatPage page = set.visitor().join("alice");
    page.page().navigate(set.line().atLocalhost() + "#kitchen");
    page.assertInRoom("kitchen");
    page.awaitMessage("And mine is blue");
    return page;
  }

  /** Fills a server whose clock is given with what a few days of talk are like. */
  static void furnish(ChatServer server, HandClock clock) {
    Api api = server.api();
    api.send(ChatPage.GENERAL, "bob", "Welcome, everyone");
    api.send("attic", "carol", "The ladder is back");
    api.send("a-room-with-a-very-long-name-that-no-list-has-the-width-to-show", "bob", "hm");
    api.send("Küche", "Zoë", "Grüß Gott");
    api.send("kitchen", "bob", "Good morning");
    api.send("kitchen", "bob", "Is anybody in?");
    clock.advance(Duration.ofMinutes(2));
    api.send("kitchen", "alice", "I am. What is it?");
    clock.advance(Duration.ofMinutes(30));
    api.send(
        "kitchen",
        "bob",
        "The list:\n\n1. bread\n2. **two** pounds of *flour*\n3. ~~milk~~\n\n> someone drank it all\n\n"
            + "See https://example.org/recipes/a-rather-long-address-of-a-page?with=a&query=too#and");
    api.send(
        "kitchen",
        "carol",
        "```\nfor (int i = 0; i < 3; i++) {\n  bake(bread.get(i), Heat.of(220), \"until it is brown and smells of it\");\n}\n```");
    clock.advance(Duration.ofDays(1));
    api.send("kitchen", "Someone With A Remarkably Long Name Who Likes It That Way, Truly", "Hi");
    api.send("kitchen", "alice", "🥐");
    api.send("kitchen", "carol", "🎉👩‍🍳 in a line of text, and 日本語, and العربية");
    api.send("kitchen", "دانا", "مرحبا بالجميع، كيف الحال؟");
    api.send("kitchen", "bob", "word".repeat(60));
    api.send("kitchen", "carol", "It goes on and on. ".repeat(30).strip());
    clock.advance(Duration.ofMinutes(10));
    api.send("kitchen", "alice", "My cup is the red one");
    api.send("kitchen", "bob", "And mine is `blue`");
  }

  /** A morning that the pictures always show. */
  static HandClock morning() {
    return new HandClock(Instant.now().minus(Duration.ofDays(1).plusHours(2)));
  }

  /** The picture's part of its name. */
  String title() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Lets what moves come to rest. */
  static void rest(Page page) {
    page.evaluate(
        """
        () => Promise.all(document.getAnimations()
          .filter((a) => a.effect.getComputedTiming().endTime !== Infinity)
          .map((a) => a.finished.catch(() => {})))
        """);
  }
}
