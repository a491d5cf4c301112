package dev.wharf.registry.contract;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wharf.registry.contract.Target.Kind;
import java.util.function.BiFunction;

/** Where two registries answer differently: what is asked, what ours answers, and what Apicurio 3.3.3 does. */
enum Difference {
    ROOT(
            "{}",
            "a page",
            (http, s) -> http.get("/").text().contains("<html")
                    ? "a page"
                    : http.get("/").text()),
    PATH_THAT_IS_NOT_THERE("404/404", "404", (http, s) -> http.get("/nothing").failure()),
    METHOD_THAT_IS_NOT_THERE(
            "405/405", "405", (http, s) -> http.call("PUT", "/subjects", "{}").failure()),
    MEDIA_TYPE_THAT_IS_NOT_READ(
            "415/415",
            "415",
            (http, s) -> http.call("POST", "/subjects/" + s, "text/plain", "x").failure()),
    BODY_THAT_IS_NOT_JSON(
            "400/400", "400", (http, s) -> register(http, s, "{nojson").failure()),
    BODY_WITHOUT_A_SCHEMA(
            "422/42201", "500/0", (http, s) -> register(http, s, "{}").failure()),
    EMPTY_SCHEMA("refused", "accepted", (http, s) -> accepted(register(http, s, "{\"schema\":\"\"}"))),
    /** So a misspelt type is noticed by ours only. */
    UNKNOWN_TYPE("422/42201", "accepted", (http, s) -> {
        Http.Answer answer = register(http, s, "{\"schemaType\":\"XML\",\"schema\":\"<a/>\"}");
        return answer.ok() ? "accepted" : answer.failure();
    }),
    JSON_SCHEMA_THAT_DOES_NOT_SAY_SO(
            "accepted",
            "refused",
            (http, s) -> accepted(
                    register(http, s, "{\"schemaType\":\"JSON\",\"schema\":\"{\\\"type\\\":\\\"object\\\"}\"}"))),
    NUMBER_OF_A_VERSION_THAT_NONE_CAN_HAVE("422/42202", "404/40402", (http, s) -> {
        register(http, s, body(s, "a"));
        return http.get("/subjects/" + s + "/versions/0").failure();
    }),
    GLOBAL_LEVEL(
            "BACKWARD",
            "NONE",
            (http, s) -> http.get("/config").json().path("compatibilityLevel").asText()),
    LEVEL_OF_A_SUBJECT_WITHOUT_ONE("404/40408", "NONE", (http, s) -> {
        register(http, s, body(s, "a"));
        Http.Answer answer = http.get("/config/" + s);
        return answer.ok() ? answer.json().path("compatibilityLevel").asText() : answer.failure();
    }),
    LEVEL_OF_NO_SUBJECT(
            "404/40408", "404/40401", (http, s) -> http.get("/config/" + s).failure()),
    ANSWER_TO_A_NEW_LEVEL(
            "{\"compatibility\":\"FULL\"}",
            "{\"compatibility\":\"FULL\",\"normalize\":false}",
            (http, s) -> http.call("PUT", "/config/" + s, "{\"compatibility\":\"FULL\"}")
                    .text()),
    VERBOSE_VERDICT("with reasons", "without", (http, s) -> {
        register(http, s, body(s, "a"));
        http.call("PUT", "/config/" + s, "{\"compatibility\":\"BACKWARD\"}");
        String path = "/compatibility/subjects/" + s + "/versions/latest?verbose=true";
        return http.call("POST", path, body(s, "a", "b"))
                        .json()
                        .path("messages")
                        .isEmpty()
                ? "without"
                : "with reasons";
    }),
    WHY_A_SCHEMA_IS_REFUSED("in words", "as a Java exception", (http, s) -> {
        register(http, s, body(s, "a"));
        http.call("PUT", "/config/" + s, "{\"compatibility\":\"BACKWARD\"}");
        Http.Answer answer = register(http, s, body(s, "a", "b"));
        return answer.json().path("message").asText().contains("Exception") ? "as a Java exception" : "in words";
    }),
    /** A client must not think that the next id is one more. */
    NEXT_ID("1 more", "2 more", (http, s) -> {
        int first = register(http, s, body(s, "a")).json().path("id").asInt();
        register(http, s + "-other", body(s, "a"));
        return register(http, s, body(s, "a", "b=")).json().path("id").asInt() - first + " more";
    }),
    SAME_SCHEMA_IN_OTHER_WORDS_ELSEWHERE("same id", "another id", (http, s) -> elsewhere(http, s, "")),
    THE_SAME_NORMALIZED("same id", "another id", (http, s) -> elsewhere(http, s, "?normalize=true")),
    WHAT_IS_SAID_OF_A_NEW_SCHEMA(
            "id and version",
            "id",
            (http, s) -> register(http, s, body(s, "a")).json().has("version") ? "id and version" : "id"),
    GUID("found by it", "none", (http, s) -> {
        String guid = register(http, s, body(s, "a")).json().path("guid").asText();
        return !guid.isEmpty() && http.get("/schemas/guids/" + guid).ok() ? "found by it" : "none";
    }),
    UNKNOWN_GUID(
            "404/40403",
            "404",
            (http, s) -> http.get("/schemas/guids/00000000-0000-0000-0000-000000000000")
                    .failure()),
    HIGHEST_ID("told", "not told", (http, s) -> {
        int id = register(http, s, body(s, "a")).json().path("id").asInt();
        return http.get("/schemas/ids/" + id + "?fetchMaxId=true").json().has("maxId") ? "told" : "not told";
    }),
    PREFIX_OF_SUBJECTS("heeded", "not heeded", (http, s) -> {
        register(http, s, body(s, "a"));
        return http.get("/subjects?subjectPrefix=none").text().contains(s) ? "not heeded" : "heeded";
    }),
    /** Whoever asks for it wants base64. */
    SERIALIZED_PROTOBUF("422/422", "no base64", (http, s) -> {
        ObjectNode body = Http.JSON
                .createObjectNode()
                .put("schemaType", "PROTOBUF")
                .put("schema", "syntax = \"proto3\";\npackage p;\nmessage " + s + " {\n  int32 a = 1;\n}\n");
        int id = register(http, s, body.toString()).json().path("id").asInt();
        Http.Answer answer = http.get("/schemas/ids/" + id + "?format=serialized");
        String text = answer.json().path("schema").asText();
        return answer.ok() ? (text.matches("[A-Za-z0-9+/=]+") ? "base64" : "no base64") : answer.failure();
    }),
    METADATA("kept", "forgotten", (http, s) -> {
        register(http, s, body(s, "a").replaceFirst("\\{", "{\"metadata\":{\"properties\":{\"k\":\"v\"}},"));
        return http.get("/subjects/" + s + "/versions/1").json().has("metadata") ? "kept" : "forgotten";
    }),
    CONTEXT("a context", "a part of the name", (http, s) -> {
        register(http, ":." + s + ":x", body(s, "a"));
        return http.get("/contexts").text().contains("." + s) ? "a context" : "a part of the name";
    }),
    MODE_OF_A_SUBJECT_WITHOUT_ONE(
            "404/40409",
            "{\"mode\":\"READWRITE\"}",
            (http, s) -> http.get("/mode/" + s).gist()),
    UNKNOWN_MODE(
            "422/42204",
            "422/42201",
            (http, s) -> http.call("PUT", "/mode/" + s, "{\"mode\":\"X\"}").failure()),
    READ_ONLY("heeded", "not heeded", (http, s) -> {
        http.call("PUT", "/mode/" + s, "{\"mode\":\"READONLY\"}");
        return register(http, s, body(s, "a")).ok() ? "not heeded" : "heeded";
    }),
    ID_OF_AN_IMPORTED_SCHEMA("as it was sent", "another", (http, s) -> {
        http.call("PUT", "/mode/" + s, "{\"mode\":\"IMPORT\"}");
        String body = body(s, "a").replaceFirst("\\{", "{\"id\":500000,");
        int id = register(http, s, body).json().path("id").asInt();
        return id == 500_000 ? "as it was sent" : "another";
    }),
    SUBJECT_THAT_IS_NOT_SOFT_DELETED("404/40405", "409/40405", (http, s) -> {
        register(http, s, body(s, "a"));
        return http.call("DELETE", "/subjects/" + s + "?permanent=true", "").failure();
    }),
    VERSION_THAT_IS_SOFT_DELETED("404/40406", "409/40406", (http, s) -> {
        register(http, s, body(s, "a"));
        http.call("DELETE", "/subjects/" + s + "/versions/1", "");
        return http.call("DELETE", "/subjects/" + s + "/versions/1", "").failure();
    }),
    VERSION_THAT_IS_NOT_SOFT_DELETED("404/40407", "409/40407", (http, s) -> {
        register(http, s, body(s, "a"));
        return http.call("DELETE", "/subjects/" + s + "/versions/1?permanent=true", "")
                .failure();
    });

    private final String wharf;
    private final String apicurio;

    @SuppressWarnings("ImmutableEnumChecker") // it captures nothing
    private final BiFunction<Http, String, String> question;

    Difference(String wharf, String apicurio, BiFunction<Http, String, String> question) {
        this.wharf = wharf;
        this.apicurio = apicurio;
        this.question = question;
    }

    /**
     * What the registry answers, in short.
     *
     * @param subject that nobody has used
     */
    String observe(Http http, String subject) {
        return question.apply(http, subject);
    }

    String expected(Kind kind) {
        return switch (kind) {
            case WHARF -> wharf;
            case APICURIO -> apicurio;
        };
    }

    private static Http.Answer register(Http http, String subject, String body) {
        return http.call("POST", "/subjects/" + subject + "/versions", body);
    }

    private static String accepted(Http.Answer answer) {
        return answer.ok() ? "accepted" : "refused";
    }

    private static String body(String name, String... fields) {
        return HttpCalls.body(Avro.record(name, fields));
    }

    /** The same schema with its attributes in another order, under another subject. */
    private static String elsewhere(Http http, String subject, String query) {
        int id = register(http, subject, body(subject, "a")).json().path("id").asInt();
        NewSchema inOtherWords = NewSchema.avro(
                "{\"name\":\"" + subject + "\",\"type\":\"record\",\"fields\":[{\"type\":\"int\",\"name\":\"a\"}]}");
        String path = "/subjects/" + subject + "-other/versions" + query;
        int other = http.call("POST", path, HttpCalls.body(inOtherWords))
                .json()
                .path("id")
                .asInt();
        return other == id ? "same id" : "another id";
    }
}
