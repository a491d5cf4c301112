package dev.wharf.topic;

/** What a service does about its topics when it starts. */
public enum TopicMode {
    /** It looks, changes nothing, and does not start if anything is not as planned. */
    VERIFY,
    /** It creates and changes what it may, and starts with a warning for what is left. */
    APPLY,
    /** It does not even connect. */
    NONE
}
