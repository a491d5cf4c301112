package dev.wharf.avro;

/** A value that carries the name of its branch, because its union has several. Takes no bytes of its own. */
final class TagNode extends Node {
    final Node value;

    /** The branch is called what the value is. */
    TagNode(String branch, Node value) {
        super(Op.TAG, branch);
        this.value = value;
    }
}
