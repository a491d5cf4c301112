@NullMarked
package dev.wharf.event;

import org.jspecify.annotations.NullMarked;
