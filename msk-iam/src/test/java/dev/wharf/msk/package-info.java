@NullMarked
package dev.wharf.msk;

import org.jspecify.annotations.NullMarked;
