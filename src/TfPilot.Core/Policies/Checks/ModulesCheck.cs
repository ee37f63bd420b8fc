using System.Text.RegularExpressions;
using TfPilot.Core.Basics;
using TfPilot.Core.Plans;

namespace TfPilot.Core.Policies;

internal static partial class ModulesCheck
{
    public static IEnumerable<(ResourceAddress? Address, Observation Seen)> Of(
        RuleKind.Modules rule, PolicyInputs facts) =>
        from call in facts.Plan.Configuration.Modules
        from seen in Judge(rule, call, facts.Environment)
        select ((ResourceAddress?)new ResourceAddress(call.Address), seen);

    private static IEnumerable<Observation> Judge(RuleKind.Modules rule, ModuleCall call, string? environment)
    {
        var source = PublicRegistry.Strip(call.Source);
        if (rule.Allow is { } allow)
        {
            yield return new(Observation.Must(allow.Matches(new PlanValue.Text(source), environment)), "source",
                () => allow.Words(environment))
            {
                Actual = new PlanValue.Text(source),
                Fix = () => $"Use a module from {allow.Words(environment)}",
            };
        }

        if (rule.Pinned) yield return Pinned(call, source);
    }

    private static Observation Pinned(ModuleCall call, string source) => ModuleSources.Of(source) switch
    {
        ModuleOrigin.Local =>
            new(FindingVerdict.Pass, "source", () => "any local source") { Actual = new PlanValue.Text(source) },
        ModuleOrigin.Registry =>
            new(Observation.Must(call.VersionConstraint is { } version && ExactVersion().IsMatch(version)), "version",
                () => "one exact version, such as 1.4.2")
            {
                Actual = call.VersionConstraint is null ? null : new PlanValue.Text(call.VersionConstraint),
                Fix = () =>
                    call.VersionConstraint is { } version && AnyVersion().Match(version) is { Success: true } number
                        ? $"version = \"{number.Value}\"" : "Add version with one exact version",
            },
        ModuleOrigin.Git =>
            new(Observation.Must(Reference().IsMatch(source)), "source",
                () => "?ref= with a full commit SHA or a version tag, such as ?ref=v1.4.2")
            {
                Actual = new PlanValue.Text(source),
                Fix = () => "Pin source to a commit or a version tag: ?ref=v1.4.2; a branch can change",
            },
        _ => new(Observation.Must(source.Contains("checksum=", StringComparison.Ordinal)), "source",
            () => "an archive with ?checksum=")
        {
            Actual = new PlanValue.Text(source),
            Fix = () => "Add ?checksum=sha256:… to source, or use a module from a registry or from git",
        },
    };

    [GeneratedRegex(@"^\s*(?:=\s*)?v?\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?\s*$", RegexOptions.None,
        RegexLimits.TimeoutMilliseconds)]
    private static partial Regex ExactVersion();

    [GeneratedRegex(@"\d+\.\d+\.\d+", RegexOptions.None, RegexLimits.TimeoutMilliseconds)]
    private static partial Regex AnyVersion();

    /// <summary>A tag and a branch differ only in form.</summary>
    [GeneratedRegex(
        @"[?&]ref=(?:[0-9a-f]{40}|[0-9a-f]{64}|(?:[^&]*[-_/])?v?\d+\.\d+\.\d+(?:[-+][0-9A-Za-z.+-]+)?)(?:&|$)",
        RegexOptions.None,
        RegexLimits.TimeoutMilliseconds)]
    private static partial Regex Reference();
}
