package dev.wharf.schema;

import dev.wharf.error.WharfException;
import org.jspecify.annotations.Nullable;

/** The registry refuses, or cannot be asked. Its text says what was asked, what was answered, and what to do. */
public final class RegistryException extends WharfException {
    private static final long serialVersionUID = 1L;

    private final RegistryFault fault;
    private final int status;
    private final int errorCode;
    /** False where the gate was closed, so that this says nothing new. */
    private final boolean asked;

    RegistryException(RegistryFault fault, int status, int errorCode, String text, @Nullable Throwable cause) {
        this(fault, status, errorCode, text, cause, true);
    }

    private RegistryException(
            RegistryFault fault, int status, int errorCode, String text, @Nullable Throwable cause, boolean asked) {
        super(fault.code(), text, cause);
        this.fault = fault;
        this.status = status;
        this.errorCode = errorCode;
        this.asked = asked;
    }

    /** The registry was not asked, as it has not answered others. */
    static RegistryException notAsked(String what) {
        RegistryFault fault = RegistryFault.UNAVAILABLE;
        return new RegistryException(fault, 0, 0, what + "; " + fault.advice(), null, false);
    }

    /** One that no answer of a registry is behind. */
    static RegistryException of(RegistryFault fault, String what) {
        return new RegistryException(fault, 0, 0, what + "; " + fault.advice(), null);
    }

    /** The same once more, with the stack of who hears of it now. */
    RegistryException again() {
        return new RegistryException(fault, status, errorCode, String.valueOf(getMessage()), this, asked);
    }

    boolean asked() {
        return asked;
    }

    public RegistryFault fault() {
        return fault;
    }

    /** Of HTTP; 0 where there was no answer. */
    public int status() {
        return status;
    }

    /** The registry's own code, such as 40401; 0 where it gave none. */
    public int errorCode() {
        return errorCode;
    }
}
