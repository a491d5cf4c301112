@NullMarked
package dev.wharf.schema;

import org.jspecify.annotations.NullMarked;
