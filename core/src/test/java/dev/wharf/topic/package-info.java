@NullMarked
package dev.wharf.topic;

import org.jspecify.annotations.NullMarked;
