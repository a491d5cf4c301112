package dev.wharf.bind;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The name in the data, where it differs from that in the class: of a record component, of a field, of a getter without
 * a field; and on a class of a sealed interface, the name of its branch.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.FIELD, ElementType.METHOD, ElementType.TYPE})
public @interface FieldName {
    String value();
}
