@NullMarked
package dev.wharf.lane;

import org.jspecify.annotations.NullMarked;
