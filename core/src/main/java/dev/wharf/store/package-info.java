/** Where payloads too large for a record are kept: the contract, the file and the memory store, and their catalog. */
@NullMarked
package dev.wharf.store;

import org.jspecify.annotations.NullMarked;
