package dev.wharf.devstack.internal;

import java.lang.reflect.InvocationTargetException;

/**
 * Makes the broker's process deaf to what a terminal sends to all its processes. By reflection, because javac warns of
 * {@code sun.misc.Signal} in a way that nothing switches off; a JVM without it leaves the signals as they are.
 */
public final class Signals {

    private Signals() {}

    public static void ignore(String... names) {
        for (String name : names) {
            ignore(name);
        }
    }

    private static void ignore(String name) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object ignored = handler.getField("SIG_IGN").get(null);
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance(name), ignored);
        } catch (InvocationTargetException e) {
            // The system has no such signal, or the JVM keeps it for itself.
            return;
        } catch (ReflectiveOperationException e) {
            return;
        }
    }
}
