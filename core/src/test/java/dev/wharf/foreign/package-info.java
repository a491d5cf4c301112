@NullMarked
package dev.wharf.foreign;

import org.jspecify.annotations.NullMarked;
