@NullMarked
package dev.wharf.plan;

import org.jspecify.annotations.NullMarked;
