@NullMarked
package dev.wharf.record;

import org.jspecify.annotations.NullMarked;
