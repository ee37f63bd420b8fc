using FsCheck;
using FsCheck.Fluent;

namespace TfPilot.Core.Tests.Reviews;

/// <summary>Combinations of texts that try to break out of Markdown, HTML and terminal output.</summary>
internal static class Hostile
{
    public static readonly string[] Pieces =
    [
        "`", "```", "~~~", "````````", "</details>", "<details>", "<summary>", "<!-- tfpilot {} -->", "-->",
        "@org/team", "@me", "#123", "GH-7", "|", "\\", "\\|",
        "\n", "\r\n", "\n\n", "# h", "\n# h", "- item", "1. ", "> [!CAUTION]", "*", "**", "_", "~",
        "[a](https://x.test)", "![i](x)", "https://x.test", "www.x.test",
        "\u001b[31m", "\u009b", "\u0000", "\u202E", "\u200B", "<script>", "<b", "&lt;", "&#64;", "{{x}}", "{{{x}}}",
        "$a$", "日本", "🚀", "é", " ", "\t", "a", "word", "9",
    ];

    public static Arbitrary<string> Texts { get; } = Gen.Elements(Pieces).ListOf().Select(string.Concat).ToArbitrary();
}
