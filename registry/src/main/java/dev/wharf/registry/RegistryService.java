package dev.wharf.registry;

import dev.wharf.endpoint.HttpService;
import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.payload.Payload;
import dev.wharf.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All that can be asked of the registry over HTTP, and how it is said that something cannot. */
final class RegistryService implements HttpService {
    private static final Logger LOG = LoggerFactory.getLogger(RegistryService.class);
    private static final String GET = "GET";
    private static final String POST = "POST";
    private static final String PUT = "PUT";
    private static final String DELETE = "DELETE";

    private final List<Route> routes = new ArrayList<>();
    private final Guard guard;

    RegistryService(Journal journal, SchemaReader reader, Guard guard) {
        this.guard = guard;
        json(GET, "/", call -> Json.object().build());
        json(POST, "/", call -> Json.object().build());
        schemas(new SchemaCalls(journal, reader));
        subjects(new SubjectCalls(journal, reader));
        configs(new ConfigCalls(journal));
    }

    private void json(String method, String path, Function<Call, Value> answer) {
        routes.add(Route.of(method, path, call -> Json.text(answer.apply(call))));
    }

    private void text(String path, Function<Call, String> answer) {
        routes.add(Route.of(GET, path, answer::apply));
    }

    private void schemas(SchemaCalls calls) {
        json(GET, "/contexts", calls::contexts);
        json(GET, "/schemas", calls::all);
        json(GET, "/schemas/types", call -> calls.types());
        json(GET, "/schemas/ids/{id}", calls::byId);
        text("/schemas/ids/{id}/schema", calls::textById);
        json(GET, "/schemas/ids/{id}/subjects", calls::subjectsById);
        json(GET, "/schemas/ids/{id}/versions", calls::versionsById);
        json(GET, "/schemas/guids/{guid}", calls::byGuid);
        json(GET, "/schemas/guids/{guid}/ids", calls::idsOfGuid);
    }

    private void subjects(SubjectCalls calls) {
        json(GET, "/subjects", calls::subjects);
        json(POST, "/subjects/{subject}", calls::lookup);
        json(DELETE, "/subjects/{subject}", calls::deleteSubject);
        json(GET, "/subjects/{subject}/metadata", calls::withMetadata);
        json(GET, "/subjects/{subject}/versions", calls::versions);
        json(POST, "/subjects/{subject}/versions", calls::register);
        json(GET, "/subjects/{subject}/versions/{version}", calls::version);
        json(DELETE, "/subjects/{subject}/versions/{version}", calls::deleteVersion);
        text("/subjects/{subject}/versions/{version}/schema", calls::text);
        json(GET, "/subjects/{subject}/versions/{version}/referencedby", calls::referencedBy);
        json(POST, "/compatibility/subjects/{subject}/versions", calls::compatible);
        json(POST, "/compatibility/subjects/{subject}/versions/{version}", calls::compatibleWith);
    }

    private void configs(ConfigCalls calls) {
        for (String path : List.of("/config", "/config/{subject}")) {
            json(GET, path, calls::config);
            json(PUT, path, calls::putConfig);
            json(DELETE, path, calls::deleteConfig);
        }
        for (String path : List.of("/mode", "/mode/{subject}")) {
            json(GET, path, calls::mode);
            json(PUT, path, calls::putMode);
            json(DELETE, path, calls::deleteMode);
        }
    }

    @Override
    public Reply answer(Request request) {
        try {
            guard.require(request);
            Media.requireReadable(request);
            return routed(request);
        } catch (Refusal e) {
            return refused(request, e);
        } catch (RuntimeException e) {
            return refused(request, unexpected(request, e));
        }
    }

    private static Refusal unexpected(Request request, RuntimeException e) {
        if (e instanceof WharfException known && known.code() == ErrorCode.RECORD_REFUSED) {
            return Refusal.unprocessable(String.valueOf(known.getMessage())); // metadata are nested too deep
        }
        LOG.warn("{} {} cannot be answered", request.method(), request.path(), e);
        return Refusal.of(500, "Internal error; the log of the registry says what it is");
    }

    private Reply routed(Request request) {
        List<String> path = new ArrayList<>();
        // A plus sign in a path is one, other than in a query.
        Route.parts(request.path()).forEach(part -> path.add(Call.decoded(part.replace("+", "%2B"))));
        String context = SubjectName.DEFAULT_CONTEXT;
        if (path.size() > 2 && path.get(0).equals("contexts")) {
            context = contextOf(path.get(1));
            path.subList(0, 2).clear();
        }
        String method = request.method().equals("HEAD") ? GET : request.method();
        NavigableSet<String> allowed = new TreeSet<>();
        for (Route route : routes) {
            Optional<Map<String, String>> open = route.match(path);
            if (open.isPresent() && route.method().equals(method)) {
                Media.requireAcceptable(request);
                Call call = new Call(context, open.get(), Query.parse(request.query()), body(request));
                return Reply.of(200, Media.answered(request), route.answerer().answer(call));
            }
            if (open.isPresent()) {
                allowed.add(route.method());
            }
        }
        return nowhere(request, allowed);
    }

    /** Written with the dot or without, and with the colons of a subject or without. */
    private static String contextOf(String text) {
        String name = text.startsWith(":") ? SubjectName.parse(text).context() : text;
        return name.startsWith(".") ? name : "." + name;
    }

    private static Payload body(Request request) {
        if (!request.whole()) {
            throw Refusal.of(413, "the body has more than " + request.body().length() + " bytes");
        }
        return request.body();
    }

    private static Reply nowhere(Request request, NavigableSet<String> allowed) {
        if (allowed.isEmpty()) {
            return refused(request, Refusal.of(404, "HTTP 404 Not Found"));
        }
        if (allowed.contains(GET)) {
            allowed.add("HEAD");
        }
        return refused(request, Refusal.of(405, "HTTP 405 Method Not Allowed"))
                .with("Allow", String.join(", ", allowed));
    }

    private static Reply refused(Request request, Refusal refusal) {
        Value body = Json.object()
                .with("error_code", refusal.errorCode())
                .with("message", String.valueOf(refusal.getMessage()))
                .build();
        return Reply.of(refusal.status(), Media.answered(request), Json.text(body));
    }
}
