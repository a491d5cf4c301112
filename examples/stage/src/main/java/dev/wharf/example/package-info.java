/** A stage of one's own, to copy from. */
@NullMarked
package dev.wharf.example;

import org.jspecify.annotations.NullMarked;
