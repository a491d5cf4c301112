package dev.wharf.registry.contract;

import java.io.IOException;

/** Apicurio Registry, in a JVM of its own. */
final class ApicurioRegistryIT extends RegistrySuites {
    @Override
    Target startTarget() throws IOException {
        return ApicurioTarget.start();
    }
}
