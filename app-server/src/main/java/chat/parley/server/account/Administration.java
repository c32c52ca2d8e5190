package chat.parley.server.account;

import chat.parley.model.Actor;
import chat.parley.model.ErrorCode;
import chat.parley.model.Refusal;
import chat.parley.model.SenderName;
import chat.parley.server.command.Commands;
import chat.parley.server.event.ServerBody;
import chat.parley.server.fact.Fact;
import chat.parley.server.fact.FactMemory;
import chat.parley.server.machine.Addresses;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** What administrators do with people: their rights, new passwords, bans. */
public final class Administration {
  public static final int REASON_MAX_CODE_POINTS = 200;

  private final Commands commands;
  private final Accounts accounts;
  private final FactMemory facts;

  public Administration(Commands commands, Accounts accounts, FactMemory facts) {
    this.commands = commands;
    this.accounts = accounts;
    this.facts = facts;
  }

  /** The names that have an owner or are banned, in their order. */
  public List<Fact.Name> names() {
    return facts.all(Fact.Kind.NAME).stream()
        .map(Fact.Name.class::cast)
        .sorted(Comparator.comparing(Fact.Name::key))
        .toList();
  }

  /** A name as it is shown. */
  public String shown(String nameKey) {
    Fact.Name name = facts.name(nameKey);
    return name == null ? nameKey : name.name();
  }

  /** The addresses that are banned. */
  public List<Fact.Address> addresses() {
    return facts.all(Fact.Kind.ADDRESS).stream()
        .map(Fact.Address.class::cast)
        .sorted(Comparator.comparing(Fact.Address::key))
        .toList();
  }

  /**
   * Requires that a password may be set, before anything else is changed.
   *
   * @throws Refusal {@code out_of_range} or {@code text_invalid}
   */
  public static void requireFit(String password) {
    Passwords.checked(password, "password");
  }

  /** Makes the owner of a name an administrator, or takes that back. */
  public CompletableFuture<?> setAdministrator(Actor by, String name, boolean administrator) {
    return commands.decide(by, new ServerBody.AdministratorSet(owned(name).key(), administrator));
  }

  /** Gives a name another password; all its tokens end. */
  public CompletableFuture<?> setPassword(Actor by, String name, String password) {
    return accounts.setPassword(by, owned(name).key(), password);
  }

  private Fact.Name owned(String name) {
    Fact.Name known = facts.name(SenderName.of(name).key());
    if (known == null || !known.owned()) {
      throw new Refusal(ErrorCode.NOT_FOUND, "Nobody owns that name.", "name");
    }
    return known;
  }

  /**
   * Bans a name or an address.
   *
   * @return done with a warning to show, null where there is nothing to warn of
   */
  public CompletableFuture<@Nullable String> ban(
      Actor by, String nameOrAddress, @Nullable String reason) {
    if (!Addresses.isLiteral(nameOrAddress)) {
      SenderName name = SenderName.of(nameOrAddress);
      return commands
          .decide(by, new ServerBody.NameBanned(name.value(), name.key(), true, reason))
          .thenApply(_ -> null);
    }
    if (Addresses.isLoopback(nameOrAddress)) {
      throw new Refusal(
          ErrorCode.FORBIDDEN, "This machine's own address cannot be banned: it would be yours.");
    }
    return commands
        .decide(by, new ServerBody.AddressBanned(Addresses.plain(nameOrAddress), true, reason))
        .thenApply(_ ->
            "Behind one address may be many people, and one person may come from another"
                + " address tomorrow.");
  }

  /** Takes a ban back. */
  public CompletableFuture<?> unban(Actor by, String nameOrAddress) {
    if (Addresses.isLiteral(nameOrAddress)) {
      String address = Addresses.plain(nameOrAddress);
      if (facts.address(address) == null) {
        throw notBanned();
      }
      return commands.decide(by, new ServerBody.AddressBanned(address, false, null));
    }
    SenderName name = SenderName.of(nameOrAddress);
    Fact.Name known = facts.name(name.key());
    if (known == null || !known.banned()) {
      throw notBanned();
    }
    return commands.decide(by, new ServerBody.NameBanned(name.value(), name.key(), false, null));
  }

  private static Refusal notBanned() {
    return new Refusal(ErrorCode.NOT_FOUND, "That name or address is not banned.", "name");
  }
}
