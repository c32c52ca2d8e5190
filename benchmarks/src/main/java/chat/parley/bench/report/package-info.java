/** The figures for people, for programs and as a picture. */
@NullMarked
package chat.parley.bench.report;

import org.jspecify.annotations.NullMarked;
