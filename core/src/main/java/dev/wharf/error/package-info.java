@NullMarked
package dev.wharf.error;

import org.jspecify.annotations.NullMarked;
