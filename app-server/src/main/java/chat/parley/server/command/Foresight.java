package chat.parley.server.command;

import chat.parley.model.fold.RoomHead;
import chat.parley.server.fact.Fact;
import chat.parley.server.fact.FactMemory;
import chat.parley.server.projection.Judge;
import chat.parley.server.projection.Queries;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What is so now, as far as is known: the log, which has the last word, may have gone on. */
final class Foresight implements Judge.Before {
  private final FactMemory facts;
  private final Queries queries;

  Foresight(FactMemory facts, Queries queries) {
    this.facts = facts;
    this.queries = queries;
  }

  @Override
  public @Nullable RoomHead head(String room) {
    return queries.room(room);
  }

  @Override
  public Judge.@Nullable Written written(UUID messageId) {
    return queries.written(messageId);
  }

  @Override
  public @Nullable Fact get(Fact.Kind kind, String key) {
    return facts.get(kind, key);
  }

  @Override
  public List<Fact.Member> members(String room) {
    return facts.members(room);
  }

  @Override
  public List<String> tokens(String nameKey) {
    return facts.tokens(nameKey);
  }
}
