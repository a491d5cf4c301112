/** Avro: bytes to documents and back by a plan made once for a schema, and the rules of Avro's schemas. */
@NullMarked
package dev.wharf.avro;

import org.jspecify.annotations.NullMarked;
