/** A program that sends or reads one large payload, and stops where it is to be killed. */
@NullMarked
package dev.wharf.e2e.payload;

import org.jspecify.annotations.NullMarked;
