package chat.parley.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.FrameLocator;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.SelectOption;
import java.util.List;
import java.util.Map;
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

  Viewport viewport() {
    return new Viewport(this);
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

  /** Makes a guest's name one's own. */
  void claimName() {
    Locator settings = openSettings();
    settings.getByRole(AriaRole.BUTTON, named("Make this name mine")).click();
    assertThat(settings).isHidden();
    assertThat(messageBox()).isVisible();
  }

  /** Signs out in the settings, where nothing waits to be sent. */
  void signOut() {
    openSettings().getByRole(AriaRole.BUTTON, named("Sign out")).click();
    assertThat(welcome()).isVisible();
  }

  /** Signs in where the page asks who one is. */
  void signIn(String name, String password) {
    Locator way = page.getByRole(AriaRole.DIALOG);
    way.getByRole(AriaRole.TEXTBOX, named("Your name")).fill(name);
    way.getByLabel("Password").fill(password);
    way.getByRole(AriaRole.BUTTON, named("Sign in")).click();
  }

  /** The page of somebody who joined elsewhere: their token is put where the page keeps it. */
  void become(String name, String token) {
    page.evaluate(
        "(owner) => localStorage.setItem('parley.owner./', JSON.stringify(owner))",
        Map.of("name", name, "token", token));
    page.reload();
    assertThat(messageBox()).isVisible();
  }

  /** What the page proves with that its name is its own. */
  String token() {
    return String.valueOf(page.evaluate("() => JSON.parse(localStorage['parley.owner./']).token"));
  }

  /** By which the server knows the room on the page. */
  String roomId() {
    return page.url().replaceFirst(".*#", "").replace("%7E", "~");
  }

  // --- rooms and people

  /** Makes a room that only its members see, and is in it. */
  void makePrivateRoom(String title, String topic, String passphrase) {
    button("New room").click();
    Locator dialog = dialog("New room");
    dialog.getByText("Only members").click();
    dialog.getByLabel("Title of the room").fill(title);
    dialog.getByLabel("Topic (optional)").fill(topic);
    dialog.getByLabel("Passphrase (optional)").fill(passphrase);
    dialog.getByRole(AriaRole.BUTTON, named("Make the room")).click();
    assertThat(dialog).isHidden();
    assertInRoom(title);
  }

  /** What is known of the room on the page and who is in it. */
  Locator openPeople() {
    button("Room and people").click();
    Locator people = dialog("Room and people");
    assertThat(people).isVisible();
    return people;
  }

  /** Opens what can be done with a message. */
  Locator openMessage(String text) {
    Locator row = saying(text);
    row.hover();
    row.getByRole(AriaRole.BUTTON, named("What to do with this message")).click();
    Locator actions = dialog("What to do with this message");
    assertThat(actions).isVisible();
    return actions;
  }

  /** Presses a button that asks whether one is sure, and then once more. */
  void surely(Locator within, String action) {
    within.getByRole(AriaRole.BUTTON, named(action)).click();
    within.getByRole(AriaRole.GROUP).getByRole(AriaRole.BUTTON, named(action)).click();
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

  /**
   * The rows of what was written here and did not come back with a poll yet: the server may have it
   * already.
   */
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

  /** Shows the list of rooms, where it is behind a button. */
  void openDrawer() {
    if (drawerButton().isVisible()) {
      drawerButton().click();
    }
    assertThat(button("New room")).isVisible();
  }

  /** Goes to the conversation with one other of the room on the page. */
  void talkTo(String name) {
    Locator people = openPeople();
    people.getByRole(AriaRole.BUTTON, named("Actions for " + name)).click();
    people.getByRole(AriaRole.BUTTON, named("Message " + name)).click();
    assertInRoom(name);
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
    reload(messageBox());
  }

  /** Loads the page anew, until that is there. */
  void reload(Locator awaited) {
    page.reload();
    assertThat(awaited).isVisible();
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
