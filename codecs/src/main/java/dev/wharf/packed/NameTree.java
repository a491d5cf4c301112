package dev.wharf.packed;

import dev.wharf.payload.Utf8;
import dev.wharf.value.Name;
import dev.wharf.value.Shape;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Names of the rows that were read lately, in the order in which they stood: whoever reads a row goes down one branch,
 * a name a step, comparing bytes, and finds at the end of it a shape that all rows with these names share.
 *
 * <p>Safe for use by many threads without a lock: threads may overwrite each other's branches, which costs them the
 * making of a branch and nothing else, because what a node says of itself is final. It grows to some thousand nodes
 * and then begins anew.
 */
final class NameTree {
    private static final int MOST_NODES = 4096;
    private static final int MOST_NAMES = 256;
    private static final int LONGEST_NAME = 64;
    private static final int MOST_CHILDREN = 32;
    /** So many places in a row may be a name's. */
    private static final int PLACES_TRIED = 4;

    private volatile Node root = new Node();

    /** How many nodes there are, about: threads that count at the same moment may lose some. */
    private int size;

    /** A name behind the names above it. */
    static final class Node {
        private final @Nullable Node parent;
        private final Name name;
        private final byte[] utf8;
        private final int depth;

        /** By the hash of their names. Written and read by races: it is null, and so is an element, or a whole node. */
        private @Nullable Node @Nullable [] children;

        /** Written by any thread that finds it empty; any equal one will do, and a shape is immutable. */
        private @Nullable Shape shape;

        private Node() {
            parent = null;
            name = new Name("");
            utf8 = new byte[0];
            depth = 0;
        }

        private Node(Node parent, byte[] utf8) {
            this.parent = parent;
            this.name = new Name(Utf8.decode(utf8, 0, utf8.length));
            this.utf8 = utf8;
            this.depth = parent.depth + 1;
        }

        Name name() {
            return name;
        }

        /** The shape of a row with the names from the root to here. */
        Shape shape() {
            Shape known = shape;
            if (known == null) {
                known = Shape.of(names());
                shape = known;
            }
            return known;
        }

        /** The names from the root to here. */
        List<String> names() {
            String[] names = new String[depth];
            for (Node node = this; node.parent != null; node = node.parent) {
                names[node.depth - 1] = node.name.text();
            }
            return List.of(names);
        }

        /** The node below with this name, if it is known. */
        @Nullable
        Node child(byte[] bytes, int from, int to) {
            @Nullable Node[] known = children;
            if (known == null) {
                return null;
            }
            int slot = slot(bytes, from, to, known.length);
            for (int i = 0; i < Math.min(PLACES_TRIED, known.length); i++) {
                Node child = known[slot + i & known.length - 1];
                if (child == null) {
                    return null;
                }
                if (child.is(bytes, from, to)) {
                    return child;
                }
            }
            return null;
        }

        private boolean is(byte[] bytes, int from, int to) {
            return Arrays.equals(utf8, 0, utf8.length, bytes, from, to);
        }

        private static int slot(byte[] bytes, int from, int to, int slots) {
            if (slots == 1 || from == to) {
                return 0;
            }
            int length = to - from;
            return length + 3 * bytes[from] + 7 * bytes[to - 1] + 31 * bytes[from + length / 2] & slots - 1;
        }

        private boolean onThePath(byte[] bytes, int from, int to) {
            for (Node node = this; node.parent != null; node = node.parent) {
                if (node.is(bytes, from, to)) {
                    return true;
                }
            }
            return false;
        }

        /** Where all places that it may have are taken there are more places, or one of the others goes. */
        private void put(Node child) {
            @Nullable Node[] known = children;
            @Nullable Node[] places = known == null ? new Node[1] : known;
            while (places.length < MOST_CHILDREN && !found(places, child)) {
                places = spread(places);
            }
            if (places.length == MOST_CHILDREN && !found(places, child)) {
                places[slot(child, places.length)] = child;
            }
            children = places;
        }

        /** Whether it has a place now: its own, or one of the next. */
        @SuppressWarnings("ReferenceEquality") // a node is itself alone
        private static boolean found(@Nullable Node[] places, Node child) {
            int slot = slot(child, places.length);
            for (int i = 0; i < Math.min(PLACES_TRIED, places.length); i++) {
                int place = slot + i & places.length - 1;
                if (places[place] == null || places[place] == child) {
                    places[place] = child;
                    return true;
                }
            }
            return false;
        }

        private static @Nullable Node[] spread(@Nullable Node[] places) {
            @Nullable Node[] more = new Node[2 * places.length];
            for (Node node : places) {
                if (node != null) {
                    var unused = found(more, node); // one that has none is made anew when it comes
                }
            }
            return more;
        }

        private static int slot(Node node, int slots) {
            return slot(node.utf8, 0, node.utf8.length, slots);
        }
    }

    /** Where a row begins. */
    Node root() {
        return root;
    }

    /**
     * A new node below for a name in well-formed UTF-8. Null for one that stands above already, and for what is not
     * worth a place: long names, and rows of many.
     */
    @Nullable
    Node add(Node node, byte[] bytes, int from, int to) {
        if (to - from > LONGEST_NAME || node.depth == MOST_NAMES || node.onThePath(bytes, from, to)) {
            return null;
        }
        if (++size > MOST_NODES) {
            size = 0;
            root = new Node();
        }
        Node child = new Node(node, Arrays.copyOfRange(bytes, from, to));
        node.put(child);
        return child;
    }
}
