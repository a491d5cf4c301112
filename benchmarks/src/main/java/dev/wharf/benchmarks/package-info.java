@NullMarked
package dev.wharf.benchmarks;

import org.jspecify.annotations.NullMarked;
