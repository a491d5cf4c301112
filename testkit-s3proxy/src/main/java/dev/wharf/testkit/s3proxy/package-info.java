/** A real S3 server for tests, which checks signatures: S3Proxy. */
@NullMarked
package dev.wharf.testkit.s3proxy;

import org.jspecify.annotations.NullMarked;
