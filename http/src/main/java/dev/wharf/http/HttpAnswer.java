package dev.wharf.http;

import dev.wharf.payload.Payload;
import java.nio.charset.StandardCharsets;

/** An answer, whole in memory. Whether its status is good is for the caller to say. */
public record HttpAnswer(HttpHead head, Payload.Inline body) {

    public int status() {
        return head.status();
    }

    public boolean ok() {
        return head.ok();
    }

    /** The body as UTF-8. */
    public String text() {
        return new String(body.array(), StandardCharsets.UTF_8);
    }
}
