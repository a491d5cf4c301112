package dev.wharf.foreign;

import java.net.URI;
import java.util.Optional;

/**
 * Where somebody else has put a payload. How long it is nobody says. It comes from a record, so nothing in it is
 * believed: whoever opens it does so only in a store that the configuration names.
 *
 * @param uri of the object
 * @param sha256 of the payload, 64 hexadecimal digits in lower case; empty where it does not say
 * @param mostBytes longer than any payload that its writer can make
 */
public record ForeignReference(URI uri, ForeignCompression compression, Optional<String> sha256, long mostBytes) {}
