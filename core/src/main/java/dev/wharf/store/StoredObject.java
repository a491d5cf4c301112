package dev.wharf.store;

import java.time.Instant;

/**
 * An object of a store.
 *
 * @param length in bytes
 * @param modified when it was completed, by the store's clock
 */
public record StoredObject(String key, long length, Instant modified) {}
