package dev.wharf.bind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.json.JsonCodec;
import dev.wharf.payload.Payload;
import dev.wharf.value.Value;

/** What tests of binders do again and again. */
final class Bound {
    private Bound() {}

    static Value json(String json) {
        return JsonCodec.JSON.read(Payload.of(json));
    }

    static <T> T read(Class<T> type, String json) {
        return Binder.of(type).read(json(json));
    }

    static void there(Object object) {
        assertThat(back(object)).isEqualTo(object);
    }

    @SuppressWarnings("unchecked")
    static <T> T back(T object) {
        Binder<T> binder = Binder.of((Class<T>) object.getClass());
        return binder.read(binder.write(object));
    }

    static void misfit(Class<?> type, String json, String text) {
        assertThatThrownBy(() -> read(type, json))
                .isInstanceOfSatisfying(
                        WharfException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.RECORD_REFUSED))
                .hasMessage(text);
    }
}
