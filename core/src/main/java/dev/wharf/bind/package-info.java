/** Values as objects of the classes of a program, and back. */
@NullMarked
package dev.wharf.bind;

import org.jspecify.annotations.NullMarked;
