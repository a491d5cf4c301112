@NullMarked
package dev.wharf.deadletter;

import org.jspecify.annotations.NullMarked;
