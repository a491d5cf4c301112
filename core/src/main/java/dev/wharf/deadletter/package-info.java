/** Records that could not be processed: kept byte for byte, with the reason beside them, and sent back on request. */
@NullMarked
package dev.wharf.deadletter;

import org.jspecify.annotations.NullMarked;
