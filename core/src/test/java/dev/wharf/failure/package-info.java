@NullMarked
package dev.wharf.failure;

import org.jspecify.annotations.NullMarked;
