package dev.wharf.jsonschema;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FormatsTest {

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "date,2024-02-29",
                "time,12:00:00Z",
                "time,23:59:60Z",
                "time,01:29:60+01:30",
                "time,12:00:00.123456-23:59",
                "date-time,2026-11-28T12:00:00Z",
                "date-time,2026-11-28t12:00:00.5+01:00",
                "uuid,2EB8AA08-aa98-11ea-b4aa-73b441d16380",
                "ipv4,192.168.0.1",
                "ipv4,0.0.0.0",
                "ipv6,::1",
                "ipv6,::",
                "ipv6,1:2:3:4:5:6:7:8",
                "ipv6,1::8",
                "ipv6,::ffff:192.168.0.1",
                "hostname,www.example.com",
                "hostname,a",
                "email,joe.bloggs@example.com",
                "email,te~st@example.com",
                "uri,http://a.b/c?d#e",
                "uri,urn:isbn:1",
                "uri-reference,/a/b",
                "json-pointer,/a~0b~1",
                "json-pointer,``",
                "regex,^a(b)$",
                "anything,at all",
            })
    void takesWhatIsOne(String format, String text) {
        assertThat(Formats.fits(format, text)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "date,2023-02-29",
                "date,2023-2-9",
                "date,+12023-02-09",
                "time,12:00Z",
                "time,12:00:00",
                "time,12:00:00+01",
                "time,22:59:60Z",
                "time,24:00:00Z",
                "date-time,2026-11-28",
                "date-time,2026-11-28_12:00:00Z",
                "date-time,2026-13-28T12:00:00Z",
                "uuid,2eb8aa08-aa98-11ea-b4aa-73b441d1638",
                "uuid,2eb8aa08aaa98-11ea-b4aa-73b441d16380",
                "ipv4,1.2.3",
                "ipv4,1.2.3.256",
                "ipv4,01.2.3.4",
                "ipv4,1.2.3.4.",
                "ipv6,1:2:3:4:5:6:7",
                "ipv6,1::2::3",
                "ipv6,12345::",
                "ipv6,:::",
                "ipv6,1.2.3.4::1",
                "ipv6,::1%eth0",
                "hostname,-a.com",
                "hostname,a..b",
                "hostname,a-.b",
                "hostname,a_b",
                "email,joe",
                "email,@example.com",
                "email,a b@example.com",
                "email,.a@example.com",
                "uri,/a/b",
                "uri,http://a b",
                "json-pointer,a",
                "json-pointer,/a~2",
                "json-pointer,/a~",
                "regex,^a(b$",
            })
    void refusesWhatIsNone(String format, String text) {
        assertThat(Formats.fits(format, text)).isFalse();
    }

    @Test
    void aHostHasALength() {
        assertThat(Formats.fits("hostname", "a".repeat(63) + ".b")).isTrue();
        assertThat(Formats.fits("hostname", "a".repeat(64) + ".b")).isFalse();
        assertThat(Formats.fits("hostname", "a.".repeat(126) + "b")).isTrue();
        assertThat(Formats.fits("hostname", "a.".repeat(127) + "b")).isFalse();
    }
}
