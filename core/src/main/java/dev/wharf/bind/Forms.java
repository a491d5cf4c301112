package dev.wharf.bind;

import dev.wharf.value.Value;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedArrayType;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.AnnotatedTypeVariable;
import java.lang.reflect.AnnotatedWildcardType;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds the form of each type that a class consists of. For one class, and one thread. */
final class Forms {
    /** A class that consists of ever other types of itself would go on for ever. */
    private static final int MOST_NESTED = 100;

    /** Those of classes, which may contain themselves; some of them are not complete yet. */
    private final Map<Key, Form> known = new HashMap<>();

    private int nested;

    /** A class, and what its type parameters stand for. */
    private record Key(Class<?> type, List<Form> arguments) {}

    /**
     * What type variables stand for.
     *
     * @param arguments by the variable
     */
    record Scope(Map<TypeVariable<?>, Form> arguments) {
        static final Scope NONE = new Scope(Map.of());
    }

    /** Whether every program has this class, so that nothing of one program may hang on it. */
    static boolean everyones(Class<?> type) {
        ClassLoader loader = type.getClassLoader();
        return loader == null || loader.equals(ClassLoader.getPlatformClassLoader()) || type == Value.class;
    }

    Form of(Class<?> type) {
        return of(type, List.of());
    }

    /** The form of a field, component or result, which may be null where an annotation says so. */
    Form of(AnnotatedType type, AnnotatedElement declaration, Scope scope) {
        Form form = of(type, scope);
        boolean both = form instanceof WrappedForms.OrNull || !isNullable(declaration);
        return both ? form : new WrappedForms.OrNull(form);
    }

    private Form of(AnnotatedType type, Scope scope) {
        if (nested == MOST_NESTED) {
            throw Misfit.of("types are nested deeper than " + MOST_NESTED);
        }
        nested++;
        Form form = bare(type, scope);
        nested--;
        return isNullable(type) ? new WrappedForms.OrNull(form) : form;
    }

    private Form bare(AnnotatedType type, Scope scope) {
        return switch (type) {
            case AnnotatedArrayType array
            when array.getType() != byte[].class ->
                new ArrayForm(erasure(array.getType()), of(array.getAnnotatedGenericComponentType(), scope));
            case AnnotatedTypeVariable variable -> argument((TypeVariable<?>) variable.getType(), scope);
            case AnnotatedWildcardType wildcard -> of(bound(wildcard), scope);
            case AnnotatedParameterizedType parameterized -> {
                List<Form> arguments = new ArrayList<>();
                for (AnnotatedType argument : parameterized.getAnnotatedActualTypeArguments()) {
                    arguments.add(of(argument, scope));
                }
                yield of(erasure(parameterized.getType()), arguments);
            }
            default -> of(erasure(type.getType()), List.of());
        };
    }

    private static Form argument(TypeVariable<?> variable, Scope scope) {
        Form form = scope.arguments().get(variable);
        if (form == null) {
            throw Misfit.of("nothing says what the type variable " + variable + " stands for");
        }
        return form;
    }

    private static AnnotatedType bound(AnnotatedWildcardType wildcard) {
        AnnotatedType[] lower = wildcard.getAnnotatedLowerBounds();
        return lower.length > 0 ? lower[0] : wildcard.getAnnotatedUpperBounds()[0];
    }

    private static Class<?> erasure(Type type) {
        return switch (type) {
            case Class<?> known -> known;
            case ParameterizedType parameterized -> erasure(parameterized.getRawType());
            case GenericArrayType array ->
                erasure(array.getGenericComponentType()).arrayType();
            case TypeVariable<?> variable -> erasure(variable.getBounds()[0]);
            default -> throw Misfit.of("the type " + type + " has no form");
        };
    }

    private Form of(Class<?> type, List<Form> arguments) {
        Form plain = PlainForm.of(type);
        if (plain != null) {
            return plain;
        }
        if (type == Value.class) {
            return WrappedForms.VALUE;
        }
        if (type.isEnum()) {
            return PlainForm.ofEnum(type);
        }
        if (everyones(type) || Value.class.isAssignableFrom(type)) {
            return library(type, arguments);
        }
        Form form = known.get(new Key(type, arguments));
        return form != null ? form : own(type, arguments);
    }

    private static Form library(Class<?> type, List<Form> arguments) {
        if (arguments.size() == 1 && type == Optional.class) {
            return new WrappedForms.Maybe(arguments.get(0));
        }
        if (arguments.size() == 1 && Collection.class.isAssignableFrom(type)) {
            if (type.isAssignableFrom(ArrayList.class)) {
                return new CollectionForm(arguments.get(0), false);
            }
            if (type.isAssignableFrom(LinkedHashSet.class)) {
                return new CollectionForm(arguments.get(0), true);
            }
        }
        if (arguments.size() == 2 && Map.class.isAssignableFrom(type) && type.isAssignableFrom(LinkedHashMap.class)) {
            return new MapForm(arguments.get(0), arguments.get(1));
        }
        boolean ofWhat =
                Set.of(Optional.class, List.class, Set.class, Map.class).contains(type);
        throw Misfit.of(type.getName() + (ofWhat ? " does not say of what" : " has no form")
                + "; take a type that has one, or a Value");
    }

    private Form own(Class<?> type, List<Form> arguments) {
        Key key = new Key(type, arguments);
        if (type.isSealed() && Modifier.isAbstract(type.getModifiers())) {
            SealedForm form = new SealedForm(type);
            known.put(key, form);
            addAll(type, form);
            return form;
        }
        if (Modifier.isAbstract(type.getModifiers())) {
            throw Misfit.of(type.getName() + " is abstract and not sealed, so nothing says which class to make");
        }
        ClassForm form = new ClassForm(type);
        known.put(key, form);
        form.complete(new Properties(this, type, scope(type, arguments)).parts());
        return form;
    }

    private void addAll(Class<?> type, SealedForm form) {
        for (Class<?> one : type.getPermittedSubclasses()) {
            if (one.isSealed() && Modifier.isAbstract(one.getModifiers())) {
                addAll(one, form);
            } else {
                form.add(one, of(one));
            }
        }
    }

    /** What the type parameters of the class stand for; nothing where it is used without. */
    static Scope scope(Class<?> type, List<Form> arguments) {
        TypeVariable<?>[] variables = type.getTypeParameters();
        Map<TypeVariable<?>, Form> byVariable = new HashMap<>();
        for (int i = 0; i < Math.min(variables.length, arguments.size()); i++) {
            byVariable.put(variables[i], arguments.get(i));
        }
        return new Scope(byVariable);
    }

    /** The scope of the class above. */
    Scope above(Class<?> type, Scope scope) {
        if (!(type.getAnnotatedSuperclass() instanceof AnnotatedParameterizedType parent)) {
            return Scope.NONE;
        }
        List<Form> arguments = Arrays.stream(parent.getAnnotatedActualTypeArguments())
                .map(argument -> of(argument, scope))
                .toList();
        return scope(type.getSuperclass(), arguments);
    }

    /** Whoever's annotation it is. */
    static boolean isNullable(AnnotatedElement element) {
        for (Annotation annotation : element.getAnnotations()) {
            if (annotation.annotationType().getSimpleName().equals("Nullable")) {
                return true;
            }
        }
        return false;
    }
}
