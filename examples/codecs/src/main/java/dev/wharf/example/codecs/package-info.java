/** Programs that write and read records in each format. Each can be started by itself. */
@NullMarked
package dev.wharf.example.codecs;

import org.jspecify.annotations.NullMarked;
