package dev.wharf.e2e;

import java.util.List;

/** The documents for readers: those at the top of the repository, and everything below {@code docs}. */
final class Documents {

    private Documents() {}

    static List<SourceFile> ours() {
        return Repository.ours().texts().stream()
                .filter(SourceFile::markdown)
                .filter(file -> file.folder().isEmpty() || (file.folder() + "/").startsWith("docs/"))
                .toList();
    }

    static List<Fence> fences() {
        return ours().stream().flatMap(document -> Fence.in(document).stream()).toList();
    }
}
