@NullMarked
package dev.wharf.telemetry;

import org.jspecify.annotations.NullMarked;
