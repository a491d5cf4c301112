package dev.wharf.lane;

/** Which records wait for each other. */
public enum Order {
    /** Records of one partition, one after another. */
    PARTITION,
    /** Records with equal key bytes, one after another; those without a key in the order of their partition. */
    KEY,
    /** None wait for another. */
    NONE
}
