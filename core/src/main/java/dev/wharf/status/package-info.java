/** How a run goes, while it goes: what its workers last saw, to be looked at by any thread. */
@NullMarked
package dev.wharf.status;

import org.jspecify.annotations.NullMarked;
