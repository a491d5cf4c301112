/** Stages for tests, which tests put into the distribution's folder of plugins. */
@NullMarked
package dev.wharf.e2e.plugin;

import org.jspecify.annotations.NullMarked;
