package chat.parley.server.http;

import chat.parley.model.Timestamp;
import chat.parley.server.build.BuildInfo;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How the server is.
 *
 * @param instance a random word that no other run of a server has
 * @param trouble why nothing can be stored, in a sentence; null while all is well
 * @param writesHeldUp whether the storage takes too long for what it was given before
 */
public record ServerStatus(
    BuildInfo build,
    Timestamp started,
    String instance,
    Supplier<@Nullable String> trouble,
    BooleanSupplier writesHeldUp,
    BooleanSupplier draining) {}
