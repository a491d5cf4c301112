@NullMarked
package dev.wharf.file;

import org.jspecify.annotations.NullMarked;
