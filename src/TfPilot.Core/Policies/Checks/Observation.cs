using TfPilot.Core.Plans;

namespace TfPilot.Core.Policies;

/// <summary>What a rule saw at one place of one object, before waivers. The words are made only when somebody will read them.</summary>
internal sealed record Observation(FindingVerdict Verdict, string Attribute, Func<string> Want)
{
    /// <summary>The value that decided; null when there is none.</summary>
    public PlanValue? Got { get; init; }

    /// <summary>Said instead of <see cref="Got"/>.</summary>
    public string? GotWords { get; init; }

    /// <summary>Where the value came from, when it is not simply the attribute.</summary>
    public string? Where { get; init; }

    public Func<string?>? Fix { get; init; }

    /// <summary>The verdict on something that must hold; null is not known.</summary>
    public static FindingVerdict Must(bool? holds) => holds switch
    {
        true => FindingVerdict.Pass,
        false => FindingVerdict.Fail,
        null => FindingVerdict.Unknown,
    };
}
