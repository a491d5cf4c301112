@NullMarked
package dev.wharf.stage.internal;

import org.jspecify.annotations.NullMarked;
