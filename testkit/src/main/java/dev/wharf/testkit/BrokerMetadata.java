package dev.wharf.testkit;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.AbstractResponse;
import org.apache.kafka.common.requests.MetadataRequest;
import org.apache.kafka.common.requests.MetadataResponse;
import org.apache.kafka.common.requests.RequestHeader;

/**
 * What one broker believes of its cluster. Kafka's clients ask any broker that they like, so this speaks the protocol
 * itself, with one connection for each question.
 */
final class BrokerMetadata {
    private static final int LIMIT_MS = 5_000;
    private static final int MAX_BYTES = 1 << 24;
    private static final int CORRELATION = 1;

    private final int port;
    private final int brokers;

    /**
     * @param port of the broker on 127.0.0.1
     * @param brokers that the cluster has
     */
    BrokerMetadata(int port, int brokers) {
        this.port = port;
        this.brokers = brokers;
    }

    /** Whether it answers, knows that all brokers are up, and that all replicas of every partition are in sync. */
    boolean allInSync() {
        try {
            MetadataResponse answer = ask();
            return answer.brokers().size() == brokers
                    && answer.topicMetadata().stream().allMatch(BrokerMetadata::inSync);
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean inSync(MetadataResponse.TopicMetadata topic) {
        return topic.error() == Errors.NONE
                && topic.partitionMetadata().stream()
                        .allMatch(partition -> partition.error == Errors.NONE
                                && partition.inSyncReplicaIds.size() == partition.replicaIds.size());
    }

    private MetadataResponse ask() throws IOException {
        short version = ApiKeys.METADATA.latestVersion();
        RequestHeader header = new RequestHeader(ApiKeys.METADATA, version, "testkit", CORRELATION);
        ByteBuffer request = MetadataRequest.Builder.allTopics().build(version).serializeWithHeader(header);
        byte[] bytes = new byte[request.remaining()];
        request.get(bytes);
        return (MetadataResponse) AbstractResponse.parseResponse(ByteBuffer.wrap(exchange(bytes)), header);
    }

    private byte[] exchange(byte[] request) throws IOException {
        try (Socket socket = new Socket()) {
            socket.setSoTimeout(LIMIT_MS);
            socket.connect(new InetSocketAddress(StablePorts.loopback(), port), LIMIT_MS);
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            out.writeInt(request.length);
            out.write(request);
            out.flush();
            DataInputStream in = new DataInputStream(socket.getInputStream());
            int length = in.readInt();
            if (length < 0 || length > MAX_BYTES) {
                throw new IOException("an answer of " + length + " bytes");
            }
            return in.readNBytes(length);
        }
    }
}
