package dev.wharf.protobuf;

import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.problem.Nearest;
import dev.wharf.protobuf.ProtoTree.Place;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Puts files together: finds what they import, and declares and resolves all types. For one schema. */
final class Linker {
    private static final int MOST_IMPORTS = 100;

    private final Map<String, String> texts;
    private final Function<String, ProtoTree.File> parse;
    private final Map<String, LinkedFile> known = new HashMap<>();
    private final Set<String> underWay = new HashSet<>();

    /**
     * @param texts of what is imported, by name
     * @param parse what reads such a text
     */
    Linker(Map<String, String> texts, Function<String, ProtoTree.File> parse) {
        this.texts = texts;
        this.parse = parse;
    }

    LinkedFile link(ProtoTree.File tree) {
        return link(tree, false);
    }

    private LinkedFile link(ProtoTree.File tree, boolean builtIn) {
        if (tree.pkg().length() > ProtoParser.MOST_NAME) {
            throw ProtoLexer.error(
                    Place.NONE, "the name of the package has more than " + ProtoParser.MOST_NAME + " characters");
        }
        LinkedFile file = new LinkedFile(tree, builtIn);
        for (ProtoTree.Import wanted : tree.imports()) {
            boolean there = BuiltInProtos.TEXTS.containsKey(wanted.name()) || texts.containsKey(wanted.name());
            if (there || !wanted.kind().equals("weak")) {
                file.imports(imported(wanted), wanted.kind().equals("public"));
            }
        }
        Features features = Features.of(tree.syntax()).with(tree.options(), Place.NONE);
        new FileLinker(file, features).link();
        return file;
    }

    private LinkedFile imported(ProtoTree.Import wanted) {
        LinkedFile file = known.get(wanted.name());
        if (file != null) {
            return file;
        }
        if (underWay.size() > MOST_IMPORTS) {
            throw ProtoLexer.error(wanted.place(), "files import each other more than " + MOST_IMPORTS + " deep");
        }
        if (!underWay.add(wanted.name())) {
            throw ProtoLexer.error(wanted.place(), wanted.name() + " imports itself, directly or through others");
        }
        file = read(wanted);
        underWay.remove(wanted.name());
        known.put(wanted.name(), file);
        return file;
    }

    private LinkedFile read(ProtoTree.Import wanted) {
        String builtIn = BuiltInProtos.TEXTS.get(wanted.name());
        if (builtIn != null) {
            return link(ProtoParser.parse(builtIn), true);
        }
        String text = texts.get(wanted.name());
        if (text == null) {
            List<String> names = new ArrayList<>(texts.keySet());
            throw ProtoLexer.error(
                    wanted.place(),
                    wanted.name() + " is imported, and its text was not given" + Nearest.hint(wanted.name(), names));
        }
        try {
            return link(parse.apply(text), false);
        } catch (WharfException e) {
            throw new WharfException(
                    ErrorCode.CONFIGURATION, "the imported file " + wanted.name() + ": " + e.getMessage(), e);
        }
    }
}
