package dev.wharf.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code csv.read} and {@code csv.write}. */
final class CsvFilesTest {
    @TempDir
    private Path folder;

    @SuppressWarnings("NullAway.Init") // the test framework sets the folder
    CsvFilesTest() {}

    /** To lines of JSON. */
    private Trial convert(String keys) {
        return Trial.of("""
            [[stages]]
            id = "in"
            function = "csv.read"
            config = { path = "FOLDER/in.csv" KEYS }
            [[stages]]
            id = "out"
            function = "json.write"
            inputs = ["in"]
            config = { path = "FOLDER/out.jsonl", format = "jsonl" }
            """.replace("FOLDER", folder.toString()).replace("KEYS", keys));
    }

    private String converted(String csv, String keys) throws IOException, InterruptedException {
        Files.writeString(folder.resolve("in.csv"), csv);
        assertThat(convert(keys).lines()).isEmpty();
        return Files.readString(folder.resolve("out.jsonl"));
    }

    private void assertFails(String csv, String keys, String... texts) throws IOException, InterruptedException {
        Files.writeString(folder.resolve("in.csv"), csv);
        assertThat(convert(keys).run().failure())
                .isInstanceOfSatisfying(
                        WharfException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.MALFORMED))
                .message()
                .startsWith(folder.resolve("in.csv") + ":")
                .contains(texts);
        assertThat(folder.resolve("out.jsonl")).doesNotExist();
    }

    @Test
    void columnsGetTheirTypesFromTheirValues() throws IOException, InterruptedException {
        String csv = """
            id,amount,paid,zip,name
            1,1.50,true,01234,Ann
            -2,3e2,false,12345,
            3,,,00001,"Bo, ""B"" \u00e9"
            """;
        assertThat(converted(csv, "")).isEqualTo("""
            {"id":1,"amount":1.50,"paid":true,"zip":"01234","name":"Ann"}
            {"id":-2,"amount":3e2,"paid":false,"zip":"12345","name":null}
            {"id":3,"amount":null,"paid":null,"zip":"00001","name":"Bo, \\"B\\" \u00e9"}
            """);
    }

    @Test
    void readsQuotedLineEndsByteOrderMarksAndEveryKindOfLine() throws IOException, InterruptedException {
        assertThat(converted("\uFEFFa,b\r\n\"x\r\ny\",1\r\n\r\n\"\",2", ""))
                .isEqualTo("{\"a\":\"x\\r\\ny\",\"b\":1}\n{\"a\":\"\",\"b\":2}\n");
    }

    @Test
    void readsOtherDelimitersAndFilesWithoutNames() throws IOException, InterruptedException {
        assertThat(converted("1;x\n2;y\n", ", headers = false, delimiter = \";\""))
                .isEqualTo("{\"column_1\":1,\"column_2\":\"x\"}\n{\"column_1\":2,\"column_2\":\"y\"}\n");
        assertThat(converted("a\tb\n1\t2\n", ", delimiter = \"\\t\"")).isEqualTo("{\"a\":1,\"b\":2}\n");
    }

    @Test
    void everythingIsTextWhereNothingIsToBeInferred() throws IOException, InterruptedException {
        assertThat(converted("a,b\n1,true\n", ", infer_schema_length = 0")).isEqualTo("{\"a\":\"1\",\"b\":\"true\"}\n");
        assertThat(converted("1,true\n", ", headers = false, infer_schema_length = 0"))
                .isEqualTo("{\"column_1\":\"1\",\"column_2\":\"true\"}\n");
    }

    @Test
    void aColumnOfWhichTheFirstRowsSayNothingIsText() throws IOException, InterruptedException {
        assertThat(converted("a,b\n,1\n7,2\n", ", infer_schema_length = 1"))
                .isEqualTo("{\"a\":null,\"b\":1}\n{\"a\":\"7\",\"b\":2}\n");
    }

    @Test
    void nothingIsReadFromAnEmptyFile() throws IOException, InterruptedException {
        assertThat(converted("", "")).isEmpty();
        assertThat(converted("a,b\n", "")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "01|TEXT",
                "+1|TEXT",
                "1.|TEXT",
                ".5|TEXT",
                "1e|TEXT",
                "1e+|TEXT",
                "--1|TEXT",
                "NaN|TEXT",
                "'1 '|TEXT",
                "0|NUMBER",
                "-0|NUMBER",
                "0.10|NUMBER",
                "1E+5|NUMBER",
                "123456789012345678901234567890|NUMBER"
            })
    void whatIsANumberIsOneInJson(String field, String type) throws IOException, InterruptedException {
        String quote = type.equals("TEXT") ? "\"" : "";
        assertThat(converted("a\n\"" + field + "\"\n", "")).isEqualTo("{\"a\":" + quote + field + quote + "}\n");
    }

    @Test
    void aFieldThatDoesNotFitItsColumnIsNamed() throws IOException, InterruptedException {
        assertFails(
                "id,amount\n1,2\n2,3\n3,\"much\nmore\"\n",
                ", infer_schema_length = 2",
                ":4:2: column amount: \"much",
                "is not a number, as the first 2 rows are; raise infer_schema_length");
    }

    @Test
    void aRowWithMoreOrFewerFieldsIsNamed() throws IOException, InterruptedException {
        assertFails("a,b\n1,2\n\"3\n\",4\n5,6,7\n", "", ":5:3: the row has 3 fields, and there are 2 columns");
        assertFails("a,b\n1,2\n3\n", ", infer_schema_length = 1", ":3:2: the row has 1 fields");
    }

    @Test
    void whatIsNoCsvIsNamed() throws IOException, InterruptedException {
        assertFails("a,a\n1,2\n", "", ":1:2: there are two columns a");
        assertFails("a,b\n1,2\n\"3,4\n5,6\n", "", ":3:1: the record that begins here cannot be read");
        assertFails("a,b\n1,2\n\"3\"x,4\n", "", ":3:1: the record that begins here cannot be read");
    }

    @Test
    void whatIsNoUtf8IsNamed() throws IOException, InterruptedException {
        Files.write(folder.resolve("in.csv"), "a\nM\u00fcller\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(convert("").run().failure()).message().contains("there are bytes that are no UTF-8");
    }

    @Test
    void aDelimiterIsOneCharacter() {
        assertThatThrownBy(() -> convert(", delimiter = \"||\"").run())
                .hasMessageContaining("delimiter must be one character");
        assertThatThrownBy(() -> convert(", infer_schema_length = -1").run())
                .hasMessageContaining("infer_schema_length = -1; it must be between 0 and 10000");
    }

    /** From lines of JSON. */
    private Trial save(String keys) {
        return Trial.of("""
            [[stages]]
            id = "in"
            function = "json.read"
            config = { path = "FOLDER/in.jsonl", format = "jsonl" }
            [[stages]]
            id = "out"
            function = "csv.write"
            inputs = ["in"]
            config = { path = "FOLDER/out.csv" KEYS }
            """.replace("FOLDER", folder.toString()).replace("KEYS", keys));
    }

    private String saved(String lines, String keys) throws IOException, InterruptedException {
        Files.writeString(folder.resolve("in.jsonl"), lines);
        assertThat(save(keys).lines()).isEmpty();
        return Files.readString(folder.resolve("out.csv"));
    }

    @Test
    void writesTheFieldsOfTheFirstRecordAsColumns() throws IOException, InterruptedException {
        String lines = """
            {"id":1,"name":"Bo, \\"B\\"","tags":["x",1.50],"paid":true}
            {"name":"","id":2}
            {"id":null,"name":"two\\nlines","tags":{"a":null},"paid":false}
            """;
        assertThat(saved(lines, "")).isEqualTo("""
            id,name,tags,paid
            1,"Bo, ""B""\","[""x"",1.50]",true
            2,"",,
            ,"two
            lines","{""a"":null}",false
            """);
    }

    @Test
    void writesNamedColumnsAndOtherDelimiters() throws IOException, InterruptedException {
        String keys = ", columns = [\"b\", \"a\"], delimiter = \";\"";
        assertThat(saved("{\"a\":1}\n{\"a\":2,\"b\":\"x;y\"}\n", keys)).isEqualTo("b;a\n;1\n\"x;y\";2\n");
        assertThat(saved("{\"a\":1}\n", ", headers = false")).isEqualTo("1\n");
        assertThat(saved("", keys)).isEqualTo("b;a\n");
        assertThat(saved("", "")).isEmpty();
    }

    @Test
    void aNullInASingleColumnIsNoMissingLine() throws IOException, InterruptedException {
        assertThat(saved("{\"a\":null}\n{\"a\":\"x\"}\n", "")).isEqualTo("a\n\"\"\nx\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{\"a\":1}/{\"a\":1,\"c\":2}|there is no column for c; name all in columns",
                "{\"a\":1}/7|only a record with named fields can be a row of CSV",
                "{}|a record without fields can be no row of CSV"
            })
    void aRecordThatIsNoRowIsRefused(String lines, String answer) throws IOException, InterruptedException {
        Files.writeString(folder.resolve("in.jsonl"), lines.replace('/', '\n'));
        assertThat(save("").run().failure())
                .isInstanceOfSatisfying(
                        WharfException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.RECORD_REFUSED))
                .message()
                .contains(answer);
        assertThat(folder.resolve("out.csv")).doesNotExist();
    }

    @Test
    void whatWasWrittenIsReadBack() throws IOException, InterruptedException {
        String rows = "{\"id\":1,\"t\":\"a,b\"}\n{\"id\":2,\"t\":\"\"}\n{\"id\":null,\"t\":\"\\u00e9\\r\\n\"}\n";
        String csv = saved(rows, "");
        assertThat(converted(csv, "").replace("é", "\\u00e9")).isEqualTo(rows);
    }
}
