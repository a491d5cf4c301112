/** What is expected of a store of payloads; and S3 servers to ask it of. */
@NullMarked
package dev.wharf.store.contract;

import org.jspecify.annotations.NullMarked;
