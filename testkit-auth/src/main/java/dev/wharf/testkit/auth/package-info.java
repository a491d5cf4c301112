/** A real authorization server for tests. */
@NullMarked
package dev.wharf.testkit.auth;

import org.jspecify.annotations.NullMarked;
