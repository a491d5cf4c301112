/** Tests of the shipped distribution and of the launcher, and checks of the repository itself. */
@org.jspecify.annotations.NullMarked
package dev.wharf.e2e;
