package dev.wharf.e2e;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The compiled main classes of modules, and questions about who knows whom. Answers are sorted sentences. */
final class Architecture {

    private final Map<String, JavaClasses> modules;
    private final Map<String, String> moduleByClass = new HashMap<>();

    Architecture(Map<String, JavaClasses> modules) {
        this.modules = new TreeMap<>(modules);
        this.modules.forEach((module, classes) -> classes.forEach(type -> moduleByClass.put(type.getName(), module)));
    }

    /** The modules of a repository that is compiled; one without classes of its own is left out. */
    static Architecture of(Repository repository) {
        Map<String, JavaClasses> modules = new HashMap<>();
        for (String module : repository.modules()) {
            Path folder = repository.root().resolve(module).resolve("target/classes");
            if (folder.toFile().isDirectory()) {
                modules.put(module, new ClassFileImporter().importPath(folder));
            }
        }
        return new Architecture(modules);
    }

    Set<String> modules() {
        return modules.keySet();
    }

    /** Uses of another module that the table does not allow; a module that is not in the table may use none. */
    List<String> forbiddenModules(Map<String, Set<String>> allowed) {
        return dependencies(modules.keySet(), dependency -> {
            String from = module(dependency.getOriginClass());
            String to = module(dependency.getTargetClass());
            return !to.isEmpty()
                    && !to.equals(from)
                    && !allowed.getOrDefault(from, Set.of()).contains(to);
        });
    }

    List<String> foreignInternals() {
        return dependencies(modules.keySet(), dependency -> {
            String to = module(dependency.getTargetClass());
            boolean internal = (dependency.getTargetClass().getPackageName() + ".").contains(".internal.");
            return internal && !to.isEmpty() && !to.equals(module(dependency.getOriginClass()));
        });
    }

    /** Uses by these modules of classes whose full name starts with one of the prefixes. */
    List<String> usesOf(Collection<String> prefixes, Collection<String> by) {
        return dependencies(by, dependency -> startsWithAny(dependency.getTargetClass(), prefixes));
    }

    /** Uses by one module of classes whose full name starts with none of the prefixes. */
    List<String> usesBeyond(Collection<String> prefixes, String by) {
        return dependencies(
                List.of(by),
                dependency ->
                        !dependency.getTargetClass().getBaseComponentType().isPrimitive()
                                && !startsWithAny(dependency.getTargetClass(), prefixes)
                                && module(dependency.getTargetClass()).isEmpty());
    }

    /** Uses of {@code System.out} and {@code System.err}, but for classes with Console in their name. */
    List<String> consoleUses(Collection<String> by) {
        return classes(by)
                .filter(type -> !type.getName().contains("Console"))
                .flatMap(type -> type.getFieldAccessesFromSelf().stream())
                .filter(access -> access.getTargetOwner().isEquivalentTo(System.class))
                // A main method hands its streams to the program that it starts.
                .filter(access -> !access.getOrigin().getName().equals("main"))
                .map(JavaAccess::getDescription)
                .sorted()
                .toList();
    }

    /** Cycles between packages of one module; an {@code internal} package is one with the package that it serves. */
    List<String> cycles(String module) {
        return SlicesRuleDefinition.slices()
                .assignedFrom(new PublicPackages())
                .should()
                .beFreeOfCycles()
                .allowEmptyShould(true)
                .evaluate(modules.get(module))
                .getFailureReport()
                .getDetails();
    }

    List<String> sharedPackages() {
        Map<String, Set<String>> modulesByPackage = new TreeMap<>();
        modules.forEach((module, classes) -> classes.forEach(type -> modulesByPackage
                .computeIfAbsent(type.getPackageName(), name -> new TreeSet<>())
                .add(module)));
        return modulesByPackage.entrySet().stream()
                .filter(entry -> entry.getValue().size() > 1)
                .map(entry -> entry.getKey() + " is in " + entry.getValue())
                .toList();
    }

    /** Uses of one implementation of the interface by another. */
    List<String> implementationsThatKnowAnother(String interfaceName) {
        return dependencies(modules.keySet(), dependency -> {
            JavaClass from = outermost(dependency.getOriginClass());
            JavaClass to = outermost(dependency.getTargetClass());
            return !from.equals(to) && implementation(from, interfaceName) && implementation(to, interfaceName);
        });
    }

    private List<String> dependencies(Collection<String> by, Predicate<Dependency> chosen) {
        return classes(by)
                .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                .filter(chosen)
                .map(Dependency::getDescription)
                .distinct()
                .sorted(Comparator.naturalOrder())
                .toList();
    }

    private Stream<JavaClass> classes(Collection<String> by) {
        return modules.entrySet().stream()
                .filter(entry -> by.contains(entry.getKey()))
                .flatMap(entry -> entry.getValue().stream());
    }

    /** The module of a class of ours, or an empty string. */
    private String module(JavaClass type) {
        return moduleByClass.getOrDefault(type.getBaseComponentType().getName(), "");
    }

    private static boolean startsWithAny(JavaClass type, Collection<String> prefixes) {
        String name = type.getBaseComponentType().getName();
        return prefixes.stream().anyMatch(name::startsWith);
    }

    private static JavaClass outermost(JavaClass type) {
        return type.getEnclosingClass().map(Architecture::outermost).orElse(type);
    }

    private static boolean implementation(JavaClass type, String interfaceName) {
        return !type.isInterface() && type.isAssignableTo(interfaceName);
    }

    private static final class PublicPackages implements SliceAssignment {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            String name = type.getPackageName() + ".";
            int internal = name.indexOf(".internal.");
            return SliceIdentifier.of(internal < 0 ? type.getPackageName() : name.substring(0, internal));
        }

        @Override
        public String getDescription() {
            return "public packages";
        }
    }
}
