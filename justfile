# Tasks; `just` lists them. Each is one plain command that works without just, too.

maven := "mvn -B -ntp"

_list:
    @just --list

# Build everything without running tests
build:
    {{ maven }} -DskipTests package

# Run the unit tests, the format check and the repository checks
test:
    {{ maven }} test

# Run all tests: also those with a broker, and those of the distribution
it:
    {{ maven }} verify

# Format all Java files
fmt:
    {{ maven }} -q -Pfmt process-test-classes -pl e2e -am

# Run the load comparison; needs a java of 21 or newer on the PATH
bench *args:
    {{ maven }} -q -DskipTests package -pl benchmarks -am
    java -cp "benchmarks/target/classes:$(cat benchmarks/target/classpath)" dev.wharf.benchmarks.LoadComparison {{ args }}

# Make the distribution: cli/target/wharf, and the same as .tar.gz
dist:
    {{ maven }} -DskipTests package -pl cli -am

# Check what this machine lacks
doctor *args:
    ./wharf doctor {{ args }}
