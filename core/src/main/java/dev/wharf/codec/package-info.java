@NullMarked
package dev.wharf.codec;

import org.jspecify.annotations.NullMarked;
