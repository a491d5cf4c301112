@NullMarked
package dev.wharf.value;

import org.jspecify.annotations.NullMarked;
