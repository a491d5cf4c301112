@NullMarked
package dev.wharf.avro;

import org.jspecify.annotations.NullMarked;
