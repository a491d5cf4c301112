package dev.wharf.large;

import dev.wharf.chunk.ChunkUpload;
import dev.wharf.store.StoreUpload;

/** Where one large payload is being written. One thread at a time; closing one that is not complete gives it up. */
interface Destination extends AutoCloseable {
    void write(byte[] bytes, int offset, int length);

    /** Waits until every byte is there for good. */
    PayloadReference.Place complete();

    @Override
    void close();

    /** Into a store. */
    static Destination of(String store, String key, StoreUpload upload) {
        return new Destination() {
            @Override
            public void write(byte[] bytes, int offset, int length) {
                upload.write(bytes, offset, length);
            }

            @Override
            public PayloadReference.Place complete() {
                var unused = upload.complete();
                return new PayloadReference.InStore(store, key);
            }

            @Override
            public void close() {
                upload.close();
            }
        };
    }

    /** Into chunks. */
    static Destination of(ChunkUpload upload) {
        return new Destination() {
            @Override
            public void write(byte[] bytes, int offset, int length) {
                upload.write(bytes, offset, length);
            }

            @Override
            public PayloadReference.Place complete() {
                return new PayloadReference.InChunks(upload.complete());
            }

            @Override
            public void close() {
                upload.close();
            }
        };
    }
}
