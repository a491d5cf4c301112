/** What is expected of a schema registry, and where two of them differ. */
@NullMarked
package dev.wharf.registry.contract;

import org.jspecify.annotations.NullMarked;
