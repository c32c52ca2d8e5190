/** What the measurements of single steps, in the packages of the server, have in common. */
@NullMarked
package chat.parley.bench.step;

import org.jspecify.annotations.NullMarked;
