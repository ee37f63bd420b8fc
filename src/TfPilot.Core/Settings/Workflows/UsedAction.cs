using TfPilot.Core.Basics;

namespace TfPilot.Core.Settings;

/// <summary>The target of <c>uses:</c>: an action, a called workflow, or an image.</summary>
internal sealed record UsedAction(string Text)
{
    private const string Image = "docker://";
    private const string Ours = "tfpilot/tfpilot-actions";

    public bool IsImage => Text.StartsWith(Image, StringComparison.Ordinal);

    /// <summary>Without the version, in lower case.</summary>
    public string Name => (IsImage ? Text[Image.Length..] : Text).Split('@')[0].ToLowerInvariant();

    /// <summary>Whether it cannot change.</summary>
    public bool IsPinned => Text.StartsWith("./", StringComparison.Ordinal)
        || (IsImage ? Text.Split("@sha256:") is [_, { Length: 64 } digest] && digest.All(char.IsAsciiHexDigit)
            : CommitSha.TryParse(Text.Split('@')[^1]) is not null);

    /// <summary>Null for images and for what lies in this repository.</summary>
    public ActionVersion? Version => !IsImage && !Text.StartsWith('.') && Text.Split('@') is [var path, var version]
        && path.Split('/') is [{ Length: > 0 } owner, { Length: > 0 } name, ..]
            ? new($"{owner}/{name}", version) : null;

    /// <summary>Whether it is tfpilot, including forks.</summary>
    public bool IsOurs =>
        Name.Split('/', ':').Contains("tfpilot-actions")
        && !Name.Contains("/.github/workflows/", StringComparison.Ordinal);

    /// <summary>Whether it is published by this repository.</summary>
    public bool IsOfficial =>
        Name == Ours || Name.StartsWith($"{Ours}/", StringComparison.Ordinal) || Name == $"ghcr.io/{Ours}"
        || Name.StartsWith($"ghcr.io/{Ours}:", StringComparison.Ordinal);

    public bool IsPlanWorkflow =>
        Name.EndsWith("/.github/workflows/tfpilot-plan.yml", StringComparison.Ordinal) || IsPlanAppWorkflow;

    public bool IsApplyWorkflow => Name.EndsWith("/.github/workflows/tfpilot-apply.yml", StringComparison.Ordinal);

    /// <summary>The workflow variant whose last job authenticates to the App.</summary>
    public bool IsPlanAppWorkflow => Name.EndsWith("/.github/workflows/tfpilot-plan-app.yml", StringComparison.Ordinal);
}
