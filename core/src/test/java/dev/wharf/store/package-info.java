@NullMarked
package dev.wharf.store;

import org.jspecify.annotations.NullMarked;
