using System.CommandLine;
using TfPilot.Action.Basics;
using TfPilot.Action.Inputs;
using TfPilot.Action.Jobs;
using TfPilot.Core.Basics;
using TfPilot.Core.Settings;

namespace TfPilot.Action.Commands;

/// <summary><c>tfpilot validate</c>: prints every problem of the settings in the format of compilers.</summary>
internal static class ValidateCommand
{
    private const string Description = """
        Check the settings: .tfpilot.yml, and .tfpilot/waivers.yml beside it.

        Prints file:line:column and what to do for each problem.

        Exit code: 0 the settings are valid, 2 they are not.
        """;

    public static Command Create(Terminal terminal)
    {
        var file = new Argument<string?>("FILE")
        {
            Description =
                $"the settings to check (default: {SettingsFile.Name} in this folder or the nearest above it)",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var command = new Command("validate", Description) { file };
        command.SetAction(parsed => Run(parsed.GetValue(file), terminal));
        return command;
    }

    private static int Run(string? named, Terminal terminal)
    {
        var read = Find(named).Then(file => SettingsFile.Read(file, Clock.Today)
            .Then(settings => CheckRecipients(file, settings))
            .Then<string>(settings => string.Join('\n',
                [.. settings.Notes.Select(note => $"{note.Path}: note: {note.Message}"),
                    $"{file} is valid: {Contents(settings)}."])));
        terminal.Out.WriteLine(
            read.Match(text => text,
                problems => string.Join('\n', problems.Select(problem => $"{problem.Path}: {problem.Message}"))));
        return read is Validated<string>.Valid ? 0 : ExitCodes.BadUsage;
    }

    /// <summary>A key that cannot encrypt is found here and not only when a state must be saved.</summary>
    private static Validated<Settings> CheckRecipients(string file, Settings settings)
    {
        var now = Clock.Today.ToDateTime(TimeOnly.MinValue);
        var problems = settings.Apply.StateRecipients.SelectMany((key, index) => StateEncryption
            .Read($"apply.state_recipients[{index}]", key, now)
            .Match(_ => [], found => found.Select(problem => new Problem(file, problem.Message)))).ToList();
        return problems.Count > 0 ? new Validated<Settings>.Invalid(problems) : settings;
    }

    private static Validated<string> Find(string? named)
    {
        if (!string.IsNullOrWhiteSpace(named)) return named;
        return SettingsFile.FindAbove(".") is { } found
            ? found
            : new Problem(
                SettingsFile.Name,
                "no such file is in this folder or above it. Create one with the line `version: 1`.");
    }

    private static string Contents(Settings settings) => string.Join(", ",
        Count(settings.Environments.Count, "environment"), Count(settings.Policy.Rules.Count, "rule"),
        Count(settings.Policy.Waivers.Count, "waiver"));

    private static string Count(int count, string noun) => $"{count} {noun}{(count == 1 ? "" : "s")}";
}
