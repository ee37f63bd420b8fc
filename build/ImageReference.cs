using System.Text.RegularExpressions;

/// <summary>
/// The image of the Action as files name it. On main that is the moving tag; a release names the image it built, by
/// digest.
/// </summary>
internal static class ImageReference
{
    public const string OnMain = "docker://ghcr.io/tfpilot/tfpilot-actions:main";

    /// <summary>Every file that runs the image; docs/guides/workflows.md tells forks.</summary>
    public static readonly string[] Files = ["action.yml", ".github/workflows/tfpilot-plan.yml",
        ".github/workflows/tfpilot-plan-app.yml", ".github/workflows/tfpilot-publish.yml"];

    /// <param name="text">A file that names the moving tag.</param>
    /// <param name="image">A name and its digest, such as <c>ghcr.io/acme/tfpilot@sha256:…</c>.</param>
    public static string Pin(string text, string image) =>
        !Regex.IsMatch(image, @"\A[a-z0-9][a-z0-9./_-]*@sha256:[0-9a-f]{64}\z")
        ? throw new ArgumentException($"{image} is not an image by digest: use NAME@sha256:DIGEST.", nameof(image))
        : !text.Contains(OnMain, StringComparison.Ordinal)
        ? throw new ArgumentException($"Nothing here names {OnMain}: was it pinned before?", nameof(text))
        : text.Replace(OnMain, $"docker://{image}", StringComparison.Ordinal);
}
