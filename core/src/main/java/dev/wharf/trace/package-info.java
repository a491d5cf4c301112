/** Traces of records: who tells a tracing system what happens to each of them, and what every record takes along. */
@NullMarked
package dev.wharf.trace;

import org.jspecify.annotations.NullMarked;
