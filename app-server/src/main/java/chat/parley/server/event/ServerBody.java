package chat.parley.server.event;

import chat.parley.model.Bytes32;
import chat.parley.model.EventBody;
import chat.parley.model.Json;
import org.jspecify.annotations.Nullable;

/**
 * What happened on the server and in no room: who owns a name, who may come in, who may not. It
 * carries the hashes of secrets and never leaves the server; no replica receives it. Secrets are
 * hex of their SHA-256, passwords are encoded by argon2id. A time is in milliseconds since the
 * epoch.
 */
public sealed interface ServerBody extends EventBody {
  /** What stands for the room of such an event. */
  String NO_ROOM = "";

  /**
   * A name has an owner from now on, who is the actor.
   *
   * @param administrator whether the owner may do what administrators do
   * @param password encoded; null where the owner has only tokens
   * @param token the hash of the owner's first token
   * @param tokenExpires when that ends
   * @param invite the hash of the invite that let the owner in, null where none was needed
   */
  record NameClaimed(
      boolean administrator,
      @Nullable String password,
      String token,
      long tokenExpires,
      @Nullable String invite)
      implements ServerBody {
    static final String TYPE = "name_claimed";

    @Override
    public String type() {
      return TYPE;
    }
  }

  /** The actor has one token more. */
  record TokenIssued(String token, long expires) implements ServerBody {
    static final String TYPE = "token_issued";

    @Override
    public String type() {
      return TYPE;
    }
  }

  /** A token of the actor's ends. */
  record TokenRevoked(String token) implements ServerBody {
    static final String TYPE = "token_revoked";

    @Override
    public String type() {
      return TYPE;
    }
  }

  /**
   * The owner of a name has another password, and no token but one.
   *
   * @param key the name's key
   * @param keep the hash of the token that goes on, null for none
   */
  record PasswordSet(String key, String password, @Nullable String keep) implements ServerBody {
    static final String TYPE = "password_set";

    @Override
    public String type() {
      return TYPE;
    }
  }

  /** The owner of a name is an administrator from now on, or is not. */
  record AdministratorSet(String key, boolean administrator) implements ServerBody {
    static final String TYPE = "administrator_set";

    @Override
    public String type() {
      return TYPE;
    }
  }

  /**
   * Whoever has a secret may come in.
   *
   * @param invite the secret's hash
   * @param uses how often
   * @param expires until when
   * @param note what it is for, in the words of who made it
   */
  record InviteMade(String invite, int uses, long expires, @Nullable String note)
      implements ServerBody {
    static final String TYPE = "invite_made";

    @Override
    public String type() {
      return TYPE;
    }
  }

  /** An invite ends before its time. */
  record InviteEnded(String invite) implements ServerBody {
    static final String TYPE = "invite_ended";

    @Override
    public String type() {
      return TYPE;
    }
  }

  /**
   * Nobody may come in under a name any more, its owner included, or may again.
   *
   * @param name as it is shown
   * @param key as it is compared
   */
  record NameBanned(String name, String key, boolean banned, @Nullable String reason)
      implements ServerBody {
    static final String TYPE = "name_banned";

    @Override
    public String type() {
      return TYPE;
    }
  }

  /** Nobody may come from an address any more, or may again. */
  record AddressBanned(String address, boolean banned, @Nullable String reason)
      implements ServerBody {
    static final String TYPE = "address_banned";

    @Override
    public String type() {
      return TYPE;
    }
  }

  /**
   * A private room has another passphrase.
   *
   * @param passphrase encoded; null for none
   */
  record PassphraseSet(String room, @Nullable String passphrase) implements ServerBody {
    static final String TYPE = "passphrase_set";

    @Override
    public String type() {
      return TYPE;
    }
  }

  @Override
  default byte[] content() {
    return Json.canonical(Json.fields(this));
  }

  /** How the hash of a secret is written in these events. */
  static String hex(Bytes32 hash) {
    return hash.toString();
  }

  /**
   * Reads a stored event's body.
   *
   * @throws UnknownEventException if this version of Parley does not know that kind of event or its
   *     version
   */
  static ServerBody of(String type, int version, byte[] content) {
    if (version != 1) {
      throw new UnknownEventException(type, version);
    }
    Class<? extends ServerBody> kind =
        switch (type) {
          case NameClaimed.TYPE -> NameClaimed.class;
          case TokenIssued.TYPE -> TokenIssued.class;
          case TokenRevoked.TYPE -> TokenRevoked.class;
          case PasswordSet.TYPE -> PasswordSet.class;
          case AdministratorSet.TYPE -> AdministratorSet.class;
          case InviteMade.TYPE -> InviteMade.class;
          case InviteEnded.TYPE -> InviteEnded.class;
          case NameBanned.TYPE -> NameBanned.class;
          case AddressBanned.TYPE -> AddressBanned.class;
          case PassphraseSet.TYPE -> PassphraseSet.class;
          default -> throw new UnknownEventException(type, version);
        };
    return Json.read(content, kind);
  }
}
