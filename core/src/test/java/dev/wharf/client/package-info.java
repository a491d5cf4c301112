@NullMarked
package dev.wharf.client;

import org.jspecify.annotations.NullMarked;
