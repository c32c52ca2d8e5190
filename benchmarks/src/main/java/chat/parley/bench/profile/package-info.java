/** What is done to a server, and what is read off it meanwhile. */
@NullMarked
package chat.parley.bench.profile;

import org.jspecify.annotations.NullMarked;
