@NullMarked
package dev.wharf.handler;

import org.jspecify.annotations.NullMarked;
