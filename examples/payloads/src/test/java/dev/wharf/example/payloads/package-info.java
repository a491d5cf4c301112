@NullMarked
package dev.wharf.example.payloads;

import org.jspecify.annotations.NullMarked;
