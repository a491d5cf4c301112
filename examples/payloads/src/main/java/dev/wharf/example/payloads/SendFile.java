package dev.wharf.example.payloads;

import dev.wharf.large.OutgoingPayload;
import dev.wharf.large.PayloadProducer;
import dev.wharf.large.PayloadSettings;
import dev.wharf.large.PayloadSource;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;

/** Sends files, each as a record, however large they are: TOPIC FILE... */
public final class SendFile {
    private SendFile() {}

    /** The program. */
    public static void main(String[] args) throws Exception {
        for (int i = 1; i < args.length; i++) {
            send(Settings.of(System.getenv()), args[0], Path.of(args[i]), System.out);
        }
    }

    static void send(PayloadSettings settings, String topic, Path file, PrintStream out) throws Exception {
        try (PayloadProducer producer = PayloadProducer.open(settings)) {
            var sent = producer.send(OutgoingPayload.to(topic).value(PayloadSource.of(file)));
            out.println(file.getFileName() + " is record " + sent.get().offset() + " of " + topic);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }
}
