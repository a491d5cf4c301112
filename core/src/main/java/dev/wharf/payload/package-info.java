@NullMarked
package dev.wharf.payload;

import org.jspecify.annotations.NullMarked;
