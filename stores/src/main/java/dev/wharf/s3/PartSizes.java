package dev.wharf.s3;

/**
 * How large each part of an object is, whose length nobody knows before its end. It doubles, so that the 10,000 parts
 * that S3 allows hold the 5 TiB that it allows.
 *
 * @param first in bytes
 */
record PartSizes(long first) {
    static final int MAX_PARTS = 10_000;

    /** With 1,000, parts that begin with 5 MiB would end a little below 5 TiB. */
    private static final int DOUBLED_EVERY = 900;

    /** S3 takes no larger one. */
    private static final long MAX_BYTES = 5L << 30;

    /** @param number from 1 on */
    long of(int number) {
        int doubled = (number - 1) / DOUBLED_EVERY;
        return Math.min(first << doubled, MAX_BYTES);
    }
}
