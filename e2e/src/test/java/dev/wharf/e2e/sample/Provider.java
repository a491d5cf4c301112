package dev.wharf.e2e.sample;

/** Stands for the interface of stages. */
public interface Provider {}
