/** A real S3 server for tests: Adobe's S3Mock. */
@NullMarked
package dev.wharf.testkit.s3mock;

import org.jspecify.annotations.NullMarked;
