package dev.wharf.registry.contract;

import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.schema.ParsedSchema;
import dev.wharf.schema.SchemaRules;
import dev.wharf.schema.SchemaType;
import java.util.List;
import java.util.Map;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaNormalization;

/** Rules for tests: Avro by Apache's library, and two languages that know nothing but whitespace. */
final class TestRules {
    private TestRules() {}

    static List<SchemaRules> all() {
        return List.of(new Avro(), new Plain(SchemaType.PROTOBUF), new Plain(SchemaType.JSON));
    }

    private record Avro() implements SchemaRules {
        @Override
        public SchemaType type() {
            return SchemaType.AVRO;
        }

        @Override
        public ParsedSchema parse(String text, Map<String, String> references) {
            try {
                Schema.Parser parser = new Schema.Parser();
                references.values().forEach(parser::parse);
                return new AvroParsed(parser.parse(text));
            } catch (AvroRuntimeException e) {
                throw new WharfException(ErrorCode.CONFIGURATION, "not Avro: " + e.getMessage(), e);
            }
        }
    }

    private record AvroParsed(Schema schema) implements ParsedSchema {
        @Override
        public SchemaType type() {
            return SchemaType.AVRO;
        }

        @Override
        public String name() {
            return schema.getFullName();
        }

        @Override
        public String canonical() {
            return schema.toString();
        }

        @Override
        public String normalized() {
            return SchemaNormalization.toParsingForm(schema);
        }

        @Override
        public List<String> cannotRead(ParsedSchema writer) {
            return SchemaCompatibility.checkReaderWriterCompatibility(schema, ((AvroParsed) writer).schema)
                    .getResult()
                    .getIncompatibilities()
                    .stream()
                    .map(each -> each.getType() + " at " + each.getLocation())
                    .toList();
        }

        @Override
        public List<String> differences(ParsedSchema other) {
            return List.of();
        }
    }

    private record Plain(SchemaType type) implements SchemaRules {
        @Override
        public ParsedSchema parse(String text, Map<String, String> references) {
            if (text.contains("wrong")) {
                throw new WharfException(ErrorCode.CONFIGURATION, "it says wrong");
            }
            return new PlainParsed(type, text.replaceAll("\\s", ""));
        }
    }

    private record PlainParsed(SchemaType type, String canonical) implements ParsedSchema {
        @Override
        public String name() {
            return "";
        }

        @Override
        public String normalized() {
            return canonical;
        }

        @Override
        public List<String> cannotRead(ParsedSchema writer) {
            return List.of();
        }

        @Override
        public List<String> differences(ParsedSchema other) {
            return List.of();
        }
    }
}
