package dev.wharf.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SendLedgerTest {

    @TempDir
    private Path folder = Path.of("");

    @Test
    void readsWhatWasNoted() {
        Path file = folder.resolve("ledger");
        Sent first = new Sent(0, "key-1", 0, 150);
        Sent second = new Sent(1, "key-1", 1, 50);
        try (SendLedger ledger = SendLedger.create(file)) {
            ledger.sending(first);
            ledger.sending(second);
            ledger.acknowledged(0, 3, 4711);
        }
        assertThat(SendLedger.read(file))
                .containsExactly(new SendLedger.Entry(first, 3, 4711), new SendLedger.Entry(second, -1, -1));
        assertThat(SendLedger.read(file))
                .extracting(SendLedger.Entry::acknowledged)
                .containsExactly(true, false);
    }

    @Test
    void aRecordIsInTheFileBeforeItIsSent() throws IOException {
        Path file = folder.resolve("ledger");
        try (SendLedger ledger = SendLedger.create(file)) {
            ledger.sending(new Sent(7, "key-1", 0, 150));
            assertThat(Files.readString(file)).isEqualTo("send 7 key-1 0 150\n");
        }
    }

    @Test
    void theValueHoldsTheWholeRecord() {
        Sent sent = new Sent(17, "key-1", 3, 150);
        assertThat(sent.value()).isEqualTo("{\"id\":17,\"key\":\"key-1\",\"seq\":3,\"amount\":150}");
        assertThat(Sent.idOf(sent.value())).hasValue(17);
        assertThat(Sent.idOf("{}")).isEmpty();
    }
}
