package dev.wharf.registry.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wharf.registry.contract.NewSchema.Ref;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The calls in plain HTTP. */
final class HttpCalls implements RegistryCalls {
    private final Http http;

    HttpCalls(String url) {
        this.http = new Http(url);
    }

    private static <T> Outcome<T> outcome(Http.Answer answer, Function<JsonNode, T> value) {
        return answer.ok()
                ? new Outcome.Done<>(value.apply(answer.json()))
                : new Outcome.Refused<>(answer.status(), answer.errorCode());
    }

    static String body(NewSchema schema) {
        ObjectNode body = Http.JSON.createObjectNode().put("schema", schema.text());
        if (!schema.type().equals("AVRO")) {
            body.put("schemaType", schema.type());
        }
        for (Ref each : schema.references()) {
            body.withArray("references")
                    .addObject()
                    .put("name", each.name())
                    .put("subject", each.subject())
                    .put("version", each.version());
        }
        return body.toString();
    }

    private static NewSchema schema(JsonNode json) {
        List<Ref> references = new ArrayList<>();
        json.path("references")
                .forEach(each -> references.add(new Ref(
                        each.path("name").asText(),
                        each.path("subject").asText(),
                        each.path("version").asInt())));
        return new NewSchema(
                json.path("schemaType").asText("AVRO"), json.path("schema").asText(), references);
    }

    private static FoundVersion version(JsonNode json) {
        return new FoundVersion(
                json.path("subject").asText(),
                json.path("version").asInt(),
                json.path("id").asInt(),
                schema(json));
    }

    private static List<Integer> numbers(JsonNode json) {
        List<Integer> numbers = new ArrayList<>();
        json.forEach(each -> numbers.add(each.asInt()));
        return numbers;
    }

    private static List<String> texts(JsonNode json) {
        List<String> texts = new ArrayList<>();
        json.forEach(each -> texts.add(each.asText()));
        return texts;
    }

    @Override
    public Outcome<Integer> register(String subject, NewSchema schema, boolean normalize) {
        String path = "/subjects/" + subject + "/versions" + (normalize ? "?normalize=true" : "");
        return outcome(
                http.call("POST", path, body(schema)), json -> json.path("id").asInt());
    }

    @Override
    public Outcome<FoundVersion> lookup(String subject, NewSchema schema, boolean normalize) {
        String path = "/subjects/" + subject + (normalize ? "?normalize=true" : "");
        return outcome(http.call("POST", path, body(schema)), HttpCalls::version);
    }

    @Override
    public Outcome<NewSchema> schema(int id) {
        return outcome(http.get("/schemas/ids/" + id), HttpCalls::schema);
    }

    @Override
    public Outcome<List<String>> subjectsOf(int id) {
        return outcome(http.get("/schemas/ids/" + id + "/subjects"), HttpCalls::texts);
    }

    @Override
    public Outcome<List<String>> subjects(boolean deleted) {
        return outcome(http.get("/subjects?deleted=" + deleted), HttpCalls::texts);
    }

    @Override
    public Outcome<List<Integer>> versions(String subject, boolean deleted) {
        return outcome(http.get("/subjects/" + subject + "/versions?deleted=" + deleted), HttpCalls::numbers);
    }

    @Override
    public Outcome<FoundVersion> version(String subject, String version) {
        return outcome(http.get("/subjects/" + subject + "/versions/" + version), HttpCalls::version);
    }

    @Override
    public Outcome<List<Integer>> referencedBy(String subject, int version) {
        return outcome(http.get("/subjects/" + subject + "/versions/" + version + "/referencedby"), HttpCalls::numbers);
    }

    @Override
    public Outcome<List<Integer>> deleteSubject(String subject, boolean permanent) {
        return outcome(http.call("DELETE", "/subjects/" + subject + "?permanent=" + permanent, ""), HttpCalls::numbers);
    }

    @Override
    public Outcome<Integer> deleteVersion(String subject, String version, boolean permanent) {
        String path = "/subjects/" + subject + "/versions/" + version + "?permanent=" + permanent;
        return outcome(http.call("DELETE", path, ""), JsonNode::asInt);
    }

    @Override
    public Outcome<Boolean> compatible(String subject, String version, NewSchema schema) {
        String path = "/compatibility/subjects/" + subject + "/versions/" + version;
        return outcome(
                http.call("POST", path, body(schema)),
                json -> json.path("is_compatible").asBoolean());
    }

    @Override
    public Outcome<String> level(String subject) {
        return outcome(
                http.get("/config/" + subject),
                json -> json.path("compatibilityLevel").asText());
    }

    @Override
    public Outcome<String> setLevel(String subject, String level) {
        String body = Http.JSON.createObjectNode().put("compatibility", level).toString();
        return outcome(
                http.call("PUT", "/config/" + subject, body),
                json -> json.path("compatibility").asText());
    }

    @Override
    public Outcome<String> deleteLevel(String subject) {
        return outcome(
                http.call("DELETE", "/config/" + subject, ""),
                json -> json.path("compatibilityLevel").asText());
    }

    @Override
    public void close() {
        http.close();
    }
}
