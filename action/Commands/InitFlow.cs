using TfPilot.Action.Basics;
using TfPilot.Action.Inputs;
using TfPilot.Core.Basics;
using TfPilot.Core.Settings;

namespace TfPilot.Action.Commands;

/// <summary>
/// Examines the repository, generates its first files, writes those that do not exist yet, and prints the next steps.
/// </summary>
internal static class InitFlow
{
    private const string Next = """

        Next
          1. Read .tfpilot.yml: are these the environments? Whose approval counts? `tfpilot validate` checks what you change.
          2. Give the workflow's job what Terraform needs to plan, such as a role that may only read.
          3. Commit both and open a pull request.
        """;

    private const string NextVariables = "  note     files of variables name the environments.";

    public static int Run(string folder, Uri? app, bool dryRun, Terminal terminal)
    {
        var outcome = RootOf(folder).Then(TerraformSources.Read).Then<Scaffold>(tree =>
            tree.Modules.Count > 0 ? Scaffold.Of(tree)
            : new Problem(folder,
                $"{folder} holds no Terraform: no .tf or .tofu file is in it or below. Name the repository's root."))
            .Then(starter => Write(
                folder, ScaffoldFiles.Of(starter, app, Product.ReleaseCommit), starter, dryRun, terminal));
        if (outcome is not Validated<int>.Invalid(var problems)) return 0;
        foreach (var problem in problems) terminal.Tell(problem);
        return ExitCodes.BadUsage;
    }

    /// <summary>GitHub reads workflows only from the root, and the App reads the settings only there.</summary>
    private static Validated<string> RootOf(string folder)
    {
        for (var at = new DirectoryInfo(folder); at is not null; at = at.Parent)
        {
            if (!Path.Exists(Path.Combine(at.FullName, ".git"))) continue;
            return at.FullName == Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)) ? folder
                : new Problem(
                    folder, $"{folder} is within the repository {at.FullName}. Run `tfpilot init {at.FullName}`.");
        }

        return folder;
    }

    private static Validated<int> Write(
        string folder, IReadOnlyList<ScaffoldFile> files, Scaffold starter, bool dryRun, Terminal terminal)
    {
        var told = dryRun ? terminal.Error : terminal.Out;
        told.WriteLine(
            $"{Count(starter.Projects.Count, "project")}, {Count(starter.Environments.Count, "environment")}: " +
                $"{string.Join(", ", starter.Environments.Select(environment => environment.Name))}");
        var problems = new List<Problem>();
        foreach (var file in files)
        {
            var path = Path.Combine(folder, file.Path);
            if (Path.Exists(path)) told.WriteLine($"  kept     {file.Path}, which was there already");
            else if (dryRun) terminal.Out.Write(Diff(file));
            else if (WriteNew(path, file) is { } problem) problems.Add(problem);
            else told.WriteLine($"  written  {file.Path}");
        }

        if (problems.Count > 0) return new Validated<int>.Invalid(problems);
        if (starter.VariableFile is { } variables)
            told.WriteLine(
                $"{NextVariables} Each plan is given {variables}; where each environment has a backend of its own, " +
                    "set init-arguments too.");
        if (starter.HasOtherVariableFiles)
            told.WriteLine(
                $"{NextVariables} They are called in several ways, so the workflow gives no plan its file yet: set " +
                    "plan-arguments in it, or rename them.");
        if (!dryRun) told.WriteLine(Next);
        return 0;
    }

    private static Problem? WriteNew(string path, ScaffoldFile file)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            using var stream = new StreamWriter(new FileStream(path, FileMode.CreateNew));
            stream.Write(file.Text);
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new Problem(file.Path, $"{file.Path} could not be written: {e.Message}");
        }
    }

    /// <summary>A diff that <c>git apply</c> accepts.</summary>
    private static string Diff(ScaffoldFile file)
    {
        var lines = file.Text.TrimEnd('\n').Split('\n');
        return $"--- /dev/null\n+++ b/{file.Path}\n@@ -0,0 +1,{lines.Length} " +
            $"@@\n{string.Concat(lines.Select(line => $"+{line}\n"))}";
    }

    private static string Count(int count, string noun) => $"{count} {noun}{(count == 1 ? "" : "s")}";
}
