/** Event services: a hardened producer and consumer in a few lines, on the record loop. */
@NullMarked
package dev.wharf.event;

import org.jspecify.annotations.NullMarked;
