package dev.wharf.cli;

import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.problem.Nearest;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code wharf new}: a pipeline file to start from. */
@Command(
        name = "new",
        description = "Writes a pipeline file to start from; without a name, lists those there are.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  wharf new",
            "  wharf new csv-to-kafka -o orders.toml",
            "",
            "A file that is there already is left alone, unless --force is given.",
            "Exit codes: 0 written; 1 it cannot be written; 2 no such template, or the file",
            "is there already."
        })
final class NewCommand implements Callable<Integer> {
    private static final String SUFFIX = ".toml";

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "NAME",
            completionCandidates = Template.Names.class,
            description = "The template.")
    private @Nullable String name;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "The file to write (default: NAME.toml).")
    private @Nullable Path output;

    @Option(names = "--force", description = "Write over a file that is there already.")
    private boolean force;

    @Option(names = "--list", description = "List the templates.")
    private boolean list;

    @Option(names = "--json", description = "Print templates, or what was written, as JSON.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // the parser sets the fields
    NewCommand() {}

    @Override
    public Integer call() {
        String wanted = name;
        if (list || wanted == null) {
            if (output != null || force) {
                throw wrong("a template is missing; one of " + String.join(", ", Template.names()));
            }
            list();
            return 0;
        }
        Template template = Template.find(wanted)
                .orElseThrow(() -> wrong("there is no template " + wanted + Nearest.hint(wanted, Template.names())));
        Path file = output == null ? Path.of(template.name() + SUFFIX) : output;
        write(file, template.text(file.toString(), stem(file)));
        told(template, file);
        return 0;
    }

    private void list() {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(
                    Json.pretty(Template.all().stream().map(NewCommand::asMap).toList()));
        } else {
            TextTable table = new TextTable().row("template", "does");
            Template.all().forEach(template -> table.row(template.name(), template.does()));
            table.lines(Wrapped.TERMINAL).forEach(out::println);
        }
        out.flush();
    }

    private static Map<String, Object> asMap(Template template) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("template", template.name());
        map.put("does", template.does());
        return map;
    }

    private static String stem(Path file) {
        String last = String.valueOf(file.getFileName());
        return last.endsWith(SUFFIX) ? last.substring(0, last.length() - SUFFIX.length()) : last;
    }

    private void write(Path file, String text) {
        boolean made = false;
        try {
            OpenOption[] options = force
                    ? new OpenOption[] {
                        StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE
                    }
                    : new OpenOption[] {StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE};
            try (var out = Files.newBufferedWriter(file, options)) {
                made = !force;
                out.write(text);
            }
        } catch (FileAlreadyExistsException e) {
            throw wrong(file + " is there already; add --force to write over it, or -o for another name");
        } catch (NoSuchFileException e) {
            Path folder = file.toAbsolutePath().getParent();
            boolean there = folder != null && Files.isDirectory(folder);
            throw new WharfException(
                    ErrorCode.CONFIGURATION,
                    there
                            ? file + " cannot be made in " + folder + "; name another place with -o"
                            : "there is no folder for " + file + "; make it, or correct -o",
                    e);
        } catch (IOException e) {
            if (made) {
                remove(file);
            }
            throw new WharfException(
                    ErrorCode.SINK_FAILED,
                    file + " cannot be written: " + e.getMessage() + "; make room, or name another place with -o",
                    e);
        }
    }

    /** Half a file would be worse than none. */
    private static void remove(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            return; // what is told is why it could not be written
        }
    }

    private void told(Template template, Path file) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            Map<String, Object> map = asMap(template);
            map.put("file", file.toString());
            out.println(Json.pretty(map));
        } else {
            out.println("wrote " + file + "; look into it, then: wharf validate " + file);
        }
        out.flush();
    }

    private static WharfException wrong(String text) {
        return new WharfException(ErrorCode.CONFIGURATION, text);
    }
}
