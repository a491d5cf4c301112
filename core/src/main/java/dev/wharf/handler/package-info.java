/** Records handled by code of your own, on the record loop: with lanes, retries, dead letters and transactions. */
@NullMarked
package dev.wharf.handler;

import org.jspecify.annotations.NullMarked;
