package dev.wharf.bind;

/** A class that a test loads more than once; in a file of its own, so that loading it loads nothing else. */
record Point(int x, int y) {}
