package dev.wharf.bind;

import dev.wharf.value.Shape;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the properties of a class, once. For one thread. */
final class Properties {
    private static final MethodType GETTER = MethodType.methodType(Object.class, Object.class);
    private static final MethodType SETTER = MethodType.methodType(void.class, Object.class, Object.class);

    private final Forms forms;
    private final Class<?> type;
    private final Forms.Scope scope;
    private final List<Property> found = new ArrayList<>();
    private final Set<String> names = new HashSet<>();

    Properties(Forms forms, Class<?> type, Forms.Scope scope) {
        this.forms = forms;
        this.type = type;
        this.scope = scope;
    }

    ClassForm.Parts parts() {
        try {
            MethodHandle make = type.isRecord() ? findComponents() : findAll();
            return new ClassForm.Parts(type.isRecord(), make, List.copyOf(found), shape());
        } catch (IllegalAccessException e) {
            throw Misfit.of("a member of " + type.getName() + " cannot be reached", e);
        }
    }

    private Shape shape() {
        List<String> inOrder = found.stream().map(Property::name).toList();
        if (new HashSet<>(inOrder).size() < inOrder.size()) {
            throw Misfit.of("two fields of " + type.getName() + " have the same name in the data");
        }
        return Shape.of(inOrder);
    }

    private MethodHandle findComponents() throws IllegalAccessException {
        Lookup lookup = lookup(type);
        RecordComponent[] components = type.getRecordComponents();
        for (RecordComponent component : components) {
            MethodHandle get = lookup.unreflect(component.getAccessor()).asType(GETTER);
            Form form = form(component.getName(), component.getAnnotatedType(), component, scope);
            found.add(new Property(name(component.getName(), component), form, get, null));
        }
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        return constructor(lookup, types)
                .asSpreader(Object[].class, types.length)
                .asType(MethodType.methodType(Object.class, Object[].class));
    }

    private MethodHandle findAll() throws IllegalAccessException {
        MethodHandle make = constructor(lookup(type)).asType(MethodType.methodType(Object.class));
        find(type, scope);
        return make;
    }

    private MethodHandle constructor(Lookup lookup, Class<?>... types) throws IllegalAccessException {
        try {
            return lookup.findConstructor(type, MethodType.methodType(void.class, types));
        } catch (NoSuchMethodException e) {
            throw Misfit.of(
                    type.getName() + " has no constructor without parameters: add one (it may be private), or make it"
                            + " a record",
                    e);
        }
    }

    /** Those of the class above first. */
    private void find(Class<?> declaring, Forms.Scope inside) throws IllegalAccessException {
        Class<?> above = declaring.getSuperclass();
        if (above != null && above != Object.class) {
            find(above, forms.above(declaring, inside));
        }
        Lookup lookup = lookup(declaring);
        for (Field field : declaring.getDeclaredFields()) {
            if (!field.isSynthetic() && (field.getModifiers() & (Modifier.STATIC | Modifier.TRANSIENT)) == 0) {
                names.add(field.getName());
                found.add(property(field, lookup, inside));
            }
        }
        Method[] methods = declaring.getDeclaredMethods();
        Arrays.sort(methods, Comparator.comparing(Method::getName)); // they come in any order
        for (Method method : methods) {
            findPair(method, lookup, inside);
        }
    }

    private Property property(Field field, Lookup lookup, Forms.Scope inside) throws IllegalAccessException {
        Form form = orNull(form(field.getName(), field.getAnnotatedType(), field, inside), field.getType());
        Method getter = getter(field.getDeclaringClass(), field.getName(), field.getType());
        Method setter = method(field.getDeclaringClass(), "set" + upper(field.getName()), field.getType());
        if (setter == null && Modifier.isFinal(field.getModifiers())) {
            throw Misfit.within(
                    "." + field.getName(),
                    Misfit.of("the field is final and has no setter: make the class a record, or the field not final"));
        }
        MethodHandle get = getter == null ? lookup.unreflectGetter(field) : lookup.unreflect(getter);
        MethodHandle set = setter == null ? lookup.unreflectSetter(field) : lookup.unreflect(setter);
        return new Property(name(field.getName(), field), form, get.asType(GETTER), set.asType(SETTER));
    }

    /** A getter that has a setter, and no field of that name. */
    private void findPair(Method getter, Lookup lookup, Forms.Scope inside) throws IllegalAccessException {
        if (!getter.getName().startsWith("get") || getter.getName().length() == 3 || !isGetter(getter)) {
            return;
        }
        String name = Character.toLowerCase(getter.getName().charAt(3))
                + getter.getName().substring(4);
        Method setter = method(getter.getDeclaringClass(), "set" + upper(name), getter.getReturnType());
        if (setter == null || !names.add(name)) {
            return;
        }
        Form form = orNull(form(name, getter.getAnnotatedReturnType(), getter, inside), getter.getReturnType());
        found.add(new Property(
                name(name, getter),
                form,
                lookup.unreflect(getter).asType(GETTER),
                lookup.unreflect(setter).asType(SETTER)));
    }

    private static boolean isGetter(Method method) {
        return method.getParameterCount() == 0
                && !Modifier.isStatic(method.getModifiers())
                && !method.isSynthetic()
                && method.getReturnType() != void.class;
    }

    /** Plain classes mostly do not say what may be null, so every reference may. */
    private static Form orNull(Form form, Class<?> type) {
        return type.isPrimitive() || form.takesNothing() ? form : new WrappedForms.OrNull(form);
    }

    private Form form(String name, AnnotatedType of, AnnotatedElement declaration, Forms.Scope inside) {
        try {
            return forms.of(of, declaration, inside);
        } catch (Misfit e) {
            throw Misfit.within("." + name, e);
        }
    }

    private static String name(String name, AnnotatedElement declaration) {
        FieldName given = declaration.getAnnotation(FieldName.class);
        return given == null ? name : given.value();
    }

    private static @Nullable Method getter(Class<?> declaring, String name, Class<?> type) {
        Method getter = method(declaring, "get" + upper(name));
        if (getter == null && (type == boolean.class || type == Boolean.class)) {
            getter = method(declaring, "is" + upper(name));
        }
        return getter != null && getter.getReturnType() == type ? getter : null;
    }

    private static @Nullable Method method(Class<?> declaring, String name, Class<?>... parameters) {
        try {
            Method method = declaring.getDeclaredMethod(name, parameters);
            return Modifier.isStatic(method.getModifiers()) ? null : method;
        } catch (NoSuchMethodException e) {
            return null;
        }
    }

    private static String upper(String name) {
        return Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }

    private static Lookup lookup(Class<?> declaring) {
        try {
            return MethodHandles.privateLookupIn(declaring, MethodHandles.lookup());
        } catch (IllegalAccessException e) {
            throw Misfit.of(
                    "the package " + declaring.getPackageName() + " is not open: its module must open it to "
                            + Properties.class.getModule(),
                    e);
        }
    }
}
