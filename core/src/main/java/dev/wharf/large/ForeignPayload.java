package dev.wharf.large;

import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.foreign.ForeignReference;
import dev.wharf.payload.Payload;
import dev.wharf.store.PayloadStore;
import dev.wharf.store.StoreException;
import dev.wharf.store.StoreFailure;
import dev.wharf.store.StoredObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Optional;

/**
 * A payload that somebody else has put into a store. Nobody knows its length before it has been read. Safe for use by
 * many threads; each stream is for one.
 */
final class ForeignPayload implements Payload.Large {
    private final ForeignReference reference;
    private final Collection<PayloadStore> stores;

    /** @param stores the only ones that it may be in */
    ForeignPayload(ForeignReference reference, Collection<PayloadStore> stores) {
        this.reference = reference;
        this.stores = stores;
    }

    @Override
    public long length() {
        return UNKNOWN_LENGTH;
    }

    @Override
    public InputStream open() {
        for (PayloadStore store : stores) {
            Optional<String> key = store.keyOf(reference.uri());
            if (key.isPresent()) {
                return open(store, key.get());
            }
        }
        throw new WharfException(
                ErrorCode.MALFORMED,
                "the value refers to an object" + bucket() + " that is in none of the stores of this configuration, or"
                        + " not below their prefixes, so it is not read; if it is to be, set store.NAME.url");
    }

    /** The name of a bucket, if it can be one; nothing else of a record is shown. */
    private String bucket() {
        String authority = String.valueOf(reference.uri().getAuthority());
        return authority.matches("[A-Za-z0-9._-]{3,63}") ? " in " + authority : "";
    }

    /** How long the object is tells the store: so a connection that breaks is told from its end. */
    private InputStream open(PayloadStore store, String key) {
        String at = store + ", key " + key;
        StoredObject object = store.find(key)
                .orElseThrow(() -> new StoreException(
                        StoreFailure.MISSING, at + ": there is no such object; it was deleted, or has expired"));
        ResumedInput stored = new ResumedInput(position -> store.open(key, position), at, object.length());
        try {
            return new ForeignInput(reference.compression().decompress(stored), at, reference);
        } catch (IOException e) {
            stored.close();
            throw ForeignInput.notDecompressed(at, e);
        }
    }

    @Override
    public Inline load(int maxBytes) {
        int most = Math.min(maxBytes, Integer.MAX_VALUE - 8) + 1;
        try (InputStream in = open()) {
            byte[] bytes = in.readNBytes(most);
            if (bytes.length > maxBytes) {
                throw new WharfException(
                        ErrorCode.TOO_LARGE,
                        "a payload of more than the " + maxBytes + " bytes that may be held in memory; open it as a"
                                + " stream, or write it to a file");
            }
            return (Inline) Payload.of(bytes, 0, bytes.length);
        } catch (IOException e) {
            throw new WharfException(ErrorCode.SOURCE_FAILED, "a payload of somebody else cannot be read: " + e, e);
        }
    }

    @Override
    public void writeTo(Path file) {
        VerifiedFile.write(this, file);
    }

    @Override
    public String toString() {
        return "a payload of somebody else" + bucket();
    }
}
