package dev.wharf.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A pipeline file to start from.
 *
 * @param name of the template
 * @param does what it does, in one line
 */
record Template(String name, String does) {
    private static final List<Template> ALL = List.of(
            new Template("copy", "one topic into another, records as they are"),
            new Template("csv-to-kafka", "rows of a CSV file into a topic, with a key"),
            new Template("kafka-to-files", "records of a topic into a file of JSON lines"),
            new Template("filter", "keep some records, compute a field, choose fields"),
            new Template("exactly-once", "topic to topic, nothing lost and nothing twice"),
            new Template("dead-letters", "put aside what fails, and go on with the rest"));

    private static final Pattern PIPELINE_NAME = Pattern.compile("[A-Za-z0-9._-]+");

    /** For the shell. */
    static final class Names implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return names().iterator();
        }
    }

    static List<Template> all() {
        return ALL;
    }

    static List<String> names() {
        return ALL.stream().map(Template::name).toList();
    }

    static Optional<Template> find(String name) {
        return ALL.stream().filter(template -> template.name().equals(name)).findFirst();
    }

    /**
     * The text of the file.
     *
     * @param file its name, by which it tells how it is run
     * @param pipeline its own name, if it can be one
     */
    String text(String file, String pipeline) {
        String text = read().replace("THIS-FILE", file);
        return PIPELINE_NAME.matcher(pipeline).matches()
                ? text.replaceFirst("(?m)^name = .*$", Matcher.quoteReplacement("name = \"" + pipeline + "\""))
                : text;
    }

    private String read() {
        String resource = "templates/" + name + ".toml";
        try (InputStream in = Template.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("the jar lacks " + resource);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
