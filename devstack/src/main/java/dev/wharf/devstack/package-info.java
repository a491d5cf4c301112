/**
 * A real Kafka broker on this machine: {@link dev.wharf.devstack.EmbeddedKafka} in this process, for tests, and
 * {@link dev.wharf.devstack.DevKafka} as a child process that several commands share.
 */
@NullMarked
package dev.wharf.devstack;

import org.jspecify.annotations.NullMarked;
