package dev.wharf.s3;

import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.store.PayloadStore;
import dev.wharf.store.StoreOption;
import dev.wharf.store.StoreProvider;
import dev.wharf.store.StoreSettings;
import java.util.List;
import java.util.Optional;

/** Objects in a bucket of S3, or of a server that speaks its language: {@code s3://bucket/prefix}. */
public final class S3StoreProvider implements StoreProvider {
    @Override
    public String scheme() {
        return "s3";
    }

    @Override
    public String description() {
        return "A bucket of Amazon S3, or of a server that speaks its language.";
    }

    @Override
    public List<StoreOption> options() {
        return S3Options.ALL;
    }

    @Override
    public Optional<String> refusal(String setting) {
        return S3Options.looksLikeCredentials(setting)
                ? Optional.of("is no setting of a store of s3: credentials are never written there. They come from the"
                        + " environment (AWS_ACCESS_KEY_ID, ...), a role of this machine or container, a web identity,"
                        + " or a profile; the setting profile chooses one")
                : Optional.empty();
    }

    @Override
    public List<String> problems(StoreSettings settings) {
        return new S3SettingsReader(settings).problems();
    }

    @Override
    public PayloadStore open(StoreSettings settings) {
        S3SettingsReader reader = new S3SettingsReader(settings);
        if (!reader.problems().isEmpty()) {
            throw new WharfException(ErrorCode.CONFIGURATION, String.join(System.lineSeparator(), reader.problems()));
        }
        return new S3Store(reader.settings());
    }
}
