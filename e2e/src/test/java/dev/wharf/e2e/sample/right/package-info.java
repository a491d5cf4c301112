/** One half of a cycle. */
@org.jspecify.annotations.NullMarked
package dev.wharf.e2e.sample.right;
