@NullMarked
package dev.wharf.cli;

import org.jspecify.annotations.NullMarked;
