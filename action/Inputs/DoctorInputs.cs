using TfPilot.Core.Basics;
using TfPilot.Core.Environments;
using TfPilot.Core.Settings;

namespace TfPilot.Action.Inputs;

/// <summary>
/// Reads what <c>tfpilot doctor</c> examines: the workflows, the settings, and the first line of every plan file.
/// </summary>
internal static class DoctorInputs
{
    private const string Vanished = "It was removed while tfpilot was running. Run the command again.";
    /// <summary>A plan is one line of many megabytes; its beginning shows that it is a plan.</summary>
    private const int MaxFirstLine = 4096;
    private static readonly string[] Workflows = [".github/workflows/*.yml", ".github/workflows/*.yaml"];
    private static readonly string[] Plans = ["**/plan.json", "**/tfplan.json"];

    /// <param name="folder">The repository's root; paths in the result are relative to it.</param>
    /// <param name="today">The current date (UTC); waivers that end before it have expired.</param>
    public static Validated<RepositoryFacts> Read(string folder, DateOnly today)
    {
        if (!Directory.Exists(folder))
            return new Problem(folder, $"{folder} is not a folder. Pass the path of the repository's root.");
        var (workflows, unreadable) = All(
            folder, Workflows, path => InputFile.ReadText(path, RelativePath(folder, path), Vanished));
        // Plans only cause a warning, so those that cannot be read are skipped.
        var (plans, _) = All(folder, Plans,
            path => InputFile.Read<string>(
                path, RelativePath(folder, path), () => InputFile.Open(path), stream => FirstLine(stream), Vanished));
        if (unreadable.Count > 0) return new Validated<RepositoryFacts>.Invalid(unreadable);
        return new RepositoryFacts(
            workflows, SettingsOf(folder, today))
        { Plans = plans, HasTerragrunt = HasTerragrunt(folder) };
    }

    private static bool HasTerragrunt(string folder) =>
        new[] { TerraformPaths.Terragrunt, TerraformPaths.TerragruntStack }.Any(
            name => FileGlob.Find(folder, $"**/{name}").Count > 0);

    private static Validated<Settings>? SettingsOf(string folder, DateOnly today)
    {
        var path = folder == "." ? SettingsFile.Name : Path.Combine(folder, SettingsFile.Name);
        return File.Exists(path) ? SettingsFile.Read(path, today) : null;
    }

    private static (IReadOnlyList<SourceFile> Files, IReadOnlyList<Problem> Problems) All(
        string folder, string[] patterns, Func<string, Validated<string>> read)
    {
        var (files, problems) = (new List<SourceFile>(), new List<Problem>());
        foreach (var path in patterns.SelectMany(pattern => FileGlob.Find(folder, pattern)).Distinct())
        {
            switch (read(path))
            {
                case Validated<string>.Valid(var text):
                    files.Add(new(RelativePath(folder, path), text));
                    break;
                case Validated<string>.Invalid(var errors):
                    problems.AddRange(errors);
                    break;
            }
        }

        return (files, problems);
    }

    private static string FirstLine(Stream stream)
    {
        using var reader = new StreamReader(stream);
        var head = new char[MaxFirstLine];
        return new string(head, 0, reader.ReadBlock(head)).Split('\n')[0];
    }

    private static string RelativePath(string folder, string path) =>
        Path.GetRelativePath(folder, path).Replace('\\', '/');
}
