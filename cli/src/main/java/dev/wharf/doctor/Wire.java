package dev.wharf.doctor;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.ProtocolException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A few words of Kafka's protocol, spoken by hand: what answers, and how, shows on them before anybody logs in, and
 * Kafka's own client tells no reasons where it only sees a connection that is closed. The requests are the oldest forms
 * that brokers understand. For one thread; whoever made the socket closes it.
 */
final class Wire {
    private static final short API_VERSIONS = 18;
    private static final short SASL_HANDSHAKE = 17;
    private static final short ILLEGAL_SASL_STATE = 34;
    /** No answer that we ask for comes near it; another protocol read as a length does. */
    private static final int MOST_BYTES = 64 << 10;

    private final DataInputStream in;
    private final DataOutputStream out;
    private int correlation;

    Wire(Socket socket) throws IOException {
        in = new DataInputStream(socket.getInputStream());
        out = new DataOutputStream(socket.getOutputStream());
    }

    /**
     * Whether a login is wanted, and by what.
     *
     * @param mechanisms that the listener knows
     */
    record Login(boolean wanted, List<String> mechanisms) {}

    /**
     * Asks which requests are understood; gives how many kinds.
     *
     * @throws ProtocolException if it is not Kafka that answers
     */
    int apiVersions() throws IOException {
        ByteBuffer answer = ask(API_VERSIONS, (short) 0, new byte[0]);
        short error = answer.getShort();
        int kinds = answer.getInt();
        if (error != 0 || kinds < 1 || kinds > answer.remaining() / 6) {
            throw new ProtocolException("the answer is not one of Kafka's");
        }
        return kinds;
    }

    /** Names a mechanism, and looks what the listener thinks of it; nobody logs in by that. */
    Login login(String mechanism) throws IOException {
        byte[] name = mechanism.getBytes(StandardCharsets.UTF_8);
        byte[] body = ByteBuffer.allocate(2 + name.length)
                .putShort((short) name.length)
                .put(name)
                .array();
        ByteBuffer answer = ask(SASL_HANDSHAKE, (short) 1, body);
        short error = answer.getShort();
        List<String> mechanisms = new ArrayList<>();
        int count = answer.getInt();
        for (int i = 0; i < count && answer.remaining() >= 2; i++) {
            byte[] text = new byte[Math.clamp(answer.getShort(), 0, answer.remaining())];
            answer.get(text);
            mechanisms.add(new String(text, StandardCharsets.UTF_8));
        }
        return new Login(error != ILLEGAL_SASL_STATE, mechanisms);
    }

    private ByteBuffer ask(short request, short version, byte[] body) throws IOException {
        correlation++;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream header = new DataOutputStream(bytes);
        header.writeShort(request);
        header.writeShort(version);
        header.writeInt(correlation);
        header.writeUTF("wharf-doctor"); // two bytes of length and ASCII: Kafka's form, too
        header.write(body);
        out.writeInt(bytes.size());
        bytes.writeTo(out);
        out.flush();
        return answer();
    }

    private ByteBuffer answer() throws IOException {
        int length = in.readInt();
        if (length < 4 + 2 + 4 || length > MOST_BYTES) {
            throw new ProtocolException("the answer is not one of Kafka's");
        }
        byte[] bytes = new byte[length];
        in.readFully(bytes);
        ByteBuffer answer = ByteBuffer.wrap(bytes);
        if (answer.getInt() != correlation) {
            throw new ProtocolException("the answer is not one of Kafka's");
        }
        return answer;
    }

    /** Whether the other side only closed the connection. */
    static boolean closed(Exception failure) {
        return failure instanceof EOFException
                || String.valueOf(failure.getMessage()).contains("reset");
    }
}
