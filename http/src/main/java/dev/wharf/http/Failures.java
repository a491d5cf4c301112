package dev.wharf.http;

import dev.wharf.http.HttpFailure.Kind;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.URI;
import java.net.UnknownHostException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.hc.client5.http.ConnectTimeoutException;

/** What failures of the client mean, in words. */
final class Failures {
    private Failures() {}

    static HttpFailure of(HttpCall call, String url, IOException cause) {
        Kind kind = kind(cause);
        String text = call.method() + " " + url + ": " + reason(kind, cause) + "; " + advice(kind);
        return new HttpFailure(kind, text, cause);
    }

    private static Kind kind(IOException cause) {
        return switch (cause) {
            case Connections.Closed e -> Kind.CLOSED;
            case WholeAnswer.TooLong e -> Kind.TOO_LONG;
            case SSLHandshakeException e -> Kind.TLS;
            case SSLPeerUnverifiedException e -> Kind.TLS;
            case ConnectTimeoutException e -> Kind.UNREACHABLE;
            case ConnectException e -> Kind.UNREACHABLE;
            case UnknownHostException e -> Kind.UNREACHABLE;
            case NoRouteToHostException e -> Kind.UNREACHABLE;
            case InterruptedIOException e -> Kind.TIMEOUT; // that of a socket is one of them
            default -> Kind.BROKEN;
        };
    }

    private static String reason(Kind kind, IOException cause) {
        String text = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        return switch (kind) {
            case UNREACHABLE -> "no connection (" + words(cause, text) + ")";
            case TIMEOUT -> "no answer in time (" + text + ")";
            case BROKEN -> "the connection broke (" + words(cause, text) + ")";
            case TLS -> "no TLS (" + text + ")";
            case TOO_LONG, INTERRUPTED, REDIRECTED, LOGIN, CLOSED -> text;
        };
    }

    /** The text of an unknown host is its name and nothing else. */
    private static String words(IOException cause, String text) {
        return cause instanceof UnknownHostException ? "the host is not known: " + text : text;
    }

    private static String advice(Kind kind) {
        return switch (kind) {
            case UNREACHABLE -> "check host and port, and that the server runs";
            case TIMEOUT -> "try later, or allow more time";
            case BROKEN -> "try later";
            case TLS ->
                "check that the authority of its certificate is trusted (ssl.ca.location or ssl.truststore.location),"
                        + " that it names this host, and whether it wants a certificate of ours";
            case TOO_LONG -> "raise max.answer.bytes if that is right";
            case INTERRUPTED, REDIRECTED, LOGIN, CLOSED -> "make a new one";
        };
    }

    static HttpFailure late(HttpCall call, URI url) {
        return new HttpFailure(
                Kind.TIMEOUT,
                call.method() + " " + url + ": the deadline has passed; try later, or allow more time",
                null);
    }

    static HttpFailure interrupted(HttpCall call, URI url, InterruptedException cause) {
        return new HttpFailure(
                Kind.INTERRUPTED, call.method() + " " + url + ": interrupted while it waited for an answer", cause);
    }

    static HttpFailure redirected(HttpCall call, URI from, String to) {
        return new HttpFailure(
                Kind.REDIRECTED,
                call.method() + " " + from + ": the answer leads to " + to
                        + ", which is not followed; give the URL that answers itself",
                null);
    }
}
