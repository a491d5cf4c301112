package dev.wharf.avro;

import dev.wharf.value.Name;
import dev.wharf.value.Value;
import dev.wharf.value.ValueWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Remembers what it is told, a text for each call. */
final class TellingTexts implements ValueWriter {
    final List<String> told = new ArrayList<>();

    @Override
    public void nothing() {
        told.add("null");
    }

    @Override
    public void bool(boolean value) {
        told.add(String.valueOf(value));
    }

    @Override
    public void integer(long value, Value.IntType type) {
        told.add(String.valueOf(value));
    }

    @Override
    public void float32(float value) {
        told.add(String.valueOf(value));
    }

    @Override
    public void float64(double value) {
        told.add(String.valueOf(value));
    }

    @Override
    public void text(String value) {
        told.add(value);
    }

    @Override
    public void text(byte[] utf8, int from, int to) {
        told.add(new String(utf8, from, to - from, StandardCharsets.UTF_8));
    }

    @Override
    public void binary(byte[] bytes, int from, int to) {
        told.add((to - from) + " bytes");
    }

    @Override
    public void scalar(Value value) {
        told.add(value.toString());
    }

    @Override
    public void startRow() {
        told.add("row");
    }

    @Override
    public void name(Name name) {
        told.add(name.text());
    }

    @Override
    public void endRow() {
        told.add("end");
    }

    @Override
    public void startArray() {
        told.add("array");
    }

    @Override
    public void endArray() {
        told.add("end");
    }

    @Override
    public void startMap() {
        told.add("map");
    }

    @Override
    public void endMap() {
        told.add("end");
    }

    @Override
    public void branch(String name) {
        told.add("branch " + name);
    }
}
