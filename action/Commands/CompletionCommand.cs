using System.CommandLine;
using TfPilot.Action.Basics;

namespace TfPilot.Action.Commands;

/// <summary>
/// Prints a shell's completion script; the shell then asks <c>tfpilot "[suggest:POSITION]" "LINE"</c>.
/// </summary>
internal static class CompletionCommand
{
    private static readonly Dictionary<string, string> Scripts = new()
    {
        ["bash"] = """
            _tfpilot() {
              local IFS=$'\n'
              COMPREPLY=($(compgen -o default -W "$(tfpilot "[suggest:${COMP_POINT}]" "${COMP_LINE}" 2>/dev/null)" -- "${COMP_WORDS[COMP_CWORD]}"))
            }
            complete -o default -F _tfpilot tfpilot
            """,
        ["zsh"] = """
            #compdef tfpilot
            _tfpilot() {
              local words=("${(@f)$(tfpilot "[suggest:${CURSOR}]" "${BUFFER}" 2>/dev/null)}")
              compadd -- $words
              _files
            }
            compdef _tfpilot tfpilot
            """,
        ["fish"] = """
            complete -c tfpilot -a '(tfpilot "[suggest:"(commandline -C)"]" (commandline -cp) 2>/dev/null)'
            """,
        ["pwsh"] = """
            Register-ArgumentCompleter -Native -CommandName tfpilot -ScriptBlock {
              param($word, $line, $position)
              tfpilot "[suggest:$position]" "$line" | ForEach-Object { [System.Management.Automation.CompletionResult]::new($_) }
            }
            """,
    };

    public static Command Create(Terminal terminal)
    {
        var shell = new Argument<string>("shell") { Description = "bash, zsh, fish or pwsh" };
        shell.AcceptOnlyFromAmong([.. Scripts.Keys]);
        var command = new Command(
            "completion",
            "Print a shell completion script, for example in bash: source <(tfpilot completion bash)") { shell };
        command.SetAction(parsed => terminal.Out.WriteLine(Scripts[parsed.GetRequiredValue(shell)]));
        return command;
    }
}
