/** Records that could not be processed: kept byte for byte, with the reason beside them, until somebody replays them. */
@NullMarked
package dev.wharf.deadletter;

import org.jspecify.annotations.NullMarked;
