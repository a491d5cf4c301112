package dev.wharf.http;

import java.net.URI;
import java.util.List;

/** The base URLs of one service, of which the last that worked is asked first. Any thread. */
final class Targets {
    private final List<URI> bases;
    /** Races are harmless: any that worked will do. */
    private volatile int good;

    Targets(List<URI> bases) {
        this.bases = bases;
    }

    int size() {
        return bases.size();
    }

    /** Where to begin. */
    int first() {
        return good;
    }

    /** The base so many behind another, round and round. */
    URI at(int index) {
        return bases.get(index % bases.size());
    }

    void works(int index) {
        good = index % bases.size();
    }
}
