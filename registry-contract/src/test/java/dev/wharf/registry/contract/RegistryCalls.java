package dev.wharf.registry.contract;

import java.util.List;

/** What a client of a registry can do; the contract is asked through it, so that any client can take part. */
interface RegistryCalls extends AutoCloseable {

    /** The id. */
    Outcome<Integer> register(String subject, NewSchema schema, boolean normalize);

    Outcome<FoundVersion> lookup(String subject, NewSchema schema, boolean normalize);

    Outcome<NewSchema> schema(int id);

    Outcome<List<String>> subjectsOf(int id);

    Outcome<List<String>> subjects(boolean deleted);

    Outcome<List<Integer>> versions(String subject, boolean deleted);

    /** A number or {@code latest}. */
    Outcome<FoundVersion> version(String subject, String version);

    /** The ids of those who refer to it. */
    Outcome<List<Integer>> referencedBy(String subject, int version);

    Outcome<List<Integer>> deleteSubject(String subject, boolean permanent);

    Outcome<Integer> deleteVersion(String subject, String version, boolean permanent);

    Outcome<Boolean> compatible(String subject, String version, NewSchema schema);

    Outcome<String> level(String subject);

    Outcome<String> setLevel(String subject, String level);

    Outcome<String> deleteLevel(String subject);

    @Override
    void close();
}
