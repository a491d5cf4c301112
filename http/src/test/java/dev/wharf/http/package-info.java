@NullMarked
package dev.wharf.http;

import org.jspecify.annotations.NullMarked;
