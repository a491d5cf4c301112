package dev.wharf.store.contract;

import dev.wharf.store.ByteBudget;
import dev.wharf.store.PayloadStore;
import dev.wharf.store.StoreUpload;
import dev.wharf.store.StoredObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Random;

/** Bytes that look random, and the ways to and from a store. */
final class Bytes {
    private static final int PIECE = 100_000;

    private Bytes() {}

    static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    static StoredObject put(PayloadStore store, String key, byte[] bytes) {
        return put(store, key, bytes, new ByteBudget(64 << 20));
    }

    static StoredObject put(PayloadStore store, String key, byte[] bytes, ByteBudget budget) {
        try (StoreUpload upload = store.upload(key, budget)) {
            write(upload, bytes);
            return upload.complete();
        }
    }

    /** In pieces that fit no part. */
    static void write(StoreUpload upload, byte[] bytes) {
        for (int from = 0; from < bytes.length; from += PIECE) {
            upload.write(bytes, from, Math.min(PIECE, bytes.length - from));
        }
    }

    static byte[] get(PayloadStore store, String key, long position) {
        try (InputStream in = store.open(key, position)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] get(PayloadStore store, String key) {
        return get(store, key, 0);
    }
}
