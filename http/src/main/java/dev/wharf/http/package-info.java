/** Calling out over HTTP: one client, with what all callers need. */
@NullMarked
package dev.wharf.http;

import org.jspecify.annotations.NullMarked;
