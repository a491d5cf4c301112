package dev.wharf.schema;

import dev.wharf.error.WharfException;
import dev.wharf.http.HttpAnswer;
import dev.wharf.http.HttpBody;
import dev.wharf.http.HttpCall;
import dev.wharf.http.HttpCaller;
import dev.wharf.http.HttpFailure;
import dev.wharf.json.JsonCodec;
import dev.wharf.value.Value;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Asks a registry, and makes its errors ours. Any thread. */
final class Transport implements AutoCloseable {
    private static final String TYPE = "application/vnd.schemaregistry.v1+json";
    private static final String ACCEPTED = TYPE + ", application/json";
    /** Of what a registry says in an error; one shows a Java stack. */
    private static final int MAX_TEXT = 600;

    private static final int NOTHING = 204;

    private final HttpCaller caller;
    private final Gate gate;
    private final JsonCodec json;

    Transport(HttpCaller caller, Gate gate, int maxBytes) {
        this.caller = caller;
        this.gate = gate;
        this.json = new JsonCodec(maxBytes);
    }

    <T> T get(String path, Function<Value, T> read) {
        return ask(HttpCall.get(path), read);
    }

    <T> T delete(String path, Function<Value, T> read) {
        return ask(HttpCall.delete(path), read);
    }

    <T> T put(String path, Map<String, Value> body, Function<Value, T> read) {
        return ask(HttpCall.put(path, HttpBody.of(RegistryJson.bytes(body), TYPE)), read);
    }

    /** None of what is posted to a registry does more when it is posted twice. */
    <T> T post(String path, Map<String, Value> body, Function<Value, T> read) {
        return ask(
                HttpCall.post(path, HttpBody.of(RegistryJson.bytes(body), TYPE)).asRepeatable(), read);
    }

    /** The answer as text, not read as JSON. */
    String text(String path) {
        HttpCall call = HttpCall.get(path);
        HttpAnswer answer = answer(call);
        if (!answer.ok()) {
            throw refused(call, answer);
        }
        return answer.text();
    }

    private <T> T ask(HttpCall call, Function<Value, T> read) {
        HttpAnswer answer = answer(call);
        if (!answer.ok()) {
            throw refused(call, answer);
        }
        if (answer.status() == NOTHING) {
            throw nothing(call, answer);
        }
        try {
            return read.apply(json.read(answer.body()));
        } catch (RegistryJson.Unreadable e) {
            throw unreadable(call, answer, String.valueOf(e.getMessage()), e);
        } catch (RegistryException e) {
            throw e;
        } catch (WharfException e) {
            throw unreadable(call, answer, "it is no JSON", e);
        }
    }

    private HttpAnswer answer(HttpCall call) {
        gate.enter();
        try {
            HttpAnswer answer = caller.call(call.with("Accept", ACCEPTED));
            if (RegistryFault.of(answer.status(), 0) == RegistryFault.UNAVAILABLE) {
                gate.failed();
            } else {
                gate.worked();
            }
            return answer;
        } catch (HttpFailure e) {
            if (e.kind() == HttpFailure.Kind.INTERRUPTED) {
                throw e; // says nothing of the registry
            }
            gate.failed();
            throw failed(e);
        }
    }

    private static RegistryException failed(HttpFailure failure) {
        RegistryFault fault = switch (failure.kind()) {
            case UNREACHABLE, TIMEOUT, BROKEN, INTERRUPTED -> RegistryFault.UNAVAILABLE;
            case TLS, LOGIN -> RegistryFault.UNAUTHORIZED;
            case TOO_LONG, REDIRECTED -> RegistryFault.UNREADABLE;
            case CLOSED -> RegistryFault.OTHER;
        };
        return new RegistryException(fault, 0, 0, "the registry gave no answer: " + failure.getMessage(), failure);
    }

    /** How some registries say that there is no such version. */
    private static RegistryException nothing(HttpCall call, HttpAnswer answer) {
        RegistryFault fault = RegistryFault.UNKNOWN_VERSION;
        String text = call.method() + " " + answer.head().url() + " gave nothing; " + fault.advice();
        return new RegistryException(fault, answer.status(), 0, text, null);
    }

    private RegistryException refused(HttpCall call, HttpAnswer answer) {
        int errorCode = 0;
        String said = "";
        try {
            Value.Row row = RegistryJson.row(json.read(answer.body()));
            errorCode = RegistryJson.number(row, "error_code", 0);
            said = RegistryJson.text(row, "message", "");
        } catch (WharfException | RegistryJson.Unreadable e) {
            said = "no JSON, but " + described(answer);
        }
        RegistryFault fault = RegistryFault.of(answer.status(), errorCode);
        String text = call.method() + " " + answer.head().url() + " gave HTTP " + answer.status()
                + (errorCode == 0 ? "" : ", error " + errorCode) + (said.isEmpty() ? "" : " (" + shortened(said) + ")")
                + "; " + fault.advice();
        return new RegistryException(fault, answer.status(), errorCode, text, null);
    }

    private static RegistryException unreadable(
            HttpCall call, HttpAnswer answer, String reason, @Nullable Throwable cause) {
        return new RegistryException(
                RegistryFault.UNREADABLE,
                answer.status(),
                0,
                call.method() + " " + answer.head().url() + " gave HTTP " + answer.status() + " with "
                        + described(answer) + ": " + reason + "; " + RegistryFault.UNREADABLE.advice(),
                cause);
    }

    private static String described(HttpAnswer answer) {
        return answer.body().length() + " bytes of "
                + answer.head().header("content-type").orElse("no type");
    }

    private static String shortened(String text) {
        String line = text.replaceAll("\\s+", " ");
        return line.length() <= MAX_TEXT ? line : line.substring(0, MAX_TEXT) + "...";
    }

    /** As one part of a path: everything but letters, digits and four signs is escaped. */
    static String escaped(String part) {
        StringBuilder path = new StringBuilder();
        for (byte b : part.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || "-._~".indexOf(c) >= 0) {
                path.append(c);
            } else {
                path.append('%')
                        .append(Character.toUpperCase(Character.forDigit(c >> 4, 16)))
                        .append(Character.toUpperCase(Character.forDigit(c & 0xf, 16)));
            }
        }
        return path.toString();
    }

    @Override
    public void close() {
        caller.close();
    }
}
