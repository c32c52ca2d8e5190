/**
 * What is measured: this server and its peers, each a process of its own with its way of speaking.
 */
@NullMarked
package chat.parley.bench.subject;

import org.jspecify.annotations.NullMarked;
