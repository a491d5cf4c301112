package dev.wharf.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What can be the address of a broker. */
final class BrokersTest {
    @ParameterizedTest
    @ValueSource(
            strings = {"localhost:9092", "10.0.0.1:1, kafka-2.example.org:65535", "[::1]:9092", "SASL_SSL://a_b:9092"})
    void takesHostsWithPorts(String brokers) {
        assertThat(Brokers.problem(brokers)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", ",", "localhost", "a:b", "a:0", "a:65536", ":9092", "a:9092,", "a:9092;b:9092"})
    void refusesWhatHasNoHostOrNoPort(String brokers) {
        assertThat(Brokers.problem(brokers))
                .hasValueSatisfying(text ->
                        assertThat(text).endsWith("is no broker; write HOST:PORT, several with commas between them"));
    }
}
