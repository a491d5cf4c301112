/** What to do when a record fails: how failures are told apart, when to try again, when to hold everything. */
@NullMarked
package dev.wharf.failure;

import org.jspecify.annotations.NullMarked;
