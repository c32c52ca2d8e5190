package chat.parley.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;

/** What a person sees of the page: how far it is scrolled, and how it is drawn. */
final class Viewport {
  private final ChatPage chat;

  Viewport(ChatPage chat) {
    this.chat = chat;
  }

  /** The first row of which something is in view. */
  Locator firstInView() {
    Object id =
        chat.log()
            .evaluate(
                """
                (log) => [...log.querySelectorAll('[data-message]')].find((row) =>
                  row.getBoundingClientRect().top >= log.parentElement.getBoundingClientRect().top)
                  .dataset.message
                """);
    return chat.row(String.valueOf(id));
  }

  /** Whether the newest row stands whole above the message box. */
  boolean isAtBottom() {
    return Boolean.TRUE.equals(
        chat.log()
            .evaluate(
                "(log) => { const view = log.parentElement;"
                    + " return view.scrollHeight - view.scrollTop - view.clientHeight < 2; }"));
  }

  void scrollTo(int top) {
    chat.log().evaluate("(log, top) => { log.parentElement.scrollTop = top; }", top);
  }

  void scrollBy(int pixels) {
    chat.log().evaluate("(log, by) => { log.parentElement.scrollTop += by; }", pixels);
  }

  /** Scrolls up to the end, where the oldest row of the page stands: that row. */
  Locator scrollToOldest() {
    Object id =
        chat.log()
            .evaluate(
                """
                (log) => {
                  log.parentElement.scrollTop = 0;
                  return log.querySelector('[data-message]').dataset.message;
                }
                """);
    return chat.row(String.valueOf(id));
  }

  /** Lets the browser draw twice: what was to be laid out is. */
  void settle() {
    chat.page()
        .evaluate(
            "() => new Promise((done) => requestAnimationFrame(() =>"
                + " requestAnimationFrame(done)))");
  }

  /** Lets what moves come to rest. */
  void rest() {
    chat.page()
        .evaluate(
            """
            () => Promise.all(document.getAnimations()
              .filter((a) => a.effect.getComputedTiming().endTime !== Infinity)
              .map((a) => a.finished.catch(() => {})))
            """);
  }

  /** Whether nothing is wider than the window. */
  boolean fitsWidth() {
    return Boolean.TRUE.equals(
        chat.page()
            .evaluate(
                "() => document.documentElement.scrollWidth <="
                    + " document.documentElement.clientWidth"));
  }

  /** Turns the system dark or light while the page is open. */
  void setSystemDark(boolean dark) {
    chat.page()
        .emulateMedia(
            new Page.EmulateMediaOptions()
                .setColorScheme(dark ? ColorScheme.DARK : ColorScheme.LIGHT));
    assertThat(chat.page().locator("html")).hasAttribute("data-looks", dark ? "dark" : "light");
    settle();
  }

  /** Turns the system dark where the page need not follow. */
  void setSystemDarkUnseen() {
    chat.page().emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
  }
}
