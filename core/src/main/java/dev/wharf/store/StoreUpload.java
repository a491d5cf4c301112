package dev.wharf.store;

/**
 * An object that is being written. One thread at a time. Closing one that is not complete gives it up: nothing of it is
 * ever seen, and the store frees what it has of it.
 */
public interface StoreUpload extends AutoCloseable {

    /**
     * Takes the next bytes, which are copied or stored before the call returns. Waits while the budget is used up.
     *
     * @throws StoreException if the store refuses them; the upload can then only be closed
     */
    void write(byte[] bytes, int offset, int length);

    /**
     * Waits until the store has every byte for good, and shows the object.
     *
     * @throws StoreException with {@code EXISTS} if there is an object of that key; nothing is overwritten
     */
    StoredObject complete();

    @Override
    void close();
}
