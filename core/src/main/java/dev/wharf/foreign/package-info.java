/** Large payloads that others have written: their references, and how their objects are compressed. Reading only. */
@NullMarked
package dev.wharf.foreign;

import org.jspecify.annotations.NullMarked;
