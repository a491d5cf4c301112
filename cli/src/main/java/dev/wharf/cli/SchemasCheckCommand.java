package dev.wharf.cli;

import dev.wharf.schema.Compatibility;
import dev.wharf.schema.CompatibilityMode;
import dev.wharf.schema.RegisteredSchema;
import dev.wharf.schema.RegistryException;
import dev.wharf.schema.Schema;
import dev.wharf.schema.SchemaRegistry;
import dev.wharf.schema.SchemaRules;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code wharf schemas check}: whether a schema could be the next version. */
@Command(
        name = "check",
        description = "Says whether a schema could be the next version of a subject, and why not.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  wharf schemas check orders-value order.avsc",
            "",
            "The registry decides; what it does not say, is said from looking at both.",
            "Exit codes: 0 it could be; 1 it is not compatible; 2 it is no schema, or an",
            "argument is wrong; 3 the registry does not answer."
        })
final class SchemasCheckCommand implements Callable<Integer> {
    @Mixin
    private SchemaArguments arguments;

    @Mixin
    private SchemasAccess access;

    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // the parser sets the fields
    SchemasCheckCommand() {}

    @Override
    public Integer call() {
        Schema schema = arguments.read();
        return access.run(spec, registry -> {
            Optional<SchemaRules> rules = SchemaArguments.rules(schema.type());
            rules.ifPresent(known -> {
                var unused = known.parse(schema.text(), registry.references(schema, arguments.subject()));
            });
            Compatibility answer = answer(registry, schema);
            List<String> reasons = new ArrayList<>(answer.reasons());
            if (!answer.compatible() && reasons.isEmpty()) {
                reasons.addAll(ownReasons(registry, schema, rules));
            }
            print(answer.compatible(), reasons);
            return answer.compatible() ? 0 : Main.FAILED;
        });
    }

    private Compatibility answer(SchemaRegistry registry, Schema schema) {
        try {
            return registry.api().checkAll(arguments.subject(), schema);
        } catch (RegistryException e) {
            if (e.fault().missing()) {
                return new Compatibility(true, List.of()); // it would be the first
            }
            throw e;
        }
    }

    private List<String> ownReasons(SchemaRegistry registry, Schema schema, Optional<SchemaRules> rules) {
        if (rules.isEmpty()) {
            return List.of();
        }
        RegisteredSchema latest = registry.latest(arguments.subject());
        CompatibilityMode mode = registry.compatibility(arguments.subject()).orElse(CompatibilityMode.NONE);
        var ours = rules.get().parse(schema.text(), registry.references(schema, arguments.subject()));
        var theirs =
                rules.get().parse(latest.schema().text(), registry.references(latest.schema(), arguments.subject()));
        List<String> reasons = new ArrayList<>();
        if (mode.backward()) {
            ours.cannotRead(theirs).forEach(line -> reasons.add("the new cannot read the old: " + line));
        }
        if (mode.forward()) {
            theirs.cannotRead(ours).forEach(line -> reasons.add("the old cannot read the new: " + line));
        }
        return reasons;
    }

    private void print(boolean compatible, List<String> reasons) {
        PrintWriter out = spec.commandLine().getOut();
        if (access.json()) {
            Map<String, Object> map = new LinkedHashMap<>();
            map.put("subject", arguments.subject());
            map.put("compatible", compatible);
            map.put("reasons", reasons);
            out.println(Json.pretty(map));
        } else {
            out.println(arguments.path() + (compatible ? " could be" : " cannot be") + " the next version of "
                    + arguments.subject());
            reasons.forEach(reason -> out.println("  " + Printable.line(reason)));
        }
        out.flush();
    }
}
