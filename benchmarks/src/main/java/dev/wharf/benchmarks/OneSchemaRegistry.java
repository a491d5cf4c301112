package dev.wharf.benchmarks;

import io.apicurio.registry.resolver.client.RegistryArtifactReference;
import io.apicurio.registry.resolver.client.RegistryClientFacade;
import io.apicurio.registry.resolver.client.RegistryVersionCoordinates;
import io.apicurio.registry.resolver.strategy.ArtifactReference;
import java.util.List;
import java.util.Set;

/**
 * For Apicurio's serializers, a registry with one schema, in memory. They ask it when they do not remember the answer:
 * at the first record, and whenever half a minute has gone by.
 */
final class OneSchemaRegistry implements RegistryClientFacade {
    private final String schema;
    private final RegistryVersionCoordinates place;

    /** Has this schema, with this id, as the latest of any artifact. */
    OneSchemaRegistry(String schema, long id) {
        this.schema = schema;
        this.place = RegistryVersionCoordinates.create(id, id, "default", "bench-value", "1");
    }

    @Override
    public String getSchemaByContentId(Long id) {
        return schema;
    }

    @Override
    public String getSchemaByGlobalId(long id, boolean dereferenced) {
        return schema;
    }

    @Override
    public String getSchemaByGAV(String group, String artifact, String version) {
        return schema;
    }

    @Override
    public String getSchemaByContentHash(String hash) {
        return schema;
    }

    @Override
    public List<RegistryArtifactReference> getReferencesByContentId(long id) {
        return List.of();
    }

    @Override
    public List<RegistryArtifactReference> getReferencesByGlobalId(long id) {
        return List.of();
    }

    @Override
    public List<RegistryArtifactReference> getReferencesByGAV(String group, String artifact, String version) {
        return List.of();
    }

    @Override
    public List<RegistryArtifactReference> getReferencesByContentHash(String hash) {
        return List.of();
    }

    @Override
    public List<RegistryVersionCoordinates> searchVersionsByContent(
            String content, String type, ArtifactReference artifact, boolean canonical) {
        return List.of(place);
    }

    @Override
    public RegistryVersionCoordinates createSchema(
            String type,
            String group,
            String artifact,
            String version,
            String ifExists,
            boolean canonical,
            String content,
            Set<RegistryArtifactReference> references) {
        return place;
    }

    @Override
    public RegistryVersionCoordinates getVersionCoordinatesByGAV(String group, String artifact, String version) {
        return place;
    }

    @Override
    public Object getClient() {
        return this;
    }
}
