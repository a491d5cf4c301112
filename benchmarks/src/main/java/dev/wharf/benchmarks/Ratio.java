package dev.wharf.benchmarks;

import dev.wharf.benchmarks.LoadRow.Measure;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One contestant over another, paired round by round.
 *
 * @param target for Wharf, where there is one
 */
record Ratio(Contestant over, Contestant under, Measure measure, Spread spread, Optional<Target> target) {

    /** Who is compared with whom, as far as they took part. */
    static List<Ratio> of(Bench bench, List<LoadRow> rows) {
        List<Ratio> ratios = new ArrayList<>();
        for (Contestant over : Contestant.values()) {
            if (over != Contestant.HAND_STREAMING) {
                ratios.addAll(of(bench, over, Contestant.HAND_STREAMING, rows));
            }
        }
        ratios.addAll(of(bench, Contestant.WHARF, Contestant.STREAMS, rows));
        ratios.addAll(of(bench, Contestant.WHARF_ONCE, Contestant.HAND_ONCE, rows));
        ratios.addAll(of(bench, Contestant.WHARF_ONCE, Contestant.WHARF, rows));
        ratios.addAll(of(bench, Contestant.WHARF_AVRO, Contestant.WHARF, rows));
        ratios.addAll(of(bench, Contestant.HANDLER, Contestant.POLL, rows));
        return ratios;
    }

    private static List<Ratio> of(Bench bench, Contestant over, Contestant under, List<LoadRow> rows) {
        List<Ratio> ratios = new ArrayList<>();
        for (Measure measure : Measure.values()) {
            List<Double> paired = paired(over, under, measure, rows);
            if (!paired.isEmpty()) {
                ratios.add(
                        new Ratio(over, under, measure, Spread.of(paired), Target.find(bench, over, under, measure)));
            }
        }
        return ratios;
    }

    private static List<Double> paired(Contestant over, Contestant under, Measure measure, List<LoadRow> rows) {
        Map<Integer, Map<Contestant, LoadRow>> rounds = new TreeMap<>();
        for (LoadRow row : rows) {
            rounds.computeIfAbsent(row.round(), round -> new EnumMap<>(Contestant.class))
                    .put(row.contestant(), row);
        }
        List<Double> paired = new ArrayList<>();
        for (Map<Contestant, LoadRow> round : rounds.values()) {
            LoadRow above = round.get(over);
            LoadRow below = round.get(under);
            if (above != null && below != null) {
                paired.add(measure.of(above) / measure.of(below));
            }
        }
        return paired;
    }
}
