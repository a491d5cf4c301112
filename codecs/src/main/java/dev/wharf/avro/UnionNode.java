package dev.wharf.avro;

import java.util.ArrayList;
import java.util.List;

/** A union as it was written. */
final class UnionNode extends Node {
    final Node[] branches;

    /** The number of the branch for null, or -1. */
    final int nullBranch;

    /** The number of the one branch that is not null, or -1 if there are several. */
    final int onlyBranch;

    UnionNode(Node... branches) {
        super(Op.UNION, "union");
        this.branches = branches;
        int nulls = -1;
        int only = -1;
        int others = 0;
        for (int i = 0; i < branches.length; i++) {
            if (branches[i].op == Op.NULL) {
                nulls = i;
            } else {
                only = i;
                others++;
            }
        }
        nullBranch = nulls;
        onlyBranch = others == 1 ? only : -1;
    }

    List<String> names() {
        List<String> names = new ArrayList<>();
        for (Node branch : branches) {
            names.add(branch.type);
        }
        return names;
    }

    /** The branch of that name, or the only one whose name is the same without its namespace; else -1. */
    int indexOf(String name) {
        int found = -1;
        for (int i = 0; i < branches.length; i++) {
            if (branches[i].type.equals(name)) {
                return i;
            }
            if (simple(branches[i].type).equals(simple(name))) {
                found = found == -1 ? i : -2;
            }
        }
        return Math.max(found, -1);
    }

    /** A name without its namespace. */
    static String simple(String name) {
        return name.substring(name.lastIndexOf('.') + 1);
    }
}
