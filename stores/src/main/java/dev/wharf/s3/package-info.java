/** Payloads in buckets of S3, and of servers that speak its language. */
@NullMarked
package dev.wharf.s3;

import org.jspecify.annotations.NullMarked;
