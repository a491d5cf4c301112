package dev.wharf.cli;

import dev.wharf.codec.TopicCodec;
import dev.wharf.payload.Payload;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.header.Header;

/**
 * What records are made of, and how.
 *
 * @param format how records follow each other
 * @param delimiter between records
 * @param keyDelimiter between key and value of a line
 * @param key of all records
 * @param keyField the field of JSON values that becomes the key
 * @param nullText what stands for null in a line
 * @param headers of all records
 * @param partition of all records
 * @param keepPartition whether records keep the partition that they name
 * @param keepTimestamp whether they keep their timestamp
 * @param codec in which values are sent that are JSON here; empty where they are sent as they are
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares them
record ProduceForm(
        Format format,
        byte[] delimiter,
        Optional<byte[]> keyDelimiter,
        Optional<Payload> key,
        Optional<String> keyField,
        Optional<byte[]> nullText,
        List<Header> headers,
        Optional<Integer> partition,
        boolean keepPartition,
        boolean keepTimestamp,
        Optional<TopicCodec> codec) {

    /** The same with a codec. */
    ProduceForm with(Optional<TopicCodec> other) {
        return new ProduceForm(
                format,
                delimiter,
                keyDelimiter,
                key,
                keyField,
                nullText,
                headers,
                partition,
                keepPartition,
                keepTimestamp,
                other);
    }

    /** How records follow each other. */
    enum Format {
        LINES,
        FILE,
        JSON
    }
}
