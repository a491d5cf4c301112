package dev.wharf.devstack.internal;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a shared broker listens, and the process that it runs in. */
public record Address(String bootstrapServers, long pid) {

    private static final Pattern TEXT =
            Pattern.compile("bootstrap\\.servers=(?<servers>\\S+:\\d+)\npid=(?<pid>\\d{1,18})\n");

    /** Empty when the text is no address, for instance because a machine went down while it was written. */
    static Optional<Address> parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        return matcher.matches()
                ? Optional.of(new Address(matcher.group("servers"), Long.parseLong(matcher.group("pid"))))
                : Optional.empty();
    }

    String toText() {
        return "bootstrap.servers=" + bootstrapServers + "\npid=" + pid + "\n";
    }

    public int port() {
        return Integer.parseInt(bootstrapServers.substring(bootstrapServers.lastIndexOf(':') + 1));
    }

    boolean alive() {
        return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }
}
