/** Payloads that are too large for a record, in pieces through a topic of their own beside the main one. */
@NullMarked
package dev.wharf.chunk;

import org.jspecify.annotations.NullMarked;
