package dev.wharf.chunk;

/**
 * A topic of chunks, beside the topic whose records refer to them.
 *
 * @param compacted whether chunks stay until they are deleted; else they go with time
 */
public record ChunkTopic(String name, int partitions, boolean compacted) {
    private static final String SUFFIX = ".chunks";

    /** The name of the topic of chunks that belongs to a topic. */
    public static String nameFor(String topic) {
        return topic + SUFFIX;
    }

    /** Whether it is the name of one. */
    public static boolean isName(String topic) {
        return topic.endsWith(SUFFIX) && topic.length() > SUFFIX.length();
    }

    /** The topic that the chunks belong to. */
    public static String mainOf(String chunkTopic) {
        return chunkTopic.substring(0, chunkTopic.length() - SUFFIX.length());
    }
}
