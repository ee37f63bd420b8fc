using System.Text.RegularExpressions;
using TfPilot.Core.Basics;
using TfPilot.Core.Risks;

namespace TfPilot.Core.Settings;

/// <summary>Why a folder is taken for an environment.</summary>
internal enum FolderEvidence
{
    /// <summary>Its name is that of an environment, or contains one as most of the folders beside it do.</summary>
    Name,

    /// <summary>It is one of several folders beside environments, such as <c>envs/shared</c>.</summary>
    Beside,

    /// <summary>It is the folder of an account, subscription or the like.</summary>
    Account,

    /// <summary>It is one of several numbered stages, such as <c>1-network</c>.</summary>
    Stage,
}

/// <summary>The environment of a project, and the folder that names it.</summary>
internal sealed record FolderEnvironment(string Name, string Folder, FolderEvidence Evidence);

/// <summary>Finds the environment of a project in the names of its folder and of those above.</summary>
internal sealed partial class EnvironmentFolders
{
    /// <summary>
    /// Also a common parent of all environments, so that a more specific name below it takes precedence.
    /// </summary>
    private const string Live = "live";

    /// <summary>Repositories have more environments side by side than one long before they have this many.</summary>
    private const int Many = 8;

    private const StringComparison Ignored = StringComparison.OrdinalIgnoreCase;

    private static readonly string[] TestEndings = ["test", "tests", "sandbox", "sbox", "sbx"];

    private static readonly HashSet<string> Parents =
        ["env", "envs", "environment", "environments", Live, "deployments", "deploy", "stages"];

    private static readonly HashSet<string> AccountParents =
        ["account", "accounts", "subscription", "subscriptions", "organizations", "tenants", "landingzones"];

    private static readonly HashSet<string> SharedNames =
        ["shared", "global", "common", "management", "mgmt", "hub", "core", "security", "network", "networking"];

    private readonly FolderSiblings siblings;
    private readonly HashSet<string> projects;

    /// <param name="folders">The folders of all projects.</param>
    public EnvironmentFolders(IEnumerable<string> folders)
    {
        projects = [.. folders];
        siblings = new(projects);
    }

    public static bool IsParent(string name) => Parents.Contains(name) || IsAccountParent(name);

    /// <summary>Whether the folders and files in it are environments, by its name.</summary>
    public static bool IsEnvironmentParent(string name) =>
        (Parents.Contains(name) && name is not ("deployments" or "deploy" or "stages")) || name == "workspaces";

    /// <summary>Such as <c>accounts</c> or <c>aws-accounts</c>.</summary>
    private static bool IsAccountParent(string name) => AccountParents.Contains(name.Split('-', '_')[^1]);

    /// <summary>Null when no folder names an environment.</summary>
    public FolderEnvironment? Of(string folder)
    {
        var steps = folder.Split('/');
        return ByName(steps) ?? Otherwise(steps);
    }

    /// <summary>
    /// The rank of the name among environments, 0 for production; null when it is not an environment name, or not a
    /// valid one.
    /// </summary>
    internal static int? RankOf(string name) => IsValid(name) ? EnvironmentStages.Of(name)?.Rank : null;

    /// <summary>An unknown name may be production unless it ends like one for tests: <c>perftest</c>.</summary>
    internal static bool MayBeProduction(string name) => EnvironmentStages.Of(name) is { Rank: 0 }
        || (EnvironmentStages.Of(name) is null && !TestEndings.Any(ending => name.EndsWith(ending, Ignored)));

    /// <summary>
    /// Whether all are of one stage before production, in few of the projects and beside none: a <c>sandbox</c> among
    /// components is one of them.
    /// </summary>
    internal static bool AreStray(IReadOnlyCollection<FolderEnvironment> found, int projects) =>
        found.Count > 0 && found.Count * 2 < projects
        && found.Select(one => EnvironmentStages.Of(one.Name)).Distinct().ToList() is [{ Rank: > 0 }]
        && found.All(one => one.Evidence == FolderEvidence.Name
            && !IsParent(FolderPath.NameOf(FolderPath.Of(one.Folder))));

    internal static bool IsValid(string name) => name.Length > 0 && char.IsAsciiLetterOrDigit(name[0])
        && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.');

    /// <summary>
    /// An exact name decides, production first, then the deepest. A name that only contains one, such as
    /// <c>prod-eu</c>, counts where most folders beside it are of that kind: <c>billing-sandbox</c> among a hundred
    /// applications is an application.
    /// </summary>
    private FolderEnvironment? ByName(string[] steps)
    {
        var exact = Indexes(steps, step => step != Live && EnvironmentStages.IsExactly(step))
            .Where(at => !IsOneOfMany(siblings.Of(Above(steps, at)))).ToList();
        var production = exact.FindAll(at => RankOf(steps[at]) == 0);
        var chosen = production.Count > 0 ? production[^1] : exact.Count > 0 ? exact[^1] : (int?)null;
        if (chosen is { } at) return Named(steps, at, steps[at], FolderEvidence.Name);
        foreach (var part in Indexes(steps, step => step != Live && RankOf(step) is not null
            && !UnplannedFolders.IsName(step)))
        {
            var beside = siblings.Of(Above(steps, part)).ToList();
            if (beside.Count(name => RankOf(name) is not null) * 2 < beside.Count && !HasTwin(steps[part], beside))
                continue;
            return Named(steps, part, NameOf(steps, part, beside), FolderEvidence.Name);
        }

        return null;
    }

    /// <summary>The only name of this kind among many folders is one of an application.</summary>
    private static bool IsOneOfMany(IEnumerable<string> beside) =>
        beside.ToList() is { Count: >= Many } all && all.Count(EnvironmentStages.IsExactly) == 1;

    /// <summary>Where a project's own folder holds its name too, several projects share the environment.</summary>
    private string NameOf(string[] steps, int at, IReadOnlyList<string> beside)
    {
        if (StageWord.In(steps[at]) is not { } word) return steps[at];
        var alike = beside.Where(name => StageWord.In(name) is not null).ToList();
        return alike.Count(name => StageWord.In(name)!.Text == word.Text) > 1
            && alike.TrueForAll(name => projects.Contains(FolderPath.Join(Above(steps, at), name)))
            ? word.Text : steps[at];
    }

    /// <summary>
    /// Whether a folder beside it has the same name but for the environment; applications may be called live.
    /// </summary>
    private static bool HasTwin(string name, IReadOnlyList<string> beside) => StageWord.In(name) is { } word
        && !word.Text.EndsWith(Live, StringComparison.Ordinal)
        && beside.Any(other => other != name && StageWord.In(other) is { } its && its.At == word.At
            && other[..its.At] == name[..word.At]
            && other[(its.At + its.Text.Length)..] == name[(word.At + word.Text.Length)..]);

    private FolderEnvironment? Otherwise(string[] steps)
    {
        for (var at = 0; at < steps.Length; at++)
        {
            var name = steps[at].TrimStart('_');
            if (!IsValid(name)) continue;
            var parent = at == 0 ? "" : steps[at - 1];
            var beside = siblings.Of(Above(steps, at)).ToList();
            if (IsAccountParent(parent) && beside.Count > 1)
                return Named(steps, at, name, FolderEvidence.Account);
            if (IsBesideEnvironments(parent, name, beside)) return Named(steps, at, name, FolderEvidence.Beside);
        }

        if (Indexes(steps, step => step == Live).Cast<int?>().FirstOrDefault() is { } live)
            return Named(steps, live, Live, FolderEvidence.Name);
        var stage = Indexes(steps, step => IsValid(step) && Numbered().IsMatch(step))
            .Where(at => siblings.Of(Above(steps, at)).Count(Numbered().IsMatch) > 1).Cast<int?>().FirstOrDefault();
        return stage is { } number ? Named(steps, number, steps[number], FolderEvidence.Stage) : null;
    }

    /// <summary>
    /// Most folders beside it are environments; where the folder above does not say so, its own name must be one that
    /// environments share.
    /// </summary>
    private static bool IsBesideEnvironments(string parent, string name, List<string> beside)
    {
        var named = beside.Count(EnvironmentStages.IsExactly);
        var isParent = Parents.Contains(parent) && parent != "deployments";
        return (isParent && named > 0 && (named > 1 || named * 2 >= beside.Count))
            || (SharedNames.Contains(name) && (isParent || (named > 1 && named * 2 >= beside.Count)));
    }

    private static FolderEnvironment Named(string[] steps, int at, string name, FolderEvidence evidence) =>
        new(name, string.Join('/', steps[..(at + 1)]), evidence);

    private static IEnumerable<int> Indexes(string[] steps, Func<string, bool> isWanted) =>
        Enumerable.Range(0, steps.Length).Where(at => IsValid(steps[at]) && isWanted(steps[at]));

    private static string Above(string[] steps, int at) => string.Join('/', steps[..at]);

    [GeneratedRegex("^[0-9]{1,3}[-_]", RegexOptions.None, RegexLimits.TimeoutMilliseconds)]
    private static partial Regex Numbered();
}
