package dev.wharf.s3;

/**
 * An upload in parts that has begun.
 *
 * @param id by which the server knows it
 * @param checksums whether it was begun with them: then each part must have its own
 */
record Multipart(String id, boolean checksums) {}
