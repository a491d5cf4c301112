package dev.wharf.schema;

import java.util.List;

/**
 * What a registry says to a schema that might be registered.
 *
 * @param reasons why it is not compatible; some registries say none
 */
public record Compatibility(boolean compatible, List<String> reasons) {
    public Compatibility {
        reasons = List.copyOf(reasons);
    }
}
