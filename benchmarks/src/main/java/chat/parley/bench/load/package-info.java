/** Thousands of HTTP/1.1 connections on one thread, and what each client must have received. */
@NullMarked
package chat.parley.bench.load;

import org.jspecify.annotations.NullMarked;
