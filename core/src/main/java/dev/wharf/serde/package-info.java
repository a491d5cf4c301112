/** Codecs as Kafka's serializers and deserializers, for any application that uses Kafka's clients. */
@NullMarked
package dev.wharf.serde;

import org.jspecify.annotations.NullMarked;
