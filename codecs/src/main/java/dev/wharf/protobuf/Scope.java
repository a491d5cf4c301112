package dev.wharf.protobuf;

import dev.wharf.error.WharfException;
import dev.wharf.problem.Nearest;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the types that names in one file mean. */
final class Scope {
    /** Comparing a name with another takes the product of their lengths. */
    private static final int MOST_COMPARED = 1000;

    private final Set<LinkedFile> visible;

    Scope(LinkedFile file) {
        visible = file.visible();
    }

    /** Either a message or an enumeration. */
    record Type(@Nullable ProtobufMessage message, @Nullable ProtobufEnum enumeration) {
        String fullName() {
            if (message != null) {
                return message.fullName();
            }
            return enumeration == null ? "" : enumeration.fullName();
        }
    }

    /**
     * The type that the name means inside a message or package: the innermost that has its first part decides.
     *
     * @param within the full name of what it stands in
     */
    Type resolve(String name, String within, ProtoTree.Place place) {
        if (name.startsWith(".")) {
            Type type = type(name.substring(1));
            if (type == null) {
                throw undefined(name.substring(1), place);
            }
            return type;
        }
        int dot = name.indexOf('.');
        String first = dot < 0 ? name : name.substring(0, dot);
        String scope = within;
        while (true) {
            String prefix = scope.isEmpty() ? "" : scope + ".";
            Type type = type(prefix + name);
            if (type != null) {
                return type;
            }
            if (dot >= 0 && isKnown(prefix + first)) {
                throw undefined(prefix + name, place);
            }
            if (scope.isEmpty()) {
                throw undefined(name, place);
            }
            scope = LinkedFile.parent(scope);
        }
    }

    private @Nullable Type type(String fullName) {
        for (LinkedFile file : visible) {
            ProtobufMessage message = file.message(fullName);
            ProtobufEnum enumeration = file.enumeration(fullName);
            if (message != null || enumeration != null) {
                return new Type(message, enumeration);
            }
        }
        return null;
    }

    private boolean isKnown(String fullName) {
        for (LinkedFile file : visible) {
            if (file.isPackage(fullName)) {
                return true;
            }
        }
        return type(fullName) != null;
    }

    private WharfException undefined(String name, ProtoTree.Place place) {
        Set<String> names = new HashSet<>();
        visible.forEach(file -> {
            names.addAll(file.messageNames());
            names.addAll(file.enumNames());
        });
        Optional<String> nearest = names.size() > MOST_COMPARED ? Optional.empty() : Nearest.to(name, names);
        String hint = nearest.map(found -> "; did you mean " + found + "?").orElse("; is there an import missing?");
        return ProtoLexer.error(place, "the type " + name + " is not defined" + hint);
    }
}
