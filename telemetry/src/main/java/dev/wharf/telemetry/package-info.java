/** What a run tells machines of itself: metrics for scrapers, health for probes. */
@NullMarked
package dev.wharf.telemetry;

import org.jspecify.annotations.NullMarked;
