package dev.wharf.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The checker finds what was planted, and nothing where all is well. */
final class SettledCheckerTest {

    /** One key, one partition, thirty records: of ten each, the first is dead, the second held back. */
    private final List<SendLedger.Entry> ledger = new ArrayList<>();

    private final List<OutputRecord> output = new ArrayList<>();
    private final List<DeadLetter> dead = new ArrayList<>();

    SettledCheckerTest() {
        for (int id = 0; id < 30; id++) {
            Sent sent = new Sent(id, "key", id, 100);
            ledger.add(new SendLedger.Entry(sent, 0, id));
            switch (place(sent)) {
                case OUTPUT -> deliver(id);
                case DEAD_LETTERS -> dead.add(letter(sent));
                case NOWHERE -> {}
            }
        }
    }

    private static RunPlan.Place place(Sent sent) {
        return switch ((int) (sent.id() % 10)) {
            case 0 -> RunPlan.Place.DEAD_LETTERS;
            case 1 -> RunPlan.Place.NOWHERE;
            default -> RunPlan.Place.OUTPUT;
        };
    }

    private void deliver(int id) {
        Sent sent = ledger.get(id).sent();
        output.add(new OutputRecord(0, output.size(), sent.key(), sent.value()));
    }

    private void take(int id) {
        output.removeIf(record -> record.value() != null && record.value().contains("\"id\":" + id + ","));
    }

    private static DeadLetter letter(Sent sent) {
        List<HeaderBytes> headers = new ArrayList<>(HeaderBytes.of(sent.headers()));
        headers.add(HeaderBytes.of("wharf.reason", new byte[] {1}));
        return new DeadLetter(0, sent.id(), utf8(sent.key()), utf8(sent.value()), headers);
    }

    private static ByteBuffer utf8(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    private SettledReport check() {
        return check(RunPlan.exactlyOnce(SettledCheckerTest::place));
    }

    private SettledReport check(RunPlan plan) {
        return SettledChecker.check(ledger, plan.withHeaders(name -> name.startsWith("wharf.")), output, dead);
    }

    @Test
    void findsNothingWhereAllIsWell() {
        assertThat(check().problems()).isEmpty();
        assertThat(check().expectedOutput()).isEqualTo(24);
        assertThat(check().expectedDead()).isEqualTo(3);
    }

    @Test
    void findsALostRecordAndALostDeadLetter() {
        take(5);
        dead.removeLast();
        assertThat(check().lost()).containsExactly(5L, 20L);
        assertThat(check().problems()).containsExactly("lost: 2, such as [5, 20]");
    }

    @Test
    void expectsNothingThatWasNotAcknowledged() {
        take(5);
        dead.removeLast();
        ledger.set(5, new SendLedger.Entry(ledger.get(5).sent(), -1, -1));
        ledger.set(20, new SendLedger.Entry(ledger.get(20).sent(), -1, -1));
        assertThat(check().problems()).isEmpty();
    }

    @Test
    void findsARecordInBothPlaces() {
        dead.add(letter(ledger.get(29).sent()));
        assertThat(check().both()).containsExactly(29L);
        assertThat(check().wronglyDead()).containsExactly(29L);
    }

    @Test
    void findsAPlannedFailureThatPassed() {
        dead.removeLast();
        output.add(19, new OutputRecord(0, 100, "key", ledger.get(20).sent().value()));
        assertThat(check().wronglyPassed()).containsExactly(20L);
        assertThat(check().lost()).isEmpty();
        assertThat(check().problems()).isNotEmpty();
    }

    @Test
    void findsWhatAFilterShouldHaveHeldBack() {
        deliver(21);
        assertThat(check().wronglyPassed()).containsExactly(21L);
    }

    @Test
    void allowsAsManyDuplicatesAsItIsTold() {
        deliver(28);
        dead.add(letter(ledger.get(20).sent()));
        assertThat(check().problems()).containsExactly("duplicates, where 0 are allowed: 2, such as [28, 20]");
        assertThat(check(RunPlan.atLeastOnce(SettledCheckerTest::place, 1)).problems())
                .hasSize(1);
        assertThat(check(RunPlan.atLeastOnce(SettledCheckerTest::place, 2)).problems())
                .isEmpty();
    }

    @Test
    void findsDisorderUnlessAnyOrderWillDo() {
        take(5);
        deliver(5);
        assertThat(check().outOfOrder()).containsExactly(5L);
        assertThat(check(RunPlan.exactlyOnce(SettledCheckerTest::place).unordered())
                        .problems())
                .isEmpty();
    }

    @Test
    void findsEveryChangeOfADeadLetter() {
        Sent sent = ledger.get(20).sent();
        DeadLetter good = letter(sent);
        List<HeaderBytes> fewer = good.headers().subList(1, good.headers().size());
        List<HeaderBytes> more = new ArrayList<>(good.headers());
        more.add(HeaderBytes.of("other", new byte[0]));
        assertThat(good.sameAs(sent, true, name -> name.startsWith("wharf."))).isTrue();
        assertThatChanged(good.key(), utf8(sent.value() + " "), good.headers());
        assertThatChanged(null, good.value(), good.headers());
        assertThatChanged(good.key(), good.value(), fewer);
        assertThatChanged(good.key(), good.value(), more);
        assertThatChanged(good.key(), good.value(), good.headers().reversed());
    }

    private void assertThatChanged(@Nullable ByteBuffer key, @Nullable ByteBuffer value, List<HeaderBytes> headers) {
        dead.set(dead.size() - 1, new DeadLetter(0, 20, key, value, headers));
        assertThat(check().changed()).containsExactly(20L);
    }

    @Test
    void aNullHeaderIsNotAnEmptyOne() {
        Sent sent = ledger.get(20).sent();
        List<HeaderBytes> headers = letter(sent).headers().stream()
                .map(header -> header.value() == null ? HeaderBytes.of(header.key(), new byte[0]) : header)
                .toList();
        assertThatChanged(utf8(sent.key()), utf8(sent.value()), headers);
    }

    @Test
    void findsAChangedRecord() {
        OutputRecord last = output.removeLast();
        output.add(new OutputRecord(0, last.offset(), last.key(), last.value() + " "));
        assertThat(check().changed()).containsExactly(29L);
    }

    @Test
    void findsWhatWasNeverSent() {
        output.add(new OutputRecord(0, 100, "key", null));
        dead.add(new DeadLetter(0, 100, null, utf8("no id"), List.of()));
        dead.add(letter(new Sent(99, "key", 99, 100)));
        assertThat(check().unexpected()).hasSize(3);
    }

    @Test
    void refusesARunThatExpectsNothing() {
        ledger.clear();
        output.clear();
        dead.clear();
        assertThat(check().problems()).containsExactly("nothing was expected in the output, so the run is invalid");
    }
}
