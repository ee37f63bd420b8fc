using TfPilot.Action.Basics;
using TfPilot.Action.Inputs;
using TfPilot.Core.Basics;
using TfPilot.Core.Settings;

namespace TfPilot.Action.Commands;

/// <summary>What <c>tfpilot init</c> was asked for.</summary>
/// <param name="Folder">The repository's root.</param>
internal sealed record InitRequest(string Folder, Uri? App, bool IsDryRun, bool AsksNothing)
{
    /// <summary>A file of Atlantis or Digger; null when the repository alone decides.</summary>
    public string? From { get; init; }
}

/// <summary>
/// Examines the repository, prints what it looks like, asks at a terminal, generates its first files, writes those that
/// do not exist yet, and prints the next steps.
/// </summary>
internal static class InitFlow
{
    private const string Next = """

        Next
          1. Read .tfpilot.yml: are these the environments? Whose approval counts? `tfpilot validate` checks changes.
        """;

    private const string NextWithSecret = """
          2. Give the plan what Terraform needs: add the secret TFPILOT_PLAN_ENVIRONMENT with read-only credentials,
             one NAME=value per line, and uncomment plan-environment in the workflow. With `tfpilot init --app URL`,
             each plan signs in to a role with OIDC instead.
          3. Commit both and open a pull request.
        """;

    private const string NextWithRoles = """
          2. Give the plan what Terraform needs: the workflow's inputs name the roles that may only read (aws-role,
             azure-client, google-service-account), and each plan signs in with OIDC.
          3. Commit both and open a pull request.
        """;

    private const string Kept = """

        A file that exists is never changed: it applies, and not the table above. `tfpilot validate`,
        `tfpilot discover --all` and `tfpilot doctor` check it. To generate it again, rename it and run init
        again.
        """;

    private const string NextForModules = """

        Next
          Commit both files and open a pull request: each module is formatted, validated and tested on its own.
        """;

    public static int Run(InitRequest request, Terminal terminal)
    {
        var folder = request.Folder;
        var outcome = RootOf(folder).Then(TerraformSources.Read).Then<Scaffold>(tree =>
        {
            var marks = LayoutHints.Read(folder);
            return tree.Modules.Count > 0 ? Scaffold.Of(tree, marks) : NothingIn(folder, marks);
        }).Then(scaffold => request.From is null ? scaffold : Migrated(scaffold, request.From))
            .Then(scaffold => Write(request, scaffold, terminal));
        if (outcome is not Validated<int>.Invalid(var problems)) return 0;
        foreach (var problem in problems) terminal.PrintProblem(problem);
        return ExitCodes.BadUsage;
    }

    private static Validated<Scaffold> Migrated(Scaffold found, string file) =>
        InputFile.ReadText(file, file, "Name atlantis.yaml or digger.yml.")
        .Then(text => MigrationReader.Read(file, text))
        .Then<Scaffold>(migration => MigrationRules.Apply(found, migration));

    private static Problem NothingIn(string folder, RepositoryMarks marks) => new(folder,
        $"{folder} contains no Terraform: no .tf or .tofu file is in it or below. Pass the repository's root." +
            string.Concat(Scaffold.ToolsIn(marks).Select(tool => $" Not supported yet: {VisibleText.Of(tool)}.")));

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

    private static Validated<int> Write(InitRequest request, Scaffold found, Terminal terminal)
    {
        var shown = request.IsDryRun ? terminal.Error : terminal.Out;
        shown.Write(ScaffoldText.Write(found, terminal.Style));
        shown.WriteLine();
        var asks = terminal.IsInteractive && request is { IsDryRun: false, AsksNothing: false };
        var answered = asks ? InitQuestions.Ask(found, request.App, terminal) : (found, request.App);
        if (answered is not (var scaffold, var app))
        {
            shown.WriteLine("Nothing was written.");
            return 0;
        }

        var files = ScaffoldFiles.Of(scaffold, app, Product.ReleaseCommit);
        var kept = files.Where(file => Path.Exists(Path.Combine(request.Folder, file.Path))).ToList();
        var problems = new List<Problem>();
        foreach (var file in files)
        {
            if (kept.Contains(file)) shown.WriteLine($"  kept     {file.Path}, which already exists");
            else if (request.IsDryRun) terminal.Out.Write(Diff(file));
            else if (WriteNew(Path.Combine(request.Folder, file.Path), file) is { } problem) problems.Add(problem);
            else shown.WriteLine($"  written  {file.Path}");
        }

        if (problems.Count > 0) return new Validated<int>.Invalid(problems);
        if (kept.Count > 0) shown.WriteLine(Kept);
        if (!request.IsDryRun && kept.Count < files.Count) shown.WriteLine(scaffold.IsModuleRepository ? NextForModules
            : $"{Next}\n{(app is null ? NextWithSecret : NextWithRoles)}");
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
}
