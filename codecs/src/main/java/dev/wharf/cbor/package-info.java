/** CBOR, RFC 8949. */
@NullMarked
package dev.wharf.cbor;

import org.jspecify.annotations.NullMarked;
