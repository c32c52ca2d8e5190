package chat.parley.desktop.settings;

/** Where a window was, in the toolkit's units. */
public record WindowPlace(double x, double y, double width, double height, boolean maximized) {}
