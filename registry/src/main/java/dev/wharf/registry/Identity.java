package dev.wharf.registry;

import dev.wharf.value.Value;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.UUID;

/** Names for schemas that follow from what they say: the same everywhere, and at any time. */
final class Identity {
    private static final long VERSION_BITS = 0xF000L;
    private static final long VERSION_8 = 0x8000L;
    private static final long VARIANT_BITS = 0xC000_0000_0000_0000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;

    private Identity() {}

    /** Of the schema in that form, with all that is registered beside it. It is a UUID of version 8 (RFC 9562). */
    static UUID of(Proposal proposal, String form) {
        Json.Builder whole = Json.object()
                .with("type", proposal.type().name())
                .with("form", form)
                .with(
                        "references",
                        Json.array(proposal.references().stream()
                                .map(SchemaJson::reference)
                                .toList()))
                .with("metadata", proposal.metadata())
                .with("ruleSet", proposal.ruleSet());
        // Nested deeper than in any answer: what has a name can be written out.
        return of(Json.array(List.of(List.of(whole.build()))));
    }

    private static UUID of(Value whole) {
        ByteBuffer hash = ByteBuffer.wrap(sha256().digest(Json.bytes(whole)));
        return new UUID((hash.getLong() & ~VERSION_BITS) | VERSION_8, (hash.getLong() & ~VARIANT_BITS) | VARIANT);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
