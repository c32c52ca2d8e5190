package chat.parley.desktop.settings;

/** Light, dark, or as the system has it. */
public enum Appearance {
  SYSTEM,
  LIGHT,
  DARK
}
