using TfPilot.Core.Basics;

namespace TfPilot.Action.Inputs;

/// <summary>
/// Resolves the PLAN arguments to files. An argument is a file, a folder (searched for plans), a glob, <c>-</c> for
/// standard input, or any of these after <c>name=</c>. A plan that is alone in its folder is named after the folder.
/// </summary>
internal static class PlanInputs
{
    private static readonly string[][] Wanted = [["plan.json", "tfplan.json"], ["*.tfplan.json", "*plan*.json"]];
    private static readonly PlanInput Standard = new("stdin", PlanInput.StandardInput);

    /// <param name="arguments">None means the current folder, or standard input if the folder contains no plan and
    /// standard input is piped.</param>
    /// <param name="isPiped">Whether standard input is something else than a terminal.</param>
    public static IReadOnlyList<Validated<PlanInput>> Find(IReadOnlyList<string> arguments, bool isPiped)
    {
        if (arguments.Count > 0) return [.. arguments.SelectMany(Find)];
        var here = InFolder(".").ToList();
        return isPiped && here is [Validated<PlanInput>.Invalid]
            ? [Standard with { DisplayName = "standard input (this folder contains no plan)" }] : here;
    }

    private static IEnumerable<Validated<PlanInput>> Find(string argument)
    {
        var at = argument.IndexOf('=');
        var isNamed = at > 0 && !File.Exists(argument) && !Directory.Exists(argument);
        var found = FindPath(isNamed ? argument[(at + 1)..] : argument);
        return isNamed ? found.Select(input => input.Then<PlanInput>(plan => plan with { Name = argument[..at] }))
            : found;
    }

    private static IEnumerable<Validated<PlanInput>> FindPath(string path)
    {
        if (path == PlanInput.StandardInput) return [Standard];
        if (Directory.Exists(path)) return InFolder(path);
        if (!FileGlob.IsPattern(path)) return [new PlanInput(PlanNames.OfFile(path), path)];
        return Matching(path);
    }

    private static IEnumerable<Validated<PlanInput>> InFolder(string folder)
    {
        foreach (var patterns in Wanted)
        {
            foreach (var depth in new[] { "", "**/" })
            {
                var files = patterns.SelectMany(pattern => FileGlob.Find(folder, depth + pattern)).Distinct()
                    .Order(StringComparer.Ordinal).ToList();
                if (files.Count > 0)
                    return files.Select(
                        file => (Validated<PlanInput>)new PlanInput(PlanNames.InFolder(folder, file), file));
            }
        }

        return
        [
            new Problem(folder,
                $"{(folder == "." ? "This folder" : folder)} contains no plan: no plan.json, tfplan.json or " +
                    "*plan*.json is in it or below. Create one there with `terraform plan -out=tfplan && terraform " +
                    "show -json tfplan > plan.json`."),
        ];
    }

    private static IEnumerable<Validated<PlanInput>> Matching(string glob)
    {
        var (root, pattern) = FileGlob.Split(glob);
        var files = Directory.Exists(root) ? FileGlob.Find(root, pattern) : [];
        if (files.Count == 0) return [FileGlob.MatchesNothing(glob)];
        return files.Select(file => (Validated<PlanInput>)new PlanInput(PlanNames.InFolder(root, file), file));
    }
}
