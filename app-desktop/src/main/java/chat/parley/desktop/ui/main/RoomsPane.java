package chat.parley.desktop.ui.main;

import chat.parley.desktop.replica.RoomSummary;
import chat.parley.desktop.ui.TextCap;
import chat.parley.desktop.ui.Texts;
import chat.parley.desktop.ui.text.ComplexText;
import javafx.collections.ListChangeListener;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;

/** Binds the list of rooms, and the field that searches it, to the main window's model. */
final class RoomsPane {
  private final MainViewModel model;
  private final Texts texts;
  private final ListView<RoomSummary> rooms;
  private final TextField finder;
  private final Label problem;
  private final Runnable onChosen;
  private boolean selecting;

  /**
   * @param problem says why there is no room of the name that was typed
   * @param onChosen a person is done with the rooms
   */
  RoomsPane(
      MainViewModel model,
      Texts texts,
      ListView<RoomSummary> rooms,
      TextField finder,
      Label problem,
      Runnable onChosen) {
    this.model = model;
    this.texts = texts;
    this.rooms = rooms;
    this.finder = finder;
    this.problem = problem;
    this.onChosen = onChosen;
  }

  void bind() {
    bindRooms();
    bindFinder();
  }

  private void bindRooms() {
    // Before the list itself hears of a change: it then chooses whatever stands where the chosen
    // room stood, and nobody went there. The last one to hear chooses the open room again.
    model.rooms().shown().addListener((ListChangeListener<RoomSummary>) change -> selecting = true);
    rooms.setItems(model.rooms().shown());
    rooms.setCellFactory(list -> new RoomCell(texts));
    rooms.setAccessibleText(texts.get("rooms.title"));
    rooms
        .getSelectionModel()
        .selectedItemProperty()
        .addListener((property, before, now) -> {
          if (now != null && !selecting) {
            model.open(now.room());
          }
        });
    rooms.getItems().addListener((ListChangeListener<RoomSummary>) change -> select());
    rooms.setOnMouseClicked(event -> onChosen.run());
    rooms.addEventHandler(
        KeyEvent.KEY_PRESSED,
        event -> {
          if (event.getCode() == KeyCode.ENTER) {
            onChosen.run();
            event.consume();
          }
        });
    model.roomProperty().addListener((property, before, now) -> select());
  }

  private void bindFinder() {
    TextCap.on(finder, TextCap.NAME_CHARS);
    finder.textProperty().bindBidirectional(model.rooms().searchProperty());
    finder.setAccessibleText(texts.get("rooms.find"));
    finder.setOnAction(event -> takeTyped());
    finder.addEventFilter(KeyEvent.KEY_PRESSED, this::pressedInFinder);
    ComplexText.show(problem, model.problemProperty());
    problem.visibleProperty().bind(model.problemProperty().isNotEmpty());
    problem.managedProperty().bind(problem.visibleProperty());
  }

  /** Marks the open room in the list. */
  private void select() {
    selecting = true;
    try {
      for (RoomSummary summary : rooms.getItems()) {
        if (summary.room().equals(model.roomProperty().get())) {
          rooms.getSelectionModel().select(summary);
          return;
        }
      }
      rooms.getSelectionModel().clearSelection();
    } finally {
      selecting = false;
    }
  }

  private void pressedInFinder(KeyEvent event) {
    switch (event.getCode()) {
      case DOWN -> {
        rooms.requestFocus();
        if (rooms.getSelectionModel().isEmpty()) {
          rooms.getSelectionModel().selectFirst();
        }
      }
      case ESCAPE -> {
        finder.clear();
        onChosen.run();
      }
      default -> {
        return;
      }
    }
    event.consume();
  }

  /** Enter: the room of that name; else the only one, or the first, that the search leaves. */
  private void takeTyped() {
    String typed = finder.getText().strip();
    boolean exact = rooms.getItems().stream().anyMatch(room -> room.room().equals(typed));
    if (!exact && !typed.startsWith("#") && rooms.getItems().size() == 1 && !typed.isEmpty()) {
      model.open(rooms.getItems().getFirst().room());
      finder.clear();
      onChosen.run();
    } else if (model.openTyped()) {
      onChosen.run();
    }
  }
}
