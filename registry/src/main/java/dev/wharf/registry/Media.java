package dev.wharf.registry;

import dev.wharf.endpoint.HttpService.Request;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** In which form bodies are sent: JSON, under several names. */
final class Media {
    static final String V1 = "application/vnd.schemaregistry.v1+json";
    static final String ANY_VERSION = "application/vnd.schemaregistry+json";
    static final String JSON = "application/json";

    /** The better ones first. */
    private static final List<String> SPOKEN = List.of(V1, ANY_VERSION, JSON);

    private static final Set<String> READ = Set.of(V1, ANY_VERSION, JSON, "application/octet-stream", "");
    private static final Set<String> WITH_BODY = Set.of("POST", "PUT");

    private Media() {}

    /** @throws Refusal 415 if there is a body of another form */
    static void requireReadable(Request request) {
        List<String> types = names(request.header("Content-Type")).toList();
        if (WITH_BODY.contains(request.method()) && !READ.containsAll(types)) {
            throw Refusal.of(415, "HTTP 415 Unsupported Media Type");
        }
    }

    /** @throws Refusal 406 if the client takes none of the forms that there are */
    static void requireAcceptable(Request request) {
        if (accepted(request).noneMatch(each -> isWildcard(each) || SPOKEN.contains(each))) {
            throw Refusal.of(406, "HTTP 406 Not Acceptable");
        }
    }

    /** What the answer is: the best that the client takes. */
    static String answered(Request request) {
        List<String> accepted = accepted(request).toList();
        return SPOKEN.stream()
                .filter(each -> accepted.contains(each) || accepted.stream().anyMatch(Media::isWildcard))
                .findFirst()
                .orElse(V1);
    }

    private static Stream<String> accepted(Request request) {
        String accept = request.header("Accept");
        return accept.isBlank() ? Stream.of("*/*") : names(accept);
    }

    private static boolean isWildcard(String name) {
        return name.equals("*/*") || name.equals("application/*");
    }

    /** The names in a header, without what is said about each. */
    private static Stream<String> names(String header) {
        return Stream.of(header.split(",", -1))
                .map(each -> each.split(";", -1)[0].strip().toLowerCase(Locale.ROOT));
    }
}
