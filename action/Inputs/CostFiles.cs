using TfPilot.Core.Basics;
using TfPilot.Core.Costs;

namespace TfPilot.Action.Inputs;

/// <summary>
/// Reads Infracost's files: <c>FILE</c> is the estimate of the change, <c>base=FILE</c> the estimate of the base
/// branch; several files cover several projects.
/// </summary>
internal static class CostFiles
{
    private const string Base = "base=";

    /// <summary>Prefixes the path in a FILE or base=FILE argument with a folder.</summary>
    public static string In(string folder, string file) =>
        file.StartsWith(Base, StringComparison.Ordinal) ? Base + Path.Combine(folder, file[Base.Length..])
        : Path.Combine(folder, file);

    /// <summary>
    /// The default files, if they exist: <c>infracost.json</c> and <c>infracost-base.json</c> in the plan's folder.
    /// </summary>
    public static IReadOnlyList<string> DefaultsFor(PlanInput input)
    {
        if (input.IsStandardInput) return [];
        var folder = Path.GetDirectoryName(input.Path) ?? "";
        var (head, before) = (Path.Combine(folder, "infracost.json"), Path.Combine(folder, "infracost-base.json"));
        return !File.Exists(head) ? [] : File.Exists(before) ? [head, Base + before] : [head];
    }

    /// <summary>Null without files.</summary>
    public static Validated<CostDifference?> Read(IReadOnlyList<string> files)
    {
        if (files.Count == 0) return (CostDifference?)null;
        var heads = files.Where(file => !file.StartsWith(Base, StringComparison.Ordinal)).ToList();
        var bases = files.Except(heads).Select(file => file[Base.Length..]).ToList();
        if (heads.Count == 0)
            return new Problem("--infracost",
                "--infracost names only estimates of the base branch: give the change's own too, without base=.");
        return Together(heads)
            .Then(head => Together(bases)
                .Then(baseline => CostDifference.Of(head!, baseline).Then<CostDifference?>(cost => cost)));
    }

    private static Validated<CostEstimate?> Together(IReadOnlyList<string> files)
    {
        var estimates = files.Select(ReadOne).ToList();
        var problems = estimates.OfType<Validated<CostEstimate>.Invalid>().SelectMany(invalid => invalid.Problems)
            .ToList();
        return problems.Count > 0
            ? new Validated<CostEstimate?>.Invalid(problems)
            : CostEstimate.Join([.. estimates.OfType<Validated<CostEstimate>.Valid>().Select(valid => valid.Value)]);
    }

    private static Validated<CostEstimate> ReadOne(string file) => InputFile.Read(
        file,
        file,
        () => InputFile.Open(file),
        stream => InfracostReader.Read(file, InputFile.Bytes(stream)),
        $"Create it with `infracost breakdown --path PLAN --format json --out-file {file}`.");
}
