package dev.wharf.msk;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The signature of a URL with a query (AWS Signature Version 4), computed as Amazon describes it and not by its code.
 *
 * @param host that the URL names
 * @param query its parameters, but for the signature
 * @param region where the service is
 */
record SignatureV4(String host, SortedMap<String, String> query, String region) {
    private static final String ALGORITHM = "AWS4-HMAC-SHA256";
    private static final String SERVICE = "kafka-cluster";
    private static final int DATE_LENGTH = "20260131".length();

    SignatureV4(String host, Map<String, String> query, String region) {
        this(host, new TreeMap<>(query), region);
    }

    String with(String secretKey) throws GeneralSecurityException {
        String time = query.getOrDefault("X-Amz-Date", "");
        String date = time.substring(0, DATE_LENGTH);
        String scope = String.join("/", date, region, SERVICE, "aws4_request");
        String toSign = String.join("\n", ALGORITHM, time, scope, sha256(request()));
        byte[] key = hmac(("AWS4" + secretKey).getBytes(StandardCharsets.UTF_8), date);
        for (String part : new String[] {region, SERVICE, "aws4_request"}) {
            key = hmac(key, part);
        }
        return HexFormat.of().formatHex(hmac(key, toSign));
    }

    /** In its canonical form. */
    private String request() throws GeneralSecurityException {
        String parameters = query.entrySet().stream()
                .map(parameter -> encoded(parameter.getKey()) + "=" + encoded(parameter.getValue()))
                .collect(Collectors.joining("&"));
        return String.join("\n", "GET", "/", parameters, "host:" + host, "", "host", sha256(""));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }

    private static String sha256(String text) throws GeneralSecurityException {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(digest);
    }

    private static byte[] hmac(byte[] key, String text) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    }
}
