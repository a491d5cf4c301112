package dev.wharf.stage.internal;

import dev.wharf.client.ClientSettings;
import dev.wharf.kafka.Bound;
import dev.wharf.kafka.Clients;
import dev.wharf.kafka.TopicReader;
import dev.wharf.large.PayloadReader;
import dev.wharf.loop.RecordSource;
import dev.wharf.record.Decoding;
import dev.wharf.stage.Cluster;
import dev.wharf.stage.Place;
import dev.wharf.stage.SourceContext;
import dev.wharf.stage.SourceStage;
import dev.wharf.stage.TopicUse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/** The {@code kafka} stage as a source. */
record KafkaReading(
        KafkaAccess access,
        StageCodec codec,
        StageStores stores,
        boolean textAllowed,
        String groupId,
        boolean streaming,
        long maxRecords,
        long idleTimeoutMs)
        implements SourceStage {

    @Override
    public int workers(int wanted) {
        return wanted;
    }

    @Override
    public boolean bounded() {
        return !streaming;
    }

    @Override
    public boolean commitsOffsets() {
        return true;
    }

    @Override
    public Optional<String> group() {
        return Optional.of(groupId);
    }

    @Override
    public Optional<Cluster> cluster() {
        return Optional.of(access.cluster());
    }

    @Override
    public boolean wantsRegistry() {
        return codec.wantsRegistry();
    }

    @Override
    public List<TopicUse> topics() {
        return access.uses(Place.SOURCE);
    }

    @Override
    public IntFunction<RecordSource> open(SourceContext context) {
        ClientSettings client = context.resolve(access.settings(Place.SOURCE));
        Bound bound = streaming
                ? Bound.none()
                : Bound.of(maxRecords, Duration.ofMillis(idleTimeoutMs)).fetchWait(Clients.fetchWait(client));
        PayloadReader payloads = stores.open(context, client, access.topic());
        context.passesOnTo().forEach(use -> payloads.mayPassOnTo(context.resolve(use.client()), List.of(use.topic())));
        Decoding decoding = new Decoding(codec.open(context, access.topic()), context.fields(), textAllowed, payloads);
        return worker -> {
            String clientId = "wharf-" + context.pipeline() + "-" + context.id() + "-" + worker;
            return new TopicReader(
                    Clients.consumer(client.forMember(worker), groupId, clientId, context.budget()),
                    access.topic(),
                    bound,
                    decoding,
                    context.loop(),
                    context.settling());
        };
    }

    @Override
    public String summary() {
        String bound = streaming
                ? "until stopped"
                : "at most " + maxRecords + " records, or " + idleTimeoutMs + " ms without one";
        String format = codec.name().equals(StageCodec.JSON) ? "" : ", " + codec;
        return access.summary() + format + ", group " + groupId + ", " + bound;
    }
}
