package dev.wharf.cli;

import dev.wharf.deadletter.DeadLetterFile;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Dead letters in a file. */
final class DlqFile implements DlqSource {
    private final Path path;

    DlqFile(Path path) {
        this.path = path;
    }

    @Override
    public boolean isTopic() {
        return false;
    }

    @Override
    public String name() {
        return path.toString();
    }

    @Override
    public long size() {
        return -1;
    }

    @Override
    public void read(Predicate<DlqLetter> visitor) {
        try (Stream<DeadLetterFile.Line> lines = DeadLetterFile.readLines(path)) {
            Iterator<DeadLetterFile.Line> each = lines.iterator();
            boolean more = true;
            while (more && each.hasNext()) {
                more = visitor.test(new DlqLetter.InFile(name(), each.next()));
            }
        }
    }

    @Override
    public void readAt(DlqPlace place, Consumer<DlqLetter> visitor) {
        place.checkIn(name(), false);
        try (Stream<DeadLetterFile.Line> lines = DeadLetterFile.readLines(path)) {
            DeadLetterFile.Line line = lines.dropWhile(each -> each.number() < place.position())
                    .findFirst()
                    .filter(each -> each.number() == place.position())
                    .orElseThrow(() -> place.nothingThere("wharf dlq show " + name() + " shows where there are some"));
            visitor.accept(new DlqLetter.InFile(name(), line));
        }
    }

    @Override
    public void close() {
        // every reading closes the file
    }
}
