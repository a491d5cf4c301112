package dev.wharf.store;

import java.time.Instant;

/**
 * An upload that nobody has completed.
 *
 * @param id by which the store knows it
 * @param begun by the store's clock
 */
public record UnfinishedUpload(String key, String id, Instant begun) {}
