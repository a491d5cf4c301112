package dev.wharf.registry;

import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import java.util.List;

/** What is answered instead: a status of HTTP, and the code by which clients tell reasons apart. */
final class Refusal extends WharfException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final int errorCode;

    Refusal(int status, int errorCode, String text) {
        super(ErrorCode.RECORD_REFUSED, text);
        this.status = status;
        this.errorCode = errorCode;
    }

    int status() {
        return status;
    }

    int errorCode() {
        return errorCode;
    }

    /** By a status alone, as for a path that is not there. */
    static Refusal of(int status, String text) {
        return new Refusal(status, status, text);
    }

    static Refusal noSubject(SubjectName subject) {
        return new Refusal(404, 40401, "Subject '" + subject + "' not found.");
    }

    static Refusal noVersion(int version) {
        return new Refusal(404, 40402, "Version " + (version < 0 ? "latest" : version) + " not found.");
    }

    static Refusal noSchema(String which) {
        return new Refusal(404, 40403, "Schema " + which + "not found");
    }

    static Refusal subjectSoftDeleted(SubjectName subject) {
        return new Refusal(
                404, 40404, "Subject '" + subject + "' is soft-deleted; delete it for good with permanent=true");
    }

    static Refusal subjectNotSoftDeleted(SubjectName subject) {
        return new Refusal(
                404, 40405, "Subject '" + subject + "' is not soft-deleted; do that first, without permanent=true");
    }

    static Refusal versionSoftDeleted(SubjectName subject, int version) {
        return new Refusal(
                404,
                40406,
                "Version " + version + " of subject '" + subject
                        + "' is soft-deleted; delete it for good with permanent=true");
    }

    static Refusal versionNotSoftDeleted(SubjectName subject, int version) {
        return new Refusal(
                404,
                40407,
                "Version " + version + " of subject '" + subject
                        + "' is not soft-deleted; do that first, without permanent=true");
    }

    static Refusal noConfig(SubjectName subject) {
        return new Refusal(
                404, 40408, "Subject '" + subject + "' has no compatibility configured; ask with defaultToGlobal=true");
    }

    static Refusal noMode(SubjectName subject) {
        return new Refusal(404, 40409, "Subject '" + subject + "' has no mode; ask with defaultToGlobal=true");
    }

    static Refusal incompatible(SubjectName subject, List<String> reasons) {
        return of(
                409,
                "Schema being registered is incompatible with an earlier schema for subject \"" + subject
                        + "\", details: " + reasons);
    }

    static Refusal invalidSchema(String why) {
        return new Refusal(422, 42201, "Invalid schema: " + why);
    }

    static Refusal invalidVersion(String text) {
        return new Refusal(
                422, 42202, "'" + text + "' is no version: a number from 1 to 2147483647, -1 and \"latest\" are");
    }

    static Refusal invalidLevel(String text) {
        return new Refusal(422, 42203, "'" + text + "' is no compatibility level: " + List.of(Level.values()) + " are");
    }

    static Refusal invalidMode(String text) {
        return new Refusal(422, 42204, "'" + text + "' is no mode: " + List.of(Mode.values()) + " are");
    }

    static Refusal notPermitted(String why) {
        return new Refusal(422, 42205, why);
    }

    static Refusal referenced(SubjectName subject, int version, List<Integer> ids) {
        return new Refusal(
                422,
                42206,
                "Version " + version + " of subject '" + subject + "' is referred to by the schemas with ids " + ids
                        + "; delete their versions first");
    }

    static Refusal invalidSubject(String text) {
        return new Refusal(422, 42208, "'" + text + "' is no name for a subject");
    }

    /** What was asked is well-formed, and cannot be done. */
    static Refusal unprocessable(String why) {
        return of(422, why);
    }

    static Refusal storeFailed(String why) {
        return new Refusal(500, 50001, "The store of schemas cannot be used: " + why);
    }

    static Refusal storeTooSlow(String why) {
        return new Refusal(500, 50002, "The store of schemas has not answered in time: " + why);
    }
}
