package dev.wharf.benchmarks;

/** Whether a ratio is within its target. */
enum Verdict {
    REACHED("reached"),
    MISSED("missed"),
    INCONCLUSIVE("*inconclusive*");

    private final String text;

    Verdict(String text) {
        this.text = text;
    }

    /** Judges by the whole interval: one that crosses the limit, or rests on too few repeats, decides nothing. */
    static Verdict of(Spread ratio, double limit) {
        if (!ratio.sure()) {
            return INCONCLUSIVE;
        }
        if (ratio.high() <= limit) {
            return REACHED;
        }
        return ratio.low() > limit ? MISSED : INCONCLUSIVE;
    }

    /** The same for a limit from below. */
    static Verdict ofFloor(Spread ratio, double limit) {
        if (!ratio.sure()) {
            return INCONCLUSIVE;
        }
        if (ratio.low() >= limit) {
            return REACHED;
        }
        return ratio.high() < limit ? MISSED : INCONCLUSIVE;
    }

    String text() {
        return text;
    }
}
