package dev.wharf.handler;

import dev.wharf.client.Brokers;
import dev.wharf.client.ClientRules;
import dev.wharf.deadletter.ErrorEvents;
import dev.wharf.failure.OnError;
import dev.wharf.handler.HandlerSettings.Limit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** What is wrong with the settings of a handler loop, all of it. */
final class HandlerCheck {
    private static final Pattern TOPIC_NAME = Pattern.compile("[A-Za-z0-9._-]{1,249}");
    private static final int MOST_WORKERS = 1_000;
    private static final int MOST_LANES = 10_000;
    private static final long LEAST_MEMORY = 1 << 20;
    private static final int TRANSACTION_TIMEOUT_MS = 10_000;
    private static final Duration LONGEST_DEADLINE = Duration.ofSeconds(5);

    private final HandlerLoopBuilder wanted;
    private final List<String> problems = new ArrayList<>();

    HandlerCheck(HandlerLoopBuilder wanted) {
        this.wanted = wanted;
    }

    List<String> problems() {
        checkClient();
        checkTopics();
        checkNumbers();
        checkTimes();
        checkErrors();
        if (wanted.exactlyOnce) {
            checkExactlyOnce();
        }
        return problems;
    }

    private void require(boolean right, String otherwise) {
        if (!right) {
            problems.add(otherwise);
        }
    }

    private void checkClient() {
        Brokers.problem(wanted.client.brokers()).ifPresent(text -> problems.add("brokers: " + text));
        new TreeMap<>(wanted.client.settings())
                .forEach((key, value) -> settingProblem(key, value).ifPresent(text -> problems.add("client: " + text)));
        ClientRules.conflicts(wanted.client.settings()).forEach(text -> problems.add("client: " + text));
    }

    /** A setting is for the consumer or the producer, or both; who does not know it says so. */
    private static Optional<String> settingProblem(String key, String value) {
        Optional<String> consumer = ClientRules.consumer().problem(key, value);
        Optional<String> producer = ClientRules.producer().problem(key, value);
        if (consumer.isEmpty() || producer.isEmpty()) {
            return Optional.empty();
        }
        return consumer.filter(text -> !text.contains(" has no setting ")).or(() -> producer);
    }

    private void checkTopics() {
        require(!wanted.topics.isEmpty(), "topic is missing: what is to be read");
        wanted.topics.forEach(topic -> checkTopic("topic", topic));
        require(!wanted.groupId.isBlank(), "groupId is missing: the group's offsets remember what was settled");
        wanted.sendsTo.forEach(topic -> checkTopic("sendsTo", topic));
        if (wanted.deadLetterTopic != null) {
            checkTopic("deadLetterTopic", wanted.deadLetterTopic);
            require(
                    !wanted.topics.contains(wanted.deadLetterTopic),
                    "deadLetterTopic = \"" + wanted.deadLetterTopic
                            + "\" is a topic that is read: each dead letter would" + " come again; name another");
        }
    }

    private void checkTopic(String key, String topic) {
        require(
                TOPIC_NAME.matcher(topic).matches(),
                key + " = \"" + topic + "\" is no name for a topic; use letters, digits, dots, underscores and"
                        + " hyphens");
    }

    private void checkNumbers() {
        require(
                wanted.workers >= 1 && wanted.workers <= MOST_WORKERS,
                "workers = " + wanted.workers + " is not from 1 to " + MOST_WORKERS);
        require(
                wanted.lanes >= 1 && wanted.lanes <= MOST_LANES,
                "lanes = " + wanted.lanes + " is not from 1 to " + MOST_LANES);
        require(wanted.maxRetries >= 0, "maxRetries = " + wanted.maxRetries + " is negative; 0 means no other try");
        require(
                wanted.memoryMaxBytes >= LEAST_MEMORY,
                "memoryMaxBytes = " + wanted.memoryMaxBytes + " is less than " + LEAST_MEMORY);
        Limit limit = wanted.limit;
        if (limit != null) {
            require(limit.maxRecords() >= 1, "bounded: maxRecords = " + limit.maxRecords() + " must be at least 1");
            require(
                    limit.idleTimeout().isPositive(),
                    "bounded: idleTimeout = " + limit.idleTimeout() + " must be positive");
        }
    }

    private void checkTimes() {
        require(
                !wanted.deadline.isNegative(),
                "deadline = " + wanted.deadline + " is negative; zero means no deadline");
        require(!wanted.drainTimeout.isNegative(), "drainTimeout = " + wanted.drainTimeout + " is negative");
        require(wanted.commitInterval.isPositive(), "commitInterval = " + wanted.commitInterval + " must be positive");
    }

    private void checkErrorEvents(ErrorEvents events) {
        checkTopic("errorEvents", events.topic());
        require(
                wanted.deadLetterTopic != null,
                "errorEvents go to topic " + events.topic()
                        + ", but the records themselves nowhere; add deadLetterTopic");
        require(
                !wanted.topics.contains(events.topic()) && !events.topic().equals(wanted.deadLetterTopic),
                "errorEvents = \"" + events.topic() + "\" is a topic that is read, or that of the dead letters; name"
                        + " another");
    }

    private void checkErrors() {
        if (wanted.errorEvents != null) {
            checkErrorEvents(wanted.errorEvents);
        }
        boolean nowhere = wanted.deadLetterTopic == null && wanted.deadLetterFile == null;
        require(
                wanted.deadLetterTopic == null || wanted.deadLetterFile == null,
                "deadLetterTopic and deadLetterFile are both given; dead letters go to one place: remove one");
        require(
                wanted.onError != OnError.DEAD_LETTER || !nowhere,
                "onError = DEAD_LETTER has no place to put them; add deadLetterTopic or deadLetterFile");
    }

    private void checkExactlyOnce() {
        once(
                wanted.deadLetterFile == null,
                "the dead letter file " + wanted.deadLetterFile + " cannot take part in a transaction; name a topic");
        once(
                !wanted.deadline.isZero() && wanted.deadline.compareTo(LONGEST_DEADLINE) <= 0,
                "a handler holds up its transaction, which the brokers end after 10 s; set a deadline of at most "
                        + LONGEST_DEADLINE.toMillis() + " ms");
        once(
                !"read_uncommitted".equals(wanted.client.settings().get("isolation.level")),
                "isolation.level = read_uncommitted would read what others have aborted; remove it");
        String timeout = wanted.client.settings().get("transaction.timeout.ms");
        once(
                timeout == null || !isBelow(timeout, TRANSACTION_TIMEOUT_MS),
                "transaction.timeout.ms = " + timeout + " is less than the " + TRANSACTION_TIMEOUT_MS
                        + " that attempts and commits reckon with; raise or remove it");
    }

    private static boolean isBelow(String number, int least) {
        try {
            return Integer.parseInt(number.strip()) < least;
        } catch (NumberFormatException e) {
            return false; // reported as a setting that is malformed
        }
    }

    private void once(boolean right, String otherwise) {
        require(right, "under exactly once, " + otherwise + "; or deliver at least once");
    }
}
