package dev.wharf.http;

import java.io.ByteArrayOutputStream;

/** As much of ASN.1's encoding as a certificate needs. */
final class Der {
    static final int BOOLEAN = 0x01;
    static final int INTEGER = 0x02;
    static final int BIT_STRING = 0x03;
    static final int OCTET_STRING = 0x04;
    static final int OBJECT = 0x06;
    static final int UTC_TIME = 0x17;
    static final int SEQUENCE = 0x30;
    static final byte[] TRUE = {(byte) 0xff};

    private static final int LONG_FORM = 0x80;

    private Der() {}

    static byte[] sequence(byte[]... parts) {
        return tagged(SEQUENCE, parts);
    }

    static byte[] object(int... encoded) {
        return tagged(OBJECT, bytes(encoded));
    }

    static byte[] tagged(int tag, byte[]... parts) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            content.writeBytes(part);
        }
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.write(tag);
        whole.writeBytes(length(content.size()));
        whole.writeBytes(content.toByteArray());
        return whole.toByteArray();
    }

    /** The shortest form, as DER wants it. */
    private static byte[] length(int length) {
        if (length < LONG_FORM) {
            return bytes(length);
        }
        return length > 0xff ? bytes(LONG_FORM + 2, length >> 8, length) : bytes(LONG_FORM + 1, length);
    }

    static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }
}
