package dev.wharf.cbor;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.wharf.packed.PackedChecks;

/** With {@code JAZZER_FUZZ=1} looks for bytes that break us; without, tries those that are kept. */
class CborFuzzTest {

    @FuzzTest
    void decodes(byte[] bytes) {
        PackedChecks.holds(CborCodec.CBOR, bytes);
    }
}
