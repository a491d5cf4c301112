/** Arrow IPC, streams and files, as a codec; and their batches, one after the other. */
@NullMarked
package dev.wharf.arrow;

import org.jspecify.annotations.NullMarked;
