/** What MessagePack and CBOR have in common: values that tell their kind and length before their bytes. */
@NullMarked
package dev.wharf.packed;

import org.jspecify.annotations.NullMarked;
