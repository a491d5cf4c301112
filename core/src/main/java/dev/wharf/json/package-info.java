@NullMarked
package dev.wharf.json;

import org.jspecify.annotations.NullMarked;
