namespace TfPilot.Core.Environments;

/// <summary>A request that must succeed after an apply to one of the environments.</summary>
/// <param name="Expect">The expected status code.</param>
/// <param name="Within">How long the request is repeated until the status code is as expected.</param>
public sealed record ProbeSettings(IReadOnlyList<string> Environments, Uri Url, int Expect, TimeSpan Within)
{
    public const int DefaultStatus = 200;

    public static readonly TimeSpan DefaultWithin = TimeSpan.FromMinutes(5);
}
