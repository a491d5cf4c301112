/** Three services around one order. Each is a program of its own; they know each other's topics, and nothing else. */
@NullMarked
package dev.wharf.example.shop;

import org.jspecify.annotations.NullMarked;
