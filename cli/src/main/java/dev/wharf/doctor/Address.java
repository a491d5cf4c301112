package dev.wharf.doctor;

import java.util.Arrays;
import java.util.List;

/** Host and port of a broker. */
record Address(String host, int port) {

    /** Those in {@code bootstrap.servers}, whose form is right by now. */
    static List<Address> listOf(String brokers) {
        return Arrays.stream(brokers.split(","))
                .map(String::strip)
                .map(Address::of)
                .toList();
    }

    private static Address of(String text) {
        int protocol = text.indexOf("://");
        String plain = protocol < 0 ? text : text.substring(protocol + 3);
        int colon = plain.lastIndexOf(':');
        String host = plain.substring(0, colon).replaceAll("[\\[\\]]", "");
        return new Address(host, Integer.parseInt(plain.substring(colon + 1)));
    }

    @Override
    public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
