/** Finds out in which format bytes are, for people who look into topics. */
@NullMarked
package dev.wharf.guess;

import org.jspecify.annotations.NullMarked;
