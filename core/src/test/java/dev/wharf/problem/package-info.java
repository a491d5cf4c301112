@NullMarked
package dev.wharf.problem;

import org.jspecify.annotations.NullMarked;
