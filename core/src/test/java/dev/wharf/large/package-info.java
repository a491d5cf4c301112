@NullMarked
package dev.wharf.large;

import org.jspecify.annotations.NullMarked;
