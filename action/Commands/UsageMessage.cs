using System.CommandLine;
using System.CommandLine.Completions;
using System.CommandLine.Parsing;

namespace TfPilot.Action.Commands;

/// <summary>
/// The message for a wrong command line: the mistakes and, where something is missing, what can be given.
/// </summary>
internal static class UsageMessage
{
    private const int MaxListed = 20;

    public static string Of(ParseResult parsed)
    {
        var result = parsed.CommandResult;
        IReadOnlyList<Argument> missing = [.. result.Command.Arguments.Where(
            argument => (result.GetResult(argument)?.Tokens.Count ?? 0) < argument.Arity.MinimumNumberOfValues)];
        var others = parsed.Errors.Where(error => error.SymbolResult is not ArgumentResult about
            || !missing.Contains(about.Argument)).Select(error => error.Message).ToList();
        IEnumerable<string> lines = missing.Count == 0 ? others
            : [$"{string.Join(" and ", missing.Select(argument => argument.Name))} " +
                $"{(missing.Count == 1 ? "is" : "are")} missing.", .. others];
        return string.Join(Environment.NewLine, [.. lines, .. Choices(result, missing)]);
    }

    /// <summary>What can be given instead of nothing: the commands, or the usage and the known values.</summary>
    private static IEnumerable<string> Choices(CommandResult result, IReadOnlyList<Argument> missing)
    {
        var command = result.Command;
        if (command.Action is null && command.Subcommands.Count > 0 && result.Tokens.Count == 0)
        {
            var names = command.Subcommands.Where(known => !known.Hidden).Select(known => known.Name);
            yield return $"Commands: {string.Join(", ", names)}.";
        }

        if (missing.Count == 0 && !IsWithoutRequiredOption(result)) yield break;
        yield return $"Usage: {NameOf(result)}{string.Concat(Parts(command))} [options]";
        foreach (var argument in missing)
        {
            var known = argument.GetCompletions(CompletionContext.Empty).Select(item => item.Label)
                .Take(MaxListed).ToList();
            if (known.Count > 0) yield return $"{argument.Name} is one of {string.Join(", ", known)}.";
        }
    }

    private static bool IsWithoutRequiredOption(CommandResult result) =>
        result.Command.Options.Any(
            option => option.Required && result.GetResult(option) is null or { Implicit: true });

    private static IEnumerable<string> Parts(Command command) =>
    [
        .. command.Arguments.Select(argument => (argument.Arity, Text: $"<{argument.Name}>"))
            .Select(argument => (argument.Arity, Text: argument.Arity.MaximumNumberOfValues > 1
                ? $"{argument.Text}..." : argument.Text))
            .Select(argument => argument.Arity.MinimumNumberOfValues > 0 ? $" {argument.Text}" : $" [{argument.Text}]"),
        .. command.Options.Where(option => option.Required)
            .Select(option => $" {option.Name} <{option.HelpName}>"),
    ];

    /// <summary>The command with the names of those above it, beginning with <c>tfpilot</c>.</summary>
    public static string NameOf(CommandResult result) => result switch
    {
        { Command: RootCommand } => "tfpilot",
        { Parent: CommandResult parent } => $"{NameOf(parent)} {result.Command.Name}",
        _ => result.Command.Name,
    };
}
