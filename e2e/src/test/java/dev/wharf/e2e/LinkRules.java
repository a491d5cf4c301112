package dev.wharf.e2e;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Links between documents. Links to other sites are left alone: a test must not depend on them. */
final class LinkRules {

    private static final Pattern INLINE = Pattern.compile("\\]\\(\\s*<?([^)\\s>]+)>?(?:\\s+\"[^\"]*\")?\\s*\\)");
    private static final Pattern REFERENCE = Pattern.compile("^ {0,3}\\[[^\\]]+\\]:\\s*<?(\\S+?)>?(?:\\s|$)");
    private static final Pattern HTML = Pattern.compile("\\b(?:href|src)=\"([^\"]+)\"");
    private static final Pattern ELSEWHERE = Pattern.compile("[a-z][a-z0-9+.-]*:.*|//.*", Pattern.CASE_INSENSITIVE);
    private static final Pattern HEADING = Pattern.compile("^ {0,3}#{1,6}\\s+(.*?)\\s*#*\\s*$");
    private static final Pattern NAMED = Pattern.compile("\\b(?:id|name)=\"([^\"]+)\"");
    private static final Pattern CODE = Pattern.compile("(`+)(?:(?!`).)+?\\1");
    private static final Pattern LINK_TEXT = Pattern.compile("!?\\[([^\\]]*)\\]\\([^)]*\\)");

    private final Repository repository;

    LinkRules(Repository repository) {
        this.repository = repository;
    }

    List<String> deadLinks(SourceFile file) {
        if (!file.markdown()) {
            return List.of();
        }
        List<String> found = new ArrayList<>();
        List<String> lines = withoutCodeBlocks(file.lines());
        for (int i = 0; i < lines.size(); i++) {
            for (String target : targets(CODE.matcher(lines.get(i)).replaceAll(""))) {
                if (!ELSEWHERE.matcher(target).matches() && dead(file, target)) {
                    found.add(file.path() + ":" + (i + 1) + ": dead link " + target);
                }
            }
        }
        return found;
    }

    private boolean dead(SourceFile from, String target) {
        int hash = target.indexOf('#');
        String name = hash < 0 ? target : target.substring(0, hash);
        String anchor = hash < 0 ? "" : target.substring(hash + 1);
        Path folder = repository.root().resolve(from.folder());
        Path file = name.isEmpty()
                ? repository.root().resolve(from.path())
                : folder.resolve(name.replace("%20", " ")).normalize();
        if (name.isEmpty()) {
            return !anchors(from.lines()).contains(anchor);
        }
        if (!file.startsWith(repository.root()) || !Files.exists(file)) {
            return true;
        }
        boolean checkable = !anchor.isEmpty() && name.endsWith(".md");
        return checkable && !anchors(repository.read(file).lines()).contains(anchor);
    }

    private static List<String> targets(String line) {
        List<String> targets = new ArrayList<>();
        for (Pattern pattern : List.of(INLINE, REFERENCE, HTML)) {
            Matcher matcher = pattern.matcher(line);
            while (matcher.find()) {
                targets.add(matcher.group(1));
            }
        }
        return targets;
    }

    /** The anchors that GitHub makes from headings (a second of the same name gets {@code -1}), and explicit ones. */
    static Set<String> anchors(List<String> lines) {
        Set<String> anchors = new HashSet<>();
        for (String line : withoutCodeBlocks(lines)) {
            Matcher heading = HEADING.matcher(line);
            if (heading.matches()) {
                addOnce(anchors, slug(heading.group(1)));
            }
            Matcher named = NAMED.matcher(line);
            while (named.find()) {
                anchors.add(named.group(1));
            }
        }
        return anchors;
    }

    private static void addOnce(Set<String> anchors, String slug) {
        String name = slug;
        for (int i = 1; !anchors.add(name); i++) {
            name = slug + "-" + i;
        }
    }

    private static String slug(String heading) {
        String text = LINK_TEXT.matcher(heading).replaceAll("$1").toLowerCase(Locale.ROOT);
        return text.replaceAll("[^\\p{L}\\p{N}\\p{M}_\\- ]", "").replace(' ', '-');
    }

    /** Keeps the number of lines. */
    private static List<String> withoutCodeBlocks(List<String> lines) {
        List<String> kept = new ArrayList<>();
        String fence = "";
        for (String line : lines) {
            String stripped = line.strip();
            boolean marks = stripped.startsWith("```") || stripped.startsWith("~~~");
            if (fence.isEmpty() && marks) {
                fence = stripped.substring(0, 3);
                kept.add("");
            } else if (!fence.isEmpty()) {
                fence = stripped.startsWith(fence) ? "" : fence;
                kept.add("");
            } else {
                kept.add(line);
            }
        }
        return kept;
    }
}
