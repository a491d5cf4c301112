package dev.wharf.avro;

/**
 * One place of a plan: what its bytes are, and what becomes of them. Complete when the codec that holds it is, and
 * immutable from then on, but for caches that say so.
 */
abstract sealed class Node permits Scalar, RecordNode, EnumNode, ListNode, UnionNode, TagNode, Impossible {
    /** One of {@link Op}. */
    final int op;

    /** What unions and errors call it: the full name of a named type, else the name of the type. */
    final String type;

    Node(int op, String type) {
        this.op = op;
        this.type = type;
    }
}
