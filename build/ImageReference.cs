using System.Text.RegularExpressions;

/// <summary>
/// The reference to the Action's image in the files of the repository: the moving tag on main, and the digest of the
/// built image in a release.
/// </summary>
internal static class ImageReference
{
    public const string OnMain = "docker://ghcr.io/tfpilot/tfpilot-actions:main";

    /// <summary>All files that run the image. docs/guides/workflows.md documents the replacement for forks.</summary>
    public static readonly string[] Files = ["action.yml", ".github/workflows/tfpilot-plan.yml",
        ".github/workflows/tfpilot-plan-app.yml", ".github/workflows/tfpilot-publish.yml",
        ".github/workflows/tfpilot-apply.yml"];

    /// <param name="text">The text of a file that refers to the moving tag.</param>
    /// <param name="image">The image with its digest, such as <c>ghcr.io/acme/tfpilot@sha256:…</c>.</param>
    public static string Pin(string text, string image) =>
        !Regex.IsMatch(image, @"\A[a-z0-9][a-z0-9./_-]*@sha256:[0-9a-f]{64}\z")
        ? throw new ArgumentException($"{image} is not an image by digest: use NAME@sha256:DIGEST.", nameof(image))
        : !text.Contains(OnMain, StringComparison.Ordinal)
        ? throw new ArgumentException($"Nothing here names {OnMain}: was it pinned before?", nameof(text))
        : text.Replace(OnMain, $"docker://{image}", StringComparison.Ordinal);
}
