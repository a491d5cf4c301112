package dev.wharf.avro;

/** An array, or a map with its values. */
final class ListNode extends Node {
    final Node element;

    ListNode(int op, String type, Node element) {
        super(op, type);
        this.element = element;
    }
}
