@NullMarked
package dev.wharf.stage;

import org.jspecify.annotations.NullMarked;
