package dev.wharf.cli;

import dev.wharf.error.ErrorCode;
import dev.wharf.error.WharfException;
import dev.wharf.problem.Nearest;
import java.io.PrintWriter;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code wharf completion}: lets a shell complete commands, options, stages and files. */
@Command(
        name = "completion",
        description = "Prints a script by which a shell completes commands, options, stages and files.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  wharf completion bash > ~/.local/share/bash-completion/completions/wharf",
            "  wharf completion zsh > ~/.wharf-completion.zsh",
            "  wharf completion fish > ~/.config/fish/completions/wharf.fish",
            "",
            "bash and fish find the file there by themselves. For zsh add to ~/.zshrc:",
            "  autoload -U +X compinit && compinit && source ~/.wharf-completion.zsh"
        })
final class CompletionCommand implements Callable<Integer> {
    /** The shells whose language we write. */
    static final class Shells implements Iterable<String> {
        private static final List<String> ALL = List.of("bash", "zsh", "fish");

        @Override
        public Iterator<String> iterator() {
            return ALL.iterator();
        }
    }

    @Parameters(
            index = "0",
            paramLabel = "SHELL",
            completionCandidates = Shells.class,
            description = "One of ${COMPLETION-CANDIDATES}.")
    private String shell;

    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // the parser sets the fields
    CompletionCommand() {}

    @Override
    public Integer call() {
        CommandSpec root = spec.root();
        PrintWriter out = spec.commandLine().getOut();
        out.print(
                switch (shell) {
                    // The same script: it knows in which of the two it is.
                    case "bash", "zsh" -> AutoComplete.bash(root.name(), root.commandLine());
                    case "fish" -> new FishCompletion(root).script();
                    default ->
                        throw new WharfException(
                                ErrorCode.CONFIGURATION,
                                "there is no completion for " + shell + Nearest.hint(shell, Shells.ALL));
                });
        out.flush();
        return 0;
    }
}
