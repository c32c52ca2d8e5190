package chat.parley.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.FrameLocator;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.SelectOption;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The page as a person meets it: by roles and labels. It waits by Playwright's assertions alone.
 */
final class ChatPage {
  static final String GENERAL = "general";

  private final Page page;

  ChatPage(Page page) {
    this.page = page;
  }

  Page page() {
    return page;
  }

  // --- first visit

  Locator welcome() {
    return dialog("Welcome to Parley");
  }

  Locator nameBox() {
    return welcome().getByRole(AriaRole.TEXTBOX, named("Your name"));
  }

  /** Says a name at the first visit. */
  void join(String name) {
    nameBox().fill(name);
    welcome().getByRole(AriaRole.BUTTON, named("Join the chat")).click();
    assertThat(welcome()).isHidden();
    assertThat(messageBox()).isVisible();
  }

  // --- rooms

  Locator rooms() {
    return page.getByRole(AriaRole.NAVIGATION, anywhere("Rooms"));
  }

  /** A room's link; its name goes on with how much is unread. */
  Locator room(String name) {
    return rooms()
        .getByRole(
            AriaRole.LINK,
            new Locator.GetByRoleOptions()
                .setName(Pattern.compile("(^|\\s)" + literal(name) + "($|[\\s,])")));
  }

  Locator finder() {
    return rooms().getByRole(AriaRole.TEXTBOX, named("Find or make a room"));
  }

  /** Goes to a room that is in the list. */
  void openRoom(String name) {
    room(name).click();
    assertInRoom(name);
  }

  /** Goes to a room that is not in the list yet. */
  void makeRoom(String name) {
    finder().fill(name);
    rooms().getByRole(AriaRole.BUTTON, named("Make the room " + name)).click();
    assertInRoom(name);
  }

  void assertInRoom(String name) {
    assertThat(heading()).containsText(name);
    assertThat(messageBox()).isVisible();
  }

  void awaitRoom(String name) {
    assertThat(room(name)).isVisible();
  }

  /** So many unread messages, shown at a room. */
  void assertUnread(String room, int count) {
    assertThat(room(room)).hasAccessibleName(Pattern.compile("\\b" + count + " unread\\b"));
  }

  void assertNothingUnread(String room) {
    assertThat(room(room)).not().hasAccessibleName(Pattern.compile("unread"));
  }

  Locator heading() {
    return page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1));
  }

  // --- messages

  Locator log() {
    return page.getByRole(AriaRole.LOG);
  }

  Locator rows() {
    return page.locator("[data-message], [data-pending]");
  }

  /** The id of the message that a row shows. */
  String id(Locator row) {
    return String.valueOf(row.getAttribute("data-message"));
  }

  Locator row(String id) {
    return page.locator("[data-message=\"" + id + "\"]");
  }

  /** The row that says this and nothing else. */
  Locator saying(String text) {
    return rows()
        .filter(
            new Locator.FilterOptions()
                .setHas(
                    page.locator(".text")
                        .filter(
                            new Locator.FilterOptions()
                                .setHasText(Pattern.compile("^\\s*" + literal(text) + "\\s*$")))));
  }

  /** Waits until a message is shown. */
  void awaitMessage(String text) {
    assertThat(saying(text)).isVisible();
  }

  /** Waits until the newest rows say this, in this order, and each once. */
  void awaitTexts(List<String> texts) {
    assertThat(rows().locator(".text")).hasText(texts.toArray(String[]::new));
  }

  /** The texts in the order of the page. */
  List<String> texts() {
    return rows().locator(".text").allInnerTexts().stream().map(String::strip).toList();
  }

  Locator pending() {
    return page.locator("[data-pending]");
  }

  /** Waits until nothing waits to be sent. */
  void awaitAllSent() {
    assertThat(page.locator("[data-pending]:not([data-state='sent']):not([data-state='failed'])"))
        .hasCount(0);
  }

  /** The row of a message that could not be sent. */
  Locator failed(String text) {
    return saying(text).and(page.locator("[data-state='failed']"));
  }

  Locator inFailed(String text, String action) {
    return failed(text).getByRole(AriaRole.BUTTON, named(action));
  }

  Locator jump() {
    return button(Pattern.compile("^Jump to latest"));
  }

  Locator divider() {
    return page.locator(".new");
  }

  /** What stands where nobody has written yet. */
  Locator sayHello() {
    return page.getByRole(AriaRole.HEADING, exactly("Say hello"));
  }

  Locator separators() {
    return log().getByRole(AriaRole.SEPARATOR);
  }

  /** The first row of which something is in view. */
  Locator firstInView() {
    Object id =
        log()
            .evaluate(
                """
                (log) => [...log.querySelectorAll('[data-message]')].find((row) =>
                  row.getBoundingClientRect().top >= log.parentElement.getBoundingClientRect().top)
                  .dataset.message
                """);
    return row(String.valueOf(id));
  }

  /** Whether the newest row stands whole above the message box. */
  boolean isAtBottom() {
    return Boolean.TRUE.equals(
        log()
            .evaluate(
                "(log) => { const view = log.parentElement;"
                    + " return view.scrollHeight - view.scrollTop - view.clientHeight < 2; }"));
  }

  void scrollTo(int top) {
    log().evaluate("(log, top) => { log.parentElement.scrollTop = top; }", top);
  }

  void scrollBy(int pixels) {
    log().evaluate("(log, by) => { log.parentElement.scrollTop += by; }", pixels);
  }

  // --- composer

  Locator messageBox() {
    return page.getByRole(AriaRole.TEXTBOX, exactly("Message"));
  }

  void send(String text) {
    messageBox().fill(text);
    messageBox().press("Enter");
    assertThat(messageBox()).hasValue("");
  }

  // --- the rest

  FrameLocator emojiPicker() {
    return page.frameLocator("iframe[title='Emoji']");
  }

  Locator bar() {
    return page.getByRole(AriaRole.STATUS)
        .filter(new Locator.FilterOptions().setHasText("No connection to the server"));
  }

  Locator dialog(String name) {
    return page.getByRole(AriaRole.DIALOG, exactly(name));
  }

  Locator button(String name) {
    return page.getByRole(AriaRole.BUTTON, exactly(name));
  }

  Locator button(Pattern name) {
    return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name));
  }

  Locator drawerButton() {
    return page.getByRole(AriaRole.MAIN)
        .getByRole(
            AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(Pattern.compile("^Rooms")));
  }

  Locator openSettings() {
    button("Settings").click();
    Locator settings = dialog("Settings");
    assertThat(settings).isVisible();
    return settings;
  }

  void closeDialog(Locator dialog) {
    page.keyboard().press("Escape");
    assertThat(dialog).isHidden();
  }

  /** Chooses in a group of the settings, be it radio buttons or a list. */
  void choose(Locator settings, String group, String choice) {
    Locator radio =
        settings
            .getByRole(AriaRole.RADIOGROUP, named(group))
            .or(settings.getByRole(AriaRole.GROUP, named(group)))
            .getByRole(AriaRole.RADIO, named(choice));
    Locator list = settings.getByRole(AriaRole.COMBOBOX, named(group));
    assertThat(radio.or(list)).isVisible();
    if (list.count() > 0) {
      list.selectOption(new SelectOption().setLabel(choice));
    } else {
      radio.check(new Locator.CheckOptions().setForce(true));
    }
  }

  void reload() {
    page.reload();
    assertThat(messageBox()).isVisible();
  }

  /** Turns the system dark or light while the page is open. */
  void setSystemDark(boolean dark) {
    page.emulateMedia(
        new Page.EmulateMediaOptions().setColorScheme(dark ? ColorScheme.DARK : ColorScheme.LIGHT));
    assertThat(page.locator("html")).hasAttribute("data-looks", dark ? "dark" : "light");
    settle();
  }

  /** Turns the system dark where the page need not follow. */
  void setSystemDarkUnseen() {
    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
  }

  /** The next Tab leads to the first thing of the page. */
  void startFocusAtTop() {
    page.evaluate(
        """
        () => {
          const first = document.createElement('button');
          document.body.prepend(first);
          first.focus();
          first.remove();
        }
        """);
  }

  /** Scrolls up to the end, where the oldest row of the page stands: that row. */
  Locator scrollToOldest() {
    Object id =
        log()
            .evaluate(
                """
                (log) => {
                  log.parentElement.scrollTop = 0;
                  return log.querySelector('[data-message]').dataset.message;
                }
                """);
    return row(String.valueOf(id));
  }

  /** Lets the browser draw twice: what was to be laid out is. */
  void settle() {
    page.evaluate(
        "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))");
  }

  /** Whether nothing is wider than the window. */
  boolean fitsWidth() {
    return Boolean.TRUE.equals(
        page.evaluate(
            "() => document.documentElement.scrollWidth <= document.documentElement.clientWidth"));
  }

  /** A text as a pattern that the browser's own language reads too. */
  private static String literal(String text) {
    return text.replaceAll("[.*+?^${}()|\\[\\]\\\\/]", "\\\\$0");
  }

  private static Page.GetByRoleOptions anywhere(String name) {
    return new Page.GetByRoleOptions().setName(name);
  }

  private static Page.GetByRoleOptions exactly(String name) {
    return new Page.GetByRoleOptions().setName(name).setExact(true);
  }

  private static Locator.GetByRoleOptions named(String name) {
    return new Locator.GetByRoleOptions().setName(name).setExact(true);
  }
}
