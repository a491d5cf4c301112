package dev.wharf.registry;

import dev.wharf.registry.Journal.Decided;
import dev.wharf.value.Value;
import java.util.List;
import java.util.Optional;

/** What is asked below {@code /config} and {@code /mode}. Safe for use by many threads. */
final class ConfigCalls {
    private static final String MODE = "mode";
    /** What Confluent's registry can be told besides, and this one cannot. */
    private static final List<String> NOT_OFFERED = List.of(
            "alias",
            "compatibilityGroup",
            "compatibilityPolicy",
            "defaultMetadata",
            "overrideMetadata",
            "defaultRuleSet",
            "overrideRuleSet",
            "validateFields",
            "validateRules");

    private final Journal journal;

    ConfigCalls(Journal journal) {
        this.journal = journal;
    }

    Value config(Call call) {
        SubjectName place = call.subject();
        RegistryState state = journal.state();
        if (place.isGlobal() || call.flag("defaultToGlobal")) {
            return config(state.configFor(place), "compatibilityLevel");
        }
        return config(state.config(place).orElseThrow(() -> Refusal.noConfig(place)), "compatibilityLevel");
    }

    private static Value config(Config config, String levelName) {
        Json.Builder object = Json.object();
        if (config.level() != null) {
            object.with(levelName, config.level().name());
        }
        if (config.normalize() != null) {
            object.with("normalize", config.normalize());
        }
        return object.build();
    }

    /** What is sent takes the place of what was; what is not mentioned stays. */
    Value putConfig(Call call) {
        SubjectName place = call.subject();
        Config sent = sent(call.members());
        return journal.write(state -> {
            Registration.writable(state, place);
            Config merged = sent.orElse(state.config(place).orElse(Config.EMPTY));
            return new Decided<>(List.of(new Change.OfConfig(place, merged)), config(sent, "compatibility"));
        });
    }

    private static Config sent(Json.Members body) {
        Optional<String> refused = NOT_OFFERED.stream().filter(body::has).findFirst();
        if (refused.isPresent()) {
            throw Refusal.unprocessable("'" + refused.get() + "' is not offered; leave it out");
        }
        Optional<String> name = body.text("compatibility").or(() -> body.text("compatibilityLevel"));
        if (name.isEmpty() && !body.has("normalize")) {
            throw Refusal.invalidLevel("");
        }
        Optional<Level> level = name.map(text -> Level.of(text).orElseThrow(() -> Refusal.invalidLevel(text)));
        return new Config(level.orElse(null), body.bool("normalize").orElse(null));
    }

    Value deleteConfig(Call call) {
        SubjectName place = call.subject();
        return journal.write(state -> {
            Registration.writable(state, place);
            Config before = state.config(place)
                    .or(() -> place.isGlobal() ? Optional.of(Config.DEFAULT) : Optional.empty())
                    .orElseThrow(() -> Refusal.noSubject(place));
            return new Decided<>(List.of(new Change.OfConfig(place, null)), config(before, "compatibilityLevel"));
        });
    }

    Value mode(Call call) {
        SubjectName place = call.subject();
        RegistryState state = journal.state();
        if (place.isGlobal() || call.flag("defaultToGlobal")) {
            return mode(state.modeFor(place));
        }
        return mode(state.mode(place).orElseThrow(() -> Refusal.noMode(place)));
    }

    private static Value mode(Mode mode) {
        return Json.object().with(MODE, mode.name()).build();
    }

    Value putMode(Call call) {
        SubjectName place = call.subject();
        String name = call.members().text(MODE).orElse("");
        Mode wanted = Mode.of(name).orElseThrow(() -> Refusal.invalidMode(name));
        return journal.write(state -> {
            if (wanted == Mode.IMPORT && state.modeFor(place) != Mode.IMPORT && !call.flag("force")) {
                requireNothingThere(state, place);
            }
            return new Decided<>(List.of(new Change.OfMode(place, wanted)), mode(wanted));
        });
    }

    /** What is imported brings ids with it, which might be given already. */
    private static void requireNothingThere(RegistryState state, SubjectName place) {
        boolean there = state.subjects().stream()
                .filter(subject -> place.isGlobal()
                        || subject.equals(place)
                        || (place.name().isEmpty() && subject.context().equals(place.context())))
                .anyMatch(subject -> state.versions(subject).stream().anyMatch(each -> !each.deleted()));
        if (there) {
            throw Refusal.notPermitted("there are schemas already, so mode IMPORT needs force=true");
        }
    }

    Value deleteMode(Call call) {
        SubjectName place = call.subject();
        return journal.write(state -> {
            Mode before = state.mode(place)
                    .or(() -> place.isGlobal() ? Optional.of(Mode.READWRITE) : Optional.empty())
                    .orElseThrow(() -> Refusal.noSubject(place));
            return new Decided<>(List.of(new Change.OfMode(place, null)), mode(before));
        });
    }
}
