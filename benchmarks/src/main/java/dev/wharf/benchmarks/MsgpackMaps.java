package dev.wharf.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.msgpack.core.MessagePacker;
import org.msgpack.core.MessageUnpacker;

/** Maps, lists, texts and numbers from and to msgpack-core, as one writes it by hand. */
final class MsgpackMaps {
    private MsgpackMaps() {}

    static @Nullable Object unpack(MessageUnpacker from) throws IOException {
        return switch (from.getNextFormat().getValueType()) {
            case MAP -> map(from);
            case ARRAY -> list(from);
            case STRING -> from.unpackString();
            case INTEGER -> from.unpackLong();
            case FLOAT -> from.unpackDouble();
            case BOOLEAN -> from.unpackBoolean();
            case NIL -> {
                from.unpackNil();
                yield null;
            }
            case BINARY -> from.readPayload(from.unpackBinaryHeader());
            case EXTENSION -> throw new IOException("extensions are not in the samples");
        };
    }

    private static Map<String, @Nullable Object> map(MessageUnpacker from) throws IOException {
        int size = from.unpackMapHeader();
        Map<String, @Nullable Object> map = LinkedHashMap.newLinkedHashMap(size);
        for (int i = 0; i < size; i++) {
            map.put(from.unpackString(), unpack(from));
        }
        return map;
    }

    private static List<@Nullable Object> list(MessageUnpacker from) throws IOException {
        int size = from.unpackArrayHeader();
        List<@Nullable Object> list = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            list.add(unpack(from));
        }
        return list;
    }

    /** Decimals become binary fractions: MessagePack has none. */
    static void pack(@Nullable Object plain, MessagePacker to) throws IOException {
        switch (plain) {
            case Map<?, ?> map -> {
                to.packMapHeader(map.size());
                for (Map.Entry<?, ?> entry : map.entrySet()) {
                    pack(entry.getKey(), to);
                    pack(entry.getValue(), to);
                }
            }
            case List<?> list -> {
                to.packArrayHeader(list.size());
                for (Object element : list) {
                    pack(element, to);
                }
            }
            case String text -> to.packString(text);
            case Long whole -> to.packLong(whole);
            case Integer whole -> to.packInt(whole);
            case Number fraction -> to.packDouble(fraction.doubleValue());
            case null -> to.packNil();
            default -> throw new IOException("the samples have no " + plain.getClass());
        }
    }
}
