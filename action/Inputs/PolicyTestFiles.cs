using TfPilot.Core.Basics;
using TfPilot.Core.Settings;

namespace TfPilot.Action.Inputs;

/// <summary>Finds and reads <c>*.policytest.yml</c>.</summary>
internal static class PolicyTestFiles
{
    public const string Ending = ".policytest.yml";

    /// <param name="paths">Files, and folders to search with their subfolders; none means the current folder.</param>
    public static IReadOnlyList<Validated<string>> Find(IReadOnlyList<string> paths) =>
        [.. (paths.Count == 0 ? ["."] : paths).SelectMany(FindIn).Distinct()];

    public static Validated<PolicyTestFile> Read(string file, DateOnly today) =>
        InputFile.ReadText(file, file, "Create it with settings, and tests that name a plan and what to expect.")
        .Then(text => PolicyTestReader.Read(file, text, today));

    private static IEnumerable<Validated<string>> FindIn(string path)
    {
        if (!Directory.Exists(path)) return [path];
        var found = FileGlob.Find(path, $"**/*{Ending}");
        if (found.Count == 0)
            return [new Problem(path,
                $"{(path == "." ? "This folder" : path)} contains no policy tests: no *{Ending} is in it or below.")];
        return found.Select(file => (Validated<string>)file);
    }
}
