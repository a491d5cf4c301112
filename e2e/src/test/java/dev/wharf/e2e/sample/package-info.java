/** Classes that break the rules of the architecture, to see that they are found. */
@org.jspecify.annotations.NullMarked
package dev.wharf.e2e.sample;
