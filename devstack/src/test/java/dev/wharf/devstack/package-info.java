@NullMarked
package dev.wharf.devstack;

import org.jspecify.annotations.NullMarked;
