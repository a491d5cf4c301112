/** JSON Schema: JSON that is checked against a schema, and what is known of such schemas. */
@NullMarked
package dev.wharf.jsonschema;

import org.jspecify.annotations.NullMarked;
