package chat.parley.server.cli;

import chat.parley.model.Replies;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code room}: the public rooms, which administrators moderate. */
@Command(
    name = "room",
    mixinStandardHelpOptions = true,
    subcommands = {
      RoomCommand.Listing.class,
      RoomCommand.Members.class,
      RoomCommand.Topic.class,
      RoomCommand.Role.class,
      RoomCommand.DeleteMessage.class
    },
    description =
        "See the public rooms and moderate them. Private rooms are their members' own: not even this shows them.")
final class RoomCommand {
  private static final String ROOMS = "/api/rooms";

  private static String at(String room) {
    return ROOMS + "/" + OwnerCalls.part(room);
  }

  /** {@code room list}. */
  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description = {
        "List the public rooms, the one with the newest message first.",
        AsksAsOwner.HOW,
        AsksAsOwner.STATUS
      })
  static final class Listing extends AsksAsOwner {
    @Override
    int ask(OwnerCalls server) throws OwnerCalls.NotDoneException, InterruptedException {
      Lines lines = new Lines("room", "messages", "newest", "topic");
      for (Replies.Room room : server.get(ROOMS, Replies.Rooms.class).rooms()) {
        lines.add(
            room.room(),
            Long.toString(room.messageCount()),
            Lines.time(room.lastActivity()),
            Lines.orNothing(room.topic()));
      }
      return done(lines.isEmpty() ? "There are no public rooms." : lines.toString());
    }
  }

  /** {@code room members}. */
  @Command(
      name = "members",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description = {
        "List who has a role in a public room, or was banned from it; everyone else may use it too.",
        AsksAsOwner.HOW,
        AsksAsOwner.STATUS
      })
  static final class Members extends AsksAsOwner {
    @Parameters(paramLabel = "ROOM", description = "The room.")
    private String room = "";

    @Override
    int ask(OwnerCalls server) throws OwnerCalls.NotDoneException, InterruptedException {
      Lines lines = new Lines("name", "role");
      for (Replies.Member member :
          server.get(at(room) + "/members", Replies.Members.class).members()) {
        lines.add(member.name(), member.role());
      }
      return done(lines.isEmpty() ? "Nobody has a role there." : lines.toString());
    }
  }

  /** {@code room topic}. */
  @Command(
      name = "topic",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description = {"Say what a public room is about.", AsksAsOwner.HOW, AsksAsOwner.STATUS})
  static final class Topic extends AsksAsOwner {
    @Parameters(index = "0", paramLabel = "ROOM", description = "The room.")
    private String room = "";

    @Parameters(index = "1", paramLabel = "WORDS", description = "The topic; empty for none.")
    private String words = "";

    @Override
    int ask(OwnerCalls server) throws OwnerCalls.NotDoneException, InterruptedException {
      var _ = server.ask("PATCH", at(room), Map.of("topic", words), Replies.OneRoom.class);
      return done(
          Lines.shown(room) + (words.isBlank() ? " has no topic now." : " has a new topic."));
    }
  }

  /** {@code room role}. */
  @Command(
      name = "role",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description = {
        "Give somebody a role in a public room, or take it.",
        AsksAsOwner.HOW,
        AsksAsOwner.STATUS
      })
  static final class Role extends AsksAsOwner {
    @Parameters(index = "0", paramLabel = "ROOM", description = "The room.")
    private String room = "";

    @Parameters(index = "1", paramLabel = "NAME", description = "Whom.")
    private String name = "";

    @Parameters(
        index = "2",
        paramLabel = "ROLE",
        description = "owner, moderator, member or banned; none takes it.")
    private String role = "";

    @Override
    int ask(OwnerCalls server) throws OwnerCalls.NotDoneException, InterruptedException {
      String path = at(room) + "/members/" + OwnerCalls.part(name);
      var _ =
          role.equals("none")
              ? server.ask("DELETE", path, null, Replies.Done.class)
              : server.ask("PUT", path, Map.of("role", role), Replies.Done.class);
      return done(
          "In "
              + Lines.shown(room)
              + ", "
              + Lines.shown(name)
              + " is now: "
              + Lines.shown(role)
              + ".");
    }
  }

  /** {@code room delete-message}. */
  @Command(
      name = "delete-message",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description = {
        "Delete a message of a public room, here and in the log. Backups and clients may still have it.",
        AsksAsOwner.HOW,
        AsksAsOwner.STATUS
      })
  static final class DeleteMessage extends AsksAsOwner {
    @Parameters(paramLabel = "ID", description = "Its message_id, as the history has it.")
    private String id = "";

    @Override
    int ask(OwnerCalls server) throws OwnerCalls.NotDoneException, InterruptedException {
      var _ =
          server.ask("DELETE", "/api/messages/" + OwnerCalls.part(id), null, Replies.Done.class);
      return done("The message is deleted.");
    }
  }
}
