/** How the broker is configured, started, locked and shared. Nothing here is for users. */
@NullMarked
package dev.wharf.devstack.internal;

import org.jspecify.annotations.NullMarked;
