/** Payloads that are too large for a record, in and out of a topic. */
@NullMarked
package dev.wharf.example.payloads;

import org.jspecify.annotations.NullMarked;
