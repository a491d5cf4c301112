package dev.wharf.frame;

import org.jspecify.annotations.Nullable;

/**
 * What was found around the bytes of a format.
 *
 * @param key names the schema
 * @param bodyStart where the bytes behind the frame begin, counted from the start of the payload; where the frame is a
 *     prefix and the format is Protobuf, message indexes stand there first
 * @param headerRest what the header holds behind the key, message indexes say; null where the frame is a prefix
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares frames
public record Frame(SchemaKey key, int bodyStart, byte @Nullable [] headerRest) {}
