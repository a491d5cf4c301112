package dev.wharf.registry.contract;

/** A version of a subject. */
record FoundVersion(String subject, int version, int id, NewSchema schema) {}
