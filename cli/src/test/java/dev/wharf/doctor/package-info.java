@NullMarked
package dev.wharf.doctor;

import org.jspecify.annotations.NullMarked;
