package dev.wharf.protobuf;

import dev.wharf.value.Value;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An enumeration: names and numbers. Immutable. */
final class ProtobufEnum {
    private static final int MOST_DIRECT = 256;

    private final String fullName;

    /** Whether a number that it has no name for is no value of it. */
    private final boolean closed;

    private final Map<String, Integer> numbers = new HashMap<>();
    private final Value.Symbol first;

    /** By number, where it is small. */
    private final Value.@Nullable Symbol[] direct;

    private final int[] sortedNumbers;
    private final Value.Symbol[] sortedSymbols;

    /** Of several names for one number the first is shown. */
    ProtobufEnum(String fullName, boolean closed, List<ProtoTree.EnumValue> values) {
        this.fullName = fullName;
        this.closed = closed;
        Map<Integer, Value.Symbol> byNumber = new HashMap<>();
        for (ProtoTree.EnumValue value : values) {
            numbers.put(value.name(), value.number());
            byNumber.putIfAbsent(value.number(), new Value.Symbol(value.name(), value.number()));
        }
        first = new Value.Symbol(values.get(0).name(), values.get(0).number());
        sortedNumbers =
                byNumber.keySet().stream().mapToInt(Integer::intValue).sorted().toArray();
        sortedSymbols = new Value.Symbol[sortedNumbers.length];
        direct = new Value.Symbol[directSize(sortedNumbers)];
        for (int i = 0; i < sortedNumbers.length; i++) {
            int number = sortedNumbers[i];
            sortedSymbols[i] = byNumber.getOrDefault(number, first);
            if (number >= 0 && number < direct.length) {
                direct[number] = sortedSymbols[i];
            }
        }
    }

    private static int directSize(int... sorted) {
        int size = 0;
        for (int number : sorted) {
            size = number >= 0 && number < MOST_DIRECT ? number + 1 : size;
        }
        return size;
    }

    String fullName() {
        return fullName;
    }

    boolean closed() {
        return closed;
    }

    Set<String> names() {
        return numbers.keySet();
    }

    /** The value that a field has which is not there. */
    Value.Symbol first() {
        return first;
    }

    /** The symbol of the number, or null. */
    Value.@Nullable Symbol symbol(int number) {
        if (number >= 0 && number < direct.length) {
            return direct[number];
        }
        int place = Arrays.binarySearch(sortedNumbers, number);
        return place < 0 ? null : sortedSymbols[place];
    }

    /** The symbol of the number; where there is none the number itself, or null if the enumeration is closed. */
    @Nullable
    Value value(int number) {
        Value.Symbol symbol = symbol(number);
        return symbol != null || closed ? symbol : new Value.Int(number, Value.IntType.I32);
    }

    /** Whether a field can have the number. */
    boolean takes(int number) {
        return !closed || symbol(number) != null;
    }

    /** The number of the name, or null. */
    @Nullable
    Integer number(String name) {
        return numbers.get(name);
    }
}
