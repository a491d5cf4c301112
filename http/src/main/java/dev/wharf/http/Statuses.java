package dev.wharf.http;

/** What statuses mean for a caller. */
final class Statuses {
    static final int UNAUTHORIZED = 401;
    static final int TOO_MANY_REQUESTS = 429;
    private static final int REQUEST_TIMEOUT = 408;
    private static final int TOO_EARLY = 425;
    private static final int NOT_IMPLEMENTED = 501;
    private static final int VERSION_NOT_SUPPORTED = 505;

    private Statuses() {}

    /** Whether the same call may be answered later. */
    static boolean passing(int status) {
        return switch (status) {
            case REQUEST_TIMEOUT, TOO_EARLY, TOO_MANY_REQUESTS -> true;
            case NOT_IMPLEMENTED, VERSION_NOT_SUPPORTED -> false;
            default -> status >= 500;
        };
    }

    static boolean redirect(int status) {
        return switch (status) {
            case 301, 302, 303, 307, 308 -> true;
            default -> false;
        };
    }
}
