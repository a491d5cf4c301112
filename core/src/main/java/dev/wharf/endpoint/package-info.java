/** One small HTTP server, for everything that shows itself to browsers, probes and scrapers. */
@NullMarked
package dev.wharf.endpoint;

import org.jspecify.annotations.NullMarked;
