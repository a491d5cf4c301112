@NullMarked
package dev.wharf.trace;

import org.jspecify.annotations.NullMarked;
