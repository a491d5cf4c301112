package dev.wharf.protobuf;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A file whose names are resolved, with the files that it can see. Filled by {@link Linker}, then immutable. */
final class LinkedFile {
    private final ProtoTree.File tree;
    private final boolean builtIn;
    private final List<LinkedFile> imports = new ArrayList<>();
    private final List<LinkedFile> passedOn = new ArrayList<>();
    private final Map<String, ProtobufMessage> messages = new HashMap<>();
    private final Map<String, ProtobufEnum> enums = new HashMap<>();
    private final Set<String> packages = new HashSet<>();

    LinkedFile(ProtoTree.File tree, boolean builtIn) {
        this.tree = tree;
        this.builtIn = builtIn;
        for (String name = tree.pkg(); !name.isEmpty(); name = parent(name)) {
            packages.add(name);
        }
    }

    /** The name without its last part; nothing for one that has a single part. */
    static String parent(String name) {
        int dot = name.lastIndexOf('.');
        return dot < 0 ? "" : name.substring(0, dot);
    }

    ProtoTree.File tree() {
        return tree;
    }

    /** Whether it is one of Google's own that everybody has. */
    boolean builtIn() {
        return builtIn;
    }

    void imports(LinkedFile other, boolean passOn) {
        imports.add(other);
        if (passOn) {
            passedOn.add(other);
        }
    }

    void add(ProtobufMessage message) {
        messages.put(message.fullName(), message);
    }

    void add(ProtobufEnum enumeration) {
        enums.put(enumeration.fullName(), enumeration);
    }

    /** This file, those that it imports, and those that these pass on. */
    Set<LinkedFile> visible() {
        Set<LinkedFile> visible = new LinkedHashSet<>();
        visible.add(this);
        List<LinkedFile> open = new ArrayList<>(imports);
        while (!open.isEmpty()) {
            LinkedFile next = open.remove(open.size() - 1);
            if (visible.add(next)) {
                open.addAll(next.passedOn);
            }
        }
        return visible;
    }

    @Nullable
    ProtobufMessage message(String fullName) {
        return messages.get(fullName);
    }

    @Nullable
    ProtobufEnum enumeration(String fullName) {
        return enums.get(fullName);
    }

    boolean isPackage(String name) {
        return packages.contains(name);
    }

    Collection<ProtobufMessage> messages() {
        return messages.values();
    }

    Set<String> messageNames() {
        return messages.keySet();
    }

    Set<String> enumNames() {
        return enums.keySet();
    }
}
