@NullMarked
package dev.wharf.pipeline;

import org.jspecify.annotations.NullMarked;
