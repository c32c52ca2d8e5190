/** Load on the server and on its peers; {@link chat.parley.bench.Main} is the command. */
@NullMarked
package chat.parley.bench;

import org.jspecify.annotations.NullMarked;
