/** A schema registry for development: Confluent's REST semantics, in memory or in a compacted topic. */
@NullMarked
package dev.wharf.registry;

import org.jspecify.annotations.NullMarked;
