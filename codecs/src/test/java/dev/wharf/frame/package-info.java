@NullMarked
package dev.wharf.frame;

import org.jspecify.annotations.NullMarked;
