package dev.wharf.handler;

import java.util.Optional;

/**
 * How a run ended.
 *
 * @param failure what ended it, if it was neither the end of the input nor {@link HandlerLoop#stop()}
 */
public record HandlerOutcome(HandlerLedger ledger, Optional<Throwable> failure) {}
