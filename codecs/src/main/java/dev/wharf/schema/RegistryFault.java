package dev.wharf.schema;

import dev.wharf.error.ErrorCode;

/** What a registry refuses, or why it cannot be asked. */
public enum RegistryFault {
    UNKNOWN_SUBJECT(40401, ErrorCode.ENVIRONMENT, "check the name, and that a schema was registered"),
    UNKNOWN_VERSION(40402, ErrorCode.ENVIRONMENT, "ask for the versions that there are"),
    UNKNOWN_SCHEMA(40403, ErrorCode.ENVIRONMENT, "check that this is the registry it was registered in"),
    SUBJECT_DELETED(40404, ErrorCode.ENVIRONMENT, "register a schema again, or delete it permanently"),
    SUBJECT_NOT_DELETED(40405, ErrorCode.ENVIRONMENT, "delete it first, then permanently"),
    VERSION_DELETED(40406, ErrorCode.ENVIRONMENT, "register it again, or delete it permanently"),
    VERSION_NOT_DELETED(40407, ErrorCode.ENVIRONMENT, "delete it first, then permanently"),
    NO_CONFIG(40408, ErrorCode.ENVIRONMENT, "that of the whole registry holds"),
    NO_MODE(40409, ErrorCode.ENVIRONMENT, "that of the whole registry holds"),
    /** Nothing is there at all: mostly a wrong URL. */
    NOT_FOUND(404, ErrorCode.ENVIRONMENT, "check the URL of the registry, its path included"),
    INCOMPATIBLE(409, ErrorCode.CONFIGURATION, "change the schema, or the compatibility of its subject"),
    INVALID_SCHEMA(42201, ErrorCode.CONFIGURATION, "mend the schema"),
    INVALID_VERSION(42202, ErrorCode.CONFIGURATION, "give a number from 1 on, or latest"),
    INVALID_COMPATIBILITY(42203, ErrorCode.CONFIGURATION, "this registry does not know it"),
    INVALID_MODE(42204, ErrorCode.CONFIGURATION, "this registry does not know it"),
    NOT_PERMITTED(42205, ErrorCode.ENVIRONMENT, "look at the mode of the subject and of the registry"),
    REFERENCED(42206, ErrorCode.ENVIRONMENT, "delete those first that refer to it"),
    /** Another request that the registry does not accept. */
    INVALID(422, ErrorCode.CONFIGURATION, "see what it says"),
    /** It wants to know who asks, or there is no trust between us. */
    UNAUTHORIZED(401, ErrorCode.ENVIRONMENT, "check the login in registry.auth"),
    FORBIDDEN(403, ErrorCode.ENVIRONMENT, "ask for the rights to do this"),
    /** It does not answer, or not now. */
    UNAVAILABLE(503, ErrorCode.UNAVAILABLE, "try later"),
    /** What answers is no registry, or an unusual one. */
    UNREADABLE(0, ErrorCode.ENVIRONMENT, "check that the URL is that of a schema registry"),
    /** Schemas that refer to each other in a circle, too deeply, or to two different ones by one name. */
    BAD_REFERENCES(0, ErrorCode.CONFIGURATION, "mend the references"),
    OTHER(0, ErrorCode.ENVIRONMENT, "see what it says");

    private final int number;
    private final ErrorCode code;
    private final String advice;

    RegistryFault(int number, ErrorCode code, String advice) {
        this.number = number;
        this.code = code;
        this.advice = advice;
    }

    ErrorCode code() {
        return code;
    }

    String advice() {
        return advice;
    }

    /** Whether something is not there, which may change, but not within moments. */
    public boolean missing() {
        return switch (this) {
            case UNKNOWN_SUBJECT,
                    UNKNOWN_VERSION,
                    UNKNOWN_SCHEMA,
                    SUBJECT_DELETED,
                    VERSION_DELETED,
                    NO_CONFIG,
                    NO_MODE,
                    NOT_FOUND -> true;
            case SUBJECT_NOT_DELETED,
                    VERSION_NOT_DELETED,
                    INCOMPATIBLE,
                    INVALID_SCHEMA,
                    INVALID_VERSION,
                    INVALID_COMPATIBILITY,
                    INVALID_MODE,
                    NOT_PERMITTED,
                    REFERENCED,
                    INVALID,
                    UNAUTHORIZED,
                    FORBIDDEN,
                    UNAVAILABLE,
                    UNREADABLE,
                    BAD_REFERENCES,
                    OTHER -> false;
        };
    }

    /** By the registry's own code, or else by the status. */
    static RegistryFault of(int status, int errorCode) {
        for (RegistryFault fault : values()) {
            if (fault.number > 0 && fault.number == errorCode) {
                return fault;
            }
        }
        return switch (status) {
            case 401 -> UNAUTHORIZED;
            case 403 -> FORBIDDEN;
            case 404 -> NOT_FOUND;
            case 409 -> INCOMPATIBLE;
            case 408, 425, 429 -> UNAVAILABLE;
            case 400, 413, 422 -> INVALID;
            default -> status >= 500 ? UNAVAILABLE : OTHER;
        };
    }
}
