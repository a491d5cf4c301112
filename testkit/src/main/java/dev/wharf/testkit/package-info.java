@NullMarked
package dev.wharf.testkit;

import org.jspecify.annotations.NullMarked;
