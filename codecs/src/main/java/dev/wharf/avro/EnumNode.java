package dev.wharf.avro;

import dev.wharf.value.Decoded;
import dev.wharf.value.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** An enumeration as it was written, with the symbols that the reader has for them. */
final class EnumNode extends Node {
    private final List<String> written;
    private final Map<String, Integer> numbers;

    /** By the number that was written; {@link Value#ABSENT} where the reader has neither the symbol nor a default. */
    private final Value[] symbols;

    /** Symbols and values are given away. */
    EnumNode(String type, List<String> written, Value... symbols) {
        super(Op.ENUM, type);
        this.written = written;
        this.symbols = symbols;
        this.numbers = HashMap.newHashMap(written.size());
        written.forEach(symbol -> numbers.put(symbol, numbers.size()));
    }

    /** The symbol of what is read. */
    Value read(Cursor in) {
        int start = in.pos;
        Value symbol = symbols[in.readIndex(symbols.length, "a symbol")];
        if (symbol instanceof Value.Absent) {
            throw new AvroFlaw(
                    Decoded.Kind.INCOMPATIBLE,
                    "a symbol that the reader's " + type + " has not, and no default either",
                    start);
        }
        return symbol;
    }

    /** The number of the symbol, or -1. */
    int numberOf(String symbol) {
        return numbers.getOrDefault(symbol, -1);
    }

    /** The number of the symbol, or -1; mostly without a look into the table. */
    int numberOf(Value.Symbol symbol) {
        int number = symbol.number();
        boolean same =
                number >= 0 && number < written.size() && written.get(number).equals(symbol.value());
        return same ? number : numberOf(symbol.value());
    }

    List<String> written() {
        return written;
    }
}
