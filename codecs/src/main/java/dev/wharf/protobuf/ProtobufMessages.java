package dev.wharf.protobuf;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.payload.ByteSink;
import dev.wharf.payload.Payload;
import dev.wharf.value.Value;
import java.util.concurrent.ConcurrentHashMap;

/** Between values and objects of generated classes. Needs Google's library. Safe for use by many threads. */
public final class ProtobufMessages {
    /** There are as many as a program has types of messages. */
    private static final ConcurrentHashMap<Descriptor, ProtobufCodec> CODECS = new ConcurrentHashMap<>();

    private ProtobufMessages() {}

    /** The codec of the messages that the descriptor describes. */
    public static ProtobufCodec codec(Descriptor type) {
        return CODECS.computeIfAbsent(
                type,
                wanted -> ProtobufCodec.of(ProtobufText.schema(wanted.getFile()).message(wanted.getFullName())));
    }

    /** The row that the message is. */
    public static Value toValue(Message message) {
        return codec(message.getDescriptorForType()).read(Payload.of(message.toByteArray()));
    }

    /**
     * A message of the type of the prototype.
     *
     * @throws WharfException with {@code RECORD_REFUSED} if the value does not fit it
     */
    public static <T extends Message> T fromValue(Value value, T prototype) {
        ByteSink sink = new ByteSink();
        codec(prototype.getDescriptorForType()).encode(value, sink);
        try {
            @SuppressWarnings("unchecked") // a parser gives what it belongs to
            T message = (T) prototype.getParserForType().parseFrom(sink.buffer(), 0, sink.length());
            return message;
        } catch (InvalidProtocolBufferException e) {
            throw new WharfException(
                    ErrorCode.INTERNAL,
                    "what was written cannot be read as " + prototype.getClass().getName(),
                    e);
        }
    }
}
