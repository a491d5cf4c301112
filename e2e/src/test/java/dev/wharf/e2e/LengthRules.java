package dev.wharf.e2e;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/**
 * Length of files and methods, exact because the compiler parses them. A longer one that is right says why, in a
 * comment {@code // length: reason} in the first lines of the file, or on the line before the method.
 */
final class LengthRules {

    static final int FILE_LINES = 400;
    static final int METHOD_LINES = 60;
    private static final int HEAD_LINES = 5;
    private static final Pattern REASON = Pattern.compile("\\s*// length: \\S.*");

    private LengthRules() {}

    static List<String> longFiles(SourceFile file) {
        int lines = file.lines().size();
        if (!file.java() || lines <= FILE_LINES || reasoned(file, 0, HEAD_LINES)) {
            return List.of();
        }
        return List.of(file.path() + ": " + lines + " lines, over " + FILE_LINES);
    }

    static List<String> longMethods(SourceFile file) {
        return file.java() ? new Methods(file).scan() : List.of();
    }

    private static boolean reasoned(SourceFile file, int from, int to) {
        List<String> lines = file.lines();
        return lines.subList(Math.max(from, 0), Math.min(to, lines.size())).stream()
                .anyMatch(line -> REASON.matcher(line).matches());
    }

    private static final class Methods extends TreePathScanner<@Nullable Void, @Nullable Void> {
        private final SourceFile file;
        private final CompilationUnitTree unit;
        private final SourcePositions positions;
        private final List<String> found = new ArrayList<>();

        Methods(SourceFile file) {
            this.file = file;
            JavaCompiler compiler = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler(), "a JDK is needed");
            List<String> options = List.of("-proc:none");
            JavaCompiler.CompilationTask task =
                    compiler.getTask(null, null, diagnostic -> {}, options, null, List.of(new InMemory(file)));
            this.positions = Trees.instance(task).getSourcePositions();
            try {
                this.unit = ((JavacTask) task).parse().iterator().next();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        List<String> scan() {
            scan(unit, null);
            return found;
        }

        @Override
        public @Nullable Void visitMethod(MethodTree method, @Nullable Void nothing) {
            int first = line(positions.getStartPosition(unit, method));
            int signature = signatureLine(method, first);
            int length = line(positions.getEndPosition(unit, method)) - signature + 1;
            if (length > METHOD_LINES && !reasoned(file, first - 2, signature)) {
                found.add(file.path() + ":" + signature + ": " + method.getName() + " has " + length + " lines, over "
                        + METHOD_LINES);
            }
            return super.visitMethod(method, null);
        }

        /** The line after the annotations. */
        private int signatureLine(MethodTree method, int first) {
            Tree returned = method.getReturnType();
            if (returned != null && positions.getStartPosition(unit, returned) >= 0) {
                return line(positions.getStartPosition(unit, returned));
            }
            long modifiersEnd = positions.getEndPosition(unit, method.getModifiers());
            return modifiersEnd < 0 ? first : line(modifiersEnd);
        }

        private int line(long position) {
            return Math.toIntExact(unit.getLineMap().getLineNumber(position));
        }
    }

    private static final class InMemory extends SimpleJavaFileObject {
        private final String text;

        InMemory(SourceFile file) {
            super(URI.create("memory:/" + file.path()), JavaFileObject.Kind.SOURCE);
            this.text = file.text();
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
