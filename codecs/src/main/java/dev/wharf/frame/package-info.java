/** What stands around the bytes of a format and says which schema they were written with. */
@NullMarked
package dev.wharf.frame;

import org.jspecify.annotations.NullMarked;
