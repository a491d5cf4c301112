/** MessagePack. */
@NullMarked
package dev.wharf.msgpack;

import org.jspecify.annotations.NullMarked;
