package dev.wharf.benchmarks;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.wharf.json.JsonCodec;
import dev.wharf.payload.Payload;
import dev.wharf.value.Document;
import dev.wharf.value.Field;
import dev.wharf.value.Fields;
import dev.wharf.value.Value;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One field of a JSON record of eight, read to the record's last byte: by us, and by Jackson's streaming parser. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class JsonScanBenchmark {
    private static final byte[] RECORD = """
        {"id":"6f1d1b0e-7c1f-4a3c-9d57-3a0c6f1f0c11","user_id":48213,"event":"purchase","amount":123.45,\
        "quantity":3,"country":"DE","ts":1700000000000,"ok":true}\
        """.getBytes(StandardCharsets.UTF_8);

    private final Fields fields = new Fields();
    private final Field amount = fields.field("amount");
    private final JsonFactory jackson = new JsonFactory();

    /** Decode and one field. */
    @Benchmark
    public Value wharf() {
        return JsonCodec.JSON.decode(Payload.of(RECORD), fields) instanceof Document document
                ? document.get(amount)
                : Value.ABSENT;
    }

    /** All tokens, and the value of one. */
    @Benchmark
    public double jackson() throws IOException {
        double found = 0;
        try (JsonParser parser = jackson.createParser(RECORD)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.FIELD_NAME && "amount".equals(parser.currentName())) {
                    parser.nextToken();
                    found = parser.getDoubleValue();
                }
            }
        }
        return found;
    }
}
