package chat.parley.desktop.ui;

import java.text.MessageFormat;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;
import java.util.ResourceBundle;

/** All words that people read, from the resource bundle, and times as their locale writes them. */
public final class Texts {
  private static final String BUNDLE = "chat.parley.desktop.ui.texts";

  private final ResourceBundle bundle;
  private final Locale locale;
  private final ZoneId zone;
  private final DateTimeFormatter time;
  private final DateTimeFormatter day;
  private final DateTimeFormatter full;
  private final DateTimeFormatter date;

  public Texts(Locale locale, ZoneId zone) {
    bundle = ResourceBundle.getBundle(BUNDLE, locale);
    this.locale = locale;
    this.zone = zone;
    time = DateTimeFormatter.ofLocalizedTime(FormatStyle.SHORT).withLocale(locale);
    day = DateTimeFormatter.ofLocalizedDate(FormatStyle.FULL).withLocale(locale);
    full =
        DateTimeFormatter.ofLocalizedDateTime(FormatStyle.FULL, FormatStyle.MEDIUM)
            .withLocale(locale);
    date =
        DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT)
            .withLocale(locale);
  }

  /** The bundle itself, for screens that name their texts by {@code %key}. */
  public ResourceBundle bundle() {
    return bundle;
  }

  public ZoneId zone() {
    return zone;
  }

  /**
   * One text, with its arguments filled in by the rules of {@link MessageFormat}.
   *
   * @throws java.util.MissingResourceException if there is no such text
   */
  public String get(String key, Object... arguments) {
    String pattern = bundle.getString(key);
    return arguments.length == 0 ? pattern : new MessageFormat(pattern, locale).format(arguments);
  }

  public String time(Instant instant) {
    return time.format(instant.atZone(zone));
  }

  /** Date and time in full. */
  public String full(Instant instant) {
    return full.format(instant.atZone(zone));
  }

  /** Date and time as short as is clear. */
  public String date(Instant instant) {
    return date.format(instant.atZone(zone));
  }

  /** A day as a separator names it: today and yesterday by these words. */
  public String day(LocalDate date, LocalDate today) {
    if (date.equals(today)) {
      return get("day.today");
    }
    return date.equals(today.minusDays(1)) ? get("day.yesterday") : day.format(date);
  }
}
