package dev.wharf.s3;

/**
 * What a request asks of a server that not every one understands.
 *
 * @param checksums it bears the CRC32 of its bytes
 * @param condition it must not overwrite
 */
record Trial(boolean checksums, boolean condition) {}
