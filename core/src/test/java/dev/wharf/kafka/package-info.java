@NullMarked
package dev.wharf.kafka;

import org.jspecify.annotations.NullMarked;
