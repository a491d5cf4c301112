package dev.wharf.registry.contract;

import java.io.IOException;

/** Apicurio Registry, in a JVM of its own. */
final class ApicurioRegistryIT extends ContractSuite {
    @Override
    Target startTarget() throws IOException {
        return ApicurioTarget.start();
    }
}
