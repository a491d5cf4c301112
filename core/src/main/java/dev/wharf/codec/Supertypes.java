package dev.wharf.codec;

/**
 * Whether classes are of a type that is known by its name alone, so that a library need not be there to ask. Safe for
 * use by many threads.
 */
public final class Supertypes {
    private final ClassValue<Boolean> known;

    /** @param name of the class or interface */
    public Supertypes(String name) {
        this.known = new ClassValue<>() {
            @Override
            protected Boolean computeValue(Class<?> type) {
                return isA(type, name);
            }
        };
    }

    public boolean includes(Class<?> type) {
        return known.get(type);
    }

    private static boolean isA(Class<?> type, String name) {
        for (Class<?> at = type; at != null; at = at.getSuperclass()) {
            if (at.getName().equals(name)) {
                return true;
            }
            for (Class<?> implemented : at.getInterfaces()) {
                if (isA(implemented, name)) {
                    return true;
                }
            }
        }
        return false;
    }
}
