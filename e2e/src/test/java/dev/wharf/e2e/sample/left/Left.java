package dev.wharf.e2e.sample.left;

import dev.wharf.e2e.sample.Provider;
import dev.wharf.e2e.sample.right.Right;
import dev.wharf.e2e.sample.right.internal.Hidden;

/** Knows another provider, an internal class of another module, and the console. */
public final class Left implements Provider {

    /** Half of the cycle. */
    public Right right() {
        System.out.println(Hidden.TEXT);
        return new Right();
    }
}
