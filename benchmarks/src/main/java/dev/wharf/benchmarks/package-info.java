/**
 * Load comparisons of Wharf with hand-written loops and Kafka Streams. Not published.
 *
 * <p>{@link dev.wharf.benchmarks.LoadComparison} is the entry point; every contestant is a main class that runs in a
 * JVM of its own.
 */
@NullMarked
package dev.wharf.benchmarks;

import org.jspecify.annotations.NullMarked;
