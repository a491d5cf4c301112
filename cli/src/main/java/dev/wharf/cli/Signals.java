package dev.wharf.cli;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * SIGTERM and SIGINT: the first asks for an end in good order, the second ends at once. The JDK's only way to count
 * signals is {@code sun.misc.Signal}; it is reached by reflection, because naming it is a warning that cannot be
 * silenced.
 */
final class Signals {
    private static final int SIGNAL_EXIT = 128;

    private Signals() {}

    /** Calls {@code stop} at the first signal, on a thread of the JVM. */
    static void onFirst(Runnable stop) {
        AtomicInteger seen = new AtomicInteger();
        for (String name : new String[] {"TERM", "INT"}) {
            try {
                handle(name, number -> {
                    if (seen.incrementAndGet() > 1) {
                        Runtime.getRuntime().halt(SIGNAL_EXIT + number);
                    }
                    stop.run();
                });
            } catch (ReflectiveOperationException e) {
                // A JVM without it: the shutdown that it does by itself still keeps what was committed.
                Runtime.getRuntime().addShutdownHook(new Thread(stop, "wharf-stop"));
                return;
            }
        }
    }

    private interface Handler {
        void handle(int number);
    }

    private static void handle(String name, Handler handler) throws ReflectiveOperationException {
        Class<?> signal = Class.forName("sun.misc.Signal");
        Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
        Object proxy = Proxy.newProxyInstance(
                handlerType.getClassLoader(), new Class<?>[] {handlerType}, (self, method, arguments) -> {
                    if (method.getName().equals("handle") && arguments != null) {
                        handler.handle(numberOf(signal, arguments[0]));
                    }
                    return null;
                });
        Object wanted = signal.getConstructor(String.class).newInstance(name);
        signal.getMethod("handle", signal, handlerType).invoke(null, wanted, proxy);
    }

    private static int numberOf(Class<?> signal, Object raised) {
        try {
            return (int) signal.getMethod("getNumber").invoke(raised);
        } catch (IllegalAccessException | InvocationTargetException | NoSuchMethodException e) {
            return 0;
        }
    }
}
