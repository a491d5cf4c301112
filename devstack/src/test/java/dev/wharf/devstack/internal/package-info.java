@NullMarked
package dev.wharf.devstack.internal;

import org.jspecify.annotations.NullMarked;
