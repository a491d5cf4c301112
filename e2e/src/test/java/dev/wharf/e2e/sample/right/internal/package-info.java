/** Not for others. */
@org.jspecify.annotations.NullMarked
package dev.wharf.e2e.sample.right.internal;
