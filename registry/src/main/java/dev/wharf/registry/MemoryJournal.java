package dev.wharf.registry;

/** Keeps nothing beyond its own end. */
final class MemoryJournal implements Journal {
    private final RegistryState state = new RegistryState();

    @Override
    public RegistryState state() {
        return state;
    }

    @Override
    public synchronized <T> T write(Decision<T> decision) {
        Decided<T> decided = decision.decide(state);
        state.apply(decided.changes());
        return decided.answer();
    }

    @Override
    public void close() {}
}
