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

    String text() {
        return text;
    }
}
