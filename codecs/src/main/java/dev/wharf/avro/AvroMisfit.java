package dev.wharf.avro;

import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;

/** A value that does not fit a schema, while it is on its way out and gathers its path. */
final class AvroMisfit extends WharfException {
    private static final long serialVersionUID = 1L;

    private final String text;
    private String path = "";

    AvroMisfit(String text) {
        super(ErrorCode.RECORD_REFUSED, text);
        this.text = text;
    }

    /** The error, seen from one level further out. */
    static AvroMisfit at(String step, WharfException error) {
        AvroMisfit misfit = of(error);
        misfit.path = Paths.under(step, misfit.path);
        return misfit;
    }

    /** The error as callers see it. */
    static WharfException whole(String root, WharfException error) {
        AvroMisfit misfit = of(error);
        String path = root.isEmpty() ? misfit.path : Paths.under(root, misfit.path);
        return new WharfException(ErrorCode.RECORD_REFUSED, path.isEmpty() ? misfit.text : path + ": " + misfit.text);
    }

    private static AvroMisfit of(WharfException error) {
        return error instanceof AvroMisfit misfit ? misfit : new AvroMisfit(String.valueOf(error.getMessage()));
    }
}
