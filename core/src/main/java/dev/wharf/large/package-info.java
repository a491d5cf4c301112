/** Payloads of any size: written inline, as chunks or to a store, read back as a stream, verified from end to end. */
@NullMarked
package dev.wharf.large;

import org.jspecify.annotations.NullMarked;
