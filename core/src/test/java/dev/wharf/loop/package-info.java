@NullMarked
package dev.wharf.loop;

import org.jspecify.annotations.NullMarked;
