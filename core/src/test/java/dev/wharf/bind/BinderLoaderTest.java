package dev.wharf.bind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wharf.value.Value;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Binders do not keep the classes of a program that is gone. */
class BinderLoaderTest {

    /** Loads the record anew, as a container would that loads a program again. */
    private static final class Own extends ClassLoader {
        Own() {
            super(BinderLoaderTest.class.getClassLoader());
        }

        Class<?> point() throws IOException {
            String name = Point.class.getName();
            try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
                assertThat(in).isNotNull();
                byte[] bytes = in.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            }
        }
    }

    @Test
    void aClassThatNobodyNeedsIsLetGo() throws IOException {
        WeakReference<Class<?>> gone = used();
        await().atMost(Duration.ofMinutes(2)).until(() -> {
            System.gc();
            return gone.get() == null;
        });
    }

    private static WeakReference<Class<?>> used() throws IOException {
        Class<?> type = new Own().point();
        assertThat(type).isNotEqualTo(Point.class);
        Value row = Binder.of(Point.class).write(new Point(1, 2));
        Object point = Binder.of(type).read(row);
        assertThat(point.toString()).isEqualTo("Point[x=1, y=2]");
        return new WeakReference<>(type);
    }
}
