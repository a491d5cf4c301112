/** Compressed streams: one implementation for files and payloads. */
@NullMarked
package dev.wharf.compress;

import org.jspecify.annotations.NullMarked;
