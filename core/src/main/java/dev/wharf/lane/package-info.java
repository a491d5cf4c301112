/** Lanes: where calls that wait run side by side without losing the order of the records that need one. */
@NullMarked
package dev.wharf.lane;

import org.jspecify.annotations.NullMarked;
