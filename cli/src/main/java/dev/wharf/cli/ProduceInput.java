package dev.wharf.cli;

import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.json.JsonStreamException;
import dev.wharf.loop.ReadAhead;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the records of all inputs, one input after another. For one thread. */
final class ProduceInput implements ReadAhead.Reading<ProduceRecord> {
    private final Iterator<ProduceSource> sources;
    private final ProduceForm form;
    private final long maxBytes;
    private final long skip;
    private @Nullable ProduceSource source;
    private @Nullable ProduceReader reader;
    private long number;

    /**
     * Opens nothing yet.
     *
     * @param maxBytes of one record
     * @param skip so many records of the first are read and left out
     */
    ProduceInput(List<ProduceSource> sources, ProduceForm form, long maxBytes, long skip) {
        this.sources = sources.iterator();
        this.form = form;
        this.maxBytes = maxBytes;
        this.skip = skip;
    }

    @Override
    public @Nullable ProduceRecord next() {
        ProduceRecord record = nextOfAll();
        while (record != null && record.number() <= skip) {
            record = nextOfAll();
        }
        if (record == null && number < skip) {
            throw new WharfException(
                    ErrorCode.SOURCE_FAILED,
                    "--skip " + skip + " is more than the " + Progress.number(number)
                            + " records that there are; was it another input?");
        }
        return record;
    }

    private @Nullable ProduceRecord nextOfAll() {
        while (true) {
            if (reader == null) {
                if (!sources.hasNext()) {
                    return null;
                }
                source = sources.next();
                reader = source.open(form, maxBytes);
            }
            ProduceRecord record = nextOf(source, reader);
            if (record != null) {
                return record;
            }
            reader = null;
        }
    }

    private @Nullable ProduceRecord nextOf(@Nullable ProduceSource from, ProduceReader opened) {
        String name = from == null ? "" : from.name();
        try {
            Draft draft = opened.next();
            if (draft == null) {
                opened.close();
                return null;
            }
            number++;
            return new ProduceRecord(number, name, opened.line(), draft);
        } catch (JsonStreamException e) {
            throw new WharfException(e.code(), name + ":" + e.getMessage(), e);
        } catch (WharfException e) {
            String place = ProduceRecord.place(name, opened.line());
            throw new WharfException(e.code(), place + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw new WharfException(ErrorCode.SOURCE_FAILED, name + " cannot be read to its end: " + e, e);
        }
    }
}
