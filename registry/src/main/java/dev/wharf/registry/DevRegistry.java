package dev.wharf.registry;

import dev.wharf.endpoint.HttpEndpoint;
import dev.wharf.error.WharfException;
import java.time.Duration;

/**
 * A schema registry for development and tests, in this process. It speaks to whatever client Confluent's registry has,
 * and asks nobody for a password: it listens on this machine only, unless told otherwise.
 *
 * <pre>{@code
 * try (DevRegistry registry = DevRegistry.start(DevRegistrySettings.inMemory())) {
 *     ... "schema.registry.url", registry.url() ...
 * }
 * }</pre>
 *
 * <p>Started and closed by any one thread.
 */
public final class DevRegistry implements AutoCloseable {
    /** The longest body of a request, in bytes. */
    public static final int MAX_BODY_BYTES = 1 << 20;

    private static final Duration LAST_ANSWERS = Duration.ofSeconds(5);

    private final Journal journal;
    private final BusyService service;
    private final HttpEndpoint endpoint;

    private DevRegistry(Journal journal, BusyService service, HttpEndpoint endpoint) {
        this.journal = journal;
        this.service = service;
        this.endpoint = endpoint;
    }

    /**
     * Reads all that is kept, and then listens.
     *
     * @throws WharfException with {@code ENVIRONMENT} if the address is taken, the brokers do not answer, or the topic
     *     is not one that a registry can use
     */
    public static DevRegistry start(DevRegistrySettings settings) {
        Journal journal = settings.kafka().isPresent()
                ? KafkaJournal.open(settings.kafka().get(), settings.topic())
                : new MemoryJournal();
        try {
            BusyService service = new BusyService(new RegistryService(
                    journal,
                    new SchemaReader(settings.rules()),
                    Guard.of(settings.address().host())));
            return new DevRegistry(journal, service, HttpEndpoint.open(settings.address(), service, MAX_BODY_BYTES));
        } catch (RuntimeException e) {
            journal.close();
            throw e;
        }
    }

    /** Where clients find it, such as {@code http://127.0.0.1:8081}. */
    public String url() {
        return endpoint.url();
    }

    /** Answers what it has been asked, for a few seconds at most, and stops listening. */
    @Override
    public void close() {
        service.close(LAST_ANSWERS);
        endpoint.close();
        journal.close();
    }
}
