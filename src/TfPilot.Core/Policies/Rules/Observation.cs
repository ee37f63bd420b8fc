using TfPilot.Core.Plans;

namespace TfPilot.Core.Policies;

/// <summary>
/// The result of a rule for one attribute of a resource, before waivers. Texts are created lazily because most are
/// never shown.
/// </summary>
internal sealed record Observation(FindingVerdict Verdict, string Attribute, Func<string> Expected)
{
    /// <summary>The value that determined the verdict; null when there is none.</summary>
    public PlanValue? Actual { get; init; }

    /// <summary>A text shown instead of <see cref="Actual"/>.</summary>
    public string? GotWords { get; init; }

    /// <summary>The origin of the value when it is not the attribute itself.</summary>
    public string? Where { get; init; }

    public Func<string?>? Fix { get; init; }

    /// <summary>The verdict for a required condition; null means unknown.</summary>
    public static FindingVerdict Must(bool? holds) => holds switch
    {
        true => FindingVerdict.Pass,
        false => FindingVerdict.Fail,
        null => FindingVerdict.Unknown,
    };
}
