package dev.wharf.doctor;

import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.acl.AclOperation;

/** Kafka's operations in words. */
final class Permissions {
    private Permissions() {}

    static String text(Set<AclOperation> operations) {
        return operations.isEmpty()
                ? "nothing"
                : operations.stream()
                        .map(operation ->
                                operation.name().toLowerCase(Locale.ROOT).replace('_', ' '))
                        .sorted()
                        .collect(Collectors.joining(", "));
    }
}
