/**
 * Protobuf: the texts of schemas, as registries store them, and records read and written by what they say. Nothing here
 * needs another library but {@link dev.wharf.protobuf.ProtobufMessages} and {@link dev.wharf.protobuf.ProtobufText},
 * which are for those who have generated classes.
 */
@NullMarked
package dev.wharf.protobuf;

import org.jspecify.annotations.NullMarked;
