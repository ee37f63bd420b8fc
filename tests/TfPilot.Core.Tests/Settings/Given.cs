using TfPilot.Core.Basics;
using TfPilot.Core.Settings;

namespace TfPilot.Core.Tests.Settings;

/// <summary>Parses settings files of tests on January 2, 2030.</summary>
internal static class Given
{
    public static readonly DateOnly Today = new(2030, 1, 2);

    public static string Complete { get; } = Repository.Read("tests/TfPilot.Core.Tests/Settings/complete.yml");

    public static Validated<Core.Settings.Settings> Read(string text) => SettingsReader.Read("s.yml", text, Today);

    public static Core.Settings.Settings Settings(string text) =>
        Read(text)
        .Match(settings => settings, problems => throw new InvalidOperationException(string.Join('\n', problems)));

    /// <summary>The problems as printed on the terminal.</summary>
    public static IReadOnlyList<string> Problems(string text) => Lines(Read(text));

    public static IReadOnlyList<string> Lines(Validated<Core.Settings.Settings> read) =>
        read.Match(_ => [], problems => problems.Select(problem => $"{problem.Path}: {problem.Message}").ToList());
}
